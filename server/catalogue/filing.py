"""Who has the files made: a process of its own, one at a time for all workers.

The files of the generation that is served are made unasked, soon after it was published: who reads
the catalogue then finds sizes and checksums that are true, and who downloads never waits. It has to
stand for a moment first, for a day of small writes publishes many. Files of older generations, of
very large ones, and formats that few want, are made when they are asked for.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

import msgspec

from graph.dumps.alone import alone
from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.manifest import time_of
from server.catalogue.making import Order, Outcome, make
from server.guard.cores import take_any_core

PAUSE: Final = 1.0
"""How many seconds pass between two looks at what is to be made."""

SETTLED: Final = timedelta(seconds=10)
"""How long a generation stands before its files are made unasked."""

SECONDS_AFTER_FAILURE: Final = 60.0
DOUBLINGS: Final = 6
"""How often that time doubles while one failure follows the other: up to an hour."""


class Filing(Protocol):
    """Whoever has files made."""

    def want(self, generation: str, name: str) -> None:
        """Have the file *name* of a *generation* made, both of which there must be."""
        ...


class FilingHere:
    """Makes files of the data directory *folder* in this process, while who asked waits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def want(self, generation: str, name: str) -> None:
        """Make the file *name* of a *generation*."""
        make(Order(str(self._folder), generation, name))


class FilingApart:
    """Has files made by processes: those that are asked for.

    And unasked those of a generation of *up_to* so many statements, of a larger one only the
    tables that count; none at all for 0.
    """

    def __init__(self, folder: Path, *, up_to: int = 0) -> None:
        self._directory = DataDirectory.open(folder)
        self._up_to = up_to
        self._wanted: dict[Order, None] = {}
        self._changed = threading.Condition()
        self._finished = ""
        self._patience = 0.0
        self._failures = 0

    def start(self) -> None:
        """Start the thread that starts the processes, and lives as long as the worker.

        The kernel ends such a process together with the thread that started it.
        """
        threading.Thread(target=self._run, name="filing", daemon=True).start()

    def want(self, generation: str, name: str) -> None:
        """Have the file *name* of a *generation* made soon."""
        with self._changed:
            self._wanted[Order(str(self._directory.path), generation, name)] = None
            self._changed.notify()

    def _run(self) -> None:
        take_any_core()
        while True:
            with self._changed:
                self._changed.wait_for(self._wanted.__len__, PAUSE)
            for order in self._orders():
                self._perform(order)

    def _orders(self) -> Iterator[Order]:
        """What is to be made now: first what somebody waits for."""
        with self._changed:
            wanted = tuple(self._wanted)
        yield from wanted
        if self._up_to and time.monotonic() > self._patience:
            with suppress(DataDirectoryError):  # nothing is published yet
                yield from self._due(self._directory.current_id())

    def _due(self, generation: str) -> Iterator[Order]:
        """All files of the current *generation*, once, when it has settled."""
        if generation != self._finished and datetime.now(UTC) - time_of(generation) > SETTLED:
            yield Order(str(self._directory.path), generation, up_to=self._up_to)

    def _perform(self, order: Order) -> None:
        try:
            with alone(self._directory) as free:
                if not free:
                    time.sleep(PAUSE)
                    return
                code = _exit_code(order)
        except (DataDirectoryError, OSError):  # a disk that is full, a process that cannot start
            code = Outcome.FAILED.value
        with self._changed:
            self._wanted.pop(order, None)
        self._note(order, code)

    def _note(self, order: Order, code: int) -> None:
        """What to do next: nothing more of what is done, and later again what failed."""
        if code == Outcome.DONE.value:
            self._failures = 0
            self._finished = self._finished if order.name else order.generation
        elif code != Outcome.BEGUN.value:
            wait = SECONDS_AFTER_FAILURE * 2 ** min(self._failures, DOUBLINGS)
            self._patience = time.monotonic() + wait
            self._failures += 1


def _exit_code(order: Order) -> int:
    """Let a process of its own perform *order*; return its exit code, an Outcome if it lived."""
    told = msgspec.json.encode(order).decode()
    program = [sys.executable, "-P", "-m", "server.catalogue", str(os.getpid()), told]
    return subprocess.run(program, stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603 - our own program
