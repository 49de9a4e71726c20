"""A table on a terminal is readable, whole, and nothing that a terminal would obey."""

import io

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rich.console import Console

from graph.store import EmbeddedStore, select
from server.display.terminal import print_table, readable

DATA = """
<http://example.fi/id/project/puisto> <http://example.fi/name> "Puisto [b]" .
<http://example.fi/id/project/silta> <http://example.fi/name> "Silta" .
"""
QUERY = "SELECT ?project ?name ?none { ?project ?p ?name } ORDER BY ?project"


def printed(width: int, query: str = QUERY) -> list[str]:
    store, output = Store(), io.StringIO()
    store.load(DATA.encode(), RdfFormat.TURTLE)
    print_table(select(EmbeddedStore(store), query), Console(file=output, width=width))
    return [line.rstrip() for line in output.getvalue().splitlines()]


def test_a_table_that_fits_stands_in_columns() -> None:
    head, _, first, second, *rest = printed(80)
    assert head.split() == ["project", "name"]
    assert first.split() == ["puisto", "Puisto", "[b]"]
    assert second.split() == ["silta", "Silta"]
    assert rest == ["2 rows.", "Empty in all of them: none."]


def test_a_table_too_wide_stands_row_by_row() -> None:
    lines = printed(20)
    assert lines[:3] == ["project  puisto", "name     Puisto [b]", ""]
    assert lines[3:6] == ["project  silta", "name     Silta", ""]


def test_nothing_is_cut_on_a_narrow_terminal() -> None:
    letters = "".join("".join(printed(13)).split())
    assert letters.startswith("projectpuistonamePuisto[b]projectsiltanameSilta")


def test_an_empty_answer_is_told() -> None:
    assert printed(80, "SELECT ?s { ?s a ?o }") == ["0 rows."]


def test_one_row_is_not_several() -> None:
    assert printed(80, "SELECT ?s { BIND(1 AS ?s) }")[-1] == "1 row."


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (NamedNode("https://w3id.org/salkku/phase/ended"), "ended"),
        (NamedNode("http://example.fi/"), "http://example.fi/"),
        (Literal("https://example.fi/17"), "https://example.fi/17"),
        (Literal("a\n\tb"), "a b"),
        (Literal("\x1b[31mred\x07"), "[31mred"),
        (Literal("\u202egnihtemos"), "gnihtemos"),
        (None, ""),
    ],
)
def test_a_term_is_one_harmless_line(term: object, text: str) -> None:
    assert readable(term) == text
