"""One writer at a time: a lock that goes with the process that holds it, however that ends.

Who is ready to wait takes a ticket, a locked file whose name says since when; those before it go
first. A ticket of a process that ended is not locked any more, and holds nobody up.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from graph.errors import DataDirectoryError
from graph.generations.durable import writing
from graph.generations.received import refuse_received

FILE: Final = "lock"
QUEUE: Final = "queue"
PATIENCE: Final = 60.0
"""How many seconds a writer waits for those before it."""

PAUSE: Final = 0.005
"""How many seconds pass between two looks at the queue."""


@contextmanager
def only_writer(folder: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold the data directory *folder* for writing, after at most *patience* seconds of waiting.

    Raises DataDirectoryError when another process holds it still, when it cannot be written, and
    when it is a copy that is only served.
    """
    refuse_received(folder)
    deadline = time.monotonic() + patience
    with writing(folder):
        file = (folder / FILE).open("a+")
    with file as handle:
        if not _is_free(handle):
            with _ticket(folder / QUEUE) as ticket:
                _wait(handle, ticket, deadline)
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def holder(folder: Path) -> int | None:
    """The process that holds the data directory *folder* for writing, or was the last to do so."""
    try:
        told = (folder / FILE).read_text()
    except FileNotFoundError:
        return None
    return int(told) if told.isdigit() else None


@contextmanager
def _ticket(queue: Path) -> Iterator[Path]:
    """A place in the *queue*, for as long as it is held."""
    with writing(queue):
        queue.mkdir(exist_ok=True)
        path = queue / f"{time.time_ns():020d}-{os.getpid()}"
        new = queue / f"new-{path.name}"
        with new.open("a+") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            new.rename(path)
            try:
                yield path
            finally:
                path.unlink(missing_ok=True)


def _wait(handle: IO[str], ticket: Path, deadline: float) -> None:
    while not (_is_first(ticket) and _is_free(handle)):
        if time.monotonic() > deadline:
            handle.seek(0)
            raise DataDirectoryError(
                f"{ticket.parent.parent}: process {handle.read().strip()} is writing here;"
                " wait until it is done, then run it again"
            )
        time.sleep(PAUSE)


def _is_first(ticket: Path) -> bool:
    """Whether nobody waits before *ticket*; what ended processes left is taken away."""
    for path in sorted(ticket.parent.glob("[0-9]*")):
        if path.name >= ticket.name:
            return True
        if _is_held(path):
            return False
        path.unlink(missing_ok=True)
    return True


def _is_held(path: Path) -> bool:
    try:
        with path.open("a+") as handle:
            return not _is_free(handle)
    except FileNotFoundError:
        return False


def _is_free(handle: IO[str]) -> bool:
    """Lock the file of *handle* if nobody has."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
