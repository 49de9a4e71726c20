"""What runs under an id, queries and writes, and how it is cancelled from any worker of the server.

Every worker listens at a socket whose name holds the process that all workers have as parent, so
that each finds the others. Such a name has no file and goes with its worker (unix(7), abstract).
"""

import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Final

from server.guard.keeper import Keeper
from server.guard.process import Process

CANCELLED: Final = "cancelled"
TIMEOUT: Final = 2.0
LONGEST: Final = 256
"""How many bytes an id may have."""
YES: Final = b"1"
NO: Final = b"0"
ADDRESSES: Final = Path("/proc/net/unix")
CREDENTIALS: Final = struct.Struct("3i")
"""What the kernel tells of a peer: its process, its user and its group."""


class Named:
    """A query that has an id; the guard that runs it, as soon as there is one."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self.is_cancelled = False
        self._changing = threading.Lock()

    @contextmanager
    def runs_in(self, process: Process) -> Iterator[None]:
        """Let it run in *process*, which is stopped at once when it was cancelled already."""
        self._set(process)
        try:
            yield
        finally:
            self._set(None)

    def _set(self, process: Process | None) -> None:
        with self._changing:
            self._process = process
            if process is not None and self.is_cancelled:
                process.stop(CANCELLED)

    def cancel(self) -> None:
        """Stop its guard, now or as soon as there is one."""
        with self._changing:
            self.is_cancelled = True
            if self._process is not None:
                self._process.stop(CANCELLED)


class Running:
    """Queries by their ids, or another *kind*; *stopped* is called when one was stopped."""

    def __init__(self, stopped: Callable[[], None], kind: str = "queries") -> None:
        self._stopped = stopped
        self._queries: dict[str, Named] = {}
        self._changing = threading.Lock()
        self._listener = socket.socket(socket.AF_UNIX)
        self._family = f"salkku-{kind}-{os.getppid()}-"
        self._name = f"{self._family}{os.getpid()}-{id(self)}"

    def listen(self, keeper: Keeper | None = None) -> None:
        """Let *keeper* hear what other workers want to cancel here, or a thread of its own."""
        self._listener.bind(f"\0{self._name}")
        self._listener.listen()
        if keeper is not None:
            keeper.listen(self._listener, self._hear)
        else:
            Thread(target=self._hear_always, name=self._name, daemon=True).start()

    def _hear_always(self) -> None:
        while True:
            self._hear()

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()

    @contextmanager
    def named(self, query: str) -> Iterator[Named]:
        """Let a query be known by its id, if it has one."""
        named = Named()
        if not query:
            yield named
            return
        with self._changing:
            self._queries[query] = named
        try:
            yield named
        finally:
            with self._changing:
                self._queries.pop(query, None)

    def cancel(self, query: str) -> bool:
        """Stop the query of that id, here or in another worker; whether there was one."""
        return self._cancel_here(query) or any(_ask(name, query) for name in self._others())

    def _cancel_here(self, query: str) -> bool:
        with self._changing:
            named = self._queries.get(query)
            if named is None:
                return False
            named.cancel()
        self._stopped()
        return True

    def _others(self) -> list[str]:
        names = (line.rpartition(" @")[2] for line in ADDRESSES.read_text("utf-8").splitlines())
        return sorted({n for n in names if n.startswith(self._family)} - {self._name})

    def _hear(self) -> None:
        with suppress(OSError):
            caller, _ = self._listener.accept()
            with caller:
                caller.settimeout(TIMEOUT)
                if _is_ours(caller):
                    query = caller.recv(LONGEST).decode(errors="replace")
                    caller.send(YES if self._cancel_here(query) else NO)


def _ask(name: str, query: str) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as other:
        other.settimeout(TIMEOUT)
        other.connect(f"\0{name}")
        other.send(query.encode()[:LONGEST])
        return other.recv(1) == YES
    return False


def _is_ours(caller: socket.socket) -> bool:
    told = caller.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    _, user, _ = CREDENTIALS.unpack(told)
    return bool(user == os.getuid())
