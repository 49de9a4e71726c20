"""A table as a file: CSV and XLSX.

Nothing is cut without a word: what does not fit is refused, or says how much is missing.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Final, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from graph.errors import QueryError
from graph.store import Table
from graph.values import Plain, plain

Cells = Sequence[Plain | None]

ROWS_OF_XLSX: Final = 1_048_576
CHARACTERS_OF_XLSX: Final = 32_767
"""The limits of a sheet and of a cell (Microsoft, "Excel specifications and limits")."""

DIGITS_OF_XLSX: Final = 15
FIRST_YEAR_OF_XLSX: Final = 1900
WIDTH_OF_XLSX: Final = 20


def plain_rows(table: Table) -> Iterator[Cells]:
    """The rows of *table* as plain values, in the order of its columns."""
    return ([plain(term) for term in row] for row in table)


def write_csv(columns: Sequence[str], rows: Iterable[Cells], output: IO[bytes]) -> None:
    """Write *rows* as SPARQL 1.1 Query Results CSV, with *columns* as the header."""
    text = io.TextIOWrapper(output, "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([shown(value) for value in row] for row in rows)
    text.detach()


def shown(value: Plain | None) -> str:
    """A value as text: ``true``, ``1200.5``, ``2015-10-01``; nothing for what is not known."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    return "" if value is None else format(value, "f" if isinstance(value, Decimal) else "")


class Sheet(NamedTuple):
    """A table as a sheet of a workbook; *name* has at most 31 characters."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Cells]


def write_xlsx(columns: Sequence[str], rows: Iterable[Cells], output: IO[bytes]) -> None:
    """Write *rows* as a workbook of one sheet: numbers, dates and truths as what they are.

    A text too long for a cell is cut, and says so. Raises QueryError when there are more rows
    than a sheet can hold.
    """
    write_workbook([Sheet("Sheet1", columns, rows)], output)


def write_workbook(sheets: Iterable[Sheet], output: IO[bytes]) -> None:
    """Write *sheets* as one workbook, each as ``write_xlsx`` does."""
    with xlsxwriter.Workbook(output, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        heading = book.add_format({"bold": True})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, heading, day)


def _write_sheet(worksheet: Worksheet, sheet: Sheet, heading: Format, day: Format) -> None:
    worksheet.set_column(0, len(sheet.columns) - 1, WIDTH_OF_XLSX)
    worksheet.freeze_panes(1, 0)
    worksheet.write_row(0, 0, sheet.columns, heading)
    for number, row in enumerate(sheet.rows, 1):
        if number == ROWS_OF_XLSX:
            raise QueryError("the answer has more rows than XLSX can hold: take CSV or JSON")
        for column, value in enumerate(row):
            _write_cell(worksheet, (number, column), value, day)


def _write_cell(sheet: Worksheet, place: tuple[int, int], value: Plain | None, day: Format) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int | Decimal) and len(shown(value)) <= DIGITS_OF_XLSX:
        sheet.write_number(*place, float(value))
    elif type(value) is date and value.year >= FIRST_YEAR_OF_XLSX:
        sheet.write_datetime(*place, value, day)
    elif value is not None:
        sheet.write_string(*place, _fitting(shown(value)))


def _fitting(text: str) -> str:
    if len(text) <= CHARACTERS_OF_XLSX:
        return text
    note = f" [... cut: {len(text)} characters in all; CSV and JSON have them]"
    return text[: CHARACTERS_OF_XLSX - len(note)] + note
