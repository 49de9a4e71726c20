"""A folder that a process has to itself, and that goes with it.

A process that is killed cannot take its folder away. Each is locked as long as its process lives,
so that whoever comes next knows those that nobody needs any more.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.generations.durable import writing

NEW: Final = "new-"
"""What the name of a folder begins with that is empty and not locked yet."""


@contextmanager
def own_folder(place: Path, name: str = "") -> Iterator[Path]:
    """An empty folder in *place*, whose name begins with *name*; it is gone when this is left.

    Raises DataDirectoryError when it cannot be made.
    """
    folder = place / f"{name}{secrets.token_hex(8)}"
    new = place / f"{NEW}{folder.name}"
    with writing(new):
        new.mkdir(mode=0o700, parents=True)
        handle = os.open(new, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        new.rename(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def sweep_folders(place: Path, name: str = "") -> None:
    """Take away what killed processes left in *place* of folders whose names begin with *name*."""
    for folder in place.glob(f"{name}[0-9a-f]*"):
        if _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:  # it has just gone, or is somebody else's
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
