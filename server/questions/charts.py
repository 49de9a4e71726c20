"""The answer of a named question as bars or lines, as its header says; drawn without a script.

Rows that share a place in the chart are added up; different currencies never are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import floor, log10
from typing import Final, NamedTuple

from graph.answers.terms import Term, Terms
from graph.questions.header import Chart
from server.display.money import Segment, segments
from server.questions.table import CURRENCY, Column

MOST_BARS: Final = 20
MOST_SERIES: Final = 6
"""As many colours as there are; what is left is one series, the last."""

STEPS: Final = 4

Place = tuple[int, str]
"""Where a value lies along a chart: its number when it has one, then its text."""


class Series(NamedTuple):
    """One colour of a chart: its number from 1, and whose it is; None are all the others."""

    number: int
    key: str | None


class Bar(NamedTuple):
    """A bar: its row with the thing it is about, the sum, and its pieces."""

    row: Terms
    amount: Decimal
    pieces: tuple[Segment, ...]


class Line(NamedTuple):
    """A line: its points in percent of the width and of the height, from the upper left."""

    series: Series
    points: tuple[tuple[float, float], ...]


class Axes(NamedTuple):
    """The columns of the answer that lie along the chart, give its amounts and its colours."""

    kind: str
    x: Column
    y: str
    series: Column


class Drawing(NamedTuple):
    """A chart in one currency, if any, of *places* that are all or the largest of them.

    Of *bars* and *lines* one is empty. *sample* has a row of each series. *scale* has the values
    written beside the lines, the largest first.
    """

    axes: Axes
    currency: str
    series: tuple[Series, ...]
    sample: Mapping[str, Terms]
    places: tuple[Terms, ...]
    all_places: int
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    scale: tuple[Decimal, ...] = ()


def drawings(chart: Chart, columns: Sequence[Column], rows: Iterable[Terms]) -> tuple[Drawing, ...]:
    """Return what *chart* draws of *rows*, which *columns* show: one drawing for each currency."""
    axes = Axes(chart.kind, _column(columns, chart.x), chart.y, _column(columns, chart.series))
    by_currency: dict[str, list[Terms]] = defaultdict(list)
    for row in rows:
        if chart.y in row:
            by_currency[_text(row.get(CURRENCY))].append(row)
    return tuple(_drawing(axes, currency, found) for currency, found in by_currency.items())


def _column(columns: Sequence[Column], name: str) -> Column:
    """The column that shows what the answer calls *name*: things are told apart, not names."""
    return next((column for column in columns if name and name in column), Column(name))


def _drawing(axes: Axes, currency: str, rows: Sequence[Terms]) -> Drawing:
    x, y, colour = axes.x.thing, axes.y, axes.series.thing
    sums: dict[Place, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    row_of: dict[Place, Terms] = {}
    for row in rows:
        place = _place(row.get(x))
        sums[place][_text(row.get(colour))] += Decimal(row[y].value)
        row_of.setdefault(place, row)
    in_order = all(_is_number(row[x]) for row in rows if x in row)
    places = _places(sums, in_order=in_order)
    series = _series(sums[place] for place in places)
    sample = {_text(row.get(colour)): row for row in reversed(rows)}
    whole = Drawing(
        axes, currency, series, sample, tuple(row_of[place] for place in places), len(sums)
    )
    cells = [_cells(sums[place], series) for place in places]
    draw = _with_lines if axes.kind == "line" else _with_bars
    return draw(whole, cells)


def _places(sums: Mapping[Place, Mapping[str, Decimal]], *, in_order: bool) -> list[Place]:
    """The places along the chart: all of them in their order, else the largest."""
    if in_order:
        return sorted(sums)
    return sorted(sums, key=lambda place: sum(sums[place].values()), reverse=True)[:MOST_BARS]


def _series(places: Iterable[Mapping[str, Decimal]]) -> tuple[Series, ...]:
    """The series of those places, the largest first; beyond the colours one for all others."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for place in places:
        for key, amount in place.items():
            totals[key] += amount
    keys: list[str | None] = [*sorted(totals, key=lambda key: -totals[key])]
    if len(keys) > MOST_SERIES:
        keys = [*keys[: MOST_SERIES - 1], None]
    return tuple(Series(number, key) for number, key in enumerate(keys, 1))


def _cells(amounts: Mapping[str, Decimal], series: Iterable[Series]) -> list[Decimal]:
    """The amount of each series at one place."""
    named = [one.key for one in series if one.key is not None]
    others = sum((value for key, value in amounts.items() if key not in named), Decimal(0))
    return [others if one.key is None else amounts.get(one.key, Decimal(0)) for one in series]


def _with_bars(drawing: Drawing, cells: Sequence[Sequence[Decimal]]) -> Drawing:
    longest = max(map(_total, cells), default=Decimal(0))
    bars = (
        Bar(row, _total(amounts), segments(amounts, longest))
        for row, amounts in zip(drawing.places, cells, strict=True)
    )
    return drawing._replace(bars=tuple(bars))


def _with_lines(drawing: Drawing, cells: Sequence[Sequence[Decimal]]) -> Drawing:
    top = _round_above(max((max(amounts) for amounts in cells), default=Decimal(0)))
    step = 100 / max(len(cells) - 1, 1)
    lines = (
        Line(
            series,
            tuple(
                (round(turn * step, 2), round(float(100 - amounts[index] * 100 / top), 2))
                for turn, amounts in enumerate(cells)
            ),
        )
        for index, series in enumerate(drawing.series)
    )
    scale = tuple(top * turn / STEPS for turn in range(STEPS, -1, -1))
    return drawing._replace(lines=tuple(lines), scale=scale)


def _round_above(largest: Decimal) -> Decimal:
    """The first of 1, 2, 4, 6, 8 and 10 times a power of ten that is not below *largest*."""
    if largest <= 0:
        return Decimal(STEPS)
    power = Decimal(10) ** floor(log10(largest))
    return next(power * factor for factor in (1, 2, 4, 6, 8, 10) if power * factor >= largest)


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _text(term: Term | None) -> str:
    return term.value if term else ""


def _is_number(term: Term | None) -> bool:
    return term is not None and isinstance(term.plain, int)


def _place(term: Term | None) -> Place:
    return (int(term.value) if term and _is_number(term) else 10**9, _text(term))
