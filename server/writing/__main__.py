"""The start of a writer: it bounds itself, and performs jobs until nobody sends any."""

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

from graph.generations.directory import DataDirectory
from graph.generations.retention import sweep_unless_written
from server.guard.lifetime import end_with, take_no_more_than
from server.guard.wire import READY, Wire
from server.writing.jobs import decode_job
from server.writing.landing import sweep_landings
from server.writing.performing import perform
from server.writing.writer import Start


def main() -> None:
    """Perform jobs until the worker is gone; want of memory aborts, whoever notices it."""
    start = msgspec.json.decode(sys.argv[1], type=Start)
    end_with(start.parent)
    take_no_more_than(start.memory)
    folder = Path(start.folder)
    sweep_landings(folder)
    sweep_unless_written(DataDirectory.open(folder))
    wire = Wire(socket.socket(fileno=start.socket))
    wire.send(READY)
    while (content := _next(wire)) is not None:
        try:
            answer = msgspec.msgpack.encode(perform(folder, decode_job(content), start.patience))
        except MemoryError:
            os.abort()
        with suppress(ConnectionError):  # nobody listens any more
            wire.send(b"", answer)


def _next(wire: Wire) -> bytes | None:
    try:
        return wire.receive()[1]
    except (EOFError, ConnectionError):
        return None


if __name__ == "__main__":
    main()
