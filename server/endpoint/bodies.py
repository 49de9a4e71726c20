"""What a request carries, read so that slow clients keep nobody else waiting.

Reading holds a thread as long as the client takes, and a read cannot be given up: left alone, a
few slow clients would have all threads. So only so many bodies are waited for at a time (the
threads for that are beside those that answer requests, ``READERS`` in the start of the server),
and no client has more of these places than are free: many slow connections of one leave room for
the others. And a body is waited for only as long as its length warrants: each is read by a thread
of its own, which is left behind then, and ends with the connection.

Whether a body came whole is known by its announced length alone: to an application of WSGI
(PEP 3333) one in chunks that breaks off looks as if it had ended there.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import IO, Final

from werkzeug.exceptions import (
    BadRequest,
    LengthRequired,
    RequestEntityTooLarge,
    RequestTimeout,
    UnsupportedMediaType,
)

from server.endpoint.places import Places, Room
from server.endpoint.reply import Environ
from server.evaluation import Busy
from server.settings import MEBI

LARGEST: Final = 16 * MEBI
"""The bytes that the body with a query may have."""

MOST_DIGITS: Final = 20

READERS: Final = 128
"""For how many bodies one process waits at a time: a burst of many small ones is no slow client."""

LARGEST_AT_ONCE: Final = 16
"""How many of the largest bodies have room at a time."""

LEFT_BEHIND: Final = 2 * READERS
"""How many threads may read bodies at a time, with those for which nobody waits any more."""

SECONDS: Final = 30.0
SLOWEST: Final = MEBI / 4
"""A body may take so many seconds, and one more for each so many bytes."""


class Reading(threading.Thread):
    """Reads *length* bytes from *source*, and calls *done* when they are there, or none comes.

    *body* is what came.
    """

    def __init__(self, source: IO[bytes], length: int, done: Callable[[], None]) -> None:
        super().__init__(name="a body", daemon=True)
        self.body = b""
        self._source = source
        self._length = length
        self._done = done

    def run(self) -> None:
        """Read."""
        try:
            self.body = self._source.read(self._length)
        finally:
            self._done()


class Bodies:
    """Reads bodies of at most *largest* bytes, at most *readers* at a time.

    Each may take so many *seconds*, and more when it is large. *what* they are is named in errors.
    """

    def __init__(
        self,
        readers: int = READERS,
        largest: int = LARGEST,
        what: str = "a query",
        seconds: float = SECONDS,
    ) -> None:
        self._room = Room(readers, LARGEST_AT_ONCE * largest)
        self._threads = Places(LEFT_BEHIND)
        self._seconds = seconds
        self._largest = largest
        self._what = what

    def read(self, environ: Environ) -> bytes:
        """Return the body of the request of *environ*.

        Raises UnsupportedMediaType when it is packed, LengthRequired, BadRequest,
        RequestEntityTooLarge, RequestTimeout when it comes too slowly, or Busy when too many are
        being read.
        """
        refuse_packed(environ)
        length = announced(environ)
        if length == 0:
            return b""
        self._refuse_beyond(length)
        body = self._received(environ, length)
        if len(body) < length:
            raise BadRequest(f"The body broke off: {len(body)} of {length} bytes came.")
        return body

    def _refuse_beyond(self, length: int) -> None:
        if length > self._largest:
            raise RequestEntityTooLarge(
                f"The body is too large: {self._what} has {self._largest // MEBI} MiB at most."
            )

    def _received(self, environ: Environ, length: int) -> bytes:
        client = environ.get("REMOTE_ADDR", "")
        if not self._room.take(client, length):
            raise self._busy()
        try:
            return self._read_in_time(environ["wsgi.input"], length, client)
        finally:
            self._room.give(client, length)

    def _read_in_time(self, source: IO[bytes], length: int, client: str) -> bytes:
        if not self._threads.take(client):
            raise self._busy()
        reading = Reading(source, length, partial(self._threads.give, client))
        reading.start()
        seconds = self._seconds + length / SLOWEST
        reading.join(seconds)
        if reading.is_alive():
            raise RequestTimeout(f"The body did not come within {seconds:.0f} seconds.")
        return reading.body

    def _busy(self) -> Busy:
        return Busy("too many bodies are being sent slowly; come back soon", 5)


def refuse_packed(environ: Environ) -> None:
    """Raise UnsupportedMediaType for a body in a content coding (RFC 9110, section 8.4)."""
    coding = environ.get("HTTP_CONTENT_ENCODING") or "identity"
    if coding.lower() != "identity":
        raise UnsupportedMediaType("Send the body as it is, without a Content-Encoding.")


def announced(environ: Environ) -> int:
    """How many bytes the body has.

    Raises LengthRequired (RFC 9110, section 15.5.12) or BadRequest.
    """
    told = environ.get("CONTENT_LENGTH") or ""
    if not told and ends_by_itself(environ):
        raise LengthRequired(
            "Send the length of the body (Content-Length), as curl --data-binary @FILE does:"
            " of one in chunks nobody could tell whether it came whole."
        )
    if not told:
        return 0
    if not (told.isascii() and told.isdigit() and len(told) < MOST_DIGITS):
        raise BadRequest("The length of the body is no number.")
    return int(told)


def ends_by_itself(environ: Environ) -> bool:
    """Whether a body without a length may follow; what is deleted is named by its address alone.

    In HTTP/1.1 only one in chunks (RFC 9112, section 6.3), in HTTP/2 any.
    """
    in_chunks = "HTTP_TRANSFER_ENCODING" in environ
    framed = not environ.get("SERVER_PROTOCOL", "").startswith("HTTP/1")
    return environ["REQUEST_METHOD"] != "DELETE" and (in_chunks or framed)
