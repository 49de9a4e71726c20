"""Answers by their status: what is there in which formats, and what may go wrong."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from server.api.operation import Schema
from server.api.schemas import BINARY, JSON_LD, TEXT, named
from server.display.texts import gettext
from server.errors import PROBLEM
from server.http.formats import Format

Answers = dict[str, Any]
"""Response objects (OpenAPI 3.1, 4.8.17) by status."""

Headers = Mapping[str, Any]

JSON: Final = "application/json"

READING: Final = (400, 404, 406, 503)
"""What may go wrong with whatever is read: a host that is none, a name, a format, no data yet."""

ASKING: Final = (*READING, 429, 504)
"""The same where a query is put, which takes time."""

WRITING: Final = (400, 401, 403, 408, 411, 413, 415, 422, 501, 503, 504)
"""What may go wrong with whatever is written."""


def contents(formats: Iterable[Format[Any]], json: Schema) -> dict[str, Any]:
    """The media types of *formats*; what is JSON has the schema *json*, but JSON-LD its own."""
    return {format_.media_type: {"schema": _schema(format_, json)} for format_ in formats}


def _schema(format_: Format[Any], json: Schema) -> Schema:
    if format_.name == "jsonld":
        return JSON_LD
    if format_.media_type.endswith("json"):
        return json
    return BINARY if "officedocument" in format_.media_type else TEXT


def answered(
    content: Mapping[str, Any], about: str = "", headers: Headers | None = None
) -> Answers:
    """A 200 with that *content*, and 304 for who holds it already."""
    told = {"description": about or gettext("The answer."), "content": content}
    return {"200": {**told, "headers": headers} if headers else told, "304": unchanged()}


def in_json(schema: Schema) -> Answers:
    """A 200 with JSON that fits *schema*, and 304 for who holds it already."""
    return answered({JSON: {"schema": schema}})


def unchanged() -> dict[str, Any]:
    """A 304."""
    return {"description": gettext("The client holds the answer already (If-None-Match).")}


def leading(status: int, about: str) -> Answers:
    """A redirect of that *status*."""
    where = {"required": True, "schema": {"type": "string", "format": "uri-reference"}}
    return {str(status): {"description": about, "headers": {"Location": where}}}


def to_page(status: int = 303) -> Answers:
    """A redirect of people to the page of what programs get."""
    return leading(status, gettext("People are led to the page."))


def moved() -> Answers:
    """A redirect to what an entity is called now."""
    return leading(308, gettext("It goes by another name now, which is told here."))


def problems(*statuses: int) -> Answers:
    """The problems of those *statuses*, which the document keeps."""
    return {
        str(status): {"$ref": f"#/components/responses/{HTTPStatus(status).name}"}
        for status in sorted(statuses)
    }


def kept_problems() -> dict[str, Any]:
    """What the document keeps of problems, by name (RFC 9457)."""
    return {status.name: _problem(status, about) for status, about in meanings().items()}


def _problem(status: HTTPStatus, about: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": about,
        "content": {PROBLEM: {"schema": named("Problem")}},
    }
    header = HEADERS_OF_PROBLEMS.get(status)
    return {**told, "headers": {header: {"schema": TEXT}}} if header else told


HEADERS_OF_PROBLEMS: Final[Mapping[HTTPStatus, str]] = {
    HTTPStatus.UNAUTHORIZED: "WWW-Authenticate",
    HTTPStatus.TOO_MANY_REQUESTS: "Retry-After",
    HTTPStatus.SERVICE_UNAVAILABLE: "Retry-After",
    HTTPStatus.GATEWAY_TIMEOUT: "Retry-After",
}


def meanings() -> Mapping[HTTPStatus, str]:
    """What each problem means."""
    return {
        HTTPStatus.BAD_REQUEST: gettext("The request cannot be understood; the detail says why."),
        HTTPStatus.UNAUTHORIZED: gettext("There is no token, or one that is not known here."),
        HTTPStatus.FORBIDDEN: gettext("The token, or this server, does not allow it."),
        HTTPStatus.NOT_FOUND: gettext("There is no such thing."),
        HTTPStatus.METHOD_NOT_ALLOWED: gettext("The address is not used by this method."),
        HTTPStatus.NOT_ACCEPTABLE: gettext("It is not there in any format that is accepted."),
        HTTPStatus.REQUEST_TIMEOUT: gettext("The body came too slowly."),
        HTTPStatus.GONE: gettext("It was withdrawn from the register."),
        HTTPStatus.LENGTH_REQUIRED: gettext("The length of the body is not told."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: gettext("The body is too large."),
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: gettext("The body is in no format that is read here."),
        HTTPStatus.UNPROCESSABLE_ENTITY: gettext(
            "It was read, and would break the graph, or nothing in it is a project."
        ),
        HTTPStatus.TOO_MANY_REQUESTS: gettext(
            "The client has spent its seconds of queries; Retry-After says when there are more."
        ),
        HTTPStatus.NOT_IMPLEMENTED: gettext("Writes are made without conditions."),
        HTTPStatus.SERVICE_UNAVAILABLE: gettext(
            "There are no data yet, too many ask at once, or the query took too much memory."
        ),
        HTTPStatus.GATEWAY_TIMEOUT: gettext("It took too long, and was stopped."),
    }


def counted() -> Headers:
    """The headers that tell how long an answer is, and whether it is whole."""
    return {
        "Salkku-Truncated": _header(
            gettext("Whether the answer was cut at a limit."), {"enum": ["true", "false"]}
        ),
        "Salkku-Total": _header(
            gettext("How many rows there are in all, where that is known."), NUMERAL
        ),
        "Salkku-Kept": _header(gettext("How many rows or triples are left."), NUMERAL),
        "Salkku-Limit": _header(gettext("The limit at which it was cut."), NUMERAL),
    }


def paged() -> Headers:
    """The same, and the way to other pages (RFC 8288)."""
    return {**counted(), "Link": _header(gettext("The first, previous, next and last page."), TEXT)}


def timed() -> Headers:
    """The headers of an answer of the endpoint."""
    return {
        **counted(),
        "Salkku-Generation": generation_header(),
        "Salkku-Seconds": _header(gettext("How long the query ran."), TEXT),
    }


def generation_header() -> dict[str, Any]:
    """The header that names the generation."""
    return _header(gettext("The generation that answers."), TEXT)


NUMERAL: Final[Schema] = {"type": "string", "pattern": "^[0-9]+$"}


def _header(about: str, schema: Schema) -> dict[str, Any]:
    return {"description": about, "schema": schema}
