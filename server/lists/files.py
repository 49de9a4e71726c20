"""A whole list as a file: what its parameters choose, with the columns of its named question."""

import codecs
import json
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import IO, Any, Final

from pyoxigraph import Literal, NamedNode

from graph.values import plain
from ontology.terms import Xsd
from server.data.tables import write_csv, write_xlsx
from server.http.formats import CSV, RESULTS_JSON, XLSX, Format
from server.lists.tables import Term, WholeTable

FILES: Final[tuple[Format[Any], ...]] = (CSV, XLSX, RESULTS_JSON)
"""The formats of a list."""


def list_file(table: WholeTable, format_: Format[Any]) -> bytes:
    """Return *table* in one of the formats of lists.

    CSV begins with a byte order mark: without it Excel takes UTF-8 for something else.
    """
    output = BytesIO()
    if format_ is RESULTS_JSON:
        write_json(table, output)
        return output.getvalue()
    if format_ is CSV:
        output.write(codecs.BOM_UTF8)
    write = write_csv if format_ is CSV else write_xlsx
    write(table.columns, (tuple(map(plain, row)) for row in table.rows), output)
    return output.getvalue()


def write_json(table: WholeTable, output: IO[bytes]) -> None:
    """Write *table* as SPARQL 1.1 Query Results JSON, row by row."""
    head = json.dumps({"vars": list(table.columns)})
    output.write(f'{{"head": {head}, "results": {{"bindings": ['.encode())
    for number, row in enumerate(table.rows):
        told = dict(bindings(table, row))
        output.write((",\n" if number else "\n").encode())
        output.write(json.dumps(told, ensure_ascii=False).encode())
    output.write(b"\n]}}\n")


def bindings(table: WholeTable, row: Sequence[Term]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The cells of a *row* that hold something, by their columns."""
    for column, value in zip(table.columns, row, strict=True):
        if value is not None:
            yield column, term(value)


def term(value: Term) -> Mapping[str, str]:
    """Return a term as SPARQL 1.1 Query Results JSON, section 3.2.2, writes it."""
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    if not isinstance(value, Literal):
        return {"type": "bnode", "value": str(value).removeprefix("_:")}
    told = {"type": "literal", "value": value.value}
    if value.language:
        return {**told, "xml:lang": value.language}
    return told if value.datatype == Xsd.string else {**told, "datatype": value.datatype.value}
