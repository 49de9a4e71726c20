"""The routes of the service: one address for all queries, and those of what it offers beside.

``/reconcile`` speaks the language that the reader's browser likes best. ``/fi/reconcile``,
``/sv/reconcile`` and ``/en/reconcile`` are the same service in one language: a program that names
no language, as OpenRefine's server does, chooses it by the address. Ids and scores are the same.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, Response, g
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from server.endpoint.budget import Budget
from server.errors import problem
from server.reconcile.service import (
    propose,
    service,
    suggest_entity,
    suggest_property,
    suggest_type,
)
from server.reconcile.showing import flyout_entity, flyout_property, flyout_type, preview, view

ROUTES: Final = ("/reconcile", "/<any(fi, sv, en):language>/reconcile")

BESIDE: Final[Mapping[str, Callable[[], AnyResponse]]] = {
    "properties": propose,
    "suggest/entity": suggest_entity,
    "suggest/property": suggest_property,
    "suggest/type": suggest_type,
    "flyout/entity": flyout_entity,
    "flyout/property": flyout_property,
    "flyout/type": flyout_type,
    "preview": preview,
    "view": view,
}
"""What stands below the address of the service."""


def make_blueprint(budget: Budget) -> Blueprint:
    """Return the blueprint ``reconcile``; clients pay for their queries from *budget*."""
    reconcile = Blueprint("reconcile", __name__)
    asked = service(budget)
    for root in ROUTES:
        reconcile.add_url_rule(root, "service", asked, methods=["GET", "POST"])
        for address, answer in BESIDE.items():
            reconcile.add_url_rule(f"{root}/{address}", answer.__name__, answer)
    reconcile.url_value_preprocessor(note_language)
    reconcile.url_defaults(stay_in_language)
    reconcile.register_error_handler(HTTPException, as_problem)
    reconcile.after_request(tell_language)
    return reconcile


def note_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the language out of what a view is called with, and note whether the address had one."""
    del endpoint
    g.language_in_address = (values or {}).pop("language", None)


def stay_in_language(endpoint: str, values: dict[str, Any]) -> None:
    """Let the addresses of the service begin as the one that was asked."""
    del endpoint
    if g.get("language_in_address"):
        values.setdefault("language", g.language_in_address)


def tell_language(response: Response) -> Response:
    """Return *response*, told apart by the language that the client likes best."""
    if not g.get("language_in_address"):
        response.vary.add("Accept-Language")
    return response


def as_problem(error: HTTPException) -> Response:
    """An error as a problem description (RFC 9457): whoever asks here is a program."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    answer = problem(status, error.description or status.description)
    if isinstance(error, TooManyRequests):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer
