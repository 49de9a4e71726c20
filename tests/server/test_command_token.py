"""``salkku token``: who may write, from the shell."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.writes.tokens import Scope, Tokens
from server.command import salkku
from tests.graph.made_writes import Made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Made(tmp_path, pages=1).folder


def token(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(salkku, ["token", *words, "--data", str(folder)])


def test_a_made_token_is_printed_alone_and_bears_its_scopes(folder: Path) -> None:
    result = token(folder, "make", "the archive", "--scope", "pages", "--scope", "update")
    assert result.exit_code == 0
    found = Tokens(folder).bearer(result.stdout.strip())
    assert found is not None
    assert (found.name, set(found.scopes)) == ("the archive", {Scope.PAGES, Scope.UPDATE})
    assert f"Token {found.id} for the archive" in result.stderr


def test_a_token_is_kept_as_a_hash_that_only_the_owner_reads(folder: Path) -> None:
    secret = token(folder, "make", "x", "--scope", "admin").stdout.strip()
    kept = folder / "tokens.json"
    assert secret not in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("words", [["x"], ["x", "--scope", "everything"]])
def test_a_token_needs_a_scope_that_there_is(folder: Path, words: list[str]) -> None:
    assert token(folder, "make", *words).exit_code == 2
    assert Tokens(folder).all() == []


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "\x1b[31mred", "\x00"])
def test_a_token_needs_a_name_that_can_be_read(folder: Path, name: str) -> None:
    result = token(folder, "make", name, "--scope", "pages")
    assert result.exit_code == 2
    assert "is no name for a token" in result.output
    assert Tokens(folder).all() == []


def test_a_token_is_not_revoked_by_its_name(folder: Path) -> None:
    token(folder, "make", "archive", "--scope", "pages")
    result = token(folder, "revoke", "archive")
    assert result.exit_code == 1
    assert "give an id of salkku token list" in result.output


def test_tokens_are_listed_without_their_secrets(folder: Path) -> None:
    secret = token(folder, "make", "the archive", "--scope", "pages").stdout.strip()
    told = token(folder, "list").stdout
    assert "pages  the archive" in told
    assert secret not in told


def test_a_revoked_token_is_worth_nothing_and_is_listed_as_such(folder: Path) -> None:
    secret = token(folder, "make", "x", "--scope", "pages").stdout.strip()
    token_id = Tokens(folder).all()[0].id
    assert token(folder, "revoke", token_id).exit_code == 0
    assert Tokens(folder).bearer(secret) is None
    assert "revoked 20" in token(folder, "list").stdout


def test_a_token_that_is_not_there_cannot_be_revoked(folder: Path) -> None:
    result = token(folder, "revoke", "12345678")
    assert result.exit_code == 1
    assert "there is no token 12345678" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_there_are_no_tokens_without_a_data_directory(tmp_path: Path) -> None:
    result = token(tmp_path / "nope", "make", "x", "--scope", "pages")
    assert result.exit_code == 1
    assert "there is no data directory" in result.stderr
