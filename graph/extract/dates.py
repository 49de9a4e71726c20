"""Printed dates: a day, or a month or a year of which the first or the last day is meant."""

import re
from calendar import monthrange
from datetime import date
from typing import Final, Literal, NamedTuple

from graph.extract.lines import Line
from graph.records import Day, Finding

Edge = Literal["start", "end"]
"""Which day of a month or a year is meant: its first or its last."""

MONTHS: Final = (
    *("tammi", "helmi", "maalis", "huhti", "touko", "kesä"),
    *("heinä", "elo", "syys", "loka", "marras", "joulu"),
)
SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?P<day>\d{1,2})\s?\.\s?(?P<month>\d{1,2})\s?\.\s?(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<month>\d{1,2})\s?[/.]\s?(?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}})\s?\.\s?(?P<name>{'|'.join(MONTHS)})kuu(?:ta)?\s(?P<year>\d{{4}})",
        rf"(?P<name>{'|'.join(MONTHS)})kuu(?:n|ta|ssa|sta|hun)?\s(?P<year>\d{{4}})",
        r"(?:vuo(?:si|nna|den)\s)?(?P<year>\d{4})",
    )
)
TAIL: Final = re.compile(
    r"(?:(?:klo\s?|T)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\([^()]*\)|alkaen|asti|saakka|mennessä|[-–.])?$"
)
RANGE: Final = re.compile(r"\s[-–]\s?|(?<=\d{4})\s?[-–]\s?(?=\d{1,2}[./]|\d{4})")
CENTURY_TURNS: Final = 70
"""Of two-digit years, the smallest that belongs to the 1900s."""


class ReadDay(NamedTuple):
    """The day that a line prints, or the finding that it prints none."""

    day: Day | None = None
    finding: Finding | None = None


def read_day(line: Line, edge: Edge) -> ReadDay:
    """The day that *line* prints as the *edge* of a project; nothing if the line is empty."""
    if not line.text:
        return ReadDay()
    parts = RANGE.split(line.text)
    value = _value(line.text, edge) or _value(parts[0 if edge == "start" else -1], edge)
    if value is not None:
        return ReadDay(Day(value=value, as_printed=line.text, line=line.number))
    message = f"what stands as the {edge} of the project is not a date: '{line.text[:60]}'"
    return ReadDay(None, Finding(kind="dates", what=edge, message=message, line=line.number))


def is_span(text: str) -> bool:
    """Whether *text* prints two days, from when to when."""
    first, *others = RANGE.split(text)
    return len(others) == 1 and bool(_value(first, "start") and _value(others[0], "end"))


def backwards(start: Day | None, end: Day | None) -> Finding | None:
    """The finding that *end* lies before *start*, if it does."""
    if start is None or end is None or start.value <= end.value:
        return None
    message = f"the project ends ({end.as_printed}) before it starts ({start.as_printed})"
    return Finding(kind="dates", what="end before start", message=message, line=end.line)


def _value(text: str, edge: Edge) -> date | None:
    for shape in SHAPES:
        match = shape.match(text)
        if match and TAIL.match(text[match.end() :].strip()):
            return _day(match.groupdict(), edge)
    return None


def _day(parts: dict[str, str | None], edge: Edge) -> date | None:
    """The calendar day of the *parts* of a date; None if the calendar does not have it."""
    year = _year(parts["year"] or "")
    month = _month(parts) or (1 if edge == "start" else 12)
    try:
        last = monthrange(year, month)[1]
        return date(year, month, int(parts.get("day") or (1 if edge == "start" else last)))
    except ValueError:
        return None


def _month(parts: dict[str, str | None]) -> int | None:
    """The month's number; None when the parts have no month."""
    if name := parts.get("name"):
        return MONTHS.index(name.casefold()) + 1
    month = parts.get("month")
    return int(month) if month else None


def _year(printed: str) -> int:
    year = int(printed)
    if len(printed) > 2:  # noqa: PLR2004 - a year printed in full
        return year
    return year + (1900 if year >= CENTURY_TURNS else 2000)
