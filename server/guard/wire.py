"""What goes between a worker and a guard: one request, one reply, over a pair of sockets.

A frame is a head (the lengths of message and body), the message, and the body. A message is
marshalled by Python itself: both ends are of one version, and a fresh guard waits for no library.
"""

import marshal
import socket
import struct
from typing import Final, NamedTuple, Self

HEAD: Final = struct.Struct(">II")
PIECE: Final = 1 << 16
READY: Final = b"ready"
"""What a guard says when a thread of it begins to answer."""
REST: Final = b""
"""What the worker says to let that thread end and another one begin."""
SEND_FILE: Final = b"!"
"""What the worker says when it has read a reply whose body is in a file."""

UNKNOWN: Final = -1
LAST: Final = frozenset({"size", "memory"})
"""After a reply of this kind a guard ends, so that nothing of the query lives on."""


class Request(NamedTuple):
    """A query to the store in the folder *store*, with the limits of its answer.

    When the graph is at an engine, *place* says where, encoded as it is by ``Place``, and *store*
    is empty.

    *results* and *graph* are the media types of the formats for either kind of answer, empty
    where none is wanted; *size* is in bytes, and *seconds* is how long the worker waits. Relative
    IRIs are below *base*.
    """

    store: str
    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    results: str
    graph: str
    rows: int
    size: int
    seconds: float
    base: str
    place: bytes = b""

    def encoded(self) -> bytes:
        """It as a message."""
        return marshal.dumps(tuple(self))

    @classmethod
    def decoded(cls, message: bytes) -> Self:
        """The request that *message* is."""
        return cls(*marshal.loads(message))  # noqa: S302 - from our own process


class Reply(NamedTuple):
    """What became of a request.

    *kind* is ``results`` or ``graph`` when it was answered: the body follows, or is in a file
    when *in_file* is its size. *kept* is after how many rows or triples it was cut, of *total*;
    either may be UNKNOWN, the first when nothing was cut. The kind is ``no results`` or
    ``no graph`` when that kind of answer was not wanted, ``size`` or ``memory`` when that limit
    was passed, and else the name of the error that *message* tells. *line* and *column* tell where
    a query cannot be read.
    """

    kind: str
    message: str = ""
    in_file: int = 0
    kept: int = UNKNOWN
    total: int = UNKNOWN
    line: int = UNKNOWN
    column: int = UNKNOWN

    def encoded(self) -> bytes:
        """It as a message."""
        return marshal.dumps(tuple(self))

    @classmethod
    def decoded(cls, message: bytes) -> Self:
        """The reply that *message* is."""
        return cls(*marshal.loads(message))  # noqa: S302 - from our own process


class Wire:
    """One end of the pair."""

    def __init__(self, end: socket.socket) -> None:
        self.socket = end
        self._piece = memoryview(bytearray(PIECE))  # read into again and again: no room is sought
        self._read = bytearray()
        self._seconds = -1.0

    def wait_at_most(self, seconds: float) -> None:
        """Let ``receive`` wait for the next piece for at most so many seconds."""
        if seconds == self._seconds:
            return
        self._seconds = seconds
        whole = int(seconds)
        micro = max(1, int((seconds - whole) * 1e6))
        wait = struct.pack("ll", whole, micro)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, wait)

    def send(self, message: bytes, body: bytes | bytearray = b"") -> None:
        """Send one frame. Raises OSError when nobody is at the other end."""
        head = HEAD.pack(len(message), len(body))
        if len(body) < PIECE:
            self.socket.sendall(b"".join((head, message, body)))
        else:
            self.socket.sendall(head + message)
            self.socket.sendall(body)

    def receive(self) -> tuple[bytes, bytes]:
        """The message and the body of the next frame.

        Raises EOFError when the other end is gone, BlockingIOError when nothing came in time:
        what did come is kept, and it may be called again.
        """
        while len(self._read) < HEAD.size or len(self._read) < _length(self._read):
            size = self.socket.recv_into(self._piece)
            if not size:
                raise EOFError
            piece = self._piece[:size]
            if not self._read and size >= HEAD.size and size == _length(piece):
                return _split(piece)
            self._read += piece
        whole, self._read = memoryview(self._read), bytearray()
        return _split(whole)


def _split(frame: memoryview) -> tuple[bytes, bytes]:
    size, _ = HEAD.unpack_from(frame)
    end = HEAD.size + size
    return bytes(frame[HEAD.size : end]), bytes(frame[end:])


def _length(read: bytearray | memoryview) -> int:
    message, body = HEAD.unpack_from(read)
    return HEAD.size + int(message) + int(body)
