"""Orders to change the graph, and their answers: plain data.

An update can take any time and any memory and cannot be stopped but with its process: who serves
lets another process carry it out, and needs nothing of what that takes.
"""

from typing import Final

import msgspec

from graph.build.options import FoundOnPage
from graph.errors import (
    DataDirectoryError,
    NothingToBuild,
    Objection,
    QueryError,
    QueryRefused,
    SalkkuError,
    SettingsError,
    StoreError,
    UnknownEntity,
    WriteRefused,
)
from graph.generations.lock import PATIENCE
from graph.links.decisions import Choice
from graph.writes.write import Published, What, about

ERRORS: Final = {
    kind.__name__: kind
    for kind in (
        DataDirectoryError,
        NothingToBuild,
        QueryError,
        QueryRefused,
        SettingsError,
        StoreError,
        UnknownEntity,
        WriteRefused,
    )
}
"""What may go wrong with an order, by its name in an answer."""

OURS: Final = (DataDirectoryError, SettingsError, StoreError)
"""What is no fault of whoever wrote."""


class Pages(msgspec.Struct, frozen=True, kw_only=True, tag="pages"):
    """Pages to build from: the *sources* are files, folders or archives on this machine."""

    sources: tuple[str, ...]


class Choices(msgspec.Struct, frozen=True, kw_only=True, tag="choices"):
    """What a person chose for links, each by its id."""

    choices: tuple[Choice, ...]


class Order(msgspec.Struct, frozen=True, kw_only=True, tag="order"):
    """What is to be done, and the id of the token *by* which.

    The writer waits its turn for so many seconds of *patience*.
    """

    what: What | Pages | Choices
    by: str
    patience: float = PATIENCE


class Built(msgspec.Struct, frozen=True, kw_only=True, tag="built"):
    """What came of pages: how many were *read* or stand *unchanged*, and the current *generation*.

    *refused* says why others were not taken, a line each; *findings* are those of what was read.
    """

    generation: str
    published: bool
    read: int
    unchanged: int
    refused: tuple[str, ...]
    findings: tuple[FoundOnPage, ...]
    notes: tuple[str, ...]

    @property
    def is_refused(self) -> bool:
        """Whether no page was taken: none was read, and none was known already."""
        return not (self.read or self.unchanged)


class Written(msgspec.Struct, frozen=True, tag="written"):
    """What came of a write."""

    published: Published


class Decided(msgspec.Struct, frozen=True, tag="decided"):
    """What came of choices: the *generation* in which they count."""

    generation: str


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag="failed"):
    """Why nothing came of an order: the name of an error of ``graph.errors``, and its words.

    *line* and *column* tell where an update cannot be read.
    """

    kind: str
    message: str
    report: tuple[Objection, ...] = ()
    line: int | None = None
    column: int | None = None

    def error(self) -> SalkkuError:
        """The error, to be raised on this side of the pipe."""
        if self.kind == WriteRefused.__name__:
            return WriteRefused(self.message, self.report)
        if self.kind == QueryError.__name__:
            return QueryError(self.message, self.line, self.column)
        return ERRORS.get(self.kind, DataDirectoryError)(self.message)


Answer = Built | Written | Decided | Failed


def failed(error: SalkkuError) -> Failed:
    """The answer that tells *error*."""
    report = error.report if isinstance(error, WriteRefused) else ()
    line, column = (error.line, error.column) if isinstance(error, QueryError) else (None, None)
    return Failed(
        kind=type(error).__name__, message=str(error), report=report, line=line, column=column
    )


def subject_of(what: What | Pages | Choices) -> tuple[str, str]:
    """The kind of an order and what it is about, for the audit log."""
    match what:
        case Pages():
            return "pages", ""
        case Choices():
            return "links", ""
        case _:
            return about(what)
