"""A reply that the client holds already, or that is kept here, or that is made now."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from server.endpoint.encodings import IDENTITY, SMALLEST, encoded, encoding_of
from server.endpoint.repeatable import etag_of, is_held
from server.endpoint.reply import Environ, Reply, close
from server.endpoint.result_cache import ResultCache
from server.observing.requests import told

VARY: Final = ("Vary", "Accept, Accept-Encoding, Host")
"""The description of the service tells the host at which it was asked."""

KEPT: Final = ("Cache-Control", "public, no-cache")
"""May be kept, and is asked about anew each time: nobody knows when the next generation comes."""

UNKEPT: Final = ("Cache-Control", "no-store")

Make = Callable[[], Reply]


class Shelf:
    """Replies that stay the same while their generation is served, each known by its tag."""

    def __init__(self, cache: ResultCache) -> None:
        self._cache = cache

    def reply(self, environ: Environ, generation: str, tag: str, make: Make) -> Reply:
        """Return the reply known by *tag*, encoded as the client likes; *make* makes the plain one.

        It is 304 when the client shows the ETag of what it would get.
        """
        encoding = encoding_of(environ.get("HTTP_ACCEPT_ENCODING", ""))
        etag = etag_of(tag, encoding)
        if environ["REQUEST_METHOD"] == "POST":
            return self._whole(environ, generation, tag, encoding, make).plus(VARY, UNKEPT)
        if is_held(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
            told(environ).cache = "hit"
            return unchanged(etag)
        reply = self._whole(environ, generation, tag, encoding, make)
        if environ.get("HTTP_IF_NONE_MATCH", "").strip() == "*":  # RFC 9110, section 13.1.2
            close(reply)
            return unchanged(etag)
        return reply.plus(("ETag", etag), VARY, KEPT)

    def _whole(
        self, environ: Environ, generation: str, tag: str, encoding: str, make: Make
    ) -> Reply:
        if encoding == IDENTITY:
            return self._plain(environ, generation, tag, make)
        kept = self._cache.get(generation, etag_of(tag, encoding))
        if isinstance(kept, Reply):
            told(environ).cache = "hit"
            return kept
        plain = self._plain(environ, generation, tag, make)
        reply = in_encoding(plain, encoding)
        if reply is not plain:
            self._cache.put(generation, etag_of(tag, encoding), reply)
        return reply

    def _plain(self, environ: Environ, generation: str, tag: str, make: Make) -> Reply:
        key = etag_of(tag, IDENTITY)
        kept = self._cache.get(generation, key)
        if isinstance(kept, Reply):
            told(environ).cache = "hit"
            return kept
        told(environ).cache = "miss"
        made = make()
        self._cache.put(generation, key, made)
        return made


def unchanged(etag: str) -> Reply:
    """The reply known by *etag* without its body, to who holds it already."""
    return Reply(HTTPStatus.NOT_MODIFIED, (("ETag", etag), VARY, KEPT))


def unshelved(environ: Environ, plain: Reply) -> Reply:
    """Return a reply that is never the same again, encoded as the client likes."""
    encoding = encoding_of(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return in_encoding(plain, encoding).plus(VARY, UNKEPT)


def in_encoding(plain: Reply, encoding: str) -> Reply:
    """Return *plain* with its body in *encoding*; a small one stays as it is, and one in a file."""
    if encoding == IDENTITY or not isinstance(plain.body, bytes) or len(plain.body) < SMALLEST:
        return plain
    headers = (*plain.headers, ("Content-Encoding", encoding))
    return Reply(plain.status, headers, encoded(plain.body, encoding))
