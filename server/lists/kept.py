"""Pages kept as they were written, so that a crawler costs nothing.

A page depends on nothing but the generation, the address and the host: it is kept in memory until
another generation is served, or until newer ones need its room.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, current_app, request

from server.endpoint.reply import Reply
from server.endpoint.result_cache import ResultCache
from server.settings import MEBI
from server.snapshot import current

ROOM: Final = 16 * MEBI
"""The bytes of pages that one process keeps."""

NAME: Final = "salkku-pages"


def install(app: Flask) -> None:
    """Let *app* keep its pages of lists."""
    app.extensions[NAME] = ResultCache(ROOM)


def kept(view: Callable[..., str]) -> Callable[..., Response]:
    """Return a *view* whose pages are kept for the next who asks for the same."""

    @wraps(view)
    def keeping(**values: str) -> Response:
        pages: ResultCache = current_app.extensions[NAME]
        generation, address = current().id, request.host_url + request.full_path
        found = pages.get(generation, address)
        body = found.body if found and isinstance(found.body, bytes) else view(**values).encode()
        if found is None:
            pages.put(generation, address, Reply(HTTPStatus.OK, (), body))
        return Response(body, content_type="text/html; charset=utf-8")

    return keeping
