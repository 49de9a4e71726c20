"""What ``/sparql`` says of itself to programs: SPARQL 1.1 Service Description."""

from collections.abc import Iterator

from flask import url_for
from pyoxigraph import NamedNode, Triple

from ontology.terms import Dcterms, Rdf, Sd
from server.formats import GRAPHS, RESULTS
from server.snapshot import Snapshot


def service_description(snapshot: Snapshot) -> list[Triple]:
    """Return the description of the endpoint as it serves *snapshot*."""
    service = NamedNode(url_for("endpoint.sparql", _external=True))
    return [
        Triple(service, Rdf.type, Sd.Service),
        Triple(service, Sd.endpoint, service),
        Triple(service, Sd.supportedLanguage, Sd.SPARQL11Query),
        Triple(service, Dcterms.license, NamedNode(snapshot.generation.register.licence)),
        *(Triple(service, Sd.resultFormat, format_) for format_ in formats()),
        *dataset(service, snapshot),
    ]


def formats() -> Iterator[NamedNode]:
    """The IRIs of the formats of all answers, each once."""
    writers = (*(f.writer.iri for f in RESULTS), *(f.writer.iri for f in GRAPHS))
    yield from map(NamedNode, dict.fromkeys(writers))


def dataset(service: NamedNode, snapshot: Snapshot) -> Iterator[Triple]:
    """The default graph and the named graphs."""
    whole, default = NamedNode(f"{service.value}#dataset"), NamedNode(f"{service.value}#default")
    yield Triple(service, Sd.defaultDataset, whole)
    yield Triple(whole, Rdf.type, Sd.Dataset)
    yield Triple(whole, Sd.defaultGraph, default)
    yield Triple(default, Rdf.type, Sd.Graph)
    for number, name in enumerate(snapshot.named_graphs(), start=1):
        graph = NamedNode(f"{service.value}#graph-{number}")
        yield Triple(whole, Sd.namedGraph, graph)
        yield Triple(graph, Rdf.type, Sd.NamedGraph)
        yield Triple(graph, Sd.name, name)
