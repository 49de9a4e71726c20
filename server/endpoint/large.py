"""Large answers, sent piece by piece from one place, be it memory or a file.

What is handed to the server in one piece is copied for each client, and kept until that one has
read it: many slow readers of large answers would fill the memory. So a large answer is read piece
by piece by a thread that stays with it, and only so many are sent at a time: these threads are
beside those that answer requests (``SENDERS`` in the start of the server). Together they have only
so many bytes, whether these lie in memory or on the disk.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from io import BytesIO
from typing import Final

from server.endpoint.places import Room
from server.evaluation import Answer, Busy, FileBody
from server.settings import MEBI

IN_MEMORY: Final = 16 * MEBI
"""The bytes up to which an answer is taken into memory: it can be encoded then, and kept."""

AT_ONCE: Final = MEBI
"""The bytes up to which an answer is handed over in one piece."""

PIECE: Final = MEBI // 4

SENDERS: Final = 32
"""How many large answers one process sends at a time."""

LARGEST: Final = 4
"""How many of the largest answers that there may be have room together."""


def in_memory(answer: Answer) -> bytes | FileBody:
    """The body of *answer*: out of its file, unless it is too large for that."""
    body = answer.body
    if isinstance(body, bytes) or len(body) > IN_MEMORY:
        return body
    with closing(body):
        return body.read()


class LargeBody:
    """The bytes of a large answer, once, in pieces; *done* is called whatever becomes of them."""

    def __init__(self, source: BytesIO | FileBody, done: Callable[[], None]) -> None:
        self._source = source
        self._done = done
        self._open = True

    def __iter__(self) -> Iterator[bytes]:
        try:
            while piece := self._source.read(PIECE):
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the answer."""
        if self._open:
            self._open = False
            self._source.close()
            self._done()

    __del__ = close


class LargeBodies:
    """Lets at most *senders* large answers be sent at a time, of at most *room* bytes together."""

    def __init__(self, room: int, senders: int = SENDERS) -> None:
        self._room = Room(senders, room)

    def admit(self, body: bytes | FileBody, client: str) -> list[bytes] | LargeBody:
        """Return *body* as it is sent to *client*.

        Raises Busy when too many large ones are on their way.
        """
        if isinstance(body, bytes) and len(body) <= AT_ONCE:
            return [body]
        source = BytesIO(body) if isinstance(body, bytes) else body
        if self._room.take(client, len(body)):
            return LargeBody(source, partial(self._room.give, client, len(body)))
        source.close()
        raise Busy("too many large answers are on their way to slow clients; come back soon", 10)
