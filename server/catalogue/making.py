"""How files are made: in this process, or in one of its own at the lowest priority."""

import os
import sys
import time
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Final

import msgspec

from graph.dumps.clearing import clear
from graph.dumps.dumps import Dumps
from graph.errors import SalkkuError
from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from server.guard.lifetime import take_no_more_than

MEMORY: Final = 4 << 30
"""How many bytes the process may take: a table is sorted in memory."""

TURN: Final = 30.0
"""After how many seconds it begins no further file: somebody may wait for another one."""

NICE: Final = 10
"""How much its work yields to that of others while somebody waits for it."""


class Order(msgspec.Struct, frozen=True):
    """What is to be made in the data directory *folder*: the file *name* of a *generation*.

    Without a name it is all that is made unasked of one of *up_to* so many statements.
    """

    folder: str
    generation: str
    name: str = ""
    up_to: int = 0


class Outcome(Enum):
    """What came of an order, as an exit code: all is there, something failed, more is to do."""

    DONE = 0
    FAILED = 1
    BEGUN = 3


def make_apart(told: str) -> int:
    """Make what the JSON of an Order says, in a process of its own; return its Outcome."""
    order = msgspec.json.decode(told, type=Order)
    take_no_more_than(MEMORY)
    stand_back(waited_for=bool(order.name))
    return make(order).value


def stand_back(*, waited_for: bool) -> None:
    """Let others go first; when nobody waits, let all others go first."""
    if waited_for:
        os.nice(NICE)
    else:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def make(order: Order) -> Outcome:
    """Make what *order* says, or begin with it. What cannot be made is logged."""
    try:
        directory = DataDirectory.open(Path(order.folder))
        dumps = Dumps(directory, directory.generation(order.generation), load_library())
        made = [_made(dumps, name) for name in _names(order, directory, dumps)]
        clear(directory)
    except SalkkuError as error:
        made = [_failed(error)]
    if not all(made):
        return Outcome.FAILED
    is_left = not order.name and bool(dumps.missing(order.up_to)) and _is_served(directory, order)
    return Outcome.BEGUN if is_left else Outcome.DONE


def _names(order: Order, directory: DataDirectory, dumps: Dumps) -> Iterator[str]:
    """What is to be made in one turn; nothing more once another generation is served."""
    if order.name:
        yield order.name
        return
    begun = time.monotonic()
    for name in dumps.missing(order.up_to):
        if not _is_served(directory, order):
            return
        yield name
        if time.monotonic() - begun > TURN:
            return


def _is_served(directory: DataDirectory, order: Order) -> bool:
    return directory.current_id() == order.generation


def _made(dumps: Dumps, name: str) -> bool:
    try:
        dumps.make(name)
    except SalkkuError as error:
        return _failed(error)
    return True


def _failed(error: SalkkuError) -> bool:
    print(f"A file cannot be made: {error}", file=sys.stderr)  # noqa: T201 - the log of the server
    return False
