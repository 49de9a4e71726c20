"""A page's record from its bytes: each block of the page read by the code that knows its kind."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from graph.errors import PageRefused
from graph.extract.abstract import Abstract, read_abstract
from graph.extract.attachments import Attachments, read_attachments
from graph.extract.contacts import Contacts, read_contacts
from graph.extract.dates import ReadDay, backwards, is_span, read_day
from graph.extract.fields import ReadPhase, read_phase, read_portfolio, read_printed
from graph.extract.funding import Funding, read_funding
from graph.extract.layout import LABEL, Layout, lay_out_blocks
from graph.extract.lines import Line, plain
from graph.extract.participants import Participants, read_participants
from graph.extract.source import PageText, read_text
from graph.names.book import NameBook
from graph.records import Day, Finding, PageRecord, Printed
from graph.register import Register

ROLES: Final = {"funders": "funder", "implementers": "implementer", "partners": "partner"}
"""The fields that name participants, and what each one's are."""

SINGLE: Final = ("name", "type", "portfolio", "phase", "start", "end")
"""The fields of one value; that of the first two may be broken into several lines."""
BROKEN: Final = ("name", "type")

FEWEST_LABELS: Final = 2
"""A text with fewer labels than this, and none of a name, is no project page."""


class Reading(NamedTuple):
    """What a page is read with: the register it stands in, and the names that are known."""

    register: Register
    names: NameBook


class _Blocks(NamedTuple):
    """What was understood of each block of a page."""

    start: ReadDay
    end: ReadDay
    phase: ReadPhase
    funding: Funding
    abstract: Abstract
    participants: tuple[Participants, ...]
    contacts: Contacts
    attachments: Attachments


def read_page(data: bytes, file_name: str, reading: Reading) -> PageRecord:
    """What the page whose bytes are *data* says.

    Raises PageRefused, with line and reason, when it is empty, binary, too large, or has neither a
    project's name nor a title.
    """
    page = read_text(data, file_name, reading.register.page_address)
    layout = lay_out_blocks(page.lines)
    name = _name(layout, file_name, reading.register)
    blocks = _read_blocks(layout, page, reading)
    findings = (*_label_findings(layout, page), *_findings(layout, blocks))
    portfolio = _value(layout, "portfolio")
    return PageRecord(
        key=page.key,
        source=page.source,
        name=name,
        lines=page.lines,
        type=read_printed(_value(layout, "type")),
        portfolio=read_portfolio(portfolio[0]) if portfolio else None,
        phase=blocks.phase.phase,
        start=blocks.start.day,
        end=blocks.end.day,
        participations=tuple(p for found in blocks.participants for p in found.participations),
        allocations=tuple(blocks.funding.allocations),
        totals=tuple(blocks.funding.totals),
        amounts=tuple(blocks.funding.amounts),
        contacts=blocks.contacts.contacts,
        attachments=blocks.attachments.attachments,
        logos=read_printed(layout.filled("logos")),
        sections=blocks.abstract.sections,
        objectives=blocks.abstract.objectives,
        results=blocks.abstract.results,
        work_packages=blocks.abstract.work_packages,
        findings=findings,
        unread=_unread(findings),
    )


def _read_blocks(layout: Layout, page: PageText, reading: Reading) -> _Blocks:
    start = read_day(_first(layout, "start"), "start")
    end = read_day(_end_line(layout), "end")
    first, last = _day(start.day), _day(end.day)
    names, register = reading.names, reading.register
    abstract = layout.lines("abstract")
    funding = read_funding(abstract, names, first, last)
    return _Blocks(
        start=start,
        end=end,
        phase=read_phase(_first(layout, "phase")),
        funding=funding,
        abstract=read_abstract(abstract, frozenset(funding.read)),
        participants=tuple(
            read_participants(role, layout.filled(field), names, first)
            for field, role in ROLES.items()
        ),
        contacts=read_contacts(layout.lines("contacts"), names, register.country, first),
        attachments=read_attachments(layout.filled("attachments"), page.anchors),
    )


def _day(day: Day | None) -> date | None:
    return day.value if day else None


def _first(layout: Layout, field: str) -> Line:
    """The first line of a field's value; an empty one if it has none."""
    return next(iter(layout.filled(field)), Line(0, ""))


def _end_line(layout: Layout) -> Line:
    """The line that tells the end: if its own is empty, that of a start from when to when."""
    start, end = _first(layout, "start"), _first(layout, "end")
    return start if not end.text and is_span(start.text) else end


def _value(layout: Layout, field: str) -> list[Line]:
    """The lines of a single value: the first one, and those it runs on to if it may be broken."""
    lines = layout.filled(field)
    if field not in BROKEN:
        return lines[:1]
    return [line for at, line in enumerate(lines) if line.number == lines[0].number + at]


def _name(layout: Layout, file_name: str, register: Register) -> Printed:
    """The project's name, or the title above the labels when no label says it."""
    labels = len(layout.blocks)
    if labels < FEWEST_LABELS and "name" not in layout.blocks:
        raise PageRefused(file_name, 1, "no project page: none of the labels of one was found")
    if name := read_printed(_value(layout, "name")):
        return name
    heads = tuple(head.casefold() for head in register.name.values())
    titles = (
        line
        for line in reversed(layout.above)
        if any(map(str.isalpha, line.text)) and not line.text.casefold().startswith(heads)
    )
    if title := next(titles, None):
        return Printed(title.text, title.number)
    line = layout.blocks["name"].label.number if "name" in layout.blocks else 1
    raise PageRefused(file_name, line, "the project has no name: neither a label nor a title")


def _label_findings(layout: Layout, page: PageText) -> Iterator[Finding]:
    """What is wrong with the page as a whole: its encoding, labels missing or printed again."""
    if page.remark:
        yield Finding(kind="other", what="encoding", message=page.remark, line=1)
    for field, line in layout.missing:
        message = f"the label of the field '{field}' is missing"
        yield Finding(kind="other", what="missing label", message=message, line=line)
    for label in layout.repeated:
        message = f"the label '{label.text}' stands here once more"
        yield Finding(kind="duplicate", what="repeated label", message=message, line=label.number)


def _findings(layout: Layout, blocks: _Blocks) -> Iterator[Finding]:
    """What was found while the blocks were read, in the order of the page's fields."""
    dates = (blocks.start.finding, blocks.end.finding, backwards(blocks.start.day, blocks.end.day))
    yield from filter(None, (blocks.phase.finding, *dates))
    for field in SINGLE:
        left = layout.filled(field)[len(_value(layout, field)) :]
        yield from (_left(field, line) for line in left)
    yield from blocks.funding.findings
    yield from (finding for found in blocks.participants for finding in found.findings)
    yield from blocks.contacts.findings
    yield from blocks.attachments.findings


def _left(field: str, line: Line) -> Finding:
    """The finding about a *line* below a single value: its label again, or not understood."""
    label = LABEL.match(line.text)
    if label and label[field]:
        message = f"the label '{plain(label['label'])}' stands here once more"
        return Finding(kind="duplicate", what="repeated label", message=message, line=line.number)
    message = f"this line below the value of the field '{field}' was not understood"
    return Finding(kind="unread", what=field, message=message, line=line.number)


def _unread(findings: Iterable[Finding]) -> tuple[int, ...]:
    """The numbers of the lines of which nothing was understood, but those of running text."""
    unread = {found.line for found in findings if "unread" in (found.kind, found.what)}
    return tuple(sorted(unread))
