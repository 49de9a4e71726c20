"""The periods of a table's columns."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from bench.generator.dice import Dice


class Span(NamedTuple):
    """A column: how its heading is printed, and its days; None, if the heading names no time.

    *numbered*: a year of the project, told by its number alone.
    """

    printed: str
    start: date | None = None
    end: date | None = None
    numbered: bool = False

    @property
    def divides(self) -> bool:
        """Whether the column is of a part of the time, known or not."""
        return self.start is not None or self.numbered


Shape = Callable[[date, date], tuple[Span, ...]]


def throw_spans(dice: Dice, start: date, end: date) -> tuple[Span, ...]:
    """The columns of a table about a project from *start* to *end*."""
    shapes: Sequence[Shape] = (*[years] * 4, *[ranges] * 3, numbered, untimed)
    spans = dice.pick(shapes)(start, end)
    return tuple(map(_led, spans)) if dice.chance(0.1) else spans


def _led(span: Span) -> Span:
    """A year as ``v. 2015``."""
    return span._replace(printed=f"v. {span.printed}") if span.printed.isdigit() else span


def years(start: date, end: date) -> tuple[Span, ...]:
    """A column for each calendar year."""
    return tuple(
        Span(str(year), date(year, 1, 1), date(year, 12, 31))
        for year in range(start.year, end.year + 1)
    )


def ranges(start: date, end: date) -> tuple[Span, ...]:
    """A column for each year's part of the project: ``1.10.-31.12.2012``."""
    firsts = [start, *(date(year, 1, 1) for year in range(start.year + 1, end.year + 1))]
    lasts = [*(date(year, 12, 31) for year in range(start.year, end.year)), end]
    return tuple(map(_range, firsts, lasts))


def _range(first: date, last: date) -> Span:
    printed = f"{first.day}.{first.month}.-{last.day}.{last.month}.{last.year}"
    return Span(printed, first, last)


def numbered(start: date, end: date) -> tuple[Span, ...]:
    """``Vuosi 1``, ``Vuosi 2``: calendar years only if the project begins with one."""
    spans = years(start, end)
    if (start.month, start.day) != (1, 1):
        spans = tuple(span._replace(start=None, end=None) for span in spans)
    return tuple(
        span._replace(printed=f"Vuosi {number}", numbered=True)
        for number, span in enumerate(spans[:7], 1)
    )


def untimed(_start: date, _end: date) -> tuple[Span, ...]:
    """One column for the whole project, whose heading names the currency."""
    return (Span("Euroa"),)
