"""What ``/sparql`` says of itself to programs: SPARQL 1.1 Service Description."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.exceptions import NotAcceptable

from ontology.formats import name_of
from ontology.functions import extension_functions
from ontology.terms import Dcterms, Rdf, Rdfs, Sd
from server.data.entity_data import graph_data
from server.endpoint.reply import Reply
from server.http.formats import (
    GRAPHS,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    RESULTS,
    TRIG,
    TURTLE,
    GraphFormat,
    accepted,
    named,
)
from server.settings import Settings
from server.snapshot import Snapshot

UPDATE: Final = "/update"
GRAPH_STORE: Final = "/gsp"

OFFERED: Final = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, N_QUADS, TRIG)
"""The formats of the description: every RDF format."""


def format_of(name: str, accept: str) -> GraphFormat:
    """Return the format of that *name*, else the one that *accept* likes best.

    Raises NotAcceptable naming the formats that there are.
    """
    chosen = named(name, OFFERED) if name else accepted(accept, OFFERED)
    if chosen is None:
        known = ", ".join(f"{f.name} ({f.media_type})" for f in OFFERED)
        raise NotAcceptable(f"The service description is in these formats: {known}.")
    return chosen


def reply_with(triples: list[Triple], format_: GraphFormat) -> Reply:
    """The description as a reply."""
    content_type = ("Content-Type", format_.content_type)
    return Reply(HTTPStatus.OK, (content_type,), graph_data(triples, format_))


def description(
    address: str, snapshot: Snapshot, settings: Settings, *, takes_writes: bool
) -> list[Triple]:
    """Return the description of the service at *address* as it serves *snapshot*."""
    service = NamedNode(address)
    register = snapshot.generation.register
    return [
        Triple(service, Rdf.type, Sd.Service),
        Triple(service, Sd.endpoint, service),
        Triple(service, Sd.supportedLanguage, Sd.SPARQL11Query),
        Triple(service, Dcterms.license, NamedNode(register.licence)),
        *(
            Triple(service, Dcterms.title, Literal(t, language=lang))
            for lang, t in register.name.items()
        ),
        *(Triple(service, Dcterms.description, text) for text in limits(settings)),
        *(Triple(service, Sd.resultFormat, format_) for format_ in formats()),
        *features(service, settings),
        *functions(service),
        *dataset(service, snapshot),
        *graph_store(service, takes_writes=takes_writes),
        *(updates(service) if takes_writes else ()),
    ]


def limits(settings: Settings) -> Iterator[Literal]:
    """The limits of queries and how they are told, one sentence each, in English."""
    yield _english(
        f"A query may run {settings.query_seconds} seconds, which the parameter timeout may lower,"
        f" and take {settings.query_memory} MiB of memory; what passes that is stopped and answered"
        " with 504 or 503."
    )
    yield _english(
        f"An answer may have {settings.query_rows} rows or triples and {settings.query_size} MiB;"
        " Salkku-Truncated in its headers says whether it was cut, Salkku-Kept what is left,"
        " Salkku-Limit the limit, Salkku-Total the whole where it is known."
    )
    if settings.query_budget:
        yield _english(
            f"A client may spend {settings.query_budget} seconds of queries a minute; then it gets"
            " 429 and Retry-After. Answers that were kept cost nothing."
        )


def _english(text: str) -> Literal:
    return Literal(text, language="en")


def formats() -> Iterator[NamedNode]:
    """The IRIs of the formats of all answers, each once."""
    names = (*(name_of(f.writer) for f in RESULTS), *(name_of(f.writer) for f in GRAPHS))
    yield from dict.fromkeys(names)


def features(service: NamedNode, settings: Settings) -> Iterator[Triple]:
    """What the service can beyond answering: SERVICE, if any other endpoint may be asked."""
    if settings.services.split():
        yield Triple(service, Sd.feature, Sd.BasicFederatedQuery)


def graph_store(service: NamedNode, *, takes_writes: bool) -> Iterator[Triple]:
    """Where graphs are had, and written where it *takes_writes*: by the Graph Store Protocol."""
    words = "writing needs a bearer token" if takes_writes else "for reading only"
    yield from _beside(service, GRAPH_STORE, f"The SPARQL 1.1 Graph Store HTTP Protocol; {words}.")


def updates(service: NamedNode) -> Iterator[Triple]:
    """Where the graph is written by SPARQL Update."""
    words = "Updates by the SPARQL 1.1 Protocol; they need a bearer token."
    yield from _beside(service, UPDATE, words)
    update = NamedNode(urljoin(service.value, UPDATE))
    yield Triple(update, Rdf.type, Sd.Service)
    yield Triple(update, Sd.endpoint, update)
    yield Triple(update, Sd.supportedLanguage, Sd.SPARQL11Update)


def _beside(service: NamedNode, path: str, words: str) -> Iterator[Triple]:
    """What is said in *words* of the service at *path*, which stands beside."""
    place = NamedNode(urljoin(service.value, path))
    yield Triple(service, Rdfs.seeAlso, place)
    yield Triple(place, Dcterms.description, _english(words))


def functions(service: NamedNode) -> Iterator[Triple]:
    """The functions beyond those of SPARQL 1.1."""
    for function in extension_functions():
        yield Triple(service, Sd.extensionFunction, function)
        yield Triple(function, Rdf.type, Sd.Function)


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
