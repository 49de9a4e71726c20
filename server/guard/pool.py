"""The guards that are free, lent to one query each."""

import threading
from collections import deque

from server.guard.process import Process


class Pool:
    """Free guards; the last that came back goes out first, for what it read is still at hand."""

    def __init__(self) -> None:
        self._free: deque[Process] = deque()
        self._waiting = 0
        self._came_back = threading.Condition()

    def take(self, seconds: float) -> Process | None:
        """A free guard, or None when there is none for so many *seconds*."""
        try:
            return self._free.pop()
        except IndexError:
            return self._wait(seconds)

    def _wait(self, seconds: float) -> Process | None:
        with self._came_back:
            self._waiting += 1
            try:
                return self._free.pop() if self._came_back.wait_for(self._any, seconds) else None
            finally:
                self._waiting -= 1

    def _any(self) -> bool:
        return bool(self._free)

    def give(self, process: Process) -> None:
        """Take *process* back, or in for the first time."""
        self._free.append(process)
        if self._waiting:
            with self._came_back:
                self._came_back.notify()

    def forget(self, process: Process) -> None:
        """Lend *process*, which has ended, to nobody; who has it already closes it himself."""
        try:
            self._free.remove(process)
        except ValueError:
            return
        process.close()
