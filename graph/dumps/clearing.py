"""Which files may go before their generation does: they are large, and can be made again."""

import time
from typing import Final

from graph.generations.directory import DUMPS, ID, DataDirectory
from graph.generations.durable import drop, writing

NEWEST: Final = 3
"""Of so many generations the files stay: who reads the catalogue comes for them later."""

SECONDS_UNUSED: Final = 86_400


def clear(directory: DataDirectory, now: float | None = None) -> list[str]:
    """Drop the files of older generations that nobody took for a day; return whose they were.

    A folder's time says when something in it was made or taken. Raises DataDirectoryError.
    """
    known = sorted((directory.path / DUMPS).glob(ID))
    oldest = (time.time() if now is None else now) - SECONDS_UNUSED
    with writing(directory.path / DUMPS):
        unused = [path for path in known[:-NEWEST] if path.stat().st_mtime < oldest]
        for path in unused:
            drop(path)
    return [path.name for path in unused]
