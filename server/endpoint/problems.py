"""What went wrong with a public query, as a problem description (RFC 9457), whoever asks."""

from http import HTTPStatus
from typing import Final

from werkzeug.exceptions import HTTPException, MethodNotAllowed, TooManyRequests

from graph.errors import QueryError, SalkkuError
from graph.sparql.misreading import pointed
from server.endpoint.reply import QUERY_TYPES, Headers, Reply
from server.errors import PROBLEM, STOPPED, problem_document, status_of
from server.evaluation import Busy, NoAcceptableFormat, QueryStopped

Problem = SalkkuError | HTTPException | Busy | QueryStopped | NoAcceptableFormat

SECONDS_AFTER_STOP: Final = 60
UNKEPT: Final = ("Cache-Control", "no-store")


def told(problem: Problem, query: str = "") -> Reply:
    """Return the reply that tells *problem*, which is with that *query*."""
    status = _status(problem)
    more = place_of(problem, query) if isinstance(problem, QueryError) else {}
    body = problem_document(status, _detail(problem), **more)
    return Reply(status, (("Content-Type", PROBLEM), UNKEPT, *_headers(problem, status)), body)


def place_of(error: QueryError, query: str) -> dict[str, object]:
    """Where a *query* is wrong, if that is known: ``line`` and ``column``, from 1, and ``pointer``.

    The pointer is that line, and below it a caret at that column.
    """
    if error.line is None or error.column is None:
        return {}
    pointer = pointed(query, error.line, error.column)
    return {"line": error.line, "column": error.column, "pointer": pointer}


def _status(problem: Problem) -> HTTPStatus:
    if isinstance(problem, SalkkuError):
        return status_of(problem)
    if isinstance(problem, HTTPException):
        return HTTPStatus(problem.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if isinstance(problem, NoAcceptableFormat):
        return HTTPStatus.NOT_ACCEPTABLE
    cause = problem.cause if isinstance(problem, QueryStopped) else ""
    return STOPPED.get(cause, HTTPStatus.SERVICE_UNAVAILABLE)


def _detail(problem: Problem) -> str:
    said = problem.description if isinstance(problem, HTTPException) else str(problem)
    return said or _status(problem).description


def _headers(problem: Problem, status: HTTPStatus) -> Headers:
    if isinstance(problem, MethodNotAllowed):
        return (("Allow", ", ".join(problem.valid_methods or ())),)
    if status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        return (("Accept-Query", QUERY_TYPES),)
    if isinstance(problem, Busy):
        return (("Retry-After", str(problem.seconds)),)
    if isinstance(problem, TooManyRequests):
        return (("Retry-After", str(problem.retry_after)),)
    stopped = status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
    return (("Retry-After", str(SECONDS_AFTER_STOP)),) if stopped else ()
