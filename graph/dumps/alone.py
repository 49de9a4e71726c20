"""One process at a time makes files: the folder of all of them is locked meanwhile."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from graph.generations.directory import DUMPS, DataDirectory
from graph.generations.durable import writing


@contextmanager
def alone(directory: DataDirectory) -> Iterator[bool]:
    """Whether nobody else makes files in *directory*; then nobody does until this is left.

    Raises DataDirectoryError when the folder of files can be neither opened nor made.
    """
    folder = directory.path / DUMPS
    with writing(folder):
        folder.mkdir(exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    try:
        yield _is_free(handle)
    finally:
        os.close(handle)


def _is_free(handle: int) -> bool:
    """Lock the open folder if nobody has."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
