"""What a request carries, read so that a slow client keeps nobody waiting.

Reading blocks the thread that reads, however long the client takes, and the threads that answer
requests are few. So a body is read by a thread of its own, and whoever answers waits for it only so
long; the reader is left behind, and ends when the client's connection does. Readers are counted:
when too many wait for slow clients, the next body is refused at once.
"""

import threading
from queue import Empty, SimpleQueue
from typing import Final

from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, RequestTimeout

from server.endpoint.reply import Environ
from server.evaluation import Busy

LARGEST: Final = 16 * 1024 * 1024
"""The bytes that a body may have."""

MEBI: Final = 1024 * 1024


class Bodies:
    """Reads bodies, at most *readers* at a time, each within so many *seconds*."""

    def __init__(self, readers: int = 32, seconds: float = 20.0) -> None:
        self._free = threading.BoundedSemaphore(readers)
        self._seconds = seconds

    def read(self, environ: Environ) -> bytes:
        """Return the body of the request of *environ*.

        Raises BadRequest, RequestEntityTooLarge, RequestTimeout, or Busy when no reader is free.
        """
        length = expected(environ)
        if not length:
            return b""
        if not self._free.acquire(blocking=False):
            raise Busy("too many clients are sending queries slowly; come back soon", 5)
        received: SimpleQueue[bytes] = SimpleQueue()
        reader = threading.Thread(
            target=self._receive, args=(environ["wsgi.input"], length, received), daemon=True
        )
        reader.start()
        try:
            return whole(received.get(timeout=self._seconds), environ)
        except Empty:
            raise RequestTimeout(
                f"The query did not arrive within {self._seconds:g} seconds."
            ) from None

    def _receive(self, source: object, length: int, received: SimpleQueue[bytes]) -> None:
        try:
            received.put(source.read(length))  # type: ignore[attr-defined]  # PEP 3333 says so
        finally:
            self._free.release()


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
    return RequestEntityTooLarge(f"A query may have at most {LARGEST // MEBI} MiB.")
