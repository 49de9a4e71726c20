"""Where an answer gathers until it is whole: in memory, and in a file when it grows."""

import mmap
import os
from typing import IO, Final, cast

from graph.errors import StoreError

IN_MEMORY: Final = 1 << 20
"""How many bytes of an answer stay in memory."""


class TooLarge(Exception):
    """An answer that passes the limit of its size."""


class Spool:
    """An output that holds *limit* bytes and not one more; afterwards it is in one place."""

    def __init__(self, limit: int) -> None:
        self.size = 0
        self.memory = bytearray()
        self.file: IO[bytes] | None = None
        self._limit = limit

    @property
    def output(self) -> IO[bytes]:
        """Itself, for the engine, which writes and flushes and does no more."""
        return cast("IO[bytes]", self)

    def write(self, piece: bytes) -> int:
        """Take *piece* in. Raises TooLarge."""
        self.size += len(piece)
        if self.size > self._limit:
            raise TooLarge
        self.memory += piece
        if len(self.memory) > IN_MEMORY:
            self.settle()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what was written is here."""

    def settle(self) -> None:
        """Move to the file what is in memory, if it is too much or a file is there already.

        Raises StoreError when there is no room for it.
        """
        if self.file is None and len(self.memory) <= IN_MEMORY:
            return
        try:
            self.file = self.file or _new_file()
            _write(self.file, self.memory)
        except OSError as error:
            words = f"the answer cannot be kept until it is sent: {error.strerror}"
            raise StoreError(words) from error
        self.memory.clear()

    def cut(self, size: int, end: bytes) -> None:
        """Keep the first *size* bytes, followed by *end*."""
        self.settle()
        if self.file is None:
            self.memory[size:] = end
        else:
            self.file.truncate(size)
            self.file.seek(size)
            _write(self.file, end)
        self.size = size + len(end)

    def insert(self, place: int, piece: bytes) -> None:
        """Let *piece* stand before what begins at *place*."""
        self.size += len(piece)
        if self.file is None:
            self.memory[place:place] = piece
        elif piece:
            self.file = _with(self.file, place, piece)

    def content(self) -> bytearray | mmap.mmap:
        """All that was written, to look at; to be let go before more is written."""
        self.settle()
        if self.file is None:
            return self.memory
        return mmap.mmap(self.file.fileno(), 0, access=mmap.ACCESS_READ)


def _new_file() -> IO[bytes]:
    import tempfile  # noqa: PLC0415 - few guards need it, and all would wait for it

    return tempfile.TemporaryFile(buffering=0)


def _write(file: IO[bytes], piece: bytes | bytearray) -> None:
    """Write all of *piece*: on a disk that is nearly full a file takes a part of it (write(2))."""
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]


def _with(file: IO[bytes], place: int, piece: bytes) -> IO[bytes]:
    """A copy of *file* with *piece* at *place*; the file itself is closed."""
    copy = _new_file()
    with file:
        _write(copy, os.pread(file.fileno(), place, 0) + piece)
        while sent := os.sendfile(copy.fileno(), file.fileno(), place, 1 << 30):
            place += sent
    return copy
