"""What was understood of a page, line by line: for a reader who wants to see why."""

from collections.abc import Iterator
from typing import NamedTuple

from graph.extract.lines import plain
from graph.records import (
    Allocation,
    Attachment,
    Contact,
    Day,
    Item,
    OrganisationPath,
    PageRecord,
    Participation,
    Phase,
    Portfolio,
    Printed,
    PrintedTotal,
    StatedAmount,
)


class Explained(NamedTuple):
    """A line of a page: its number, its text, what was understood of it; *unread*: nothing was."""

    number: int
    text: str
    understood: tuple[str, ...]
    unread: bool


def explain(record: PageRecord) -> tuple[Explained, ...]:
    """Every line of the page of *record*, beside what was understood of it.

    A line of running text says in which section it stands; a finding stands at its line.
    """
    said: dict[int, list[str]] = {}
    for line, words in _facts(record):
        said.setdefault(line, []).append(words)
    unread = frozenset(record.unread)
    return tuple(
        Explained(number, text, tuple(said.get(number, ())), number in unread)
        for number, text in enumerate(record.lines, 1)
    )


def _facts(record: PageRecord) -> Iterator[tuple[int, str]]:
    """Each thing understood: its line, and words for it."""
    yield from _project(record)
    yield from ((p.line, _participation(p)) for p in record.participations)
    yield from _sections(record)
    yield from _lists(record)
    yield from _money(record)
    yield from ((c.line, _contact(c)) for c in record.contacts)
    yield from ((a.line, _attachment(a)) for a in record.attachments)
    yield from ((f.line, f"finding: {f.kind}, {f.what}: {f.message}") for f in record.findings)


def _project(record: PageRecord) -> Iterator[tuple[int, str]]:
    """The single values of a project."""
    singles: tuple[tuple[str, Printed | Portfolio | Phase | Day | None], ...] = (
        ("name", record.name),
        ("type", record.type),
        ("portfolio", record.portfolio),
        ("phase", record.phase),
        ("start", record.start),
        ("end", record.end),
        ("logos", record.logos),
    )
    for what, value in singles:
        if value is not None:
            yield value.line, f"{what}: {_single(value)}"


def _single(value: Printed | Portfolio | Phase | Day) -> str:
    match value:
        case Printed():
            return value.text
        case Portfolio():
            return value.name + _span(value.start_year, value.end_year)
        case Phase():
            return value.concept
        case Day():
            return value.value.isoformat()


def _span(start: object, end: object) -> str:
    """The years or days from *start* to *end* in brackets; nothing when neither is known."""
    return f" ({start or ''}–{end or ''})" if start or end else ""


def _sections(record: PageRecord) -> Iterator[tuple[int, str]]:
    """The headings of the abstract, and for each line of its text the section it stands in."""
    for section in record.sections:
        texts = [text for text in section.text.split("\n") if text]
        if section.heading:
            yield section.line, f"heading: {section.heading}"
        for number, text in enumerate(record.lines[section.line - 1 :], section.line):
            if texts and text.strip() and plain(text).endswith(texts[0]):
                texts.pop(0)
                yield number, f"section {section.position}"
            elif not texts:
                break


def _lists(record: PageRecord) -> Iterator[tuple[int, str]]:
    """The items of the abstract's lists, and its work packages."""
    yield from ((item.line, _item("objective", item)) for item in record.objectives)
    yield from ((item.line, _item("result", item)) for item in record.results)
    for package in record.work_packages:
        yield package.line, f"work package {package.label}: {package.title}"


def _item(what: str, item: Item) -> str:
    return f"{what} {item.position}"


def _money(record: PageRecord) -> Iterator[tuple[int, str]]:
    """Allocations, printed totals and stated amounts."""
    yield from ((one.line, _allocation(one)) for one in record.allocations)
    yield from ((one.line, _total(one)) for one in record.totals)
    yield from ((one.line, _amount(one)) for one in record.amounts)


def _allocation(one: Allocation) -> str:
    payer = _path(one.organisation) or one.instrument or one.programme or one.source_as_printed
    return f"funding: {one.amount} {one.currency} of {payer}{_span(one.start, one.end)}"


def _total(one: PrintedTotal) -> str:
    what = f"total of {one.source_as_printed or 'all sources'}{_span(one.start, one.end)}"
    return f"{what}: {one.printed} {one.currency} printed, {one.computed} computed"


def _amount(one: StatedAmount) -> str:
    payer = _path(one.organisation)
    return f"{one.kind}: {one.amount} {one.currency}" + (f" of {payer}" if payer else "")


def _participation(one: Participation) -> str:
    known = (_path(one.organisation), one.programme, one.instrument)
    words = ", ".join(part for part in known if part) or f"described as '{one.as_printed}'"
    return f"{one.role}: {words}" + (" (inferred)" if one.inferred else "")


def _contact(one: Contact) -> str:
    derived = " (derived)" if one.email_derived else ""
    parts = (
        one.role,
        one.title,
        _path(one.organisation),
        one.phone,
        one.email and one.email + derived,
    )
    return ", ".join((f"contact: {one.name}", *(part for part in parts if part)))


def _attachment(one: Attachment) -> str:
    parts = (one.title, one.file_name, one.size_as_printed, one.url)
    return f"{one.kind}: " + ", ".join(part for part in parts if part)


def _path(organisation: OrganisationPath) -> str:
    """A chain of organisations, from the legal entity down."""
    return " > ".join(step.name for step in organisation)
