"""JSON-LD in the short form of the published context: the one place where rdflib is asked."""

from collections.abc import Iterable

import pyoxigraph
from rdflib import Graph

from ontology.vocabulary import context


def compact(triples: Iterable[pyoxigraph.Triple]) -> bytes:
    """Return *triples* as compacted JSON-LD 1.1 with our context in it."""
    lines = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    graph = Graph()
    graph.parse(data=lines, format="nt")
    text = graph.serialize(
        format="json-ld", context=context()["@context"], auto_compact=True, indent=2, sort_keys=True
    )
    return text.encode()
