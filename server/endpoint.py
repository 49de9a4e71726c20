"""``/sparql``: the SPARQL 1.1 Protocol, query operation.

Errors are problem descriptions (RFC 9457) whoever asks; people have a page of their own, to which
a browser is sent.
"""

import re
from typing import Final

from flask import Blueprint, Response, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotAcceptable, UnsupportedMediaType
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import QueryError
from server.data import see_other, wanted
from server.entity_data import graph_data
from server.errors import problem, status_of
from server.evaluation import Evaluator, NoAcceptableFormat, PublicQuery
from server.formats import (
    GRAPHS,
    RESULTS,
    VOCABULARY,
    Format,
    Writer_co,
    accepted,
    named,
)
from server.negotiation import choose
from server.service_description import service_description
from server.snapshot import current

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
HTML: Final = "text/html"
PLACE: Final = re.compile(r"error at (\d+):(\d+)")
MACHINES: Final = (*(f.media_type for f in RESULTS), *(f.media_type for f in GRAPHS))


def make_blueprint(evaluator: Evaluator) -> Blueprint:
    """Return the blueprint ``endpoint``; *evaluator* answers the queries."""
    endpoint = Blueprint("endpoint", __name__)

    @endpoint.route("/sparql", methods=["GET", "POST"])
    def sparql() -> AnyResponse:
        if request.method != "POST" and for_people():
            return see_other(url_for("pages.query", query=request.args.get("query")))
        if request.method != "POST" and "query" not in request.args:
            return description()
        return answer(evaluator, read_query())

    endpoint.register_error_handler(QueryError, tell_place)
    return endpoint


def answer(evaluator: Evaluator, query: PublicQuery) -> Response:
    """The answer to *query*; raises NotAcceptable when the client takes no format of its kind."""
    try:
        found = evaluator.answer(current(), query)
    except NoAcceptableFormat as error:
        raise NotAcceptable(str(error)) from error
    return Response(found.body, content_type=found.format.content_type)


def description() -> Response:
    """The service description, in the format that the client accepts."""
    chosen = wanted(VOCABULARY)
    body = graph_data(service_description(current()), chosen)
    return Response(body, content_type=chosen.content_type)


def tell_place(error: QueryError) -> Response:
    """A query that is wrong, with the line and the column where its reader stopped."""
    place = PLACE.search(str(error))
    where = {"line": int(place[1]), "column": int(place[2])} if place else {}
    return problem(status_of(error), str(error), **where)


def for_people() -> bool:
    """Whether the request comes from a browser that shows pages and names no other format."""
    wish = choose(request.headers.get("Accept", ""), (*MACHINES, HTML))
    return wish == HTML and "format" not in request.args


def read_query() -> PublicQuery:
    """Return the query of the request at hand (SPARQL 1.1 Protocol, section 2.1).

    Raises BadRequest, UnsupportedMediaType or NotAcceptable.
    """
    parameters, text = _parameters_and_text()
    return PublicQuery(
        text=text,
        default_graphs=tuple(parameters.getlist("default-graph-uri")),
        named_graphs=tuple(parameters.getlist("named-graph-uri")),
        results=_wanted(RESULTS, parameters),
        graph=_wanted(GRAPHS, parameters),
    )


def _parameters_and_text() -> tuple[MultiDict[str, str], str]:
    if request.method != "POST":
        return request.args, _the_query(request.args)
    if request.mimetype == DIRECT:
        return request.args, _utf8(request.get_data())
    if request.mimetype == FORM:
        return request.values, _the_query(request.form)
    raise UnsupportedMediaType(f"Send the query as {FORM} or as {DIRECT}.")


def _the_query(parameters: MultiDict[str, str]) -> str:
    texts = parameters.getlist("query")
    if len(texts) != 1:
        raise BadRequest(
            f"The parameter query must be there once, and is there {len(texts)} times."
        )
    return texts[0]


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The query is not UTF-8: {error}") from error


def _wanted(
    formats: tuple[Format[Writer_co], ...], parameters: MultiDict[str, str]
) -> Format[Writer_co] | None:
    name = parameters.get("format") or parameters.get("output")
    if name:
        return named(name, formats)
    return accepted(request.headers.get("Accept", ""), formats)
