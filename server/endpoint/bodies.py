"""What a request carries, read so that slow clients keep nobody else waiting.

Reading holds a thread as long as the client takes, and a read cannot be given up: left alone, a
few slow clients would have all threads. So only so many bodies are read at a time (the threads for
that are beside those that answer requests, ``READERS`` in the start of the server), and no client
has more of these places than are free: many slow connections of one leave room for the others.
"""

from typing import Final

from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from server.endpoint.places import Places
from server.endpoint.reply import Environ
from server.evaluation import Busy

MEBI: Final = 1024 * 1024
LARGEST: Final = 16 * MEBI
"""The bytes that the body with a query may have."""

MOST_DIGITS: Final = 20

READERS: Final = 32
"""How many bodies one process reads at a time."""


class Bodies:
    """Reads bodies of at most *largest* bytes, at most *readers* at a time.

    *what* they are is named in errors.
    """

    def __init__(
        self, readers: int = READERS, largest: int = LARGEST, what: str = "a query"
    ) -> None:
        self._places = Places(readers)
        self._largest = largest
        self._what = what

    def read(self, environ: Environ) -> bytes:
        """Return the body of the request of *environ*.

        Raises BadRequest, RequestEntityTooLarge, or Busy when too many are being read.
        """
        length = announced(environ)
        if length == 0:
            return b""
        self._refuse_beyond(length or 0)
        body = self._received(environ, length or self._largest + 1)
        if length and len(body) < length:
            raise BadRequest(f"The body broke off: {len(body)} of {length} bytes came.")
        self._refuse_beyond(len(body))
        return body

    def _refuse_beyond(self, length: int) -> None:
        if length > self._largest:
            raise RequestEntityTooLarge(
                f"The body is too large: {self._what} has {self._largest // MEBI} MiB at most."
            )

    def _received(self, environ: Environ, length: int) -> bytes:
        client = environ.get("REMOTE_ADDR", "")
        if not self._places.take(client):
            raise Busy("too many bodies are being sent slowly; come back soon", 5)
        try:
            body: bytes = environ["wsgi.input"].read(length)
        finally:
            self._places.give(client)
        return body


def announced(environ: Environ) -> int | None:
    """How many bytes the body has, or None when it ends by itself, in chunks.

    Raises BadRequest.
    """
    told = environ.get("CONTENT_LENGTH") or ""
    if not told:
        return None if environ.get("wsgi.input_terminated") else 0
    if not (told.isascii() and told.isdigit() and len(told) < MOST_DIGITS):
        raise BadRequest("The length of the body is no number.")
    return int(told)
