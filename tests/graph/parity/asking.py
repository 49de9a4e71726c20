"""What is asked of both graphs, and what they must agree on."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from pyoxigraph import QueryResultsFormat, RdfFormat

from graph.questions.header import Parameter
from graph.questions.question import Question
from graph.store import Graph, GraphStore, Table
from graph.values import concept_words, plain

ENTITIES = {
    "project": "SELECT ?x { ?x a <https://w3id.org/salkku/ontology#Project> }",
    "organisation": "SELECT DISTINCT ?x { ?y <https://w3id.org/salkku/ontology#organisation> ?x }",
    "person": "SELECT ?x { ?x a <http://xmlns.com/foaf/0.1/Person> }",
    "portfolio": "SELECT ?x { ?x a <https://w3id.org/salkku/ontology#Portfolio> }",
    "subject": "SELECT DISTINCT ?x { ?y <http://purl.org/dc/terms/subject> ?x }",
    "place": "SELECT DISTINCT ?x { ?y <http://purl.org/dc/terms/spatial> ?x }",
    "unit": "SELECT ?x { ?x <http://www.w3.org/ns/org#unitOf> ?y }",
    "entity": "SELECT ?x { ?x a <https://w3id.org/salkku/ontology#Project> }",
    "graph": "SELECT ?x { GRAPH ?x { } }",
    "municipality": "SELECT ?x { ?x <http://www.w3.org/ns/org#classification>"
    " <https://w3id.org/salkku/organisation-kind/municipality> }",
}
"""What gives the entities that a parameter of that name, or of that type, can be about."""

SAID = {
    "year": "2015",
    "from_year": "2010",
    "to_year": "2018",
    "day": "2015-06-01",
    "at_least": "10000",
    "with_units": "true",
    "running": "false",
    "lang": "sv",
    "band": "100k-250k",
    "word": "palvelu",
}
"""What parameters are told that are about no entity and no concept."""


def cases(question: Question, graph: GraphStore) -> Iterator[Mapping[str, str]]:
    """What *question* is asked about: everything, and each of its parameters by itself."""
    yield {}
    draw = random.Random(question.name)  # noqa: S311 - the same draw each time, and no secret
    for parameter in question.parameters:
        if value := value_of(parameter, graph, draw):
            yield {parameter.name: value}


def value_of(parameter: Parameter, graph: GraphStore, draw: random.Random) -> str:
    """A value for *parameter*, drawn from *graph*; nothing where there is none."""
    if parameter.type == "concept":
        return draw.choice(concept_words(parameter.scheme))
    query = ENTITIES.get(parameter.name) or ENTITIES.get(parameter.type)
    if query is None:
        return SAID.get(parameter.name, "")
    found = sorted(str(plain(row["x"])) for row in select(graph, query))
    return draw.choice(found) if found else ""


def select(graph: GraphStore, query: str) -> Table:
    answer = graph.query(query)
    assert isinstance(answer, Table)
    return answer


def answer_of(graph: GraphStore, query: str, unordered: str = "") -> object:
    """All that *graph* answers, as often as it does, whatever the order.

    The column *unordered* is a list in one text, which has no order either.
    """
    answer = graph.query(query)
    if isinstance(answer, Table):
        columns = answer.columns
        rows = _listed(answer, unordered) if unordered in columns else _lines(answer)
        return columns, Counter(rows)
    if isinstance(answer, Graph):
        written = BytesIO()
        answer.write(written, RdfFormat.N_TRIPLES)
        return {*written.getvalue().split(b"\n")}
    return bool(answer)


def _lines(table: Table) -> Iterable[object]:
    """The rows as lines of TSV, which has whole terms and is written soon."""
    written = BytesIO()
    table.write(written, QueryResultsFormat.TSV)
    return written.getvalue().split(b"\n")


def _listed(table: Table, unordered: str) -> Iterable[object]:
    """The rows, whose column *unordered* is told as a list in order."""
    for row in table:
        parts = sorted(str(plain(row[unordered])).split("; "))
        yield tuple(str(parts if name == unordered else row[name]) for name in table.columns)


Known = dict[str, int]
"""Digests of embedded answers by what was asked, so that each is worked out but once."""


def difference_of(
    embedded: GraphStore, there: GraphStore, known: Known, query: str, unordered: str = ""
) -> str:
    """Where the answers of two graphs differ, in words; nothing when they do not."""
    far = answer_of(there, query, unordered)
    if query not in known:
        known[query] = digest(answer_of(embedded, query, unordered))
    if known[query] == digest(far):
        return ""
    return difference(answer_of(embedded, query, unordered), far)


def digest(answer: object) -> int:
    """A number that two answers have in common, as good as surely, only when they are the same."""
    if isinstance(answer, tuple):
        columns, rows = answer
        return hash((columns, frozenset(rows.items())))
    return hash(frozenset(answer) if isinstance(answer, set) else answer)


def difference(here: object, there: object) -> str:
    """Where two answers differ, in words for whoever mends it."""
    if isinstance(here, tuple) and isinstance(there, tuple):
        missing, added = here[1] - there[1], there[1] - here[1]
        return f"missing {missing.most_common(2)}, added {added.most_common(2)}"
    if isinstance(here, set) and isinstance(there, set):
        return f"missing {[*here - there][:2]}, added {[*there - here][:2]}"
    return f"{here} != {there}"
