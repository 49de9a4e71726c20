"""How writes are taken in: the token is looked at first, then the body is read, all of it."""

from io import BytesIO
from typing import Final

from flask import request
from werkzeug import exceptions
from werkzeug.exceptions import BadRequest

from graph.writes.tokens import Scope, Token, Tokens
from server.endpoint.bodies import Bodies
from server.settings import MEBI
from server.writing.authority import bearer

CHARSETS: Final = frozenset({"utf-8", "utf8", "us-ascii"})
"""The names of charsets in which text may be sent: all of it is UTF-8."""

CONDITIONS: Final = ("If-Match", "If-None-Match", "If-Unmodified-Since", "If-Modified-Since")


class Intake:
    """Takes in requests to write, of at most *size* MiB, from who has one of the *tokens*."""

    def __init__(self, tokens: Tokens, size: int) -> None:
        self._tokens = tokens
        self._size = size * MEBI
        self._bodies = Bodies(largest=self._size, what="what is to be written")

    def admit(self, scope: Scope) -> Token:
        """Return the token of the request at hand, which allows what *scope* says.

        The body is at hand then, in memory, however slowly it came. Raises Unauthorized, Forbidden,
        RequestEntityTooLarge, UnsupportedMediaType (a body that is packed), NotImplemented (a write
        under a condition), LengthRequired, BadRequest, Busy.
        """
        token = bearer(self._tokens, scope)
        refuse_conditions()
        if "Content-Range" in request.headers:  # RFC 9110, section 14.5
            raise BadRequest("Send the whole body: a part of one (Content-Range) means nothing.")
        body = self._bodies.read(request.environ)
        request.environ["wsgi.input"] = BytesIO(body)
        request.environ["CONTENT_LENGTH"] = str(len(body))
        request.max_form_memory_size = request.max_form_parts = self._size
        return token


def refuse_conditions() -> None:
    """Raise NotImplemented for a write under a condition: others may write before its turn."""
    for condition in CONDITIONS:
        if condition in request.headers:
            raise exceptions.NotImplemented(
                f"Writes are made without conditions; leave out {condition}."
            )
