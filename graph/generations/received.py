"""A data directory that was copied from where it is made: a reader's, which is only served.

The copy has generations, the pointer, and what readers are told (``reader.json``); the settings,
which hold the secret that keys the hashes of people, stay where generations are made. So whoever
finds the one without the other knows: nothing may be written here. Beside the copy, in ``taken/``,
a reader keeps what it found out itself: which generations are whole, and which it serves.
"""

from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from graph.errors import DataDirectoryError
from graph.generations.settings import FILE as SETTINGS
from graph.generations.settings import READER

TAKEN: Final = "taken"
SERVED: Final = "current"
"""The file in ``taken/`` that names the generation that is served."""

WAITING: Final = "waiting.json"
WHOLE: Final = ".whole"
"""How the file is called, after the id of a generation, that says how it was when it was whole."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Which *generation* a reader waits for, *since* when, and why, in words.

    *lacking* is how many files of it are not there yet or not as they should be; None while that is
    not known.
    """

    generation: str
    since: datetime
    reason: str
    lacking: int | None = None


def is_received(folder: Path) -> bool:
    """Whether the data directory *folder* was copied from where it is made."""
    return (folder / READER).exists() and not (folder / SETTINGS).exists()


def refuse_received(folder: Path) -> None:
    """Raise DataDirectoryError when the data directory *folder* is a reader's."""
    if is_received(folder):
        raise DataDirectoryError(
            f"{folder}: a copy, which is only served; write where the generations are made, and"
            " copy them here again"
        )


def taken_up(folder: Path, generation: str) -> bool:
    """Whether that *generation* was found whole in the reader's data directory *folder*."""
    return (folder / TAKEN / f"{generation}{WHOLE}").is_file()


def waiting_for(folder: Path) -> Waiting | None:
    """What the reader of the data directory *folder* waits for; None when it waits for nothing."""
    try:
        return msgspec.json.decode((folder / TAKEN / WAITING).read_bytes(), type=Waiting)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def told(waiting: Waiting) -> str:
    """What is waited for, and why, in words."""
    return f"generation {waiting.generation or '(none is named yet)'}: {waiting.reason}"
