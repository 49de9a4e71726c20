"""A whole page, from its first line to its last, and the truth about it."""

from typing import Final, NamedTuple

import msgspec

from bench.generator import fields
from bench.generator.abstract import Abstract, write_abstract
from bench.generator.dates import throw_dates, write_dates
from bench.generator.dice import Dice
from bench.generator.length import Length
from bench.generator.money import Project
from bench.generator.parties import Parties
from bench.generator.people import write_contacts
from bench.generator.sheet import Sheet, throw_style
from graph.records import Contact, Finding, PageRecord, Participation, Phase, Source

FLAWS: Final = ("unnamed", "untyped", "label twice", "no date", "backwards")
"""What a page's writer may get wrong: it is read all the same, and reported."""


class Truth(NamedTuple):
    """What a careful reader finds on a page.

    *record* is None where the page must be refused. *damage* names what is wrong with the page.
    Where *whole* is False, what is listed must be found, and more may be. Where *lined* is False,
    the numbers of the lines are not those of the file.
    """

    record: PageRecord | None
    damage: str = ""
    whole: bool = True
    lined: bool = True


class Generated(NamedTuple):
    """A page as a file, with the truth about it."""

    file_name: str
    data: bytes
    truth: Truth


class Draft(NamedTuple):
    """A page before it becomes a file: its lines, what they say, and its writer's flaw."""

    lines: list[str]
    record: PageRecord
    flaw: str = ""


class Series(NamedTuple):
    """What all pages have in common: the *parties* around, the *heading*, how much they say."""

    parties: Parties
    heading: str
    length: Length


def write_page(dice: Dice, series: Series, key: str, flaw: str = "") -> Draft:
    """One page of a *series*, in good order or with one of FLAWS."""
    sheet = Sheet(throw_style(dice), series.length)
    sheet.write(series.heading)
    head = _write_head(sheet, dice, key, flaw)
    dates = throw_dates(dice, flaw)
    abstract = write_abstract(sheet, dice, Project(*dates[:4], series.parties))
    phase = fields.write_phase(sheet, dice)
    days = write_dates(sheet, dates)
    record = msgspec.structs.replace(
        _with_abstract(head, abstract),
        phase=phase,
        start=days.start,
        end=days.end,
        participations=_write_participants(sheet, dice, series.parties, dates.first.year),
        contacts=write_contacts(sheet, dice),
        attachments=fields.write_attachments(sheet, dice),
        logos=fields.write_foot(sheet, dice),
    )
    findings = (
        *head.findings,
        *_unknown(phase),
        *days.findings,
        *abstract.money.findings,
        *_nobodies(record.participations),
        *_roleless(record.contacts),
    )
    return Draft(sheet.lines, msgspec.structs.replace(record, findings=findings), flaw)


def _with_abstract(record: PageRecord, abstract: Abstract) -> PageRecord:
    """*record* with all that the *abstract* tells."""
    return msgspec.structs.replace(
        record,
        allocations=abstract.money.allocations,
        totals=abstract.money.totals,
        amounts=abstract.money.amounts,
        sections=abstract.sections,
        objectives=abstract.objectives,
        results=abstract.results,
        work_packages=abstract.work_packages,
    )


def _write_participants(
    sheet: Sheet, dice: Dice, parties: Parties, year: int
) -> tuple[Participation, ...]:
    """The list of the funders, and that of the implementers."""
    return (
        *fields.write_participants(sheet, dice, parties, "funder", year),
        *fields.write_participants(sheet, dice, parties, "implementer", year),
    )


def _write_head(sheet: Sheet, dice: Dice, key: str, flaw: str) -> PageRecord:
    """The page down to its portfolio; with a flaw, the label of name or type is missing."""
    name = fields.write_name(sheet, dice, labelled=flaw != "unnamed")
    kind = None if flaw == "untyped" else fields.write_type(sheet, dice)
    missing = Finding(kind="other", what="", message="", line=name.line)
    return PageRecord(
        key=key,
        source=Source(file_name=f"{key}.txt", sha256="", encoding="utf-8"),
        name=name,
        lines=(),
        type=kind,
        portfolio=fields.write_portfolio(sheet, dice),
        findings=(missing,) if flaw in {"unnamed", "untyped"} else (),
    )


def _unknown(phase: Phase) -> tuple[Finding, ...]:
    """A finding for a phase that is none that is known."""
    if phase.concept != "other":
        return ()
    return (Finding(kind="other", what="", message="", line=phase.line),)


def _nobodies(participations: tuple[Participation, ...]) -> tuple[Finding, ...]:
    """A finding for each participant that is no organisation and no fund."""
    return tuple(
        Finding(kind="participant", what="", message="", line=one.line)
        for one in participations
        if not one.organisation and not one.instrument
    )


def _roleless(contacts: tuple[Contact, ...]) -> tuple[Finding, ...]:
    """A finding for each person without a role or a title."""
    return tuple(
        Finding(kind="contact", what="", message="", line=one.line)
        for one in contacts
        if not one.role and not one.title
    )
