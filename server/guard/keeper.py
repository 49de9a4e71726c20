"""Keeps a fixed number of guards alive: one thread, as old as the worker, starts them all.

The kernel ends a guard together with the thread that started it, so no request may start one.
"""

import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from server.guard.process import Process
from server.guard.wire import REST

BREATH: Final = 0.5
"""How many seconds pass before another try when a guard could not even start."""


class Keeper:
    """Keeps *count* guards, which *make* makes, and tells of each that is *ready* or *gone*."""

    def __init__(
        self,
        count: int,
        make: Callable[[], Process],
        ready: Callable[[Process], None],
        gone: Callable[[Process], None],
    ) -> None:
        self._count = count
        self._make = make
        self._ready = ready
        self._gone = gone
        self._selector = selectors.DefaultSelector()
        self._ears, self._mouth = socket.socketpair()
        self._closing = False
        self._resting: deque[Process] = deque()
        self._living: set[Process] = set()
        self._awaited: set[Process] = set()
        self._thread = threading.Thread(target=self._run, name="keeper of guards", daemon=True)

    def start(self) -> None:
        """Start the thread, which starts the guards."""
        self.listen(self._ears, self._wake)
        self._thread.start()

    def listen(self, listener: socket.socket, heard: Callable[[], None]) -> None:
        """Call *heard* whenever somebody calls at *listener*; to be told before the start."""
        self._selector.register(listener, selectors.EVENT_READ, heard)

    def rest(self, process: Process) -> None:
        """Take *process* back until it says that it is ready for another query."""
        process.slow = False
        with suppress(OSError):  # it has just ended
            process.wire.send(REST)
        self._resting.append(process)
        self._mouth.send(b"!")

    def close(self) -> None:
        """End all guards, and come back when they are gone."""
        self._closing = True
        self._mouth.send(b"!")
        self._thread.join()
        self._selector.close()
        self._ears.close()
        self._mouth.close()

    def _run(self) -> None:
        while not self._closing:
            if missing := len(self._living) < self._count:
                self._start_one()
            for key, _ in self._selector.select(0 if missing else None):
                key.data()
        self._end_all()

    def _wake(self) -> None:
        self._ears.recv(1)
        with suppress(IndexError):
            self._await(self._resting.popleft())

    def _start_one(self) -> None:
        try:
            process = self._make()
        except OSError:  # the system has no room for it now
            time.sleep(BREATH)
            return
        self._living.add(process)
        ended = lambda: self._has_ended(process)  # noqa: E731 - a callback
        self._selector.register(process.pidfd, selectors.EVENT_READ, ended)
        self._await(process)

    def _await(self, process: Process) -> None:
        if process not in self._living:
            process.close()
            return
        self._awaited.add(process)
        ready = lambda: self._is_ready(process)  # noqa: E731 - a callback
        self._selector.register(process.wire.socket, selectors.EVENT_READ, ready)

    def _is_ready(self, process: Process) -> None:
        self._selector.unregister(process.wire.socket)
        with suppress(EOFError, OSError):
            process.wire.receive()
            process.was_ready = True
            self._awaited.discard(process)
            self._ready(process)

    def _has_ended(self, process: Process) -> None:
        self._selector.unregister(process.pidfd)
        self._living.discard(process)
        process.reap()
        if process in self._awaited:
            self._awaited.discard(process)
            with suppress(KeyError):
                self._selector.unregister(process.wire.socket)
            process.close()
            if not process.was_ready:
                time.sleep(BREATH)
        self._gone(process)

    def _end_all(self) -> None:
        for process in self._living:
            process.stop("close")
        for process in self._living:
            process.reap()
            self._gone(process)
        for process in (*self._awaited, *self._resting):
            process.close()
