"""Projects in time: for each its piece of an axis of years, with the open ends told apart."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from server.data.rows import Row

MOST_TICKS: Final = 8
STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
NARROWEST: Final = 0.8
"""A bar of a few days still has a width that is seen, in percent of the axis."""


class Tick(NamedTuple):
    """A year that is written on the axis, at so many percent of its length."""

    year: int
    x: float


class Bar(NamedTuple):
    """A project's time in percent of the axis; *open_start*, *open_end*: that day is not known."""

    x: float
    width: float
    open_start: bool
    open_end: bool


class Lane(NamedTuple):
    """A project, and its bar; None when neither of its days is known."""

    row: Row
    bar: Bar | None


class Timeline(NamedTuple):
    """Projects on the axis from the start of *first* to the end of *last*, both years.

    *today* is where the generation's day lies on it, None when it does not.
    """

    first: int
    last: int
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    today: float | None


def timeline(rows: Sequence[Row], day: date) -> Timeline | None:
    """Return *rows*, which have ``start`` and ``end``, in time; None when no day is known of any.

    The axis is as long as they need, and reaches *day* where one of them has no end.
    """
    days = list(_days(rows, day))
    if not days:
        return None
    first, last = min(days).year, max(days).year
    axis = _Axis(first, last)
    return Timeline(
        first,
        last,
        tuple(Tick(year, axis.place(date(year, 1, 1))) for year in _ticks(first, last)),
        tuple(Lane(row, axis.bar(row["start"], row["end"])) for row in rows),
        axis.place(day) if first <= day.year <= last else None,
    )


def _days(rows: Iterable[Row], day: date) -> Iterator[date]:
    for row in rows:
        start, end = row["start"], row["end"]
        yield from (known for known in (start, end) if known)
        if start and not end:
            yield max(start, day)


def _ticks(first: int, last: int) -> range:
    """The years of the axis that are written: every one, every second, every fifth..."""
    years = last - first + 1
    step = next((step for step in STEPS if years <= step * MOST_TICKS), STEPS[-1])
    return range(-(-first // step) * step, last + 1, step)


class _Axis:
    """Places days between the beginning of the year *first* and the end of the year *last*."""

    def __init__(self, first: int, last: int) -> None:
        self._begin = date(first, 1, 1).toordinal()
        self._length = date(last, 12, 31).toordinal() + 1 - self._begin

    def place(self, day: date, *, after: int = 0) -> float:
        """Where *day* begins, or so many days *after* that, in percent."""
        return round((day.toordinal() + after - self._begin) * 100 / self._length, 2)

    def bar(self, start: date | None, end: date | None) -> Bar | None:
        """The piece from *start* to *end*; one that runs backwards is drawn from day to day."""
        if not start and not end:
            return None
        if start and end and end < start:
            start, end = end, start
        x = self.place(start) if start else 0.0
        right = self.place(end, after=1) if end else 100.0
        width = max(round(right - x, 2), NARROWEST)
        return Bar(min(x, 100 - width), width, start is None, end is None)
