"""Periods as people print them: ``2015``, ``1.10.-31.12.2012``, ``10-12/2012``, ``v. 2015-16``."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from graph.extract.dates import MONTHS
from graph.extract.lines import plain


class Period(NamedTuple):
    """From *start* to *end*, both days inside it."""

    start: date
    end: date

    def covers(self, other: "Period") -> bool:
        """Whether *other* lies inside this period and is shorter."""
        return self != other and self.start <= other.start and other.end <= self.end

    def meets(self, start: date | None, end: date | None) -> bool:
        """Whether a day of this period lies from *start* to *end*; None is open."""
        return (end is None or self.start <= end) and (start is None or start <= self.end)


class Found(NamedTuple):
    """A period in a text, from *start* up to *end*."""

    start: int
    end: int
    period: Period


_DASH = r"\s?[-–—]\s?"
_YEAR = r"(?:19[89]\d|20[0-7]\d)"
_SHORT = r"(?:\d\d(?!\d))"
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_LEAD = (
    r"(?:vv?(?:\.|(?=\s))|vuo(?:det|nna|sina|delle|sille|delta|silta|den|sien|deksi|siksi|si)|ajal(?:la|le|ta)"
    r"|lv\.?|lukuvuo(?:si|det|delle|sille|tena|sina)|aikana|kausi|kaudelle|kaudella|välillä)\s?"
)

_DAYS = rf"(\d\d?)\.(\d\d?)(?:\.({_YEAR}|{_SHORT})?)?{_DASH}(\d\d?)\.(\d\d?)\.({_YEAR}|{_SHORT})"
_MONTHS_BY_NUMBER = rf"(\d\d?)(?:[/.]({_YEAR}))?{_DASH}(\d\d?)[/.]({_YEAR})"
_MONTH_BY_NUMBER = rf"(\d\d?)/({_YEAR})"
_MONTHS_BY_NAME = rf"({_MONTH})(?:kuu\w*)?(?:\s({_YEAR}))?{_DASH}({_MONTH})kuu\w*\s({_YEAR})"
_MONTH_BY_NAME = rf"({_MONTH})kuu\w*\s({_YEAR})"
_YEARS = rf"({_YEAR})(?:{_DASH}|/)({_YEAR}|{_SHORT})"
_ONE_YEAR = rf"({_YEAR})"


def read_period(text: str) -> Period | None:
    """The period that is all of *text* (a table's heading, say), or None.

    A lead (``v.``, ``vuosi``), a closing colon, a remark in brackets and a currency may stand
    beside it. A year is its 366 or 365 days, a month its days.
    """
    if not _HINT.search(text):
        return None
    exact = _MONTHS_INSIDE.sub(r"\1", _YEAR_FIRST.sub(r"\2.\1", plain(text)))
    heading = _BESIDE.sub("", exact)
    return _whole(_LEADS.sub("", heading))


@lru_cache(maxsize=4096)
def find_periods(text: str) -> tuple[Found, ...]:
    """The periods in *text* (with plain blanks), in order; a single day is none."""
    if not _HINT.search(text):
        return ()
    return tuple(
        Found(match.start(), match.end(), period)
        for match in _ANY.finditer(text)
        if (period := _whole(_LEADS.sub("", match[0])))
    )


def _whole(text: str) -> Period | None:
    for pattern, read in _KINDS:
        if match := pattern.fullmatch(text):
            return _ordered(read(*match.groups(default="")))
    return None


def _ordered(days: Iterator[date | None]) -> Period | None:
    start, end = days
    return Period(start, end) if start and end and start <= end else None


def _days(*printed: str) -> Iterator[date | None]:
    day, month, year, last_day, last_month, last_year = printed
    yield _day(_year(year or last_year), int(month), int(day))
    yield _day(_year(last_year), int(last_month), int(last_day))


def _months(first: str, year: str, last: str, last_year: str) -> Iterator[date | None]:
    yield _day(int(year or last_year), _month(first), 1)
    yield _last_day(int(last_year), _month(last))


def _one_month(month: str, year: str) -> Iterator[date | None]:
    return _months(month, year, month, year)


def _years(first: str, last: str) -> Iterator[date | None]:
    yield date(int(first), 1, 1)
    yield date(_year(last), 12, 31)


def _one_year(year: str) -> Iterator[date | None]:
    return _years(year, year)


def _year(printed: str) -> int:
    """The year printed with four digits or two (``12``: 2012, ``98``: 1998)."""
    year = int(printed)
    if year > 99:  # noqa: PLR2004 - the largest of two digits
        return year
    return year + (1900 if year >= 80 else 2000)  # noqa: PLR2004 - no project is of the 2080s


def _month(printed: str) -> int:
    name = printed.lower()
    return int(name) if name.isdigit() else MONTHS.index(name) + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date | None:
    first = _day(year, month, 1)
    return first and first.replace(day=monthrange(year, month)[1])


_KINDS: tuple[tuple[re.Pattern[str], Callable[..., Iterator[date | None]]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (_ONE_YEAR, _one_year),
        (_YEARS, _years),
        (_DAYS, _days),
        (_MONTHS_BY_NUMBER, _months),
        (_MONTH_BY_NUMBER, _one_month),
        (_MONTHS_BY_NAME, _months),
        (_MONTH_BY_NAME, _one_month),
    )
)
_ANY = re.compile(
    rf"(?<![\w.,/])(?:\b{_LEAD})?"
    rf"(?:{_DAYS}|\d\d?\.\d\d?\.(?:\d{{4}})?|{_MONTHS_BY_NUMBER}|{_MONTH_BY_NUMBER}"
    rf"|{_MONTHS_BY_NAME}|{_MONTH_BY_NAME}|{_YEARS}|{_ONE_YEAR})(?![\w%]|[.,/]\d|\s?%)",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"^({_YEAR})\s?\((\d\d?\.\d\d?\.?{_DASH}\d\d?\.\d\d?)\.?\)")
_MONTHS_INSIDE = re.compile(rf"^(?:{_LEAD})?{_YEAR}\s?\(({_MONTHS_BY_NUMBER})\)", re.IGNORECASE)
_LEADS = re.compile(rf"^{_LEAD}", re.IGNORECASE)
# Nearly every text is none: a year, or two digits that end a date, are in every period.
_HINT = re.compile(rf"{_YEAR}|\.\d\d(?!\d)")
_BESIDE = re.compile(
    r"^\(|\)$|[\s,/]*\(?(?:€|euroa?|eur|t€|1 ?000 ?€)\)?(?=[:*]?$)|\s?\([^()\d]*\)(?=:?$)|[\s:*]+$",
    re.IGNORECASE,
)
