"""What keeps a reader safe, and what opens the data to every origin: headers, and hosts that are.

A client says in ``Host`` what it likes: where that is no host, it is refused, and no redirect leads
to it. Where the data say at which public host they are served, whole addresses name that one.
"""

import ipaddress
from functools import lru_cache
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, request
from flask.globals import request_ctx
from werkzeug.exceptions import BadRequest

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self';"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""Nothing from another host, nothing inline."""

EMBEDDABLE: Final = CONTENT_SECURITY_POLICY.replace("ancestors 'self'", "ancestors *")
"""The same for what other sites may show in a frame."""

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After",
}

LOCAL: Final = (".localhost", ".local", ".internal", ".test", ".invalid", ".example")
"""How the names of hosts end that nobody else can reach."""

PREFLIGHT: Final = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def install(app: Flask) -> None:
    """Send the headers with every answer of *app*; all that it serves is public (Fetch, CORS)."""
    app.before_request(refuse_no_host)
    app.after_request(stay)
    app.after_request(protect)


def refuse_no_host() -> None:
    """Raise BadRequest when the request at hand names a host that is none (RFC 9112, section 3.2).

    In HTTP/1.0 it may name nothing, as load balancers do when they ask for the health.
    """
    if request.headers.get("Host") and not request.host:
        raise BadRequest("The header Host names no host.")


def speak_of(base: str) -> None:
    """Let whole addresses in the answer to the request at hand begin with *base*, if it is public.

    It may be an address below which there is more than this site, or one of this machine alone:
    then they begin with the host that the client named.
    """
    scheme, host, path, _, _ = urlsplit(base)
    adapter = request_ctx.url_adapter
    if adapter is not None and path == "/" and is_public(urlsplit(base).hostname or ""):
        adapter.url_scheme, adapter.server_name = scheme, host


@lru_cache(maxsize=16)
def is_public(host: str) -> bool:
    """Whether *host* is an address, or a name, that others can reach (RFC 6761, RFC 6762)."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(LOCAL)


def stay(response: Response) -> Response:
    """Return *response*; what it moved for good is at this very host, by whatever name."""
    if response.status_code == HTTPStatus.PERMANENT_REDIRECT:
        _, _, path, query, fragment = urlsplit(response.headers["Location"])
        response.headers["Location"] = urlunsplit(("", "", f"/{path.lstrip('/')}", query, fragment))
    return response


def protect(response: Response) -> Response:
    """Return *response* with the headers it has not set itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.method == "OPTIONS":
        response.headers.update(PREFLIGHT)
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
    return response
