"""The start of a writer: it bounds itself, and performs jobs until nobody sends any."""

import os
import socket
import sys
from pathlib import Path

import msgspec

from graph.generations.directory import DataDirectory
from graph.generations.retention import sweep_unless_written
from server.guard.lifetime import end_with, take_no_more_than
from server.guard.wire import Wire
from server.writing.jobs import decode_job
from server.writing.performing import perform
from server.writing.writer import Start


def main() -> None:
    """Perform jobs until the worker is gone."""
    start = msgspec.json.decode(sys.argv[1], type=Start)
    end_with(start.parent)
    take_no_more_than(start.memory)
    sweep_unless_written(DataDirectory.open(Path(start.folder)))
    wire = Wire(socket.socket(fileno=start.socket))
    while True:
        try:
            _, content = wire.receive()
            answer = perform(Path(start.folder), decode_job(content), start.patience)
            wire.send(b"", msgspec.msgpack.encode(answer))
        except (EOFError, OSError):
            os._exit(0)


if __name__ == "__main__":
    main()
