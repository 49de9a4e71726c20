"""A whole list as a file: what its parameters choose, with the columns of its named question."""

import json
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Triple

from graph.search.collation import by_name
from graph.store import Table
from graph.values import plain
from ontology.terms import Xsd
from server.data.tables import write_csv, write_xlsx
from server.http.formats import CSV, RESULTS_JSON, XLSX, Format
from server.lists.selection import Choice

FILES: Final[tuple[Format[Any], ...]] = (CSV, XLSX, RESULTS_JSON)
"""The formats of a list."""


def list_file(table: Table, choice: Choice, format_: Format[Any]) -> bytes:
    """Return what *choice* leaves of *table*, in its order, in one of the formats of lists."""
    columns, solutions = table.columns, list(table)
    rows = [{column: plain(solution[column]) for column in columns} for solution in solutions]
    solution_of = {id(row): solution for row, solution in zip(rows, solutions, strict=True)}
    chosen = choice.of(by_name(rows))
    if format_ is RESULTS_JSON:
        return results_json(columns, (solution_of[id(row)] for row in chosen))
    output = BytesIO()
    write = write_csv if format_ is CSV else write_xlsx
    write(columns, (tuple(row.values()) for row in chosen), output)
    return output.getvalue()


def results_json(columns: Sequence[str], solutions: Iterable[QuerySolution]) -> bytes:
    """Return *solutions* as SPARQL 1.1 Query Results JSON."""
    bindings = [
        {column: term(solution[column]) for column in columns if solution[column] is not None}
        for solution in solutions
    ]
    document = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False).encode()


def term(value: NamedNode | BlankNode | Literal | Triple | None) -> Mapping[str, str]:
    """Return a term as SPARQL 1.1 Query Results JSON, section 3.2.2, writes it."""
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    if not isinstance(value, Literal):
        return {"type": "bnode", "value": str(value).removeprefix("_:")}
    told = {"type": "literal", "value": value.value}
    if value.language:
        return {**told, "xml:lang": value.language}
    return told if value.datatype == Xsd.string else {**told, "datatype": value.datatype.value}
