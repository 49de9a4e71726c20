"""A table whose every number has its place, and the sums printed in it.

A row or a column is an item (a source, a period) or a total. What a total stands for is not always
all items: there are totals of a group, and sources whose own name says *yhteensä*.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from graph.extract.funding import words
from graph.extract.funding.cells import Value
from graph.extract.funding.tokens import Label
from graph.extract.money import shortest
from graph.extract.periods import Period, find_periods


class Row(NamedTuple):
    """A row: what it is about, a value or None for each column, the share printed beside it."""

    label: Label
    values: tuple[Value | None, ...]
    share: Decimal | None = None


class Grid(NamedTuple):
    """A table: *columns*, *rows*, and what its numbers are to be multiplied with."""

    columns: tuple[Label, ...]
    rows: tuple[Row, ...]
    scale: Decimal = Decimal(1)

    def worth(self, value: Value | None) -> Decimal:
        """The money in *value*; nothing is 0."""
        if not value or not value.amount:
            return Decimal(0)
        plain = self.scale == 1
        return value.amount.value if plain else shortest(value.amount.value * self.scale)


class Sum(NamedTuple):
    """A printed sum: *what* it is called, of which *row* and *column*, and its *parts*."""

    what: str
    row: Label
    column: Label
    printed: Value
    parts: tuple[Value, ...]


_LONGEST_GROUP = 12

Scopes = dict[int, tuple[int, ...]]
"""The rows that are totals, each with the rows that it sums up."""


def by_time(grid: Grid) -> Grid:
    """*grid*, where rows whose names end with different times are of those times.

    ``ESR 2012``, ``ESR 2013``; one such row may bear a programme's name: ``Horisontti 2020``.
    """
    times = [_time_behind(row.label) for row in grid.rows]
    several = len({*filter(None, times)}) > 1
    if not several or any(column.period for column in grid.columns):
        return grid
    rows = (
        row._replace(label=row.label._replace(period=time)) if time else row
        for row, time in zip(grid.rows, times, strict=True)
    )
    return grid._replace(rows=tuple(rows))


def _time_behind(label: Label) -> Period | None:
    """The period with which the name of a source ends, if it does."""
    found = find_periods(label.text) if label.axis == "source" else ()
    ends = found and found[-1].start > 0 and found[-1].end == len(label.text)
    return found[-1].period if ends else None


def items(grid: Grid, scopes: Scopes) -> list[int]:
    """The rows that are no total, and no part of the row above."""
    return [i for i, row in enumerate(grid.rows) if i not in scopes and not is_part(grid, i)]


def is_part(grid: Grid, i: int) -> bool:
    """Whether row *i* says that it is contained in the row above (``josta kunnat``).

    The row above may say so too (``Kunnat 30 000 €, josta``), of all that it is the sum of.
    """
    if _is_inside(grid, i):
        return True
    if not words.PART_OF.match(grid.rows[i].label.text):
        return False
    above = next((k for k in range(i - 1, -1, -1) if not _opens_part(grid, k)), None)
    return above is not None and grid.rows[above].label.axis != "total"


def _is_inside(grid: Grid, i: int) -> bool:
    """Whether the rows from the last one that is divided down to row *i* are not more than it."""
    opened = next((k for k in range(i - 1, -1, -1) if grid.rows[k].label.opens), None)
    if opened is None or grid.rows[i].label.axis == "total":
        return False
    return all(
        sum(grid.worth(row.values[c]) for row in grid.rows[opened + 1 : i + 1]) <= grid.worth(value)
        for c, value in enumerate(grid.rows[opened].values)
    )


def _opens_part(grid: Grid, i: int) -> bool:
    return words.PART_OF.match(grid.rows[i].label.text) is not None


def scopes(grid: Grid) -> Scopes:
    """Which rows are totals, and of which rows: the choice that explains most printed sums."""
    doubtful = [i for i, row in enumerate(grid.rows) if _may_sum_up(grid, i, row)]
    choices = product((True, False), repeat=len(doubtful[:4]))
    options = [_scopes(grid, dict(zip(doubtful, choice, strict=False))) for choice in choices]
    return min(options, key=lambda option: _wrong(grid, option))


def _may_sum_up(grid: Grid, i: int, row: Row) -> bool:
    """Whether row *i* has a name of its own and may be the sum of rows above it."""
    named = row.label.axis == "source" and words.may_be_total(row.label.text)
    return named and bool(_group_beside(grid, i, {}))


def _group_beside(grid: Grid, i: int, known: Scopes) -> tuple[int, ...]:
    """The rows that add up to row *i*: above it, else below it, where they divide it."""
    return _group_above(grid, i, known) or _group_below(grid, i, known)


def _group_below(grid: Grid, i: int, known: Scopes) -> tuple[int, ...]:
    """The shortest run of at least two rows right below row *i* that adds up to it."""
    last = min(len(grid.rows), i + 1 + _LONGEST_GROUP)
    runs = (tuple(k for k in range(i + 1, end) if k not in known) for end in range(i + 3, last + 1))
    return next((run for run in runs if len(run) > 1 and _adds_up(grid, i, run)), ())


def _group_above(grid: Grid, i: int, known: Scopes) -> tuple[int, ...]:
    """The nearest run of at least two rows above row *i* that adds up to it, the shortest first."""
    first = max(0, i - _LONGEST_GROUP)
    for end in range(i, first + 1, -1):
        for start in range(end - 2, first - 1, -1):
            run = tuple(k for k in range(start, end) if k not in known)
            if len(run) > 1 and _adds_up(grid, i, run):
                return run
    return ()


def _adds_up(grid: Grid, i: int, run: Sequence[int]) -> bool:
    return all(
        grid.worth(value) == sum(grid.worth(grid.rows[k].values[c]) for k in run)
        for c, value in enumerate(grid.rows[i].values)
    )


def _scopes(grid: Grid, choice: dict[int, bool]) -> Scopes:
    found: Scopes = {}
    for i in filter(choice.get, range(len(grid.rows))):
        found[i] = _group_beside(grid, i, found)
    plain = [i for i, row in enumerate(grid.rows) if row.label.axis == "total"]
    totals = {*found, *plain}
    own = [k for k in range(len(grid.rows)) if k not in totals and not is_part(grid, k)]
    for i in plain:
        found[i] = _scope(grid, i, own, [k for k in plain if k < i])
    return found


def _scope(grid: Grid, i: int, own: Sequence[int], before: Sequence[int]) -> tuple[int, ...]:
    """The items that the total in row *i* sums up: those since the last total, above, or all."""
    above = tuple(k for k in own if k < i)
    since = tuple(k for k in above if k > max(before, default=-1))
    options = [option for option in (above, since, tuple(own)) if option]
    fitting = (option for option in options if _adds_up(grid, i, option))
    return next(fitting, options[0] if options else ())


def _wrong(grid: Grid, found: Scopes) -> int:
    """How many totals of rows do not add up."""
    return sum(not _adds_up(grid, i, run) for i, run in found.items())


def sums(grid: Grid) -> Iterator[Sum]:
    """The sums printed in *grid*, row by row."""
    found = scopes(grid)
    own = items(grid, found)
    for i, row in enumerate(grid.rows):
        for c, value in enumerate(row.values):
            what = _what(grid, c, is_total=i in found)
            if what and value and value.amount and (i in found or i in own):
                summed = _summed(grid, c, is_total=i in found)
                parts = _amounts(grid, found.get(i) or (i,), summed)
                others = tuple(part for part in parts if part is not value)
                yield Sum(what, row.label, grid.columns[c], value, others)


def _what(grid: Grid, c: int, *, is_total: bool) -> str:
    """What a number in column *c* is called, in a row that *is_total* or not; empty: no sum."""
    axis = grid.columns[c].axis
    if axis in ("share", "other") or (axis == "outcome" and not is_total):
        return ""
    if is_total:
        return "column total" if axis in ("period", "source", "outcome") else "grand total"
    return "row total" if axis == "total" or _sums_others(grid, c) else ""


def _sums_others(grid: Grid, c: int) -> bool:
    """Whether column *c* is the sum of columns of which it is not told what they are about."""
    return grid.columns[c].axis == "whole" and any(one.axis == "other" for one in grid.columns)


def _summed(grid: Grid, c: int, *, is_total: bool) -> set[int]:
    """The columns whose cells a sum in column *c* stands for."""
    axis = grid.columns[c].axis
    if axis == "total":
        return {k for k, one in enumerate(grid.columns) if one.axis not in ("total", "share")}
    if _sums_others(grid, c) and not is_total:
        return {k for k, one in enumerate(grid.columns) if one.axis == "other"}
    return {c}


def _amounts(grid: Grid, rows: Sequence[int], columns: set[int]) -> Iterator[Value]:
    """The amounts in *rows* and *columns*, also those told as a range."""
    for i in rows:
        for k, value in enumerate(grid.rows[i].values):
            if k in columns and value and (value.amount or value.ranged):
                yield value
