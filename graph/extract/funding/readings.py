"""From a sketch of a table to the grid that explains most of it.

The columns may be printed in part, cells may be empty and gone, a row in one piece can be cut into
numbers in several ways. Every way is tried; the printed sums, the gaps between cells, and the
plainest cut decide. Rows about which equally good ways disagree are not read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice, pairwise, product
from math import prod
from typing import NamedTuple

from graph.extract.funding.cells import Value
from graph.extract.funding.cuts import Cut, cuts
from graph.extract.funding.grids import Grid, Row, Sum, sums
from graph.extract.funding.sketches import Entry, Sketch
from graph.extract.funding.tokens import Label


class Reading(NamedTuple):
    """A sketch as a grid, and the rows of the sketch that do not fit it."""

    grid: Grid
    unfit: tuple[Entry, ...]


class _Option(NamedTuple):
    """One way to read a row, and how unlikely it is in itself."""

    row: Row
    cost: float


class _Weighed(NamedTuple):
    """A choice of one option for each row that fits, and how unlikely all of it is."""

    grid: Grid
    fit: tuple[Entry, ...]
    unfit: tuple[Entry, ...]
    cost: float


WHOLE = Label("whole", "", 0)
TOTAL = Label("total", "", 0)
OTHER = Label("other", "", 0)

# What speaks against a reading, and (below 0) for it: a sum that is nearly right is a slip of
# the writer and speaks for the reading almost as much as a right one.
_UNFIT = 100.0
_EMPTY = 1.5
_EMPTY_SEEN = 0.1
_COLUMN_ADDED = 0.5
_COLUMN_LEFT_OUT = 1.0
_RIGHT_SUM = -0.6
_NEARLY_RIGHT_SUM = -0.5
_WRONG_SUM = 1.5
_FAR_OFF = Decimal("0.05")
_HOPELESS = 0.8
_SAME = 1e-9
_ALL = Decimal(100)
_SUM_OF_TWO = 2
_FULL = range(1)
_WITH_EMPTY = range(1, 4)
_MOST_OPTIONS = 12
_MOST_GRIDS = 300


def read(sketch: Sketch) -> Reading:
    """The likeliest reading of *sketch*; a grid without rows if none of them can be read."""
    ways: list[_Weighed] = []
    for columns in _layouts(sketch):
        ways += _ways(sketch, columns)
        if any(map(_is_full, ways)):
            break
    least = min((way.cost for way in ways), default=0.0)
    best = [way for way in ways if way.cost - least < _SAME]
    return _agreed(best) if best else Reading(Grid((), ()), sketch.entries)


def _is_full(way: _Weighed) -> bool:
    """Whether every row fits and no cell is empty."""
    return not way.unfit and all(None not in row.values for row in way.grid.rows)


def _agreed(best: Sequence[_Weighed]) -> Reading:
    """The rows on which the *best* ways agree."""
    first = best[0]
    same = [
        all(list(map(_said, way.grid.rows[i : i + 1])) == [_said(row)] for way in best)
        for i, row in enumerate(first.grid.rows)
    ]
    rows = tuple(row for row, agreed in zip(first.grid.rows, same, strict=True) if agreed)
    lost = (entry for entry, agreed in zip(first.fit, same, strict=True) if not agreed)
    return Reading(first.grid._replace(rows=rows), (*first.unfit, *lost))


def _said(row: Row) -> tuple[object, ...]:
    """What *row* says, whichever words make up its numbers: ``5 € 7`` has one sign for two."""
    amounts = (one.amount if one else None for one in row.values)
    values = (one and (one.value, one.currency, one.approximate) for one in amounts)
    return (row.label, row.share, *values)


def _layouts(sketch: Sketch) -> Iterator[tuple[Label, ...]]:
    """The columns as printed; with a total that has no heading; without one that has no numbers.

    Without any period the numbers are the whole time's; of several in a row the last, if it is
    the sum of the others. A plan and what came of it are as printed.
    """
    columns = sketch.columns
    if any(one.axis == "outcome" for one in columns):
        yield columns
        return
    items = [one for one in columns if one.axis in ("period", "source")]
    if not items:
        shares = tuple(one for one in columns if one.axis == "share")
        yield (WHOLE, *shares)
        if shares:
            yield (*shares, WHOLE)
        widest = max(len(entry.tokens) for entry in sketch.entries)
        if widest > _SUM_OF_TWO:
            yield (*[OTHER] * (widest - 1), WHOLE)
        return
    yield columns
    if any(one.axis == "total" for one in columns):
        yield tuple(one for one in columns if one.axis != "total")
    else:
        yield (*columns, TOTAL)


def _ways(sketch: Sketch, columns: tuple[Label, ...]) -> Iterator[_Weighed]:
    options = [_options(sketch, entry, columns) for entry in sketch.entries]
    fit = tuple(entry for entry, ways in zip(sketch.entries, options, strict=True) if ways)
    unfit = tuple(entry for entry, ways in zip(sketch.entries, options, strict=True) if not ways)
    cost = _columns_cost(sketch, columns) + _UNFIT * len(unfit)
    for choice in islice(product(*_few([ways for ways in options if ways])), _MOST_GRIDS):
        grid = Grid(columns, tuple(option.row for option in choice), sketch.scale)
        own = sum(option.cost for option in choice) + _sums_cost(grid)
        if own < 0 or OTHER not in columns:  # only its sums can say what such a table means
            yield _Weighed(grid, fit, unfit, cost + own)


def _columns_cost(sketch: Sketch, columns: tuple[Label, ...]) -> float:
    if len(columns) < len(sketch.columns):
        return _COLUMN_LEFT_OUT
    return _COLUMN_ADDED if len(columns) > len(sketch.columns) else 0.0


def _few(options: Sequence[list[_Option]]) -> list[list[_Option]]:
    """*options*, the unlikely ones left out where there are too many to try them all."""
    most = _MOST_OPTIONS
    while most > 1 and prod(min(most, len(ways)) for ways in options) > _MOST_GRIDS:
        most -= 1
    return [ways[:most] for ways in options]


def _sums_cost(grid: Grid) -> float:
    return sum(_sum_cost(grid, one) for one in sums(grid))


def _sum_cost(grid: Grid, one: Sum) -> float:
    return _cost(grid.worth(one.printed), [grid.worth(part) for part in one.parts])


def _cost(printed: Decimal, parts: Sequence[Decimal]) -> float:
    """How much a printed sum of *parts* speaks against a reading; below 0: for it."""
    off = abs(printed - sum(parts))
    if off == 0:
        return _RIGHT_SUM if len(parts) > 1 else 0.0
    share_off = off / max(printed, Decimal(1)) / _FAR_OFF
    return _NEARLY_RIGHT_SUM + _WRONG_SUM * float(min(share_off, Decimal(1)))


def _options(sketch: Sketch, entry: Entry, columns: tuple[Label, ...]) -> list[_Option]:
    """The ways to read *entry* under *columns*, the likeliest first."""
    gap = _usual_gap(sketch)
    ways = cuts(entry, len(columns) + 1)
    full = _likely((way for cut in ways for way in _placed(cut, columns, gap, _FULL)), columns)
    if full and (entry.label.axis == "total" or _full_cost(full[0], columns) < 0):
        return full
    rest = (way for cut in ways for way in _placed(cut, columns, gap, _WITH_EMPTY))
    return _likely((*full, *rest), columns)


def _likely(options: Iterable[_Option], columns: Sequence[Label]) -> list[_Option]:
    """Those of *options* that are worth a trial, the likeliest first."""
    weighed = [(_full_cost(option, columns), option) for option in options]
    weighed.sort(key=lambda one: one[0])
    return [option for cost, option in weighed if cost - weighed[0][0] < _HOPELESS]


def _full_cost(option: _Option, columns: Sequence[Label]) -> float:
    """The cost of *option* with that of the row's own total."""
    row = option.row
    if row.label.axis == "total":
        return option.cost
    placed = [
        (column.axis, one.amount.value)
        for one, column in zip(row.values, columns, strict=True)
        if one and one.amount
    ]
    parts = [worth for axis, worth in placed if axis not in ("total", "share")]
    return option.cost + sum(_cost(worth, parts) for axis, worth in placed if axis == "total")


