"""The process that writes, while others serve: it takes one order after another over a pipe.

An update can take any time and any memory, and cannot be stopped but with its process; so who
serves starts this one, asks it, and ends it when an answer takes too long. It ends by itself when
the other end of the pipe is gone.
"""

import resource
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from graph.build.building import build
from graph.build.options import BuildOptions
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
from graph.generations.directory import DataDirectory
from graph.generations.retention import sweep_unless_written
from graph.writes import audit
from graph.writes.publishing import PATIENCE, Published, publish
from graph.writes.write import What, about

MEBIBYTE: Final = 1 << 20
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


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done, and the id of the token *by* which.

    The writer waits its turn for so many seconds of *patience*.
    """

    what: What | Pages
    by: str
    patience: float = PATIENCE


class Built(msgspec.Struct, frozen=True, kw_only=True, tag="built"):
    """What came of pages: how many were *read* or stand *unchanged*, and the current *generation*.

    *refused* says why others were not taken, a line each.
    """

    generation: str
    published: bool
    read: int
    unchanged: int
    refused: tuple[str, ...]
    findings: int
    notes: tuple[str, ...]


class Written(msgspec.Struct, frozen=True, tag="written"):
    """What came of a write."""

    published: Published


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag="failed"):
    """Why nothing came of an order: the name of an error of ``graph.errors``, and its words."""

    kind: str
    message: str
    report: tuple[Objection, ...] = ()

    def error(self) -> SalkkuError:
        """The error, to be raised on this side of the pipe."""
        if self.kind == WriteRefused.__name__:
            return WriteRefused(self.message, self.report)
        return ERRORS.get(self.kind, DataDirectoryError)(self.message)


Answer = Built | Written | Failed
ORDER: Final = msgspec.msgpack.Decoder(Order)
ANSWER: Final = msgspec.msgpack.Decoder(Answer)


def serve_writes(folder: Path, pipe: Connection, memory: int = 0) -> None:
    """Carry out what comes through *pipe*, an Order as MessagePack, and send back an Answer.

    *memory* is the limit of this process in MiB, beyond which it is aborted; 0 is none. Returns
    when the other end is closed. Made to be the target of a spawned process.
    """
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory * MEBIBYTE, memory * MEBIBYTE))
    sweep_unless_written(DataDirectory.open(folder))
    while True:
        try:
            order = ORDER.decode(pipe.recv_bytes())
            pipe.send_bytes(msgspec.msgpack.encode(carry_out(folder, order)))
        except (EOFError, BrokenPipeError):
            return


def carry_out(folder: Path, order: Order) -> Answer:
    """Do what *order* says in the data directory *folder*, and note it in the audit log."""
    try:
        answer = _done(folder, order)
    except SalkkuError as error:
        report = error.report if isinstance(error, WriteRefused) else ()
        answer = Failed(kind=type(error).__name__, message=str(error), report=report)
    audit.log(folder, _line(order, answer))
    return answer


def _done(folder: Path, order: Order) -> Answer:
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
        findings=report.findings_read,
        notes=report.notes,
    )


def _line(order: Order, answer: Answer) -> audit.Line:
    kind, subject = ("pages", "") if isinstance(order.what, Pages) else about(order.what)
    line = audit.Line(token=order.by, kind=kind, subject=subject, outcome=audit.PUBLISHED)
    match answer:
        case Written(published=published):
            return msgspec.structs.replace(line, generation=published.generation)
        case Built(generation=generation):
            return msgspec.structs.replace(line, generation=generation)
        case Failed(kind=kind):
            outcome = audit.FAILED if ERRORS.get(kind) in OURS else audit.REFUSED
            return msgspec.structs.replace(line, outcome=outcome, reason=kind)
