"""A writer at work: it bounds itself, and performs jobs until nobody sends any."""

import os
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from graph.generations.directory import DataDirectory
from graph.generations.retention import sweep_unless_written
from server.guard.lifetime import take_no_more_than
from server.guard.wire import READY, Wire
from server.writing.jobs import decode_job
from server.writing.landing import sweep_landings
from server.writing.performing import perform
from server.writing.writer import Start

STACK: Final = 64 << 20
"""How deep an update may be nested: as deep as a query, which a guard reads."""


def work(told: str) -> None:
    """Perform jobs, as the JSON of a Start says, until the worker is gone."""
    start = msgspec.json.decode(told, type=Start)
    take_no_more_than(start.memory + STACK)
    folder = Path(start.folder)
    sweep_landings(folder)
    sweep_unless_written(DataDirectory.open(folder))
    usual = threading.stack_size(STACK)
    thread = threading.Thread(target=_perform_all, args=(start, folder), name="jobs")
    thread.start()
    threading.stack_size(usual)
    thread.join()


def _perform_all(start: Start, folder: Path) -> None:
    """Perform what comes; want of memory aborts the process, whoever notices it."""
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
