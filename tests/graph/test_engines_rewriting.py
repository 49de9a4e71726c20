"""Queries at an engine: whatever is asked, the rows are those of the embedded store."""

from collections import Counter
from itertools import product
from string import Template

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from graph.engines.dialect import Term
from graph.engines.rewriting import rewrite
from graph.engines.tokens import tokens
from graph.errors import QueryError, QueryRefused, SalkkuError
from graph.store import Dataset, EmbeddedStore, GraphStore, Table
from tests.graph.made_engines import BASE, generation_of, local, told

NAMES = [f"{BASE}graph/{name}" for name in ("a", "b", "with-dash")]
NODES = [NamedNode(f"{BASE}n{number}") for number in range(4)]
PROPERTIES = [NamedNode(f"{BASE}p{number}") for number in range(2)]
VALUES: list[Term] = [
    *NODES,
    Literal("graph <x>"),
    Literal("1.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
]


def made() -> list[Quad]:
    """A few triples in each graph, some in several, and what is said of a graph itself."""
    graphs: list[DefaultGraph | NamedNode] = [DefaultGraph(), *map(NamedNode, NAMES)]
    quads = [
        Quad(subject, property_, VALUES[(s + 2 * p + 3 * g) % len(VALUES)], graph)
        for g, graph in enumerate(graphs)
        for s, subject in enumerate(NODES)
        for p, property_ in enumerate(PROPERTIES)
        if (s + p + g) % 3
    ]
    about = Quad(NamedNode(NAMES[0]), PROPERTIES[0], NODES[1], NamedNode(NAMES[0]))
    return [*quads, about]


def foreign() -> list[Quad]:
    """What stands beside at the engine: another generation, and a default graph of others."""
    other = generation_of(made(), "two")
    return [
        Quad(NODES[0], PROPERTIES[0], NODES[3], DefaultGraph()),
        *(Quad(NODES[3], PROPERTIES[1], NODES[0], NamedNode(graph)) for graph in other.graphs),
        Quad(NODES[2], PROPERTIES[1], NODES[2], NamedNode(NAMES[0])),
    ]


HERE = EmbeddedStore(Store(), base=BASE)
HERE._store.extend(made())
THERE = local(made(), foreign())

PROLOGUE = f"PREFIX g: <{BASE}graph/> PREFIX graph: <{BASE}graph/> PREFIX : <{BASE}>\n"

terms = st.sampled_from(["?x", "?y", "?g", "$z", ":n1", f"<{BASE}n2>", "<n0>", "g:a", "?g__at"])
names = st.sampled_from(
    ["?g", "?h", "$g", "g:a", "graph:b", "g:with-dash", "<graph/a>", f"<{NAMES[1]}>", ":nowhere"]
)
objects = st.sampled_from(
    ["?x", "?y", "?v", "?g", ":n1", '"graph <x>"', "'''GRAPH ?g { }'''", "1.5", '"FROM"']
)
properties = st.sampled_from([":p0", ":p1", "?p", ":p0|:p1", "^:p0", ":p1?", ":p0/:p1"])
triples = st.builds("{} {} {} . ".format, terms, properties, objects)
graph_words = st.sampled_from(["GRAPH", "graph", "Graph # GRAPH ?g {\n"])


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{} {} {{ {} }} ".format, graph_words, names, inner),
        st.builds("OPTIONAL {{ {} }} ".format, inner),
        st.builds("{{ {} }} UNION {{ {} }} ".format, inner, inner),
        st.builds("MINUS {{ {} }} ".format, inner),
        st.builds("FILTER EXISTS {{ {} }} ".format, inner),
        st.builds("FILTER NOT EXISTS {{ {} }} ".format, inner),
        st.builds("{} VALUES ?g {{ g:a g:b :n1 }} ".format, inner),
        st.builds("{} FILTER(?x<?y||?g!=g:a) ".format, inner),
        st.builds("{}{}".format, inner, inner),
    )


flat = st.recursive(triples, wrapped, max_leaves=5)
# Inside GRAPH ?g the embedded store loses sight of ?g where SELECT does not name it, so that there
# is nothing to compare with.
patterns = st.one_of(
    flat,
    st.builds("{{ SELECT ?g ?x {{ {} }} }} {}".format, flat, flat),
    st.builds("{{ SELECT * {{ {} }} }} {}".format, flat, flat),
    st.builds("OPTIONAL {{ {{ SELECT DISTINCT ?g {{ {} }} }} {} }} ".format, flat, flat),
)
froms = st.lists(
    st.sampled_from(
        [
            "FROM g:a",
            "FROM\n<graph/b>",
            "FROM NAMED g:a",
            "from named <graph/with-dash>",
            "FROM :no",
        ]
    ),
    max_size=3,
    unique=True,
).map(" ".join)
heads = st.sampled_from(
    [
        "SELECT * $from WHERE { $body }",
        "SELECT DISTINCT * $from { $body }",
        "SELECT ?g ?x (COUNT(*) AS ?n) $from { $body } GROUP BY ?g ?x",
        "SELECT DISTINCT ?g ?x $from { $body }",
        "SELECT ?v ?g $from { $body } ORDER BY ?v",
        "ASK $from { $body }",
        "CONSTRUCT { ?x :p0 ?y . ?g :p1 ?x } $from WHERE { $body }",
        "DESCRIBE ?x ?g $from WHERE { $body }",
        "DESCRIBE :n1 $from",
    ]
)
queries = st.builds(
    lambda head, from_, body: PROLOGUE + Template(head).substitute({"from": from_, "body": body}),
    heads,
    froms,
    patterns,
)
graph_lists = st.lists(st.sampled_from([*NAMES, f"{BASE}nowhere"]), max_size=2, unique=True)
datasets = st.one_of(
    st.none(),
    st.builds(lambda d, n: Dataset(tuple(d), tuple(n)), graph_lists, graph_lists).filter(any),
)


