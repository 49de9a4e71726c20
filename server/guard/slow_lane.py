"""The slow lane: few slow queries run at once, few more wait, and the others are sent away.

A query that waits is paused as it stands, by SIGSTOP: what it worked out is not lost, and what it
holds in memory is bounded by the number of those that may wait. So slow queries never take all
threads of the worker, nor all guards.
"""

import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from server.evaluation import Busy
from server.guard.process import Process

COME_BACK: Final = 5
"""After how many seconds who is sent away may try again."""


class SlowLane:
    """*places* for queries that run, and *line* for those that wait for a place."""

    def __init__(self, places: int, line: int) -> None:
        self._free = places
        self._longest = line
        self._line: deque[Process] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def place(self, process: Process, deadline: float) -> Iterator[None]:
        """Run the query of *process* here, when there is a place.

        Raises Busy when the line is full already. When there is no place before the *deadline*,
        or the process is stopped, it has its place at once: there is nothing left to run.
        """
        taken = self._enter(process, deadline)
        try:
            yield
        finally:
            if taken:
                self._leave()

    def refuse_when_full(self) -> None:
        """Raise Busy when there is no place, not even in the line."""
        if not self._free and len(self._line) >= self._longest:
            raise Busy("too many slow queries are running already", COME_BACK)

    def wake(self) -> None:
        """Let those that wait see whether they were stopped."""
        with self._changed:
            self._changed.notify_all()

    def _enter(self, process: Process, deadline: float) -> bool:
        with self._changed:
            if not self._free or self._line:
                self._wait(process, deadline)
            if not self._free or process.stopped:
                return False
            self._free -= 1
        process.give_way()
        return True

    def _wait(self, process: Process, deadline: float) -> None:
        self.refuse_when_full()
        self._line.append(process)
        process.signal(signal.SIGSTOP)
        try:
            self._changed.wait_for(
                lambda: process.stopped or (self._free and self._line[0] is process),
                max(0.0, deadline - time.monotonic()),
            )
        finally:
            self._line.remove(process)
            process.signal(signal.SIGCONT)
            self._changed.notify_all()

    def _leave(self) -> None:
        with self._changed:
            self._free += 1
            self._changed.notify_all()
