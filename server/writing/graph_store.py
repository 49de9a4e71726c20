"""``/gsp``: the SPARQL 1.1 Graph Store HTTP Protocol; reading is for everybody.

A graph is named indirectly (``/gsp?graph=IRI``, ``/gsp?default``) or by its own address below
``/gsp/`` (section 4).
"""

import secrets
from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain
from typing import Final

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, RdfFormat
from werkzeug.exceptions import BadRequest, NotAcceptable, NotFound, UnsupportedMediaType

from graph.orders import Order
from graph.writes.tokens import Scope, Tokens
from graph.writes.write import DeleteGraph
from server.evaluation import Evaluator, NoAcceptableFormat, PublicQuery
from server.formats import VOCABULARY, GraphFormat, accepted, named
from server.snapshot import current
from server.writing.authority import bearer
from server.writing.jobs import GraphJob, Payload
from server.writing.replies import written
from server.writing.writer import Writer

MULTIPART: Final = "multipart/form-data"
KNOWN: Final = tuple(name for format_ in VOCABULARY for name in format_.media_types)
"""The media types in which a graph may be sent."""


class Target:
    """The graph that a request is about: its IRI, or None for the default graph."""

    def __init__(self, iri: str | None) -> None:
        self.iri = iri

    def exists(self) -> bool:
        """Whether there is such a graph now; the default graph is always there."""
        return self.iri is None or NamedNode(self.iri) in current().named_graphs()


def add_graph_store(
    blueprint: Blueprint, evaluator: Evaluator, writer: Writer, tokens: Tokens
) -> None:
    """Let *blueprint* answer ``/gsp`` and what is below it."""

    @blueprint.get("/gsp")
    @blueprint.get("/gsp/<path:place>")
    def read_graph(place: str = "") -> Response:
        return graph_of(target(place), evaluator)

    @blueprint.put("/gsp")
    @blueprint.put("/gsp/<path:place>")
    def put_graph(place: str = "") -> Response:
        by = bearer(tokens, Scope.UPDATE).id
        return replied(writer, graph_job(target(place), by, replaces=True))

    @blueprint.post("/gsp")
    @blueprint.post("/gsp/<path:place>")
    def post_graph(place: str = "") -> Response:
        by = bearer(tokens, Scope.UPDATE).id
        if place or names_a_graph():
            return replied(writer, graph_job(target(place), by, replaces=False))
        new = Target(below(secrets.token_hex(16)))
        reply = replied(writer, graph_job(new, by, replaces=False))
        reply.headers["Location"] = new.iri or ""
        return reply

    @blueprint.delete("/gsp")
    @blueprint.delete("/gsp/<path:place>")
    def delete_graph(place: str = "") -> Response:
        by = bearer(tokens, Scope.UPDATE).id
        return replied(writer, Order(what=DeleteGraph(graph=target(place).iri), by=by))


def names_a_graph() -> bool:
    """Whether the parameters of the request at hand name a graph."""
    return "graph" in request.args or "default" in request.args


def target(place: str) -> Target:
    """Return the graph that the request at hand names, at *place* below ``/gsp/`` or by parameter.

    Raises BadRequest when it names none, several, or one that is no absolute IRI.
    """
    if place:
        return Target(below(place))
    names = request.args.getlist("graph")
    if len(names) + ("default" in request.args) != 1:
        raise BadRequest("Name one graph: ?graph= and its IRI, or ?default.")
    return Target(_absolute(names[0]) if names else None)


def below(place: str) -> str:
    """The IRI of the graph whose own address is *place* below ``/gsp/``."""
    return current().generation.iris.graph_at(place).value


def _absolute(words: str) -> str:
    try:
        return NamedNode(words).value
    except ValueError as error:
        raise BadRequest(f"{words[:200]!r} is no absolute IRI: {error}") from error


def graph_of(asked: Target, evaluator: Evaluator) -> Response:
    """Return the triples of the graph *asked* for. Raises NotFound or NotAcceptable."""
    if not asked.exists():
        raise NotFound(f"There is no graph {asked.iri}.")
    snapshot = current()
    query = PublicQuery(
        text=snapshot.library["triples"].query,
        default_graphs=(asked.iri,) if asked.iri else (),
        graph=_wanted(),
    )
    try:
        answer = evaluator.answer(snapshot, query)
    except NoAcceptableFormat as error:
        raise NotAcceptable(str(error)) from error
    return Response(answer.whole(), content_type=answer.format.content_type)


def _wanted() -> GraphFormat | None:
    name = request.args.get("format", "")
    return (
        named(name, VOCABULARY) if name else accepted(request.headers.get("Accept", ""), VOCABULARY)
    )


def graph_job(asked: Target, by: str, *, replaces: bool) -> GraphJob:
    """Return the job that writes what the request at hand carries into the graph *asked* for.

    Raises UnsupportedMediaType.
    """
    base = asked.iri or request.base_url
    payloads = tuple(_payloads())
    return GraphJob(by=by, graph=asked.iri, payloads=payloads, replaces=replaces, base=base)


def _payloads() -> Iterator[Payload]:
    if request.mimetype != MULTIPART:
        yield Payload(_graph_type(request.mimetype), request.get_data())
        return
    for file in chain.from_iterable(request.files.listvalues()):
        yield Payload(_graph_type(file.mimetype), file.read())
    for text in chain.from_iterable(request.form.listvalues()):
        yield Payload(RdfFormat.TURTLE.media_type, text.encode())


def _graph_type(media_type: str) -> str:
    if media_type not in KNOWN:
        raise UnsupportedMediaType(f"Send a graph as one of: {', '.join(KNOWN)}.")
    return media_type


def replied(writer: Writer, job: Order | GraphJob) -> Response:
    """Return the reply to *job*, when it is published: 201 for a graph that was not there."""
    published = writer.write(job)
    return written(published, HTTPStatus.CREATED if published.created else HTTPStatus.OK)
