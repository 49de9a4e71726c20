"""The start of a guard: it bounds itself, says that it is ready, and answers until nobody asks."""

import os
import socket
import sys
import threading
from typing import Final

from server.guard.answering import Answering
from server.guard.lifetime import can_be_told_to_end, end_with, take_no_more_than
from server.guard.spool import Spool
from server.guard.wire import LAST, READY, REST, SEND_FILE, Reply, Request, Wire

STACK: Final = 64 << 20
"""How deep a query may be nested: about 20 000 brackets fit in so many bytes of stack."""


def main() -> None:
    """Answer requests until the worker is gone.

    The arguments are the worker's process, the number of the socket, the memory in bytes and the
    endpoints that may be asked. A thread that ran for long was made to give way to all others,
    for good: only a new thread is an ordinary one again.
    """
    parent, number, memory, *services = sys.argv[1:]
    end_with(int(parent))
    can_be_told_to_end()
    take_no_more_than(int(memory) + STACK)
    threading.stack_size(STACK)
    threading.excepthook = end
    wire = Wire(socket.socket(fileno=int(number)))
    answering = Answering(services)
    while True:
        thread = threading.Thread(target=answer_until_rest, args=(wire, answering))
        thread.start()
        thread.join()


def answer_until_rest(wire: Wire, answering: Answering) -> None:
    """Answer requests until the worker says that it is enough; end the process with the worker."""
    try:
        wire.send(READY)
        while (message := wire.receive()[0]) != REST:
            reply, spool = answering.answer(Request.decoded(message))
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
        wire.send(reply.encoded(), spool.memory)
        return
    with spool.file as file:
        wire.send(reply._replace(in_file=spool.size).encoded())
        if wire.socket.recv(1) == SEND_FILE:
            socket.send_fds(wire.socket, [SEND_FILE], [file.fileno()])


if __name__ == "__main__":
    main()
