"""What was understood of a page, line by line: for a reader who wants to see why."""

from collections.abc import Iterable, Iterator
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


class Fact(NamedTuple):
    """One thing understood: its *kind* (``funder``, ``phase``, ``amount``, ...), and what it is.

    The *words* are of the page, of the record's concepts, or numbers: they need no translation.
    *part* is what the fact became below its project (``funding/3``), empty for the project's own.
    """

    kind: str
    words: str
    part: str = ""

    def __str__(self) -> str:
        """The fact in one line of English."""
        return f"{self.kind}: {self.words}"


class Explained(NamedTuple):
    """A line of a page: its number, its text, what was understood of it; *unread*: nothing was."""

    number: int
    text: str
    understood: tuple[Fact, ...]
    unread: bool


Placed = tuple[int, Fact]
"""A fact at its line."""


def explain(record: PageRecord) -> tuple[Explained, ...]:
    """Every line of the page of *record*, beside what was understood of it.

    A line of running text says in which section it stands; a finding stands at its line.
    """
    said: dict[int, list[Fact]] = {}
    for line, fact in _facts(record):
        said.setdefault(line, []).append(fact)
    unread = frozenset(record.unread)
    return tuple(
        Explained(number, text, tuple(said.get(number, ())), number in unread)
        for number, text in enumerate(record.lines, 1)
    )


def _facts(record: PageRecord) -> Iterator[Placed]:
    """Each thing understood, with its line."""
    yield from _project(record)
    for number, part in enumerate(record.participations, 1):
        for fact in _participation(part):
            yield part.line, fact._replace(part=f"participation/{number}")
    yield from _sections(record)
    yield from _lists(record)
    yield from _money(record)
    for number, contact in enumerate(record.contacts, 1):
        for fact in _contact(contact):
            yield contact.line, fact._replace(part=f"contact/{number}")
    for number, attachment in enumerate(record.attachments, 1):
        yield attachment.line, _attachment(attachment)._replace(part=f"attachment/{number}")
    for number, found in enumerate(record.findings, 1):
        told = Fact("finding", f"{found.kind}, {found.what}: {found.message}")
        yield found.line, told._replace(part=f"finding/{number}")


def _project(record: PageRecord) -> Iterator[Placed]:
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
    for kind, value in singles:
        if value is not None:
            yield value.line, Fact(kind, _single(value))


def _single(value: Printed | Portfolio | Phase | Day) -> str:
    match value:
        case Printed():
            return value.text
        case Portfolio():
            return value.name + _span(value.start_year, value.end_year)
        case Phase():
            return f"{value.as_printed} ({value.concept})"
        case Day():
            return value.value.isoformat()


def _span(start: object, end: object) -> str:
    """The years or days from *start* to *end* in brackets; nothing when neither is known."""
    return f" ({start or ''}–{end or ''})" if start or end else ""


def _sections(record: PageRecord) -> Iterator[Placed]:
    """The headings of the abstract, and for each line of its text the section it stands in."""
    for section in record.sections:
        texts = [text for text in section.text.split("\n") if text]
        if section.heading:
            yield section.line, Fact("heading", section.heading, f"section/{section.position}")
        for number, text in enumerate(record.lines[section.line - 1 :], section.line):
            if texts and text.strip() and plain(text).endswith(texts[0]):
                texts.pop(0)
                part = f"section/{section.position}"
                yield number, Fact("section", str(section.position), part)
            elif not texts:
                break


def _lists(record: PageRecord) -> Iterator[Placed]:
    """The items of the abstract's lists, and its work packages."""
    yield from ((item.line, _item("objective", item)) for item in record.objectives)
    yield from ((item.line, _item("result", item)) for item in record.results)
    for package in record.work_packages:
        words = f"{package.label} {package.title}".strip()
        yield package.line, Fact("work package", words, f"work-package/{package.position}")


def _item(kind: str, item: Item) -> Fact:
    return Fact(kind, f"{item.label} {item.text}".strip(), f"{kind}/{item.position}")


def _money(record: PageRecord) -> Iterator[Placed]:
    """Allocations, printed totals and stated amounts."""
    for number, allocation in enumerate(record.allocations, 1):
        yield allocation.line, _allocation(allocation)._replace(part=f"funding/{number}")
    for number, total in enumerate(record.totals, 1):
        yield total.line, _total(total)._replace(part=f"total/{number}")
    for number, amount in enumerate(record.amounts, 1):
        yield amount.line, _amount(amount)._replace(part=f"amount/{number}")


def _allocation(one: Allocation) -> Fact:
    payer = _path(one.organisation) or one.instrument or one.programme or one.source_as_printed
    return Fact("funding", f"{payer}{_span(one.start, one.end)}: {one.amount} {one.currency}")


def _total(one: PrintedTotal) -> Fact:
    what = f"{one.source_as_printed or 'Σ'}{_span(one.start, one.end)}"
    other = f" (≠ {one.computed})" if one.computed not in (None, one.printed) else ""
    return Fact("total", f"{what}: {one.printed} {one.currency}{other}")


def _amount(one: StatedAmount) -> Fact:
    return Fact(
        "amount", _joined((one.kind, _path(one.organisation), f"{one.amount} {one.currency}"))
    )


def _participation(one: Participation) -> Iterator[Fact]:
    known = _joined((_path(one.organisation), one.programme, one.instrument))
    yield Fact(one.role, known or one.as_printed)
    if one.inferred:
        yield Fact("inferred", _path(one.organisation))


def _contact(one: Contact) -> Iterator[Fact]:
    organisation = _path(one.organisation)
    yield Fact(
        "contact", _joined((one.name, one.role, one.title, organisation, one.phone, one.email))
    )
    if one.email_derived:
        yield Fact("derived", one.email)


def _attachment(one: Attachment) -> Fact:
    return Fact(one.kind, _joined((one.title, one.file_name, one.size_as_printed, one.url)))


def _joined(words: Iterable[str]) -> str:
    return ", ".join(word for word in words if word)


def _path(organisation: OrganisationPath) -> str:
    """A chain of organisations, from the legal entity down."""
    return " › ".join(step.name for step in organisation)