def _usual_gap(sketch: Sketch) -> int:
    """How many empty lines stand between two cells of the table."""
    gaps = Counter(token.cell.gap for entry in sketch.entries for token in entry.tokens)
    return min(gaps, key=lambda gap: (-gaps[gap], gap))


def _placed(cut: Cut, columns: tuple[Label, ...], gap: int, allowed: range) -> Iterator[_Option]:
    """The ways to place the numbers of *cut* in *columns*; *allowed* is how many may be empty."""
    shared = any(column.axis == "share" for column in columns)
    values = [one for one in cut.values if shared or one.share is None]
    empty = len(columns) - len(values)
    if empty not in allowed or not values:
        return
    seen = _seen(values, columns, gap) if empty else None
    for places in combinations(range(len(columns)), len(values)):
        row: list[Value | None] = [None] * len(columns)
        for place, one in zip(places, values, strict=True):
            row[place] = one
        if not _are_shares(row, columns):
            continue
        cost = empty * (_EMPTY_SEEN if places == seen else _EMPTY)
        yield _Option(Row(cut.label, tuple(row), _share(cut, row, columns)), cut.cost + cost)


def _are_shares(row: Sequence[Value | None], columns: Sequence[Label]) -> bool:
    """Whether what stands under a heading of shares may be one: no more than all."""
    under = (one for one, column in zip(row, columns, strict=True) if column.axis == "share")
    return all(one.amount.value <= _ALL for one in under if one and one.amount)


def _share(cut: Cut, row: Sequence[Value | None], columns: Sequence[Label]) -> Decimal | None:
    """The share printed beside the row's numbers, in a column of its own or not."""
    under = (
        one.amount.value
        for one, column in zip(row, columns, strict=True)
        if one and one.amount and column.axis == "share"
    )
    beside = (one.share for one in cut.values if one.share is not None)
    return next(iter((*beside, *under)), None)


def _seen(values: Sequence[Value], columns: Sequence[Label], gap: int) -> tuple[int, ...] | None:
    """The places of *values* as offsets or gaps show them; None if they do not."""
    aligned = not any(one.cell.alone for one in values) and any(one.offset for one in columns)
    places = _by_offset(values, columns) if aligned else _by_gap(values, gap)
    rising = all(one < other for one, other in pairwise(places))
    return (
        places
        if rising and places[-1] < len(columns) and (aligned or places[-1] >= len(values))
        else None
    )


def _by_offset(values: Sequence[Value], columns: Sequence[Label]) -> tuple[int, ...]:
    def nearest(one: Value) -> int:
        return min(range(len(columns)), key=lambda i: abs(columns[i].offset - one.cell.offset))

    return tuple(map(nearest, values))


def _by_gap(values: Sequence[Value], gap: int) -> tuple[int, ...]:
    places: list[int] = []
    at = -1
    for one in values:
        at += 1 + max(0, (one.cell.gap - gap) // (gap + 1))
        places.append(at)
    return tuple(places)
