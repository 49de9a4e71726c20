"""Every text of the site is there in Finnish and Swedish, and what is compiled is up to date."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ["fi", "sv"]


@pytest.fixture(scope="module")
def template(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The texts in code and templates that ask to be translated."""
    server, found = root / "server", tmp_path_factory.mktemp("texts") / "messages.pot"
    mapping = server / "translations" / "babel.toml"
    CommandLineInterface().run(  # type: ignore[no-untyped-call]  # Babel gives it no types
        ["pybabel", "-q", "extract", "-F", str(mapping), "-o", str(found), str(server)]
    )
    with found.open("rb") as file:
        return read_po(file)


def file_of(root: Path, language: str, ending: str) -> Path:
    return root / "server" / "translations" / language / "LC_MESSAGES" / f"messages.{ending}"


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def catalogue(root: Path, language: str) -> Catalog:
    with file_of(root, language, "po").open("rb") as file:
        return read_po(file, locale=language)


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def texts(catalog: Catalog) -> set[str]:
    return {str(message.id) for message in messages(catalog)}


def test_every_text_has_its_entry_and_every_entry_its_text(
    template: Catalog, catalogue: Catalog
) -> None:
    assert texts(catalogue) == texts(template)


def test_nothing_is_left_untranslated_or_unsure(catalogue: Catalog) -> None:
    unfinished = [
        message.id
        for message in messages(catalogue)
        if message.fuzzy or not message.string or not all(message.string)
    ]
    assert unfinished == []


def test_a_translation_fills_in_what_the_text_fills_in(catalogue: Catalog) -> None:
    errors = {message.id: list(message.check(catalogue)) for message in messages(catalogue)}
    assert {text: found for text, found in errors.items() if found} == {}


def test_what_is_compiled_is_what_is_written(root: Path, language: str, catalogue: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert file_of(root, language, "mo").read_bytes() == compiled.getvalue()
