"""Queries answered here from triples that an engine sends look-up by look-up."""

from collections.abc import Iterator

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store

from graph.engines.client import Body, Engine
from graph.engines.dialects.gathering import part
from graph.engines.dialects.gathering.part import Found, LookUp, Part
from graph.engines.dialects.gathering.store import GatheringStore
from graph.engines.dialects.virtuoso import LookUps, keeps
from graph.engines.naming import Generation
from graph.engines.place import Access
from graph.errors import QueryError, QueryRefused, StoreError
from graph.store import Dataset, EmbeddedStore
from ontology.terms import Xsd
from tests.graph.made_engines import told

TURTLE = """
@prefix : <http://example.fi/> .
:a :knows :b , :c ; :name "A" ; :age 3 . :b :knows :c ; :name "B"@fi . :c :knows :d .
:d :name "D" ; :part [ :of [ :name "deep" ] ] . :e :likes :a ; :age 4 . :f :likes :b .
"""
GRAPH = "http://example.fi/graph"
PREFIX = "PREFIX : <http://example.fi/>\n"

QUERIES = [
    "SELECT * { :a :knows ?x . ?x :knows ?y }",
    "SELECT * { VALUES ?x { :a :e } ?x ?p ?o }",
    "SELECT * { ?x :age ?n OPTIONAL { ?x :likes ?y OPTIONAL { ?y :name ?m } } }",
    # Not well designed: ?y of the inner OPTIONAL is not the one outside.
    "SELECT * { :e :likes ?y OPTIONAL { :a :knows ?z OPTIONAL { ?z :knows ?y } } }",
    "SELECT * { { SELECT ?x ?y { ?x :name ?n OPTIONAL { ?x :knows ?y } } } :a :knows ?y }",
    "SELECT * { { SELECT ?x { ?x :knows ?y } ORDER BY ?x LIMIT 1 } ?x :name ?n }",
    "SELECT ?x (COUNT(?y) AS ?n) { ?x :knows ?y } GROUP BY ?x HAVING(COUNT(?y) > 1)",
    "SELECT (COUNT(*) AS ?n) { :nobody :knows ?y }",
    "SELECT * { ?x :age ?n FILTER NOT EXISTS { ?x :knows ?y } }",
    "SELECT * { ?x :name ?n MINUS { ?x :knows ?y OPTIONAL { ?y :name ?n } } }",
    "SELECT * { ?x :likes ?y . OPTIONAL { ?y :name ?n } BIND(COALESCE(?n, ?y) AS ?m) ?y ?p ?m }",
    "SELECT * { :a :knows+ ?x } ",
    "SELECT * { :d :knows* ?x }",
    "SELECT * { ?x :knows* ?y }",
    "SELECT * { ?x ^:knows/:likes? ?y }",
    "SELECT * { :a !(:knows|^:likes) ?y }",
    "SELECT * { ?x :part [ :of ?y ] . ?y :name ?n }",
    "SELECT * { GRAPH ?g { ?x :in ?y } ?x :name ?n }",
    "SELECT * FROM <http://example.fi/graph> { ?x ?p ?y }",
    "SELECT * { { ?x :age 3 } UNION { ?x :age ?n FILTER(?n > 3) } }",
    "SELECT * { ?x :age 03 }",
    "SELECT ?x { ?x :name ?n . FILTER(!BOUND(?z) || EXISTS { ?x :likes ?z }) }",
    "SELECT * { ?x :knows ?y } VALUES ?y { :d }",
    "ASK { :a :knows/:knows :d }",
    "CONSTRUCT { ?x :k ?y } { ?x :knows ?y }",
    "CONSTRUCT WHERE { ?x :age ?y }",
    "DESCRIBE :d",
    "DESCRIBE ?x { ?x :likes :b }",
    "SELECT * { (1 2) :knows ?x }",
]


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(TURTLE.encode(), RdfFormat.TURTLE)
    graph = NamedNode(GRAPH)
    store.add(
        Quad(NamedNode("http://example.fi/a"), NamedNode("http://example.fi/in"), graph, graph)
    )
    return store


class Source:
    """What finds triples in a *store*, and remembers what was looked up."""

    def __init__(self, store: Store) -> None:
        self.looked_up: list[LookUp] = []
        self._part = Part(self, [])
        self._part.store = store

    def __call__(self, wanted: LookUp) -> Iterator[Found]:
        self.looked_up.append(wanted)
        for quad in list(self._part.matches(wanted)):
            yield Found(*quad.triple)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_is_answered_as_by_the_store_that_holds_all(query: str, store: Store) -> None:
    gathering = GatheringStore(Source(store), [GRAPH], "store")
    here, there = (told(each.query(PREFIX + query)) for each in (EmbeddedStore(store), gathering))
    assert here == there


