"""Where uploaded pages lie while they are read: a folder of their own, which goes with them.

A process that is killed cannot take its folder away. Each is locked as long as its process lives,
so that whoever comes next knows those that nobody reads any more.
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

UPLOADS: Final = "uploads"
NEW: Final = "new-"
"""What the name of a folder begins with that is empty and not locked yet."""


@contextmanager
def landing(data: Path) -> Iterator[Path]:
    """A folder for uploads in the data directory *data*, gone when this is left.

    Raises DataDirectoryError when it cannot be made.
    """
    folder = data / UPLOADS / secrets.token_hex(8)
    new = folder.with_name(f"{NEW}{folder.name}")
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


def sweep_landings(data: Path) -> None:
    """Take away what killed processes left of uploads in the data directory *data*."""
    for folder in (data / UPLOADS).glob("[!n]*"):
        if _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:  # it has just gone
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
