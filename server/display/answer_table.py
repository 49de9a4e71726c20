"""An answer of the endpoint as the query page shows it: a table, a truth, or a graph as text."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from ontology.terms import PREFIXES
from server.evaluation import Answer, Truncation
from server.http.formats import GRAPHS, RESULTS, GraphFormat, ResultsFormat
from server.settings import MEBI

CHARACTERS_SHOWN: Final = 100_000
LARGEST_SHOWN: Final = 32 * MEBI
"""How many bytes an answer may have to be read for a page; a larger one is there as a file."""

_NUMERIC: Final = tuple(
    f"{PREFIXES['xsd']}{name}" for name in ("integer", "decimal", "double", "float")
)


class _Head(msgspec.Struct):
    vars: tuple[str, ...] = ()


class _Results(msgspec.Struct):
    bindings: list[msgspec.Raw]


class _Document(msgspec.Struct):
    """SPARQL results JSON, whose rows are unpacked only where they are shown."""

    head: _Head
    results: _Results | None = None
    boolean: bool | None = None


class Cell(NamedTuple):
    """A term in a table: its text, where it leads, its language."""

    text: str
    address: str = ""
    language: str = ""
    numeric: bool = False


class Shown(NamedTuple):
    """What is shown of an answer, which took so many *seconds*.

    *total* counts its rows; *cut*: there is more of it than is shown; *too_large*: nothing of it is
    shown. *truncation* tells what the answer itself lacks.
    """

    formats: tuple[ResultsFormat | GraphFormat, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    truth: bool | None = None
    text: str = ""
    cut: bool = False
    too_large: bool = False
    seconds: float = 0.0
    truncation: Truncation | None = None


def shown(answer: Answer, rows: int, address_of: Callable[[str], str]) -> Shown:
    """Return at most so many *rows* of *answer*; *address_of* gives the page about an IRI.

    The answer is SPARQL results JSON or, of CONSTRUCT and DESCRIBE, Turtle.
    """
    found = _content(answer, rows, address_of)
    return found._replace(seconds=answer.seconds, truncation=answer.truncation)


def _content(answer: Answer, rows: int, address_of: Callable[[str], str]) -> Shown:
    if answer.format in GRAPHS:
        return _graph(answer)
    if len(answer.body) > LARGEST_SHOWN:
        answer.beginning(0)
        return Shown(RESULTS, too_large=True)
    document = msgspec.json.decode(answer.whole(), type=_Document)
    if document.results is None:
        return Shown(RESULTS[:2], truth=document.boolean)
    columns, bindings = document.head.vars, document.results.bindings
    unpacked: list[dict[str, Any]] = [msgspec.json.decode(row) for row in bindings[:rows]]
    return Shown(
        RESULTS,
        columns=columns,
        rows=tuple(tuple(cell(row.get(name), address_of) for name in columns) for row in unpacked),
        total=len(bindings),
        cut=len(bindings) > rows,
    )


def _graph(answer: Answer) -> Shown:
    """A graph by its beginning, which alone is read."""
    text = answer.beginning(4 * CHARACTERS_SHOWN).decode(errors="ignore")[:CHARACTERS_SHOWN]
    return Shown(GRAPHS[:-1], text=text, cut=len(answer.body) > len(text.encode()))


def cell(term: Mapping[str, Any] | None, address_of: Callable[[str], str]) -> Cell:
    """Return a term of SPARQL results JSON as a cell; an unbound one is an empty cell."""
    if term is None:
        return Cell("")
    if term["type"] == "uri":
        return Cell(shortened(term["value"]), address_of(term["value"]) or web(term["value"]))
    if term["type"] == "triple":
        return Cell(json.dumps(term["value"], ensure_ascii=False))
    return Cell(
        term["value"],
        language=term.get("xml:lang", ""),
        numeric=term.get("datatype") in _NUMERIC,
    )


def shortened(iri: str) -> str:
    """The IRI with a prefix of ours in place of its namespace, where one fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def web(iri: str) -> str:
    """The IRI when a browser may follow it, else nothing: never a script."""
    return iri if iri.partition(":")[0] in {"http", "https", "mailto", "tel"} else ""
