"""Large answers, which stand in files and are sent piece by piece.

A thread stays with each of them as long as its client reads, so only few are sent at a time: these
threads are beside those that answer requests (``SENDERS`` in the start of the server).
"""

import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from server.evaluation import Busy, FileBody

SENDERS: Final = 8
"""How many large answers one process sends at a time."""

IN_ONE_PIECE: Final = 16 * 1024 * 1024
"""The bytes up to which an answer is taken into memory: it can be encoded then, and kept."""

PIECE: Final = 256 * 1024


class LargeBody:
    """The bytes of a file, once, in pieces; whatever becomes of the request, it is closed."""

    def __init__(self, file: FileBody, senders: threading.BoundedSemaphore) -> None:
        self._file = file
        self._senders = senders
        self._open = True

    def __len__(self) -> int:
        """How many bytes there are."""
        return len(self._file)

    def __iter__(self) -> Iterator[bytes]:
        try:
            while piece := self._file.read(PIECE):
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the file; the next large answer can be sent."""
        if self._open:
            self._open = False
            self._file.close()
            self._senders.release()

    __del__ = close


class LargeBodies:
    """Lets at most *senders* large answers be sent at a time."""

    def __init__(self, senders: int = SENDERS) -> None:
        self._senders = threading.BoundedSemaphore(senders)

    def admit(self, body: bytes | FileBody) -> bytes | LargeBody:
        """Return *body* as it is sent. Raises Busy when too many large ones are on their way."""
        if isinstance(body, bytes):
            return body
        if len(body) <= IN_ONE_PIECE:
            with closing(body):
                return body.read()
        if self._senders.acquire(blocking=False):
            return LargeBody(body, self._senders)
        body.close()
        raise Busy("too many large answers are on their way to slow clients; come back soon", 10)
