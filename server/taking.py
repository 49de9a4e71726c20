"""Who takes up what is copied to a reader: one thread of the main process, behind all requests."""

import os
import sys
import threading
import time
from typing import Final

from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.generation import PAGES, STORE
from graph.generations.taking import Taking

PAUSE: Final = 0.25
"""How many seconds pass between two looks."""

NICE: Final = 10
"""How much it yields to requests while it reads what arrived."""


def take_up(directory: DataDirectory, *, at_engine: bool = False) -> None:
    """Take up what is copied to *directory*, from now on, for as long as this process lives.

    What is whole from before counts when this returns. With the graph *at_engine*, generations are
    whole without it. Raises DataDirectoryError when nothing can be noted there.
    """
    taking = Taking(directory, _log, (STORE, PAGES) if at_engine else ())
    taking.begin()
    threading.Thread(target=_run, args=(taking,), name="taking up", daemon=True).start()


def _run(taking: Taking) -> None:
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)  # of this thread alone
    told = ""
    while True:
        try:
            taking.look()
        except (DataDirectoryError, OSError) as error:  # as when the disk is full
            if str(error) != told:
                _log(f"What is copied here cannot be taken up: {error}")
            told = str(error)
        time.sleep(PAUSE)


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the log of the server
