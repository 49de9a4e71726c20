"""What can go wrong, as one small tree.

    SalkkuError
    ├── PageRefused          a page that cannot be read at all
    ├── SettingsError        a setting or a description of a register that cannot be used
    ├── DataDirectoryError   a data directory that cannot be opened, locked or written
    ├── NothingToBuild       no page that could be published
    ├── UnknownEntity        a name, IRI or generation that is not there
    ├── QueryError           a query that cannot be parsed or evaluated
    │   ├── QueryRefused     a query that may not run here, whatever it says
    │   └── Inexpressible    an answer that the format asked for cannot hold
    ├── StoreError           the store, or the endpoint behind it, failed
    ├── RegisterError        what a register of others gave that cannot be read, or was not given
    └── WriteRefused         a write after which the graph would break its shapes

Every message is one line for a person: what happened, where, and what to do.
"""

from collections.abc import Sequence
from typing import NamedTuple


def one_line(error: BaseException) -> str:
    """What *error* says, in one line."""
    return " ".join(str(error).split())


class SalkkuError(Exception):
    """The root: whatever Salkku raises on purpose."""


class PageRefused(SalkkuError):
    """A page that cannot be read: empty, binary, too large, or without a project's name."""

    def __init__(self, page: str, line: int, reason: str) -> None:
        super().__init__(f"{page}:{line}: {reason}")
        self.page = page
        self.line = line
        self.reason = reason


class SettingsError(SalkkuError):
    """A setting or a register description that cannot be used as it stands."""


class DataDirectoryError(SalkkuError):
    """A data directory that cannot be opened, locked, read or written."""


class NothingToBuild(SalkkuError):
    """No source, or none that gives a page: nothing could be published."""


class UnknownEntity(SalkkuError):
    """A person, organisation, project or generation that the data directory does not hold."""


class QueryError(SalkkuError):
    """A query that cannot be parsed or evaluated.

    The message holds *line* and *column* when they are known: both are counted from 1, columns in
    characters.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryRefused(QueryError):
    """A query that may not run here: it would go out to another endpoint."""


class Inexpressible(QueryError):
    """An answer that cannot be written in the format asked for; the message names another."""


class StoreError(SalkkuError):
    """The store, or the endpoint behind it, failed; the message names it."""


class RegisterError(SalkkuError):
    """What a register that others keep gave that cannot be used, or that it did not give."""


class Objection(NamedTuple):
    """What a shape has against a node: where in the graph, and why, in words."""

    focus: str
    path: str
    message: str


class WriteRefused(SalkkuError):
    """A write after which the graph would not be a good one; the *report* says what is wrong."""

    def __init__(self, message: str, report: Sequence[Objection] = ()) -> None:
        super().__init__(message)
        self.report = tuple(report)
