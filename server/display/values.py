"""How values look to people: dates, numbers and money by the locale of the reader.

Finnish and Swedish group digits with a space: here a narrow one that does not break.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal

from server.display.money import Period, Segment

_NARROW = "\u202f"

KEPT: Final = 4096
"""So many amounts and days are kept as they are written: pages tell the same ones many times."""

UNGROUPED: Final = 1000
"""Below this no digits are grouped, in any of our languages."""


@lru_cache(maxsize=KEPT)
def day(value: date | None, locale: Locale) -> str:
    """A date such as ``1.10.2015``; empty for None."""
    return format_date(value, "medium", locale) if value else ""


def moment(value: datetime, locale: Locale) -> str:
    """A point in time to the minute, in universal time, whatever zone it is given in."""
    universal = value.astimezone(UTC)
    clock = format_time(universal, "short", locale=locale)
    return f"{format_date(universal, 'medium', locale)} {clock} UTC"


def number(value: Decimal | int | None, locale: Locale) -> str:
    """A number with its digits grouped; empty for None."""
    if type(value) is int and 0 <= value < UNGROUPED:
        return str(value)
    return "" if value is None else _narrowed(format_decimal(value, locale=locale))


def seconds(value: float, locale: Locale) -> str:
    """A time in seconds, to the millisecond."""
    return _narrowed(format_decimal(value, "#,##0.000", locale))


@lru_cache(maxsize=KEPT)
def money(value: Decimal | None, currency: str, locale: Locale) -> str:
    """An amount with its currency, and cents only where there are some; empty for None."""
    if value is None:
        return ""
    digits = "#,##0" if value == value.to_integral_value() else "#,##0.00"
    pattern = f"¤{digits}" if locale.language == "en" else f"{digits}\u00a0¤"
    return _narrowed(
        format_currency(value, currency, pattern, locale=locale, currency_digits=False)
    )


def percent(value: Decimal | None, locale: Locale) -> str:
    """A share such as ``70 %``; empty for None."""
    if value is None:
        return ""
    between = "" if locale.language == "en" else "\u00a0"
    return f"{number(value.normalize() + 0, locale)}{between}%"


def span(start: date | None, end: date | None, locale: Locale) -> str:
    """From when to when: one year alone, or both days with a dash; an open side stays open."""
    year = Period(start, end).year
    if year:
        return str(year)
    return f"{day(start, locale)}–{day(end, locale)}" if start or end else ""


def phone(number_in_e164: str) -> str:
    """A number in groups that can be read aloud, such as ``+358 40 0000000``."""
    parsed = phonenumbers.parse(number_in_e164)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def piece_of(start: date | None, end: date | None, years: Sequence[int]) -> Segment | None:
    """Return the time from *start* to *end* as a piece of a bar that stands for all *years*.

    An open side reaches the end of the bar; without both sides there is nothing to draw.
    """
    if not years or not (start or end):
        return None
    first, last = date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal()
    left = max((start or date.min).toordinal(), first)
    right = min((end or date.max).toordinal(), last)
    scale = 100 / (last - first + 1)
    width = max((right - left + 1) * scale, 1.5)
    return Segment(1, round(min((left - first) * scale, 100 - width), 2), round(width, 2))


def _narrowed(text: str) -> str:
    return text.replace("\u00a0", _NARROW)
