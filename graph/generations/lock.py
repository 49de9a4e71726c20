"""One writer at a time: a lock that goes with the process that holds it, however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.errors import DataDirectoryError
from graph.generations.durable import writing

FILE: Final = "lock"


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the data directory *folder* for writing.

    Raises DataDirectoryError at once when another process holds it, or it cannot be written.
    """
    with writing(folder):
        file = (folder / FILE).open("a+")
    with file as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.seek(0)
            raise DataDirectoryError(
                f"{folder}: process {handle.read().strip()} is writing here;"
                " wait until it is done, then run it again"
            ) from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield
