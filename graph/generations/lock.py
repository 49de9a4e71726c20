"""One writer at a time: a lock that goes with the process that holds it, however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.errors import DataDirectoryError

FILE: Final = "lock"


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the data directory *folder* for writing.

    Raises DataDirectoryError at once when another process holds it.
    """
    with (folder / FILE).open("a+") as handle:
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