def test_what_a_query_is_about_is_all_that_is_fetched(store: Store) -> None:
    source = Source(store)
    query = "SELECT * { :a :knows ?x . ?x :name ?n OPTIONAL { ?x :age ?y } }"
    told(GatheringStore(source, [GRAPH], "store").query(PREFIX + query))
    assert source.looked_up
    assert all(wanted.subjects is not None for wanted in source.looked_up)


def test_what_is_said_of_whatever_a_thing_leads_to_is_all_that_is_fetched(store: Store) -> None:
    source = Source(store)
    query = PREFIX + "SELECT * { VALUES ?x { :b } ?x ?p ?y . ?y ?q ?z }"
    answer = told(GatheringStore(source, [GRAPH], "store").query(query))
    assert answer == told(EmbeddedStore(store).query(query))
    assert all(wanted.subjects is not None for wanted in source.looked_up)


def test_what_was_fetched_is_not_fetched_again(store: Store) -> None:
    source = Source(store)
    gathering = GatheringStore(source, [GRAPH], "store")
    for _ in range(2):
        told(gathering.query(f"{PREFIX}SELECT * {{ ?x :knows ?y }}"))
    assert len(source.looked_up) == 1


def test_a_query_that_needs_too_many_triples_is_refused_in_words(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, "MOST", 5)
    gathering = GatheringStore(Source(store), [GRAPH], "store")
    with pytest.raises(QueryRefused, match="asked for triples only, and this query needs more"):
        gathering.query("SELECT * { ?s ?p ?o }")


def test_a_query_that_cannot_be_read_is_told_as_always(store: Store) -> None:
    source = Source(store)
    with pytest.raises(QueryError, match="error at 1:"):
        GatheringStore(source, [], "store").query("SELECT * {")
    assert source.looked_up == []


ROWS = """{"head": {"vars": ["triples"]}, "results": {"bindings":
    [{"triples": {"type": "literal", "value": "NUMBER"}}]}}"""


class Cutting(Engine):
    """An engine that gives at most so many triples at once, and may end *early* for good."""

    def __init__(self, triples: int, early: int) -> None:
        self.access = Access(query="http://127.0.0.1/")
        self._lines = [f"<urn:s> <urn:p> <urn:o{n}> .\n" for n in range(triples)]
        self._early = early

    def query(self, text: str, accept: str, dataset: Dataset | None = None) -> Body:
        del dataset
        if "COUNT" in text:
            rows = ROWS.replace("NUMBER", str(len(self._lines)))
            return Body(rows.encode(), accept)
        offset = int(text.split("OFFSET")[1])
        return Body("".join(self._lines[offset : self._early][:700]).encode(), accept)


NOWHERE = Generation(id="1", hash="", default="urn:g", named={}, triples={})


@pytest.mark.parametrize("triples", [0, 1, 699, 700, 701, 2100])
def test_an_answer_that_was_cut_is_fetched_in_pieces(triples: int) -> None:
    found = LookUps(Cutting(triples, triples), NOWHERE)(LookUp(""))
    assert len(set(found)) == triples


def test_triples_that_do_not_come_are_an_error() -> None:
    with pytest.raises(StoreError, match="sends 1,400 of 2,100"):
        list(LookUps(Cutting(2100, 1400), NOWHERE)(LookUp("")))


@pytest.mark.parametrize(
    ("term", "kept"),
    [
        (NamedNode("urn:a"), True),
        (BlankNode("a"), True),
        (Literal("1" * 18, datatype=Xsd.integer), True),
        (Literal("1" * 19, datatype=Xsd.integer), False),
        (Literal("P1D", datatype=Xsd.duration), False),
        (Literal("P1D"), True),
    ],
)
def test_what_virtuoso_does_not_keep_is_known(
    term: NamedNode | BlankNode | Literal, *, kept: bool
) -> None:
    assert keeps(term) is kept


def test_a_blank_node_comes_with_what_it_says(store: Store) -> None:
    source = Source(store)
    gathering = GatheringStore(source, [GRAPH], "store")
    query = f"{PREFIX}SELECT ?n {{ :d :part/:of/:name ?n }}"
    assert told(gathering.query(query)) == told(EmbeddedStore(store).query(query))
    assert all(wanted.subjects is not None for wanted in source.looked_up)
