"""What a build is asked for, and what it answers."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from graph.build.sources import Refusal
from graph.generations.manifest import Counts
from graph.privacy.policy import Contacts
from graph.register import Register

LISTED: Final = 1000
"""How many findings a report lists; it counts them all."""

Progress = Callable[[str, int, int], None]
"""Told what is going on, how many pages are done, and of how many."""


class BuildOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a build is asked for; what is None stays as the data directory has it.

    *register* and *names* are the descriptions to use from now on. With *prune* the pages that
    are not among the sources are withdrawn. Without *check* the shapes are not asked. Another
    writer is waited for, for so many seconds of *patience*.
    """

    sources: tuple[Path, ...] = ()
    contacts: Contacts | None = None
    base: str | None = None
    register: Register | None = None
    names: Path | None = None
    prune: bool = False
    check: bool = True
    jobs: int = 1
    now: datetime | None = None
    patience: float = 0.0


class FoundOnPage(msgspec.Struct, frozen=True):
    """A finding, with the name of the page's file."""

    page: str
    line: int
    kind: str
    message: str


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did: *generation* is the id of the one that is current now.

    *published* is false when nothing had changed. *counts* are those of the generation;
    *findings* are those of the pages that were read, *findings_read* is how many there were.
    """

    generation: str
    published: bool
    read: int
    unchanged: int
    withdrawn: int
    refused: tuple[Refusal, ...]
    findings: tuple[FoundOnPage, ...]
    findings_read: int
    counts: Counts
    seconds: float
    notes: tuple[str, ...] = ()
