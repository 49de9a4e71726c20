"""The start of a writer: it bounds itself, and performs jobs until nobody sends any."""

import os
import socket
import sys
from pathlib import Path

import msgspec

from server.guard.lifetime import end_with, take_no_more_than
from server.guard.wire import Wire
from server.writing.jobs import decode_job
from server.writing.performing import perform
from server.writing.writer import Orders


def main() -> None:
    """Perform jobs until the worker is gone."""
    orders = msgspec.json.decode(sys.argv[1], type=Orders)
    end_with(orders.parent)
    take_no_more_than(orders.memory)
    wire = Wire(socket.socket(fileno=orders.socket))
    while True:
        try:
            _, content = wire.receive()
            outcome = perform(Path(orders.folder), decode_job(content), orders.patience)
            wire.send(b"", msgspec.msgpack.encode(outcome))
        except (EOFError, OSError):
            os._exit(0)


if __name__ == "__main__":
    main()
