"""Where a query cannot be read: each case says the place at which a person would point."""

import pytest
from pyoxigraph import Store

from graph.errors import QueryError
from graph.sparql.misreading import WIDTH, misread_update, pointed
from graph.store import EmbeddedStore

PLACES = {
    "misspelt word": ("selct ?s { ?s ?p ?o }", 1, 1),
    "misspelt word further on": ("SELECT ?s wher { ?s ?p ?o }", 1, 11),
    "operator": ("SELECT * { ?s ?p ?o FILTER(?x == 2) }", 1, 32),
    "half a triple": ("SELECT *\nWHERE { ?s ?p }", 2, 15),
    "half a triple after others": ("SELECT * { ?s ?p ?o; <a:b> 'a { b' . ?s ?p }", 1, 44),
    "half an expression": ("SELECT (1 AS) {}", 1, 13),
    "brace too many": ("SELECT * { ?s ?p ?o . } }", 1, 25),
    "end of the text": ("SELECT * {\n  ?s ?p ?o", 2, 11),
    "blanks at the end": ("SELECT * {\n  ?s ?p ?o   \n\n", 2, 11),
    "comment at the end": ("SELECT * { ?s ?p ?o #", 1, 22),
    "line feeds with carriage returns": ("SELECT *\r\n{\r\n  optional ?s ?p ?o\r\n}", 3, 12),
    "carriage returns alone": ("SELECT *\r{\r  optional ?s ?p ?o\r}", 3, 12),
    "tab": ("SELECT * {\n\toptional\t?s ?p ?o\n}", 2, 11),
    "characters beyond 16 bits": ("ASK { ?s ?p '😀' . optional ?s }", 1, 28),
    "prefix": ("SELECT * {\n  ?s ex:p ?o\n}", 2, 6),
    "empty prefix": ("SELECT * { :a ?p ?o }", 1, 12),
    "nothing": ("", 1, 1),
}


def wrong(query: str) -> QueryError:
    with pytest.raises(QueryError) as raised:
        EmbeddedStore(Store()).query(query)
    return raised.value


@pytest.mark.parametrize("case", PLACES)
def test_a_query_that_cannot_be_read_is_wrong_where_a_person_would_point(case: str) -> None:
    query, line, column = PLACES[case]
    error = wrong(query)
    assert (error.line, error.column) == (line, column)
    assert f"error at {line}:{column}: " in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { OPTIONAL ?s }", 'expected "{"'),
        ("SELECT * { ?s ex:p 1 }", "the prefix ex: is not declared"),
        ("SELECT * {} GROUP BY ?y", "SELECT * is not authorized with GROUP BY"),
        (" \n ", "the query is empty"),
        (
            "\0",
            "error at 1:1: a query begins with PREFIX, BASE, SELECT, ASK, CONSTRUCT or DESCRIBE",
        ),
        ("abc", "error at 1:1: a query begins with PREFIX, "),
        ("{{{", "error at 1:1: a query begins with PREFIX, "),
        ("# SELECT\nPREFIX a: <b:c>\n  wat", "error at 3:3: a query begins with PREFIX, "),
        ("CLEAR ALL", "CONSTRUCT or DESCRIBE; this is an update: send it to /update"),
        ("ASK { ?s ?p ?o } LIMIT x", "a digit"),
    ],
)
def test_what_was_expected_is_told(query: str, expected: str) -> None:
    assert expected in str(wrong(query))


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("abc", "an update begins with PREFIX, BASE, INSERT, DELETE, "),
        ("BASE <a:b> ask {}", "MOVE or COPY; this is a query: send it to /sparql"),
        ("CLEAR x", "error at 1:8: expected"),
    ],
)
def test_what_an_update_begins_with_is_told(update: str, expected: str) -> None:
    with pytest.raises(SyntaxError) as raised:
        Store().update(update)
    assert expected in str(misread_update(update, str(raised.value)))


def test_a_prefix_in_a_text_or_a_comment_is_not_missed() -> None:
    error = wrong("# ex: no\nSELECT * { ?s ?p 'ex: no' FILTER(1 == 1) }")
    assert "prefix" not in str(error)


def test_a_query_of_ten_megabytes_is_told_its_place_as_well() -> None:
    error = wrong(f"SELECT * {{ ?s ?p '{'x' * 10_000_000}' FILTER(1 == 1) }}")
    assert error.line == 1
    assert error.column == pytest.approx(10_000_031, abs=16)  # it is not read again and again


def test_a_caret_points_below_the_place() -> None:
    assert pointed("SELECT *\nWHERE x", 2, 7) == "WHERE x\n      ^"


@pytest.mark.parametrize(
    ("line", "blanks"),
    [("\t\tx", "\t\t"), ("日本x", "    "), ("e\u0301x", " "), ("😀x", "  ")],
)
def test_a_caret_stands_below_wide_characters_and_tabs_too(line: str, blanks: str) -> None:
    assert pointed(line, 1, line.index("x") + 1) == f"{line}\n{blanks}^"


def test_a_long_line_is_shown_around_the_place() -> None:
    shown, caret = pointed("a" * 500 + "X" + "b" * 500, 1, 501).split("\n")
    assert len(shown) == WIDTH + 2
    assert (shown[0], shown[-1]) == ("…", "…")
    assert shown[len(caret) - 1] == "X"


def test_the_end_of_a_long_line_is_shown() -> None:
    shown, caret = pointed("a" * 500, 1, 501).split("\n")
    assert shown.startswith("…a")
    assert len(caret) == len(shown) + 1
