"""Where an answer gathers, on a disk that has no room for it."""

import errno
import io
from pathlib import Path
from typing import IO

import pytest

from server.guard import spool
from server.guard.answering import Answering
from server.guard.spool import IN_MEMORY, Spool
from server.guard.wire import Request
from server.http.formats import CSV

BODY = bytes(range(256)) * (3 * IN_MEMORY // 512)
"""Some more than stays in memory."""


class Sparing(io.FileIO):
    """A file that takes a part of what is written, as on a disk that is nearly full."""

    def write(self, piece: bytes) -> int:  # type: ignore[override]  # any buffer, to the library
        return super().write(memoryview(piece)[:100_000])


def full() -> IO[bytes]:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_that_takes_a_part_gets_the_rest_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Spool(len(BODY))
    with Sparing(tmp_path / "answer", "w+") as file:
        monkeypatch.setattr(spool, "_new_file", lambda: file)
        made.write(BODY)
        made.settle()
    assert (tmp_path / "answer").read_bytes() == BODY
    assert made.memory == b""


def test_an_answer_for_which_there_is_no_room_is_told_as_such(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "_new_file", full)
    everything = Request(
        store, "SELECT * { ?s ?p ?o }", (), (), CSV.writer.media_type, "", 10**9, 10**9, 60.0, ""
    )
    reply, _ = Answering(()).answer(everything)
    assert (reply.kind, reply.message) == (
        "StoreError",
        "the answer cannot be kept until it is sent: No space left on device",
    )
