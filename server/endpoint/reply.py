"""The reply to a request, and the headers that every reply has."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

import msgspec

from server.evaluation import FileBody

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Headers = tuple[tuple[str, str], ...]

METHODS: Final = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
QUERY_TYPES: Final = "application/sparql-query, application/x-www-form-urlencoded"

EXPOSED: Final = (
    "Content-Encoding, ETag, Link, Location, Retry-After, Salkku-Generation, Salkku-Kept,"
    " Salkku-Limit, Salkku-Seconds, Salkku-Total, Salkku-Truncated"
)
"""The headers that a script of another origin may read."""

ALWAYS: Final[Headers] = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", EXPOSED),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
    ("X-Content-Type-Options", "nosniff"),
)
"""All is public, whoever's script asks (Fetch, CORS); and nothing in an answer is ever run."""

PREFLIGHT: Final[Headers] = (
    ("Allow", ", ".join(METHODS)),
    ("Accept-Query", QUERY_TYPES),
    ("Access-Control-Allow-Methods", ", ".join(METHODS)),
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Language, Cache-Control, Content-Type, If-None-Match, X-Requested-With",
    ),
    ("Access-Control-Max-Age", "86400"),
)
"""What may be asked here, by whom: the answer to OPTIONS."""

BODILESS: Final = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})


class Reply(msgspec.Struct, frozen=True):
    """A whole reply: its status, its own headers, its body, which may be in a file."""

    status: HTTPStatus
    headers: Headers = ()
    body: bytes | FileBody = b""

    def plus(self, *headers: tuple[str, str]) -> "Reply":
        """The same reply with more headers."""
        return Reply(self.status, (*self.headers, *headers), self.body)


def begin(reply: Reply, start_response: StartResponse) -> None:
    """Send the head of *reply*; it has a length, so that what breaks is seen to be broken."""
    headers = [*reply.headers, *ALWAYS]
    if reply.status not in BODILESS:
        headers.append(("Content-Length", str(len(reply.body))))
    start_response(f"{reply.status.value} {reply.status.phrase}", headers)


def close(reply: Reply) -> None:
    """Let go of the body of *reply*, which nobody gets."""
    if not isinstance(reply.body, bytes):
        reply.body.close()


def preflight() -> Reply:
    """The answer to OPTIONS."""
    return Reply(HTTPStatus.NO_CONTENT, PREFLIGHT)


def see_other(address: str) -> Reply:
    """A 303 to *address*, which depends on what the client accepts."""
    vary = ("Vary", "Accept, Accept-Language")
    return Reply(HTTPStatus.SEE_OTHER, (("Location", address), vary))
