"""Whatever was answered, kept as it was written: no question twice, and something while it is away.

An answer depends on nothing but what its ETag stands for. It is kept in memory until another
generation is served, or until newer ones need its room.
"""

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, g

from server.endpoint.reply import Reply
from server.endpoint.result_cache import ResultCache
from server.http.caching import entity_tag
from server.settings import MEBI

ROOM: Final = 32 * MEBI
"""The bytes of answers that one process keeps."""

UNKEPT: Final = frozenset({"content-length", "date"})
"""The headers that are made anew for each answer."""


def install(app: Flask) -> None:
    """Let *app* keep its answers, and give them to the next who asks for the same."""
    answers = ResultCache(ROOM)

    @app.before_request
    def answer_kept() -> Response | None:
        tag = entity_tag()
        kept = answers.get(g.snapshot.id, tag) if tag else None
        if not isinstance(kept, Reply) or not isinstance(kept.body, bytes):
            return None
        g.is_kept = True
        return Response(kept.body, kept.status, list(kept.headers))

    @app.after_request
    def keep(response: Response) -> Response:
        tag = entity_tag()
        if tag and "is_kept" not in g and may_be_kept(response):
            headers = tuple(pair for pair in response.headers if pair[0].lower() not in UNKEPT)
            reply = Reply(HTTPStatus.OK, headers, response.get_data())
            answers.put(g.snapshot.id, tag, reply)
        return response


def may_be_kept(response: Response) -> bool:
    """Whether *response* is a whole answer that is the same for everybody."""
    is_whole = response.status_code == HTTPStatus.OK and not response.is_streamed
    is_file = response.direct_passthrough
    is_private = "Set-Cookie" in response.headers or response.cache_control.no_store
    return is_whole and not is_file and not is_private
