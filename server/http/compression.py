"""Pages and files sent small: what Flask answers, in the encoding that the client likes best."""

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request

from server.endpoint.encodings import IDENTITY, SMALLEST, encoded, encoding_of

TEXTS: Final = ("json", "javascript", "xml", "n-triples", "n-quads", "trig")
"""How the media types end that are text by another name."""


def install(app: Flask) -> None:
    """Let *app* encode its answers."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Return *response*, encoded if it is text long enough, and told apart by the encoding."""
    if not _is_text(response.mimetype) or response.status_code == HTTPStatus.NOT_MODIFIED:
        return response
    response.vary.add("Accept-Encoding")
    encoding = encoding_of(request.headers.get("Accept-Encoding", ""))
    if encoding == IDENTITY or "Content-Encoding" in response.headers:
        return response
    if response.cache_control.no_transform:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= SMALLEST:
        response.set_data(encoded(body, encoding))
        response.headers["Content-Encoding"] = encoding
        _mark(response, encoding)
    return response


def _is_text(media_type: str | None) -> bool:
    return media_type is not None and (media_type.startswith("text/") or media_type.endswith(TEXTS))


def _mark(response: Response, encoding: str) -> None:
    """Give the encoded form a validator of its own, if it has none (RFC 9110, section 8.8.3.3)."""
    tag, weak = response.get_etag()
    if tag and not tag.endswith(encoding):
        response.set_etag(f"{tag}-{encoding}", weak or False)
