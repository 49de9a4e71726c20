"""Orders to write, the tokens that let one write, and the log of who did."""

from pathlib import Path

import msgspec
import pytest

from graph.carrying_out import carry_out
from graph.errors import QueryError, SettingsError, UnknownEntity, WriteRefused
from graph.orders import Answer, Built, Failed, Order, Pages, Written
from graph.writes.audit import FILE, Line, log, read_log
from graph.writes.tokens import FILE as TOKENS
from graph.writes.tokens import Scope, Tokens
from graph.writes.write import PutGraph, Update, What
from tests.graph.made_pages import put
from tests.graph.made_writes import NOTES, Made

SHAPELESS = "INSERT DATA { <n:a> a <https://w3id.org/salkku/ontology#Project> }"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path, pages=1)


def ask(made: Made, what: What | Pages) -> Answer:
    """The answer as it comes through a pipe."""
    order = msgspec.msgpack.encode(Order(what=what, by="abcd"))
    answer = carry_out(made.folder, msgspec.msgpack.decode(order, type=Order))
    return msgspec.msgpack.decode(msgspec.msgpack.encode(answer), type=Answer)  # type: ignore[no-any-return]  # a union of classes


def test_an_order_is_carried_out_or_refused_and_logged(made: Made, tmp_path: Path) -> None:
    put(tmp_path / "more", "p9")
    (tmp_path / "none.txt").write_text("Ei hankkeen sivu.")
    written = ask(made, PutGraph(graph=NOTES, triples=b"<n:a> <n:b> <n:c> .\n"))
    refused = ask(made, Update(text=SHAPELESS))
    unread = ask(made, Update(text="INSERT"))
    built = ask(made, Pages(sources=(str(tmp_path / "more"),)))
    none = ask(made, Pages(sources=(str(tmp_path / "none.txt"),)))
    assert isinstance(written, Written)
    assert isinstance(built, Built)
    assert (built.read, built.generation) == (1, made.manifest.id)
    assert isinstance(none, Built)
    assert none.refused
    assert isinstance(refused, Failed)
    assert isinstance(refused.error(), WriteRefused)
    assert refused.report[0].focus == "<n:a>"
    assert isinstance(unread, Failed)
    assert isinstance(unread.error(), QueryError)
    told = [(line.kind, line.token, line.outcome, line.reason) for line in read_log(made.folder)]
    assert told == [
        ("put", "abcd", "published", ""),
        ("update", "abcd", "refused", "WriteRefused"),
        ("update", "abcd", "refused", "QueryError"),
        ("pages", "abcd", "published", ""),
        ("pages", "abcd", "refused", "PageRefused"),
    ]
    assert read_log(made.folder)[0].subject == NOTES
    assert SHAPELESS not in (made.folder / FILE).read_text()


def test_the_log_is_only_added_to_and_survives_a_torn_line(tmp_path: Path) -> None:
    log(tmp_path, Line(token="a", kind="put", subject=NOTES, outcome="published"))  # noqa: S106 - an id
    first = (tmp_path / FILE).read_bytes()
    log(tmp_path, Line(token="b", kind="put", subject=NOTES, outcome="refused"))  # noqa: S106 - an id
    assert (tmp_path / FILE).read_bytes().startswith(first)
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"time":"20')
    assert [line.token for line in read_log(tmp_path)] == ["a", "b"]
    log(tmp_path, Line(token="c", kind="put", subject=NOTES, outcome="refused"))  # noqa: S106 - an id
    assert [line.token for line in read_log(tmp_path)] == ["a", "b", "c"]


def test_a_write_that_was_not_noted_any_more_is_noted_by_the_next(made: Made) -> None:
    first, second = (PutGraph(graph=NOTES, triples=b"<n:a> <n:b> <n:%d> .\n" % n) for n in (1, 2))
    ask(made, first)
    noted = read_log(made.folder)
    (made.folder / FILE).unlink()
    ask(made, second)
    assert read_log(made.folder)[:-1] == noted
    ask(made, second)
    assert len(read_log(made.folder)) == 3


def test_a_token_is_known_by_its_secret_and_kept_as_a_hash(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    token, secret = tokens.make("the importer", [Scope.UPDATE])
    assert tokens.bearer(secret) == token
    assert tokens.bearer(secret[:-1]) is None
    assert tokens.bearer("") is None
    kept = (tmp_path / TOKENS).read_text()
    assert secret not in kept
    assert secret[-4:] not in kept.replace(token.hash, "")
    assert (tmp_path / TOKENS).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        ([Scope.PAGES], {Scope.PAGES}),
        ([Scope.UPDATE], {Scope.UPDATE}),
        ([Scope.ADMIN], {Scope.PAGES, Scope.UPDATE, Scope.ADMIN}),
    ],
)
def test_a_token_allows_its_scopes_and_admin_all(
    tmp_path: Path, scopes: list[Scope], allowed: set[Scope]
) -> None:
    token, _ = Tokens(tmp_path).make("x", scopes)
    assert {scope for scope in Scope if token.allows(scope)} == allowed


def test_a_revoked_token_is_worth_nothing(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    token, secret = tokens.make("x", [Scope.ADMIN])
    assert not tokens.revoke(token.id).allows(Scope.ADMIN)
    assert tokens.bearer(secret) is None
    with pytest.raises(UnknownEntity):
        tokens.revoke(token.id)


def test_a_token_without_a_scope_is_none(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        Tokens(tmp_path).make("x", [])
