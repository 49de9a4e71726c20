"""The slow lane: few slow queries run at once, the others wait their turn, in one line.

A query that turns slow while others run waits paused as it stands, by SIGSTOP: what it worked out
is not lost. Only a few may wait so, for each holds its memory and its guard. The others wait with
nothing: their guard was ended, or they were known as slow and got none, and they are asked anew
when it is their turn. So slow queries never take all guards; and not all threads either, for the
line is shorter than those are many.
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
from server.guard.running import Named

COME_BACK: Final = 5
"""After how many seconds who is sent away may try again."""


class Waiter:
    """A query in the line; *process* is the guard that it holds, paused, if it has one."""

    def __init__(self, named: Named, process: Process | None) -> None:
        self.named = named
        self.process = process

    @property
    def has_gone(self) -> bool:
        """Whether nobody waits any more: it was cancelled, or its guard was ended."""
        return self.named.is_cancelled or bool(self.process and self.process.stopped)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let its guard stand still."""
        if self.process:
            self.process.signal(signal.SIGSTOP)
        try:
            yield
        finally:
            if self.process:
                self.process.signal(signal.SIGCONT)


class SlowLane:
    """*places* for queries that run; of the *line* of those that wait, some are *paused*."""

    def __init__(self, places: int, paused: int, line: int) -> None:
        self._free = places
        self._most_paused = paused
        self._longest = line
        self._line: deque[Waiter] = deque()
        self._changed = threading.Condition()

    def may_pause(self) -> bool:
        """Whether one more query may come in with its guard."""
        with self._changed:
            paused = sum(waiter.process is not None for waiter in self._line)
            return paused < self._most_paused

    @contextmanager
    def place(
        self, named: Named, deadline: float, process: Process | None = None
    ) -> Iterator[bool]:
        """Wait for a place, and hold it; yields whether there was one before the *deadline*.

        There is none for a query that was cancelled meanwhile. Raises Busy when the line is full.
        """
        has_place = self._enter(Waiter(named, process), deadline)
        try:
            yield has_place
        finally:
            if has_place:
                self._leave()

    def wake(self) -> None:
        """Let those that wait see whether they were stopped."""
        with self._changed:
            self._changed.notify_all()

    def _enter(self, waiter: Waiter, deadline: float) -> bool:
        with self._changed:
            if not self._free or self._line:
                self._wait(waiter, deadline)
            if not self._free or waiter.has_gone:
                return False
            self._free -= 1
            return True

    def _wait(self, waiter: Waiter, deadline: float) -> None:
        if len(self._line) >= self._longest:
            raise Busy("too many slow queries are running already", COME_BACK)
        self._line.append(waiter)
        try:
            with waiter.paused():
                self._changed.wait_for(
                    lambda: waiter.has_gone or (self._free and self._line[0] is waiter),
                    max(0.0, deadline - time.monotonic()),
                )
        finally:
            self._line.remove(waiter)
            self._changed.notify_all()

    def _leave(self) -> None:
        with self._changed:
            self._free += 1
            self._changed.notify_all()
