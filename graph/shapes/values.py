"""The values of literals: which lexical forms are good, and which of two comes first.

The forms are those of XML Schema 1.1 part 2; a datatype that is not here has no bad form.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.terms import Xsd

Order = tuple[str, int | Decimal | str | tuple[int, int, int]]
"""A value's place among values of its kind; the kind comes first."""

_DAY = r"(-?(?:[1-9]\d{3,}|0\d{3}))-(\d\d)-(\d\d)"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_ZONE = r"(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"

_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_DATE = re.compile(_DAY + _ZONE, re.ASCII)
_DATE_TIME = re.compile(f"{_DAY}T{_TIME}{_ZONE}", re.ASCII)


def lexical_form(datatype: NamedNode) -> Callable[[str], object] | None:
    """Return the check whether a text is one that *datatype* allows; None: it allows any."""
    return _FORMS.get(datatype)


def order(literal: Literal) -> Order | None:
    """Return the place of *literal* among its kind: a number, a day without zone, a string.

    None for what has no order here. Two places compare only when their kinds are the same.
    """
    place = _PLACES.get(literal.datatype)
    return place and place(literal.value)


def not_after(one: Order | None, other: Order | None) -> bool:
    """Whether *one* is equal to *other* or before it; False where they cannot be compared."""
    return one is not None and other is not None and one[0] == other[0] and one <= other


def _calendar_day(match: re.Match[str] | None) -> tuple[int, int, int] | None:
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    try:
        # The calendar repeats every 400 years, and Python's knows no year below 1 or above 9999.
        date(2000 + year % 400, month, day)
    except ValueError:
        return None
    return year, month, day


def _day(text: str) -> Order | None:
    match = _DATE.fullmatch(text)
    day = _calendar_day(match)
    return ("day", day) if day and match and not match[4] else None


_FORMS: Final[Mapping[NamedNode, Callable[[str], object]]] = MappingProxyType(
    {
        Xsd.boolean: frozenset({"true", "false", "1", "0"}).__contains__,
        Xsd.integer: _INTEGER.fullmatch,
        Xsd.decimal: _DECIMAL.fullmatch,
        Xsd.date: lambda text: _calendar_day(_DATE.fullmatch(text)),
        Xsd.dateTime: lambda text: _calendar_day(_DATE_TIME.fullmatch(text)),
    }
)

_PLACES: Final[Mapping[NamedNode, Callable[[str], Order | None]]] = MappingProxyType(
    {
        Xsd.integer: lambda text: ("number", int(text)) if _INTEGER.fullmatch(text) else None,
        Xsd.decimal: lambda text: ("number", Decimal(text)) if _DECIMAL.fullmatch(text) else None,
        Xsd.date: _day,
        Xsd.string: lambda text: ("string", text),
    }
)
