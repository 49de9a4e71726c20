"""The start and the end of a project, as days and as printed, right or wrong."""

from datetime import date, timedelta
from typing import NamedTuple

from bench.generator.dice import Dice
from bench.generator.sheet import Sheet
from graph.records import Day, Finding


class Dates(NamedTuple):
    """The days between which money flows, and what the page prints as start and end.

    *start* and *end* are None where what is printed leaves them open.
    """

    first: date
    last: date
    start: date | None
    end: date | None
    printed_start: str
    printed_end: str
    flaw: str


class Days(NamedTuple):
    """The truth about the printed days."""

    start: Day | None
    end: Day | None
    findings: tuple[Finding, ...]


def throw_dates(dice: Dice, flaw: str) -> Dates:
    """The days of a project; *flaw* is ``no date``, ``backwards``, ``label twice`` or another."""
    first = date(dice.between(2009, 2026), dice.between(1, 12), 1)
    last = date(first.year + dice.between(0, 3), dice.between(1, 12), 1) - timedelta(days=1)
    last = max(last, first + timedelta(days=60))
    show = padded if dice.chance(0.1) else printed
    fair = Dates(first, last, first, last, show(first), show(last), flaw)
    if flaw == "no date":
        wrong = dice.pick(("31.2.{}", "kevät {}", "32.13.{}")).format(last.year)
        return fair._replace(start=None, end=None, printed_end=wrong)
    if flaw == "backwards":
        early = first.replace(year=first.year - 2)
        return fair._replace(start=None, end=None, printed_end=printed(early))
    return fair


def printed(day: date) -> str:
    """*day* as pages print it: ``1.10.2012``."""
    return f"{day.day}.{day.month}.{day.year}"


def padded(day: date) -> str:
    """*day* with two digits each: ``01.10.2012``."""
    return f"{day:%d.%m.%Y}"


def write_dates(sheet: Sheet, dates: Dates) -> Days:
    """Write the labels of start and end, and return the truth about them."""
    start_line = sheet.label("Aloittamispvm", dates.printed_start)
    findings = []
    if dates.flaw == "label twice":
        line = sheet.label("Aloittamispvm", f"1.2.{dates.first.year - 1}")
        findings.append(_finding("duplicate", line))
    end_line = sheet.label("Päättymispvm", dates.printed_end)
    if dates.flaw in {"no date", "backwards"}:
        findings.append(_finding("dates", end_line))
    start = Day(value=dates.first, as_printed=dates.printed_start, line=start_line)
    end = _day(dates.printed_end, end_line)
    return Days(start, end, tuple(findings))


def _day(text: str, line: int) -> Day | None:
    """The day printed as *text*, or None where the calendar has no such day."""
    try:
        day, month, year = map(int, text.split("."))
        return Day(value=date(year, month, day), as_printed=text, line=line)
    except ValueError:
        return None


def _finding(kind: str, line: int) -> Finding:
    return Finding(kind=kind, what="", message="", line=line)
