"""Every request, counted and told in one line of JSON.

The line holds the time, the method, the route, the path (but for what is about people, and for what
is not there), the status, the bytes of the answer, the milliseconds to its head, and of what was
asked a hash: its key is known to this process alone, so that nobody finds a name by hashing all
names. Who answers may tell more of a request by ``told``.
"""

import secrets
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import IO, Any, Final

import msgspec
from flask import Flask, Response, request

from server.observing.metrics import Metrics

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

KEY: Final = "salkku.told"
"""Where in the WSGI environment stands what is told of a request."""

UNKNOWN: Final = "unknown"
"""The route of what no route knows: its path may hold anything and is not kept."""

MOST: Final = 1024
"""How many figures of one kind are at hand: to look one up by its labels takes long."""

HASH_LENGTH: Final = 16
KEY_LENGTH: Final = 32
PEOPLE: Final = ("/people", "person")
"""What stands in the routes whose paths name people."""


class Told(msgspec.Struct):
    """What whoever answers says of a request: its *route*, what was *asked*, and the *cache*.

    *began* is when it began, if it had to wait before (in seconds of ``time.perf_counter``).
    """

    route: str = UNKNOWN
    asked: str = ""
    cache: str = ""
    began: float = 0.0


def told(environ: Environ) -> Told:
    """Return the place for what is to be told of the request of *environ*."""
    place: Told | None = environ.get(KEY)
    if place is None:
        place = environ[KEY] = Told()
    return place


class RequestLine(msgspec.Struct, omit_defaults=True):
    """One line of the log."""

    time: str
    method: str
    route: str
    status: int
    milliseconds: float
    bytes: int | None = None
    path: str = ""
    asked: str = ""
    cache: str = ""


class Observed:
    """The application *inner*, with every request counted and logged.

    Queries are logged as hashes, or whole *with_queries*. A *log* of None writes nothing.
    """

    def __init__(
        self,
        inner: WsgiApplication,
        metrics: Metrics,
        log: IO[bytes] | None,
        *,
        with_queries: bool = False,
    ) -> None:
        self._inner = inner
        self._metrics = metrics
        self._requests = lru_cache(MOST)(metrics.requests.labels)
        self._seconds = lru_cache(MOST)(metrics.request_seconds.labels)
        self._cached = lru_cache(MOST)(metrics.cached.labels)
        self._log = log
        self._with_queries = with_queries
        self._encoder = msgspec.json.Encoder()
        self._key = secrets.token_bytes(KEY_LENGTH)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the inner application does (PEP 3333)."""
        started = told(environ).began or time.perf_counter()
        head: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            head[:] = (status, headers)
            return start_response(status, headers, *more)

        try:
            return self._inner(environ, begin)
        finally:
            if head:
                self._keep(environ, int(head[0][:3]), head[1], time.perf_counter() - started)

    def _keep(
        self, environ: Environ, status: int, headers: list[tuple[str, str]], seconds: float
    ) -> None:
        said, method = told(environ), environ["REQUEST_METHOD"]
        if said.cache:
            self._cached(said.cache).inc()
        self._requests(said.route, known_method(method), status).inc()
        self._seconds(said.route).observe(seconds)
        if self._log is None:
            return
        line = RequestLine(
            time=datetime.now(UTC).isoformat(timespec="milliseconds"),
            method=known_method(method),
            route=said.route,
            status=status,
            milliseconds=round(seconds * 1000, 3),
            bytes=_length(headers),
            path="" if status == NOT_FOUND else shown_path(said.route, environ["PATH_INFO"]),
            asked=self._asked(said.asked or environ.get("QUERY_STRING", "")),
            cache=said.cache,
        )
        with suppress(OSError):  # whoever reads the log has gone, or the disk is full
            self._log.write(self._encoder.encode(line) + b"\n")
            self._log.flush()

    def _asked(self, text: str) -> str:
        if not text or self._with_queries:
            return text
        asked = text.encode("utf-8", "replace")
        return blake2b(asked, key=self._key, digest_size=HASH_LENGTH).hexdigest()


NOT_FOUND: Final = 404
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "QUERY"})


def known_method(method: str) -> str:
    """Return the *method* if it is one; a client may send any word, and figures must stay few."""
    return method if method in METHODS else "OTHER"


def shown_path(route: str, path: str) -> str:
    """Return the *path* as it may be kept: not for people, and not where no route knows it."""
    personal = route == UNKNOWN or any(word in route or word in path for word in PEOPLE)
    return "" if personal else path


def _length(headers: list[tuple[str, str]]) -> int | None:
    lengths = (value for name, value in reversed(headers) if name.lower() == "content-length")
    return next((int(value) for value in lengths), None)


def observe(app: Flask, metrics: Metrics, log: IO[bytes], *, with_queries: bool) -> None:
    """Let every request to *app* be counted in *metrics* and told in a line of *log*."""

    @app.after_request
    def tell_route(response: Response) -> Response:
        if request.url_rule is not None:
            told(request.environ).route = request.url_rule.rule
        return response

    app.wsgi_app = Observed(app.wsgi_app, metrics, log, with_queries=with_queries)  # type: ignore[method-assign]  # Flask's own way to wrap it
