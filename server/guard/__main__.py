"""The start of a guard: it bounds itself, says that it is ready, and answers until nobody asks."""

import os
import socket
import sys
import threading
from typing import Final

import msgspec

from server.guard.answering import Answering
from server.guard.lifetime import end_with, take_no_more_than
from server.guard.spool import Spool
from server.guard.wire import READY, REST, SEND_FILE, Orders, Reply, Request, Wire

STACK: Final = 64 << 20
"""How deep a query may be nested: about 20 000 brackets fit in so many bytes of stack."""
LAST: Final = frozenset({"size", "memory"})
"""After a reply of this kind the process ends, so that nothing of the query lives on."""


def main() -> None:
    """Answer requests until the worker is gone.

    A thread that ran for long was made to give way to all others, for good: only a new thread
    is an ordinary one again.
    """
    orders = msgspec.json.decode(sys.argv[1], type=Orders)
    end_with(orders.parent)
    take_no_more_than(orders.memory + STACK)
    threading.stack_size(STACK)
    threading.excepthook = end
    wire = Wire(socket.socket(fileno=orders.socket))
    answering = Answering(orders.services)
    while True:
        thread = threading.Thread(target=answer_until_rest, args=(wire, answering))
        thread.start()
        thread.join()


def answer_until_rest(wire: Wire, answering: Answering) -> None:
    """Answer requests until the worker says that it is enough; end the process with the worker."""
    try:
        wire.send(READY)
        while (message := wire.receive()[0]) != REST:
            reply, spool = answering.answer(msgspec.msgpack.decode(message, type=Request))
            send(wire, reply, spool)
            if reply.kind in LAST:
                os._exit(0)
    except (EOFError, OSError):
        os._exit(0)


def end(told: threading.ExceptHookArgs) -> None:
    """Tell of an error that nobody foresaw, and end the process: who asked notices that."""
    sys.excepthook(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)
    os._exit(1)


def send(wire: Wire, reply: Reply, spool: Spool) -> None:
    """Send *reply* with the body that *spool* holds; of a file, its descriptor when asked."""
    spool.settle()
    if spool.file is None:
        wire.send(msgspec.msgpack.encode(reply), spool.memory)
        return
    with spool.file as file:
        wire.send(msgspec.msgpack.encode(msgspec.structs.replace(reply, in_file=spool.size)))
        if wire.socket.recv(1) == SEND_FILE:
            socket.send_fds(wire.socket, [SEND_FILE], [file.fileno()])


if __name__ == "__main__":
    main()
