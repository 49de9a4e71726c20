"""``/gsp``: the SPARQL 1.1 Graph Store HTTP Protocol; reading is for everybody.

A graph is named indirectly (``/gsp?graph=IRI``, ``/gsp?default``) or by its own address below
``/gsp/`` (section 4). Who reads one is answered as by ``/sparql``, with its limits and its cache;
but one that would have to be cut is an error: whoever puts back what he got must lose nothing.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from itertools import chain
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, RdfFormat
from werkzeug.exceptions import BadRequest, NotAcceptable, NotFound, UnsupportedMediaType

from graph.orders import Order
from graph.writes.tokens import Scope
from graph.writes.write import DeleteGraph
from server.endpoint.application import ROUTE, WHOLE
from server.endpoint.protocol import Parameters, absolute_iri, parameters_of
from server.http.formats import VOCABULARY, GraphFormat, accepted, named
from server.http.mounting import Environ, WsgiApplication
from server.snapshot import Served
from server.writing.intake import CHARSETS, Intake
from server.writing.jobs import GraphJob, Payload
from server.writing.replies import written
from server.writing.writer import Writer

MULTIPART: Final = "multipart/form-data"
KNOWN: Final = tuple(name for format_ in VOCABULARY for name in format_.media_types)
"""The media types in which a graph may be sent."""


class Store:
    """The graphs of what is *served*, as requests name them."""

    def __init__(self, served: Served) -> None:
        self._served = served

    def named(self, place: str) -> str | None:
        """Return the IRI of the graph that the request at hand names; None is the default graph.

        It names it by *place*, below ``/gsp/``, or by parameter. Raises BadRequest when it names
        none, several, or one that is no absolute IRI.
        """
        if place:
            return self.below(place)
        parameters = parameters_at_hand()
        names = parameters.get("graph", ())
        if len(names) + ("default" in parameters) != 1:
            raise BadRequest("Name one graph: ?graph= and its IRI, or ?default.")
        return absolute_iri(names[0], "graph") if names else None

    def below(self, place: str) -> str:
        """The IRI of the graph whose own address is *place* below ``/gsp/``."""
        return self._served.now().generation.iris.graph_at(place).value

    def refuse_missing(self, graph: str | None) -> None:
        """Raise NotFound when there is no such *graph* now."""
        if graph is not None and NamedNode(graph) not in self._served.now().named_graphs():
            raise NotFound(f"There is no graph {graph}.")

    @property
    def question(self) -> str:
        """The query that asks for all of a graph."""
        return self._served.library["triples"].query


def add_graph_store(
    blueprint: Blueprint, endpoint: WsgiApplication, served: Served, writer: Writer, intake: Intake
) -> None:
    """Let *blueprint* answer ``/gsp`` and what is below it.

    A write is answered with JSON, as an update is; 201 when it made a graph, whose address is told
    (``Location``) when it was not named. Deleting what is not there is 404.
    """
    store = Store(served)

    @blueprint.get("/gsp", strict_slashes=False)
    @blueprint.get("/gsp/<path:place>")
    def read_graph(place: str = "") -> WsgiApplication:
        graph = store.named(place)
        store.refuse_missing(graph)
        return reading(endpoint, store.question, graph)

    @blueprint.put("/gsp", strict_slashes=False)
    @blueprint.put("/gsp/<path:place>")
    def put_graph(place: str = "") -> Response:
        by = intake.admit(Scope.UPDATE).id
        return replied(writer, graph_job(store.named(place), by, replaces=True))

    @blueprint.post("/gsp", strict_slashes=False)
    @blueprint.post("/gsp/<path:place>")
    def post_graph(place: str = "") -> Response:
        by = intake.admit(Scope.UPDATE).id
        if place or names_a_graph():
            return replied(writer, graph_job(store.named(place), by, replaces=False))
        new = store.below(secrets.token_hex(16))
        reply = replied(writer, graph_job(new, by, replaces=False))
        reply.headers["Location"] = new
        return reply

    @blueprint.delete("/gsp", strict_slashes=False)
    @blueprint.delete("/gsp/<path:place>")
    def delete_graph(place: str = "") -> Response:
        by = intake.admit(Scope.UPDATE).id
        return replied(writer, Order(what=DeleteGraph(graph=store.named(place)), by=by))


def parameters_at_hand() -> Parameters:
    """The parameters in the address of the request at hand, decoded once. Raises BadRequest."""
    return parameters_of(request.environ.get("QUERY_STRING", ""))


def names_a_graph() -> bool:
    """Whether the parameters of the request at hand name a graph."""
    return not parameters_at_hand().keys().isdisjoint({"graph", "default"})


def reading(endpoint: WsgiApplication, question: str, graph: str | None) -> WsgiApplication:
    """Return what answers with the *graph*: the *endpoint*, asked for all of it.

    Raises NotAcceptable when the client takes no format of graphs.
    """
    asked = {"query": question, "format": wanted().name}
    dataset = {} if graph is None else {"default-graph-uri": graph}
    address = {"PATH_INFO": ROUTE, "QUERY_STRING": urlencode(asked | dataset), WHOLE: True}

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        return endpoint({**environ, **address}, start_response)

    return answer


def wanted() -> GraphFormat:
    """The format of graphs that the client wants best. Raises NotAcceptable when there is none."""
    name = request.args.get("format", "")
    found = (
        named(name, VOCABULARY) if name else accepted(request.headers.get("Accept", ""), VOCABULARY)
    )
    if found is None:
        raise NotAcceptable(f"A graph is served as one of: {', '.join(KNOWN)}.")
    return found


def graph_job(graph: str | None, by: str, *, replaces: bool) -> GraphJob:
    """Return the job that writes what the request at hand carries into the *graph*.

    Raises UnsupportedMediaType.
    """
    base = graph or request.base_url
    payloads = tuple(_payloads())
    return GraphJob(by=by, graph=graph, payloads=payloads, replaces=replaces, base=base)


def _payloads() -> Iterator[Payload]:
    if request.mimetype != MULTIPART:
        kind = _graph_type(request.mimetype, request.mimetype_params)
        yield Payload(kind, request.get_data())
        return
    for file in chain.from_iterable(request.files.listvalues()):
        yield Payload(_graph_type(file.mimetype, file.mimetype_params), file.read())
    for text in chain.from_iterable(request.form.listvalues()):
        yield Payload(RdfFormat.TURTLE.media_type, text.encode())


def _graph_type(media_type: str, parameters: Mapping[str, str]) -> str:
    if media_type not in KNOWN:
        raise UnsupportedMediaType(f"Send a graph as one of: {', '.join(KNOWN)}.")
    if parameters.get("charset", "utf-8").lower() not in CHARSETS:
        raise UnsupportedMediaType("A graph is UTF-8; send it so, and name no other charset.")
    return media_type


def replied(writer: Writer, job: Order | GraphJob) -> Response:
    """Return the reply to *job*, when it is published: 201 for a graph that was not there."""
    published = writer.write(job)
    return written(published, HTTPStatus.CREATED if published.created else HTTPStatus.OK)
