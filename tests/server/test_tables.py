"""Tables as files: every value is read again as what it was."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from graph.errors import QueryError
from graph.store import EmbeddedStore, select
from graph.values import Plain
from server.data import tables
from server.data.tables import CHARACTERS_OF_XLSX, plain_rows, write_csv, write_xlsx

COLUMNS = ("text", "truth", "count", "money", "day", "nothing")
ROW = ('Työ, "ä"\nö = 1', True, 12, Decimal("1200.50"), date(2015, 10, 1), None)

TERMS = """
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://example.fi/a> <http://example.fi/p> "Työ, \\"ä\\"\\nö"@fi, "=1+1", true, 7, -1.5,
  "2015-10-01"^^xsd:date, <http://example.fi/ö>, "100000000000000000000.01"^^xsd:decimal,
  "2020-05-01T12:00:00Z"^^xsd:dateTime .
"""


def sheet_of(*rows: tuple[Plain | None, ...]) -> list[tuple[object, ...]]:
    """The rows of a workbook made of *rows*, opened again."""
    output = io.BytesIO()
    write_xlsx(COLUMNS[: len(rows[0])], rows, output)
    book = openpyxl.load_workbook(output)
    return list(book.active.values)


def test_csv_has_the_columns_as_its_header_and_values_as_in_sparql() -> None:
    output = io.BytesIO()
    write_csv(COLUMNS, [ROW], output)
    head, line = output.getvalue().decode().split("\r\n", 1)
    assert head == "text,truth,count,money,day,nothing"
    assert line == '"Työ, ""ä""\nö = 1",true,12,1200.50,2015-10-01,\r\n'


def test_csv_is_what_the_engine_itself_writes() -> None:
    store = Store()
    store.load(TERMS.encode(), RdfFormat.TURTLE)
    query = "SELECT ?o ?none { ?s ?p ?o } ORDER BY ?o"
    ours, engines = io.BytesIO(), io.BytesIO()
    write_csv(("o", "none"), plain_rows(select(EmbeddedStore(store), query)), ours)
    select(EmbeddedStore(store), query).write(engines, QueryResultsFormat.CSV)
    assert ours.getvalue() == engines.getvalue()


def test_a_workbook_holds_numbers_days_and_truths_as_what_they_are() -> None:
    head, row = sheet_of(ROW)
    assert head == COLUMNS
    assert row == (ROW[0], True, 12, 1200.5, datetime(2015, 10, 1), None)  # noqa: DTZ001 - a sheet has no zones


def test_nothing_in_a_workbook_is_a_formula_or_a_link() -> None:
    texts = ("=1+1", "+358400000000", "https://example.fi/", "{=A1}", "@x")
    output = io.BytesIO()
    write_xlsx(texts, [texts], output)
    sheet = openpyxl.load_workbook(output).active
    assert sheet is not None
    cells = list(sheet[2])
    assert [cell.value for cell in cells] == list(texts)
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.hyperlink for cell in cells} == {None}


def test_what_a_sheet_cannot_count_exactly_is_text() -> None:
    moment = datetime(2020, 5, 1, 12, tzinfo=UTC)
    values = (Decimal("123456789012345.67"), date(1809, 3, 29), moment)
    assert sheet_of(values)[1] == (
        "123456789012345.67",
        "1809-03-29",
        "2020-05-01T12:00:00Z",
    )


def test_a_text_too_long_for_a_cell_says_how_much_is_missing() -> None:
    (cell,) = sheet_of(("ä" * 40_000,))[1]
    assert isinstance(cell, str)
    assert len(cell) == CHARACTERS_OF_XLSX
    assert cell.endswith("ä [... cut: 40000 characters in all; CSV and JSON have them]")
    assert sheet_of(("ä" * CHARACTERS_OF_XLSX,))[1] == ("ä" * CHARACTERS_OF_XLSX,)


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows() -> Iterator[tuple[int]]:
        yield from ((number,) for number in range(10))

    monkeypatch.setattr(tables, "ROWS_OF_XLSX", 11)
    write_xlsx(("a",), rows(), io.BytesIO())
    monkeypatch.setattr(tables, "ROWS_OF_XLSX", 10)
    with pytest.raises(QueryError, match="take CSV or JSON"):
        write_xlsx(("a",), rows(), io.BytesIO())


def test_an_answer_without_rows_is_a_header() -> None:
    output = io.BytesIO()
    write_csv(COLUMNS, [], output)
    assert output.getvalue() == b"text,truth,count,money,day,nothing\r\n"
