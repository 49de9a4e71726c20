"""What goes wrong, told to programs and to people: one table from our errors to HTTP.

Programs get a problem description (RFC 9457), people a page in their language.
"""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Final

import msgspec
from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import Gone, HTTPException

from graph.errors import (
    DataDirectoryError,
    Inexpressible,
    NothingToBuild,
    PageRefused,
    QueryError,
    QueryRefused,
    RegisterError,
    SalkkuError,
    SettingsError,
    StoreError,
    UnknownEntity,
    WriteRefused,
)
from graph.pages import PageEntry
from server.evaluation import Busy, QueryStopped
from server.http.negotiation import choose

STATUS: Final[Mapping[type[SalkkuError], HTTPStatus]] = {
    PageRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    SettingsError: HTTPStatus.INTERNAL_SERVER_ERROR,
    DataDirectoryError: HTTPStatus.SERVICE_UNAVAILABLE,
    NothingToBuild: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownEntity: HTTPStatus.NOT_FOUND,
    QueryError: HTTPStatus.BAD_REQUEST,
    QueryRefused: HTTPStatus.FORBIDDEN,
    Inexpressible: HTTPStatus.NOT_ACCEPTABLE,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    RegisterError: HTTPStatus.BAD_GATEWAY,
    WriteRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""The status of every error of ``graph``; a test proves the table complete."""


class Withdrawn(Gone):
    """A project that was withdrawn from the register; *tombstone* is what is still known."""

    def __init__(self, tombstone: PageEntry) -> None:
        super().__init__(f"The project {tombstone.name} was withdrawn from the register.")
        self.tombstone = tombstone


STOPPED: Final = {"time": HTTPStatus.GATEWAY_TIMEOUT}
"""The status of what was stopped for a cause; of the others it is 503."""

TOLD: Final = frozenset({"Allow", "Retry-After", "WWW-Authenticate"})
"""The headers of an error that belong to it."""

SECONDS_TO_RETURN: Final = 5
"""When it is worth to come back for what is not available right now."""

PROBLEM: Final = "application/problem+json"
_OFFERS: Final = (PROBLEM, "application/json", "text/html")


def status_of(error: SalkkuError) -> HTTPStatus:
    """Return the status of *error*: that of its class, or of the nearest class above it."""
    known = (STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return next(known, HTTPStatus.INTERNAL_SERVER_ERROR)


def wants_page() -> bool:
    """Whether the request at hand comes from a person, to judge by its ``Accept``."""
    return choose(request.headers.get("Accept", ""), _OFFERS) == "text/html"


def problem(status: HTTPStatus, detail: str, **more: object) -> Response:
    """Return a problem description (RFC 9457); *more* are members of its own."""
    return Response(problem_document(status, detail, **more), status, content_type=PROBLEM)


def problem_document(status: HTTPStatus, detail: str, **more: object) -> bytes:
    """Return a problem description as JSON."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value}
    return msgspec.json.encode({**body, "detail": detail, **more}) + b"\n"


def page(template: str, status: HTTPStatus, **known: object) -> Response:
    """Return an error as a page for a person, in the language at hand."""
    text = render_template(template, status=status, **known)
    return Response(text, status, content_type="text/html; charset=utf-8")


def tell(status: HTTPStatus, detail: str, retry_after: int = 0) -> Response:
    """Return the error as a page for a person or as a problem description for a program.

    A program is told what the *status* means where there is no *detail*; a person, after how many
    seconds to try again, unless *retry_after* is 0.
    """
    answer = (
        page("error.html", status, detail=detail, retry_after=retry_after)
        if wants_page()
        else problem(status, detail or status.description)
    )
    answer.vary.update(("Accept", "Accept-Language"))
    return answer


def install(app: Flask) -> None:
    """Let *app* tell every error in this way; what nobody foresaw is logged and is a 500."""
    app.register_error_handler(SalkkuError, _salkku_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Withdrawn, _withdrawn)
    app.register_error_handler(WriteRefused, _write_refused)
    app.register_error_handler(QueryStopped, _query_stopped)
    app.register_error_handler(Busy, _busy)


def _salkku_error(error: SalkkuError) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s %s: %s", request.method, request.path, error)
    if status != HTTPStatus.SERVICE_UNAVAILABLE:
        return tell(status, str(error))
    answer = tell(status, str(error), SECONDS_TO_RETURN)
    answer.headers["Retry-After"] = str(SECONDS_TO_RETURN)
    return answer


def _withdrawn(error: Withdrawn) -> Response:
    left = error.tombstone
    if wants_page():
        return page("withdrawn.html", HTTPStatus.GONE, tombstone=left)
    known = {"name": left.name, "start": left.start, "end": left.end, "withdrawn": left.withdrawn}
    told = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in known.items()
    }
    return problem(HTTPStatus.GONE, error.description or "", **told)


def _write_refused(error: WriteRefused) -> Response:
    report = [each._asdict() for each in error.report]
    return problem(status_of(error), str(error), report=report)


def _query_stopped(error: QueryStopped) -> Response:
    return tell(STOPPED.get(error.cause, HTTPStatus.SERVICE_UNAVAILABLE), str(error))


def _busy(error: Busy) -> Response:
    answer = tell(HTTPStatus.SERVICE_UNAVAILABLE, str(error), error.seconds)
    answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _http_error(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = {name: value for name, value in error.get_headers() if name in TOLD}
    answer = tell(status, _own_words(error), _seconds(headers.get("Retry-After", "")))
    answer.headers.extend(headers)
    return answer


def _seconds(text: str) -> int:
    """The seconds of a Retry-After, which may be a date as well (RFC 9110, section 10.2.3)."""
    return int(text) if text.isdecimal() else 0


def _own_words(error: HTTPException) -> str:
    """What this site says with *error*; nothing when that is the framework's own sentence."""
    return "" if error.description == type(error).description else error.description or ""
