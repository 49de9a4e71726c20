"""Orders are carried out: each is answered, and noted in the audit log."""

from pathlib import Path

import msgspec

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.errors import PageRefused, SalkkuError
from graph.links.deciding import decide
from graph.orders import (
    ERRORS,
    OURS,
    Answer,
    Built,
    Choices,
    Decided,
    Failed,
    Order,
    Pages,
    Written,
    failed,
    subject_of,
)
from graph.writes import audit
from graph.writes.publishing import publish


def carry_out(folder: Path, order: Order) -> Answer:
    """Do what *order* says in the data directory *folder*, and note it in the audit log."""
    try:
        answer = _done(folder, order)
    except SalkkuError as error:
        answer = failed(error)
    if not isinstance(answer, Written):  # what was written noted itself, with the lock still held
        audit.log(folder, _line(order, answer))
    return answer


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


def _line(order: Order, answer: Built | Decided | Failed) -> audit.Line:
    kind, subject = subject_of(order.what)
    line = audit.Line(token=order.by, kind=kind, subject=subject, outcome=audit.PUBLISHED)
    match answer:
        case Built(is_refused=True):
            return msgspec.structs.replace(line, outcome=audit.REFUSED, reason=PageRefused.__name__)
        case Built(generation=generation) | Decided(generation=generation):
            return msgspec.structs.replace(line, generation=generation)
        case Failed(kind=kind):
            outcome = audit.FAILED if ERRORS.get(kind) in OURS else audit.REFUSED
            return msgspec.structs.replace(line, outcome=outcome, reason=kind)
