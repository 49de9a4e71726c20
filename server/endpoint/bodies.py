"""What a request carries, read so that slow clients keep nobody else waiting.

Reading holds a thread as long as the client takes, and a read cannot be given up: left alone, a
few slow clients would have all threads. So only so many bodies are read at a time (the threads for
that are beside those that answer requests, ``READERS`` in the start of the server), and no client
has more of these places than are free: many slow connections of one leave room for the others.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from server.endpoint.reply import Environ
from server.evaluation import Busy

MEBI: Final = 1024 * 1024
LARGEST: Final = 16 * MEBI
"""The bytes that a body may have."""

READERS: Final = 32
"""How many bodies one process reads at a time."""


class Bodies:
    """Reads bodies, at most *readers* at a time."""

    def __init__(self, readers: int = READERS) -> None:
        self._free = readers
        self._of: Counter[str] = Counter()
        self._lock = threading.Lock()

    def read(self, environ: Environ) -> bytes:
        """Return the body of the request of *environ*.

        Raises BadRequest, RequestEntityTooLarge, or Busy when too many are being read.
        """
        length = expected(environ)
        if not length:
            return b""
        with self._place(environ.get("REMOTE_ADDR", "")):
            body: bytes = environ["wsgi.input"].read(length)
        return whole(body, environ)

    @contextmanager
    def _place(self, client: str) -> Iterator[None]:
        with self._lock:
            if self._of[client] >= self._free:
                raise Busy("too many queries are being sent slowly; come back soon", 5)
            self._free -= 1
            self._of[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._free += 1
                self._of[client] -= 1
                self._of += Counter()  # forgets the clients that have none


def expected(environ: Environ) -> int:
    """How many bytes are to be read of a body: its length, or for want of one, one too many."""
    told = environ.get("CONTENT_LENGTH") or ""
    if told and not (told.isascii() and told.isdigit()):
        raise BadRequest("The length of the body is no number.")
    if not told:
        return LARGEST + 1 if environ.get("wsgi.input_terminated") else 0
    if int(told) > LARGEST:
        raise too_large()
    return int(told)


def whole(body: bytes, environ: Environ) -> bytes:
    """Return *body* when it is all that was announced; raises BadRequest or 413 when not."""
    told = environ.get("CONTENT_LENGTH")
    if told and len(body) < int(told):
        raise BadRequest(f"The body broke off: {len(body)} of {int(told)} bytes came.")
    if len(body) > LARGEST:
        raise too_large()
    return body


def too_large() -> RequestEntityTooLarge:
    """The error that says how large a body may be."""
    return RequestEntityTooLarge(f"A query may have {LARGEST // MEBI} MiB at most.")
