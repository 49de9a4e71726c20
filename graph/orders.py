"""Orders to change the graph: each is carried out, answered, and noted in the audit log.

Orders and answers are plain data, for an update can take any time and any memory and cannot be
stopped but with its process: who serves lets another process carry it out.
"""

from pathlib import Path
from typing import Final

import msgspec

from graph.build.building import build
from graph.build.options import BuildOptions, FoundOnPage
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
from graph.links.deciding import Choice, decide
from graph.writes import audit
from graph.writes.publishing import PATIENCE, Published, publish
from graph.writes.write import What, about

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


def carry_out(folder: Path, order: Order) -> Answer:
    """Do what *order* says in the data directory *folder*, and note it in the audit log."""
    try:
        answer = _done(folder, order)
    except SalkkuError as error:
        answer = failed(error)
    if not isinstance(answer, Written):  # what was written noted itself, with the lock still held
        audit.log(folder, _line(order, answer))
    return answer


def failed(error: SalkkuError) -> Failed:
    """The answer that tells *error*."""
    report = error.report if isinstance(error, WriteRefused) else ()
    line, column = (error.line, error.column) if isinstance(error, QueryError) else (None, None)
    return Failed(
        kind=type(error).__name__, message=str(error), report=report, line=line, column=column
    )


def _done(folder: Path, order: Order) -> Answer:
    if isinstance(order.what, Choices):
        choices, by = order.what.choices, order.by
        return Decided(decide(folder, choices, by=by, patience=order.patience))
    if not isinstance(order.what, Pages):
        return Written(publish(folder, order.what, by=order.by, patience=order.patience))
    sources = tuple(map(Path, order.what.sources))
    report = build(folder, BuildOptions(sources=sources, patience=order.patience))
    return Built(
        generation=report.generation,
        published=report.published,
        read=report.read,
        unchanged=report.unchanged,
        refused=tuple(map(str, report.refused)),
        findings=report.findings,
        notes=report.notes,
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


def _line(order: Order, answer: Built | Decided | Failed) -> audit.Line:
    kind, subject = subject_of(order.what)
    line = audit.Line(token=order.by, kind=kind, subject=subject, outcome=audit.PUBLISHED)
    match answer:
        case Built(generation=generation) | Decided(generation=generation):
            return msgspec.structs.replace(line, generation=generation)
        case Failed(kind=kind):
            outcome = audit.FAILED if ERRORS.get(kind) in OURS else audit.REFUSED
            return msgspec.structs.replace(line, outcome=outcome, reason=kind)
