"""Money added up over many projects: by year, told apart by who gives it or by the fund.

Built from the sums of the search index, which are those of allocations; sums of different
currencies are never added.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

import msgspec

from graph.search.found import Giver, Sum
from server.display.money import Segment, segments

REST: Final = "rest"
"""The series of all that has none of its own."""

NOTHING: Final = Decimal(0)
CENTS: Final = Decimal(100)


class Piece(NamedTuple):
    """Money of one *year*, None when it is not known, and of one *series*.

    *multi_year*: some of it is for the years after it too.
    """

    year: int | None
    series: str
    currency: str
    amount: Decimal
    multi_year: bool = False


class Year(NamedTuple):
    """The money of one year, a cell for each series, all of it, and its bar."""

    year: int | None
    cells: tuple[Decimal | None, ...]
    total: Decimal
    multi_year: bool
    bar: tuple[Segment, ...]


class Earnings(msgspec.Struct, frozen=True, kw_only=True):
    """All money in one currency: its *years*, the *series* in each, and what they add up to."""

    currency: str
    series: tuple[str, ...]
    years: tuple[Year, ...]
    series_totals: tuple[Decimal, ...]
    total: Decimal

    @property
    def multi_year(self) -> bool:
        """Whether some of the money is for several years."""
        return any(year.multi_year for year in self.years)


class SourceSum(NamedTuple):
    """What a source gives in all: an organisation, its slug, or else a fund, its word."""

    source: str
    instrument: str
    currency: str
    amount: Decimal
    bar: tuple[Segment, ...]


def amount(one: Sum) -> Decimal:
    """The money of a sum of the index, in whole units of its currency."""
    return one.cents / CENTS


def by_currency(sums: Iterable[Sum]) -> list[tuple[str, Decimal]]:
    """Return each currency of *sums* and what it adds up to."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for one in sums:
        amounts[one.currency] += amount(one)
    return list(amounts.items())


def pieces(sums: Iterable[Sum]) -> list[Piece]:
    """Return *sums* that are grouped by year and by the series to tell apart."""
    return [
        Piece(
            int(one.group[0]) or None, one.group[1], one.currency, amount(one), one.multi_year > 0
        )
        for one in sums
    ]


def few_series(many: Sequence[Piece], most: int) -> list[Piece]:
    """Return *many* pieces with at most so many series: the lesser ones are one, the rest."""
    largest = _by_size(many)
    kept = set(largest if len(largest) <= most else largest[: most - 1])
    return [piece if piece.series in kept else piece._replace(series=REST) for piece in many]


def earnings(many: Sequence[Piece], series: Sequence[str] = ()) -> list[Earnings]:
    """Return what *many* pieces add up to, for each currency and year; no year comes last.

    The *series* stand in their order, else the largest first and the rest last.
    """
    currencies = dict.fromkeys(piece.currency for piece in many)
    return [
        _earnings(currency, [p for p in many if p.currency == currency], series)
        for currency in currencies
    ]


def sources(givers: Sequence[Giver]) -> list[SourceSum]:
    """Return *givers*, the largest first, with bars on the scale of the largest."""
    amounts = [one.cents / CENTS for one in givers]
    longest = max(amounts, default=NOTHING)
    return [
        SourceSum(one.source, one.instrument, one.currency, given, segments([given], longest))
        for one, given in zip(givers, amounts, strict=True)
    ]


def _earnings(currency: str, many: Sequence[Piece], series: Sequence[str]) -> Earnings:
    shown = tuple(series or _by_size(many))
    cells: dict[tuple[int | None, str], Decimal] = defaultdict(Decimal)
    for piece in many:
        cells[piece.year, piece.series] += piece.amount
    numbers = sorted({piece.year for piece in many}, key=lambda year: year or 9999)
    rows = {year: tuple(cells.get((year, one)) for one in shown) for year in numbers}
    totals = {year: _sum(row) for year, row in rows.items()}
    longest = max(totals.values(), default=NOTHING)
    longer = {piece.year for piece in many if piece.multi_year}
    return Earnings(
        currency=currency,
        series=shown,
        years=tuple(
            Year(year, row, totals[year], year in longer, segments(row, longest))
            for year, row in rows.items()
        ),
        series_totals=tuple(map(_sum, zip(*rows.values(), strict=True))),
        total=_sum(totals.values()),
    )


def _by_size(many: Iterable[Piece]) -> list[str]:
    """The series, the largest first, the rest last."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for piece in many:
        amounts[piece.series] += piece.amount
    return sorted(amounts, key=lambda series: (series == REST, -amounts[series], series))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((each for each in amounts if each is not None), NOTHING)
