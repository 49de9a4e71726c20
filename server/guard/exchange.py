"""The worker's side of a query: a guard is borrowed, asked, and given back or ended."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from server.evaluation import Busy, FileBody
from server.guard.keeper import Keeper
from server.guard.known import SlowQueries
from server.guard.limits import Limits
from server.guard.pool import Pool
from server.guard.process import Process
from server.guard.running import Named, Running
from server.guard.slow_lane import SlowLane
from server.guard.stats import Stats
from server.guard.wire import LAST, SEND_FILE, Reply

NOBODY_FREE: Final = 5
"""How many seconds a query waits for a guard, and who is sent away should stay away."""
CRASHES: Final[dict[int, str]] = {
    signal.SIGSEGV: "depth",
    signal.SIGBUS: "depth",
    signal.SIGABRT: "memory",
}
"""What a query did that crashed its guard, by the signal that tells of it."""
KILLED: Final = "killed"
"""What became of a guard that somebody else ended."""
UNHEARD: Final = "unheard"
"""What became of a guard that had ended before it was asked: the query knows nothing of it."""
WAITING: Final = 5
"""How many times our patience a query may take that hardly works, but waits for something."""
SHORTEST: Final = 0.005
"""For how many seconds a guard is left alone before it is looked at again."""
FILE_SECONDS: Final = 5.0
"""How long a guard may take to hand over a file."""

Received = tuple[Reply, bytes | FileBody]


class Exchange:
    """The guards of one worker, and the lanes in which they run."""

    def __init__(self, limits: Limits, stats: Stats) -> None:
        self._limits = limits
        self._stats = stats
        self._pool = Pool()
        self._known = SlowQueries()
        self._slow_lane = SlowLane(limits.places, limits.paused, limits.line)
        self._running = Running(self._slow_lane.wake)
        self._keeper = Keeper(limits.guards, self._make, self._pool.give, self._pool.forget)

    def start(self) -> None:
        """Start the guards; a query may be asked at once."""
        self._running.listen(self._keeper)
        self._keeper.start()

    def close(self) -> None:
        """End the guards, and with them the queries that still run."""
        self._keeper.close()
        self._pool.close()
        self._running.close()

    def cancel(self, query: str) -> bool:
        """Stop the query of that id in whichever worker it runs; whether there was one."""
        return self._running.cancel(query)

    def ask(self, request: bytes, query: str, deadline: float) -> Received:
        """The reply to an encoded *request*, whose query has that id, and its body.

        Beside the kinds that a guard sends, a reply may be of the kind ``time``, ``cancelled``,
        ``depth``, ``memory``, ``killed`` or ``close``. Raises Busy.
        """
        with self._running.named(query) as named:  # cancelled once, it is not asked again
            received = self._ask_one(request, named, deadline)
            if received[0].kind == KILLED:  # somebody ended the guard: hardly because of this query
                received = self._ask_one(request, named, deadline)
            return received

    def _ask_one(self, request: bytes, named: Named, deadline: float) -> Received:
        """What comes of a query that one guard has heard."""
        received = self._ask_once(request, named, deadline)
        while received[0].kind == UNHEARD:
            received = self._ask_once(request, named, deadline)
        return received

    def _ask_once(self, request: bytes, named: Named, deadline: float) -> Received:
        if request not in self._known:
            received = self._at_once(request, named, deadline)
            if received is not None:
                return received
        return self._in_turn(request, named, deadline)

    def _at_once(self, request: bytes, named: Named, deadline: float) -> Received | None:
        """What comes of a query that may be quick; None when it is to wait its turn, anew."""
        with self._lent(deadline) as process, named.runs_in(process):
            try:
                process.ask(request)
                received = self._quickly(process)
                if received is not None:
                    return received
                self._known.learn(request, slow=True)
                if self._slow_lane.may_pause():
                    with self._slow_lane.place(named, deadline, process):
                        return self._slowly(process, request, deadline)
                process.stop("given up")
            except (EOFError, ConnectionError):
                return _ended(process)
        return None

    def _quickly(self, process: Process) -> Received | None:
        """What comes of a query before it has worked for as long as we have patience.

        What counts is the time of a processor, for which it waits itself when many ask at once.
        """
        left, until = self._limits.patience, time.monotonic() + WAITING * self._limits.patience
        while left > 0 and time.monotonic() < until:
            process.wire.wait_at_most(max(left, SHORTEST))
            with suppress(BlockingIOError):
                return _received(process)
            left = self._limits.patience - process.worked()
        return None

    def _in_turn(self, request: bytes, named: Named, deadline: float) -> Received:
        """What comes of a query that is known as slow: it gets a guard when it is its turn."""
        with self._slow_lane.place(named, deadline) as has_place:
            if not has_place:
                return Reply("cancelled" if named.is_cancelled else "time"), b""
            with self._lent(deadline) as process, named.runs_in(process):
                try:
                    process.ask(request)
                    return self._slowly(process, request, deadline)
                except (EOFError, ConnectionError):
                    return _ended(process)

    def _slowly(self, process: Process, request: bytes, deadline: float) -> Received:
        self._stats.turn_slow()
        process.give_way()
        process.wire.wait_at_most(max(0.0, deadline - time.monotonic()))
        try:
            reply, body = _received(process)
        except BlockingIOError:
            process.stop("time")
            return Reply("time"), b""
        self._known.learn(request, slow=process.worked() > self._limits.patience)
        return reply, body

    @contextmanager
    def _lent(self, deadline: float) -> Iterator[Process]:
        left = deadline - time.monotonic()
        process = self._pool.take(max(0.0, min(NOBODY_FREE, left)))
        if process is None:
            raise Busy("nobody is free to answer the query", NOBODY_FREE)
        try:
            yield process
        finally:
            if process.asked:
                process.stop("given up")
            self._give_back(process)

    def _give_back(self, process: Process) -> None:
        if process.slow and process.resident() > self._limits.memory // 2:
            process.stop("what it read has grown too large")
        if process.stopped:
            process.close()
        elif process.slow:
            process.wire.wait_at_most(self._limits.patience)
            self._keeper.rest(process)
        else:
            process.wire.wait_at_most(self._limits.patience)
            self._pool.give(process)

    def _make(self) -> Process:
        process = Process(self._limits.memory, self._limits.services, engine=self._limits.engine)
        process.wire.wait_at_most(self._limits.patience)
        return process


def _ended(process: Process) -> Received:
    """The reply of a guard that ended instead of answering."""
    process.stop(process.stopped or (_cause(process) if process.asked else UNHEARD))
    return Reply(process.stopped), b""


def _cause(process: Process) -> str:
    return CRASHES.get(process.end(), KILLED)


def _received(process: Process) -> Received:
    message, body = process.wire.receive()
    process.asked = False
    reply = Reply.decoded(message)
    if reply.kind in LAST:
        process.stop(reply.kind)
    return reply, _file(process, reply.in_file) if reply.in_file else body


def _file(process: Process, size: int) -> FileBody:
    end = process.wire.socket
    process.wire.wait_at_most(FILE_SECONDS)
    end.sendall(SEND_FILE)
    said, descriptors, _, _ = socket.recv_fds(end, len(SEND_FILE), 1)
    if not said:
        raise EOFError
    file = os.fdopen(descriptors[0], "rb")
    file.seek(0)
    return FileBody(file, size)
