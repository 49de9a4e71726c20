"""The guards that are free, lent to one query each.

As long as it comes back soon, one guard answers one quick query after the other, and the rest stand
by: what it read last is still at hand, in its memory and nearer to the processor. That halves the
time of a look-up when many ask at once. Whoever waits for it in vain makes another one the next.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Final

from server.guard.process import Process

SOON: Final = 0.01
"""How many seconds a query waits for the guard that is warm before it gets another one."""


class Pool:
    """Free guards: the one that is warm, and those that stand by."""

    def __init__(self) -> None:
        self._handed: SimpleQueue[Process] = SimpleQueue()
        self._by: deque[Process] = deque()
        self._warm: Process | None = None
        self._waiting = 0
        self._changing = threading.Lock()

    def take(self, seconds: float) -> Process | None:
        """A free guard, or None when there is none for so many *seconds*."""
        until = time.monotonic() + seconds
        with suppress(Empty):
            return self._handed.get(timeout=min(SOON, seconds))
        with self._changing:
            if self._by:
                self._warm = self._by.pop()
                return self._warm
            self._waiting += 1
        try:
            return self._handed.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            return None
        finally:
            with self._changing:
                self._waiting -= 1

    def give(self, process: Process) -> None:
        """Take *process* back, or in for the first time."""
        with self._changing:
            if process is self._warm or self._waiting:
                self._handed.put(process)
            else:
                self._by.append(process)

    def forget(self, process: Process) -> None:
        """Lend *process*, which has ended, to nobody; who has it already closes it himself."""
        with suppress(ValueError):
            self._by.remove(process)
            process.close()
            return
        for handed in [*self._all_handed()]:
            if handed is process:
                process.close()
            else:
                self._handed.put(handed)

    def close(self) -> None:
        """Close what is still here, when all guards have ended."""
        for process in (*self._by, *self._all_handed()):
            process.close()

    def _all_handed(self) -> Iterator[Process]:
        """Take out what was handed and nobody has taken yet."""
        with suppress(Empty):
            while True:
                yield self._handed.get_nowait()
