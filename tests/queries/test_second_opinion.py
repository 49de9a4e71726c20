"""The questions are SPARQL as written in the standard: another engine gives the same rows."""

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode

from graph.questions.library import Library, load_library
from graph.store import EmbeddedStore, select
from tests.queries.conftest import HERE

VALUES = {
    "project": "puisto",
    "organisation": "kaupunki",
    "portfolio": "tyo",
    "person": "maija",
    "year": "2011",
    "with_units": "true",
    "lang": "sv",
    "from_year": "2011",
    "to_year": "2012",
    "day": "2012-06-01",
    "at_least": "100",
    "word": "penkit",
}
QUESTIONS = [
    q for q in load_library().values() if q.columns and "GRAPH" not in q.query and not q.services
]
CASES = [
    (question.name, {parameter.name: VALUES[parameter.name]})
    for question in QUESTIONS
    for parameter in question.parameters
    if parameter.name in VALUES
]
CASES += [(question.name, {}) for question in QUESTIONS]
CASES += [
    (question.name, {"organisation": "kaupunki", "with_units": "true"})
    for question in QUESTIONS
    if "with_units" in {parameter.name for parameter in question.parameters}
]


@pytest.fixture(scope="module")
def other() -> rdflib.Graph:
    return rdflib.Graph().parse(HERE / "register.ttl")


@pytest.mark.parametrize(
    ("name", "values"), CASES, ids=lambda part: part if isinstance(part, str) else "-".join(part)
)
def test_another_engine_gives_the_same_rows(
    name: str, values: dict[str, str], library: Library, graph: EmbeddedStore, other: rdflib.Graph
) -> None:
    query = library[name].bind(values)
    unsorted = query.partition("\nORDER BY")[0]  # it cannot sort what is not there
    ours = [tuple(map(told, row)) for row in select(graph, query)]
    theirs = [
        tuple(map(told_otherwise, row))
        for row in other.query(unsorted)
        if isinstance(row, rdflib.query.ResultRow)
    ]
    assert sorted(theirs, key=repr) == sorted(ours, key=repr)


def told(term: object) -> object:
    if isinstance(term, Literal):
        return same(term.value, term.datatype.value), term.language
    return term.value if isinstance(term, NamedNode) else term


def told_otherwise(term: object) -> object:
    if isinstance(term, rdflib.Literal):
        return same(str(term), str(term.datatype)), term.language
    return None if term is None else str(term)


def same(text: str, datatype: str) -> object:
    """The value of a number and of a moment, which may be written in several ways.

    The other engine multiplies whole numbers to decimal ones.
    """
    if datatype.endswith(("#decimal", "#integer")):
        return float(text)
    return text.replace("+00:00", "Z") if datatype.endswith("#dateTime") else text
