"""Blank nodes of graphs that were written mean the same at an engine."""

import msgspec
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from bench.engines import Running
from graph.engines.client import Engine
from graph.engines.naming import named_there
from graph.engines.place import Place
from graph.engines.publishing.addresses import addresses
from graph.engines.publishing.loading import Counter, load
from graph.engines.publishing.publishing import silent
from graph.engines.publishing.statements import graphs_of
from graph.engines.store import ask_catalogue, open_store
from graph.store import EmbeddedStore
from ontology.iris import Iris
from tests.graph.made_engines import told
from tests.graph.parity.conftest import access_of

WRITTEN = "http://example.fi/written"
LIST = "<urn:list> <urn:items> (" + " ".join(f'"{number}"' for number in range(300)) + ") ."
FIRST = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>"
REST = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>"
QUERIES = {
    "all": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "list": f"SELECT ?item {{ GRAPH ?g {{ <urn:list> <urn:items>/{REST}*/{FIRST} ?item }} }}",
    "ring": "SELECT ?c { ?a <urn:knows> ?b . ?b <urn:knows> ?a ; <urn:name> ?c }",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", QUERIES)
def test_blank_nodes_are_the_same_nodes_there(name: str, engine: Running) -> None:
    store = Store()
    store.load(LIST.encode(), RdfFormat.TURTLE, to_graph=NamedNode(WRITTEN))
    store.load(b'_:a <urn:knows> [ <urn:knows> _:a ; <urn:name> "b" ] .', RdfFormat.TURTLE)
    graphs = Iris().graphs_elsewhere("http://example.fi/blank/")
    access = access_of(engine)
    _, server = ask_catalogue(Engine(access), graphs)
    update, places = addresses(access.query, server)
    client = Engine(msgspec.structs.replace(access, update=update, graphs=places))
    counts = dict.fromkeys(graphs_of(store), 0)
    there = named_there(graphs, name, "", counts)
    load(client, server, store, {"": there.default, **there.named}, Counter(silent, 0))
    found = open_store(client, Place(access=access, generation=there, server=server), "")
    here, far = (told(each.query(QUERIES[name])) for each in (EmbeddedStore(store), found))
    assert here == far
