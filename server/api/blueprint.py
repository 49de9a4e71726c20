"""``/api`` and ``/api/openapi.json``: the document for programs, the way to its page for people."""

from typing import Final

import msgspec
from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from graph.questions.question import LANGUAGE
from graph.register import LANGUAGES, Language
from server.addresses import with_parameters
from server.api.answers import JSON
from server.api.document import Interface
from server.errors import wants_page
from server.lists.selection import cannot_be
from server.snapshot import current

USUAL: Final[Language] = "en"
"""The language of the document, unless another one is asked for."""


def make_blueprint(interface: Interface) -> Blueprint:
    """Return the blueprint ``api``, which tells *interface*."""
    api = Blueprint("api", __name__)

    def document() -> Response:
        g.language = language = read_language()
        told = interface.document(current(), language)
        return Response(msgspec.json.encode(told), content_type=JSON)

    def front() -> AnyResponse:
        if not wants_page():
            return document()
        answer = redirect(with_parameters(url_for("pages.api"), request.args))
        answer.vary.update(("Accept", "Accept-Language"))
        return answer

    api.add_url_rule("/api", "front", front)
    api.add_url_rule("/api/openapi.json", "document", document)
    return api


def read_language() -> Language:
    """The language that the parameter ``lang`` names. Raises BadRequest for one there is not."""
    said = request.args.get(LANGUAGE, "").strip()
    for language in LANGUAGES:
        if language == (said or USUAL):
            return language
    raise BadRequest(cannot_be(LANGUAGE, said, LANGUAGES))
