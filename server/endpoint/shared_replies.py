"""Replies that all processes keep together, so that not each has to make its own.

They stand in a piece of memory without a name, one behind the other in a ring: the newest stands
over the oldest. A table tells by the hash of a key where its reply begins. Nobody waits to read:
a reply is copied and counts only if its checksum is right, for it may be written over meanwhile,
or whoever wrote it may have been killed.
"""

import fcntl
import mmap
import os
import struct
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from http import HTTPStatus
from multiprocessing.reduction import DupFd
from typing import Any, Final
from zlib import crc32

import msgspec

from server.endpoint.reply import Reply

DIGEST_SIZE: Final = 16
HEAD: Final = struct.Struct(f"Q{DIGEST_SIZE}s")
"""How many bytes were ever written into the ring, and the digest of the generation they are of."""

PLACE: Final = struct.Struct("Q")
"""Where a reply begins, counted from the first byte that was ever written; from 1, 0 is none."""

PLACES: Final = 65_536
RECORD: Final = struct.Struct(f"{DIGEST_SIZE}sII")
"""What stands before a reply: the digest of its key, its length and its checksum."""

RING: Final = HEAD.size + PLACES * PLACE.size
"""Where the ring begins in the memory."""

SHARE: Final = 4
"""The part of the ring that one reply may fill is one of so many."""


class Written(msgspec.Struct, frozen=True, array_like=True):
    """A reply as it stands in the ring."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class SharedReplies:
    """A ring of *size* bytes. It can be handed to a process that is being started."""

    def __init__(self, size: int) -> None:
        file = os.memfd_create("salkku-replies")
        os.truncate(file, RING + size + RECORD.size)
        self._open(file, size)

    def __getstate__(self) -> tuple[Any, int]:
        return DupFd(self._file), self._size

    def __setstate__(self, state: tuple[Any, int]) -> None:
        self._open(state[0].detach(), state[1])

    def _open(self, file: int, size: int) -> None:
        self._file, self._size = file, size
        self._memory = mmap.mmap(file, RING + size + RECORD.size)
        self._writing = threading.Lock()
        self._decode = msgspec.msgpack.Decoder(Written).decode
        weakref.finalize(self, os.close, file)

    def serve(self, generation: str) -> None:
        """Forget what is of another *generation*: of its bytes none are left."""
        digest = _digest(generation)
        with self._alone():
            if HEAD.unpack_from(self._memory)[1] != digest:
                self._memory.madvise(mmap.MADV_REMOVE)
                HEAD.pack_into(self._memory, 0, 0, digest)

    def get(self, key: str) -> Reply | None:
        """Return the reply that was put under *key*, if it is still there."""
        digest = _digest(key)
        (begin,) = PLACE.unpack_from(self._memory, _place(digest))
        if not begin:
            return None
        start = RING + (begin - 1) % self._size
        found, length, checksum = RECORD.unpack_from(self._memory, start)
        body = self._memory[start + RECORD.size : start + RECORD.size + length]
        if found != digest or crc32(body) != checksum:
            return None
        written = self._decode(body)
        return Reply(HTTPStatus(written.status), written.headers, written.body)

    def put(self, generation: str, key: str, reply: Reply) -> None:
        """Keep *reply* under *key*, unless it is large or of another *generation*."""
        if not isinstance(reply.body, bytes):
            return
        body = msgspec.msgpack.encode(Written(reply.status, reply.headers, reply.body))
        digest = _digest(key)
        record = RECORD.pack(digest, len(body), crc32(body)) + body
        if len(record) * SHARE > self._size:
            return
        with self._alone():
            head, served = HEAD.unpack_from(self._memory)
            if served == _digest(generation):
                begin = self._write(head, record)
                PLACE.pack_into(self._memory, _place(digest), begin + 1)

    def _write(self, head: int, record: bytes) -> int:
        """Write *record* in one piece behind *head*; where it begins."""
        behind = self._size - head % self._size
        begin = head if len(record) <= behind else head + behind
        PLACE.pack_into(self._memory, 0, begin + len(record))
        start = RING + begin % self._size
        self._memory[start : start + len(record)] = record
        return begin

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else write meanwhile; who is killed lets go of the lock."""
        with self._writing:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=DIGEST_SIZE).digest()


def _place(digest: bytes) -> int:
    """Where the table tells of the key of that *digest*."""
    return HEAD.size + int.from_bytes(digest[:4]) % PLACES * PLACE.size
