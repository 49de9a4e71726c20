"""Validators: generations never change, so an answer is known by its generation and its question.

An ETag stands for the generation, the version of the program, the whole address with its host,
which pages tell, ``Accept``, the language and the encoding that the client likes best; a client
that shows it again gets 304 before anything is worked out (RFC 9110, section 13).
"""

from hashlib import sha256
from http import HTTPStatus
from importlib.metadata import version
from typing import Final

from flask import Flask, Response, g, request

from server.endpoint.encodings import encoding_of

VERSION: Final = version("salkku")

CHANGING: Final = frozenset(
    {
        "catalogue.catalog",
        "catalogue.checksums",
        "catalogue.file",
        "catalogue.files",
        "catalogue.void",
        "pages.catalogue",
        "pages.dumps",
    }
)
"""The endpoints whose answers depend as well on which files of a generation are there yet."""


def install(app: Flask) -> None:
    """Let *app* answer 304 where it can, and send an ETag with every answer that has one."""
    app.before_request(answer_unchanged)
    app.after_request(sign)


def entity_tag() -> str | None:
    """The ETag of the answer to the request at hand, or None when it is not to be kept.

    It names the encoding that was negotiated: whether the answer is long enough to be encoded is
    not known before there is one.
    """
    if "snapshot" not in g or request.method not in {"GET", "HEAD"}:
        return None
    if request.endpoint in CHANGING:
        return None
    address = request.host_url + request.full_path
    parts = (g.snapshot.id, VERSION, address, request.headers.get("Accept", ""), g.language)
    digest = sha256("\n".join(parts).encode()).hexdigest()[:24]
    return f"{digest}-{encoding_of(request.headers.get('Accept-Encoding', ''))}"


def answer_unchanged() -> Response | None:
    """Return 304 when the client already holds the answer, else None.

    Whether there is an answer at all, which ``*`` stands for, is not known yet.
    """
    tag = entity_tag()
    if tag is None or request.if_none_match.star_tag or not request.if_none_match.contains(tag):
        return None
    return unchanged()


def unchanged() -> Response:
    """The answer without its body, to who holds it already."""
    return Response(status=HTTPStatus.NOT_MODIFIED)


def sign(response: Response) -> Response:
    """Return *response* with its ETag, to be asked about anew each time.

    To who wants it only if there is none (``If-None-Match: *``, RFC 9110, section 13.1.2) it is
    304.
    """
    tag = entity_tag()
    if tag and response.status_code == HTTPStatus.OK and request.if_none_match.star_tag:
        response = unchanged()
    if tag and response.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        response.set_etag(tag)
        response.vary.update(("Accept", "Accept-Encoding", "Host"))
        response.headers.setdefault("Cache-Control", "public, no-cache")
    return response