@settings(max_examples=400, deadline=None)
@given(queries, datasets)
def test_a_query_gives_the_same_at_an_engine_as_embedded(
    query: str, dataset: Dataset | None
) -> None:
    try:
        expected = told(HERE.query(query, dataset))
    except QueryError:
        with pytest.raises(SalkkuError):
            told(THERE.query(query, dataset))
        return
    assert told(THERE.query(query, dataset)) == expected


@given(st.text(max_size=80), queries)
def test_tokens_put_together_are_the_query(text: str, query: str) -> None:
    for each in (text, query):
        assert "".join(token.text for token in tokens(each)) == each


def rewritten(query: str, dataset: Dataset | None = None) -> str:
    return " ".join(rewrite(query, generation_of(made()), BASE, dataset).text.split())


def test_a_graph_that_is_named_takes_its_name_there() -> None:
    asked = rewritten("SELECT * { GRAPH <graph/a> { ?s ?p ?o } }")
    assert f"GRAPH <{BASE}graph/generation/one/1> {{" in asked


def test_a_graph_that_the_generation_has_not_is_a_name_that_nothing_has() -> None:
    for unknown in ("published", "generation/two", "generation/one"):
        asked = rewritten(f"SELECT * {{ GRAPH <graph/{unknown}> {{ ?s ?p ?o }} }}")
        assert f"GRAPH <{BASE}graph/generation/one/0> {{" in asked


def test_what_is_in_strings_and_comments_stays() -> None:
    text = "SELECT * { ?s ?p 'GRAPH <graph/a> FROM' } # GRAPH ?g { FROM <graph/a>"
    assert text in rewritten(text)


def test_what_another_endpoint_is_asked_stays_as_it_is() -> None:
    text = "SELECT * { SERVICE <http://other.example/> { GRAPH ?g { ?s ?p ?o } } GRAPH ?g {} }"
    asked = rewritten(text)
    assert "SERVICE <http://other.example/> { GRAPH ?g { ?s ?p ?o } }" in asked
    assert asked.endswith(f"VALUES ?g {{ {' '.join(f'<{name}>' for name in NAMES)} }} }}")


def test_a_query_sees_the_graphs_of_its_generation_only() -> None:
    asked = rewrite("SELECT * { ?s ?p ?o }", generation_of(made()), BASE, None)
    assert asked.dataset.default == (f"{BASE}graph/generation/one",)
    assert asked.dataset.named == tuple(f"{BASE}graph/generation/one/{n}" for n in (1, 2, 3))


def test_an_error_tells_the_place_as_the_embedded_store_does() -> None:
    with pytest.raises(QueryError) as raised:
        THERE.query("SELECT *\n{ ?s ?p }")
    assert (raised.value.line, raised.value.column) == (2, 9)


def test_another_endpoint_is_not_asked() -> None:
    with pytest.raises(QueryRefused):
        THERE.query("SELECT * { SERVICE <http://other.example/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "pattern",
    [
        "GRAPH $g { { SELECT ?x { ?x :p0 ?y } } }",
        "GRAPH $g { { SELECT ?g ?x { ?g :p0 ?x } } }",
        "GRAPH $g { { SELECT ?y (COUNT(?x) AS ?n) { ?x :p0 ?y } GROUP BY ?y } }",
        "GRAPH $g { ?x :p0 ?y { SELECT DISTINCT ?x { ?x :p0 _:b . ?z :p0 _:b } } }",
        "GRAPH $g { ?x :p0 ?y GRAPH $h { { SELECT ?y { ?x :p0 _:b . ?y :p0 _:b } } } }",
    ],
)
def test_a_sub_select_is_asked_of_each_graph_by_itself(pattern: str) -> None:
    """As the standard has it; the embedded store loses sight of the graph unless it has a name."""
    variables = [name for name in "gh" if f"${name}" in pattern]
    one_by_one: Counter[tuple[str, ...]] = Counter()
    for names in product(NAMES, repeat=len(variables)):
        said = {name: f"<{iri}>" for name, iri in zip(variables, names, strict=True)}
        values = " ".join(f"VALUES ?{name} {{ {iri} }}" for name, iri in said.items())
        one_by_one.update(rows_of(HERE, f"{values} {Template(pattern).substitute(said)}"))
    assert rows_of(THERE, Template(pattern).substitute(g="?g", h="?h")) == one_by_one
    assert one_by_one


def rows_of(store: GraphStore, pattern: str) -> Counter[tuple[str, ...]]:
    answer = store.query(f"{PROLOGUE}SELECT * {{ {pattern} }}")
    assert isinstance(answer, Table)
    columns = sorted(answer.columns)
    return Counter(tuple(str(row[name]) for name in columns) for row in answer)


def test_blank_nodes_to_which_a_name_leads_are_described() -> None:
    store = Store()
    about = "_:ring <urn:p> _:ring . <urn:a> <urn:p> <urn:b> , [ <urn:p> ( 1 2 ) , _:ring ] ."
    beside = "<urn:b> <urn:p> [ <urn:q> 3 ] . [] <urn:p> 4 ."
    store.load(f"{about} {beside}".encode(), RdfFormat.TURTLE)
    here, there = EmbeddedStore(store), local(list(store))
    for query in ("DESCRIBE <urn:a>", "DESCRIBE ?x { <urn:a> <urn:p> ?x FILTER(isIRI(?x)) }"):
        described = told(there.query(query))
        assert described == told(here.query(query))
        assert described
