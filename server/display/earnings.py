"""Money added up over many projects, by source and by year.

Built from the rows of the named questions ``funding_by_year`` and ``funding_by_source``, which
count allocations only; sums of different currencies are never added.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from server.data.rows import Row
from server.display.money import Segment, segments


class SourceSum(NamedTuple):
    """What one source gives in all, and its bar."""

    row: Row
    bar: tuple[Segment, ...]


class YearSum(NamedTuple):
    """What is given in one year; *multi_year*: some of it is for the years after it too."""

    year: int | None
    amount: Decimal
    multi_year: bool
    bar: tuple[Segment, ...]


class Sum(NamedTuple):
    """All money in one currency, and how it falls on the years."""

    currency: str
    sum: Decimal
    years: tuple[YearSum, ...]
    multi_year: bool


def largest_sources(rows: Iterable[Row], count: int) -> list[SourceSum]:
    """Return the *count* rows of ``funding_by_source`` that give most, each with a bar.

    The bars are on the scale of the largest.
    """
    largest = sorted(rows, key=lambda row: row["amount"], reverse=True)[:count]
    longest = largest[0]["amount"] if largest else Decimal(0)
    return [SourceSum(row, segments([row["amount"]], longest)) for row in largest]


def by_year(rows: Sequence[Row]) -> list[Sum]:
    """Return what *rows* add up to, for each currency and year; money without a year comes last."""
    currencies = dict.fromkeys(row["currency"] for row in rows)
    return [
        _sum(currency, [r for r in rows if r["currency"] == currency]) for currency in currencies
    ]


def by_currency(rows: Iterable[Row]) -> list[tuple[str, Decimal]]:
    """Return each currency of *rows* and what it adds up to."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["currency"]] += row["amount"]
    return list(sums.items())


def _sum(currency: str, rows: Sequence[Row]) -> Sum:
    amounts: dict[int | None, Decimal] = defaultdict(Decimal)
    longer: set[int | None] = set()
    for row in rows:
        amounts[row["year"]] += row["amount"]
        if row["multi_year"]:
            longer.add(row["year"])
    longest = max(amounts.values(), default=Decimal(0))
    years = tuple(
        YearSum(year, amounts[year], year in longer, segments([amounts[year]], longest))
        for year in sorted(amounts, key=lambda year: year or 9999)
    )
    return Sum(currency, sum(amounts.values(), Decimal(0)), years, bool(longer))
