"""Files that are either whole or not there, and one sentence when the disk refuses."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from graph.errors import DataDirectoryError, one_line

TEMPORARY: Final = ".part-"
"""What the name of an unfinished file or folder starts with; the sweep removes such."""

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FULL_WORDS: Final = ("No space left", "disk is full", "File too large", "Disk quota exceeded")
"""How the system, SQLite and the store say that a disk is full."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system, SQLite or the store says against writing at *path* into one line.

    Raises DataDirectoryError.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise DataDirectoryError(f"{path}: {refusal(error)}") from error


def refusal(error: OSError | sqlite3.Error) -> str:
    """What *error* means for a person, in one line, and what to do.

    The index says of a full disk only that it could not write.
    """
    words = one_line(error)
    if getattr(error, "errno", None) in FULL or any(word in words for word in FULL_WORDS):
        return "no space left to write; free some space or use another disk, then run it again"
    if isinstance(error, PermissionError) or "readonly" in words:
        return f"may not be written; check its permissions ({words})"
    return f"cannot be written: {words}; see that the disk has space and is well, then try again"


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the bytes of the file at *path* survive a power cut."""
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def replace_file(path: Path, content: bytes) -> None:
    """Write *content* at *path* so that a reader sees the old bytes or the new, never a part."""
    part = path.with_name(f"{TEMPORARY}{path.name}")
    part.write_bytes(content)
    sync_file(part)
    part.replace(path)
    sync_folder(path.parent)


def sync_new(folder: Path) -> None:
    """Make everything in *folder* survive a power cut.

    A file with several names is on the disk already: it is part of an older generation.
    """
    for file in folder.rglob("*"):
        if file.is_dir():
            sync_folder(file)
        elif file.stat().st_nlink == 1:
            sync_file(file)
    sync_folder(folder)


def link_folder(source: Path, target: Path) -> None:
    """Let the files below *source*, which never change, stand below *target* as well.

    Hidden ones are left out: locks belong to a folder and not to its files.
    """
    for file in source.rglob("*"):
        if file.is_file() and not file.name.startswith("."):
            place = target / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, place)


def reveal_folder(part: Path, path: Path) -> None:
    """Give the finished folder *part* its name *path*, once everything in it is on the disk."""
    sync_new(part)
    part.rename(path)
    sync_folder(path.parent)


def drop(path: Path) -> None:
    """Remove the folder or file at *path*; a folder vanishes under its name at once."""
    if not path.is_dir():
        path.unlink(missing_ok=True)
        return
    doomed = path.with_name(f"{TEMPORARY}{path.name.removeprefix(TEMPORARY)}")
    if doomed != path:
        shutil.rmtree(doomed, ignore_errors=True)
        path.rename(doomed)
    while doomed.exists():
        with suppress(FileNotFoundError):  # a store that is being let go of tidies up as well
            shutil.rmtree(doomed)
