"""A guard at work: it bounds itself, says that it is ready, and answers until nobody asks."""

import os
import socket
import sys
import threading
from collections.abc import Sequence
from typing import Final

from server.guard.answering import Answering
from server.guard.lifetime import go_first, take_no_more_than
from server.guard.spool import Spool
from server.guard.wire import LAST, READY, REST, SEND_FILE, Reply, Request, Wire

STACK: Final = 64 << 20
"""How deep a query may be nested: about 20 000 brackets fit in so many bytes of stack."""


def work(number: int, memory: int, services: Sequence[str]) -> None:
    """Answer what comes through the socket of that *number*, with so many bytes of *memory*.

    A query may go out to the endpoints *services* only. A thread that ran for long was made to give
    way to all others, for good: only a new thread is an ordinary one again.
    """
    go_first()
    take_no_more_than(memory + STACK)
    threading.stack_size(STACK)
    threading.excepthook = end
    wire = Wire(socket.socket(fileno=number))
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
    if spool.file is None:
        wire.send(reply.encoded(), spool.memory)
        return
    with spool.file as file:
        wire.send(reply._replace(in_file=spool.size).encoded())
        if wire.socket.recv(1) == SEND_FILE:
            socket.send_fds(wire.socket, [SEND_FILE], [file.fileno()])
