"""A source page line by line, with what was understood from each line beside it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.records import Item, PageRecord
from server.texts import gettext


class Line(NamedTuple):
    """A line of a page: *state* is ``read``, ``unread``, or empty as the line is.

    *facts* are the names and the values of what was understood from it.
    """

    number: int
    text: str
    state: str
    facts: tuple[tuple[str, str], ...]


def source_lines(record: PageRecord) -> list[Line]:
    """Return the lines of the *record*'s page, each with its facts in the reader's language."""
    facts: dict[int, list[tuple[str, str]]] = {}
    for line, name, value in _facts(record):
        facts.setdefault(line, []).append((name, value))
    return [
        Line(number, text, _state(number, text, record), tuple(facts.get(number, ())))
        for number, text in enumerate(record.lines, start=1)
    ]


Fact = tuple[int, str, str]


def _state(number: int, text: str, record: PageRecord) -> str:
    if not text.strip():
        return ""
    return "unread" if number in record.unread else "read"


def _facts(record: PageRecord) -> Iterator[Fact]:
    yield record.name.line, gettext("Name"), record.name.text
    yield from _what_and_when(record)
    yield from _who(record)
    yield from _money(record)
    yield from _text(record)


def _what_and_when(record: PageRecord) -> Iterator[Fact]:
    if record.type:
        yield record.type.line, gettext("Type"), record.type.text
    if record.portfolio:
        yield record.portfolio.line, gettext("Portfolio"), record.portfolio.name
    if record.phase:
        yield record.phase.line, gettext("Phase"), record.phase.as_printed
    if record.start:
        yield record.start.line, gettext("First day"), record.start.value.isoformat()
    if record.end:
        yield record.end.line, gettext("Last day"), record.end.value.isoformat()
    if record.logos:
        yield record.logos.line, gettext("Logos"), record.logos.text


def _who(record: PageRecord) -> Iterator[Fact]:
    roles = {
        "funder": gettext("Funder"),
        "implementer": gettext("Implementer"),
        "partner": gettext("Partner"),
    }
    for part in record.participations:
        chain = " › ".join(step.name for step in part.organisation)
        yield part.line, roles.get(part.role, part.role), chain or part.as_printed
    for contact in record.contacts:
        words = (contact.name, contact.role, contact.title, contact.phone, contact.email)
        yield contact.line, gettext("Contact"), _joined(words)


def _money(record: PageRecord) -> Iterator[Fact]:
    for row in record.allocations:
        when = _joined(str(day) for day in (row.start, row.end) if day)
        words = (row.source_as_printed, when, f"{row.amount} {row.currency}")
        yield row.line, gettext("Money"), _joined(words)
    for total in record.totals:
        yield total.line, gettext("Printed total"), f"{total.printed} {total.currency}"
    for amount in record.amounts:
        yield amount.line, gettext("Sum in words"), f"{amount.amount} {amount.currency}"


def _text(record: PageRecord) -> Iterator[Fact]:
    for section in record.sections:
        yield section.line, gettext("Section"), section.heading
    for item in record.objectives:
        yield item.line, gettext("Objective"), _labelled(item)
    for item in record.results:
        yield item.line, gettext("Expected result"), _labelled(item)
    for package in record.work_packages:
        yield package.line, gettext("Work package"), package.title
    for attachment in record.attachments:
        yield attachment.line, gettext("Attachment"), attachment.title


def _labelled(item: Item) -> str:
    return f"{item.label} {item.text}".strip()


def _joined(words: Iterable[str]) -> str:
    return ", ".join(word for word in words if word)
