"""A project's money as a table of sources by periods, with what is printed beside what adds up.

Built from the rows of the named questions ``project_funding`` and ``project_funding_totals``.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import msgspec

from server.data.rows import Row


class Period(NamedTuple):
    """The first and the last day of a period; both None when the money has no period."""

    start: date | None
    end: date | None

    @property
    def year(self) -> int | None:
        """The year, when the period is one whole calendar year."""
        if not self.start or not self.end or self.start.year != self.end.year:
            return None
        whole = (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)
        return self.start.year if whole else None


WHOLE_TIME = Period(None, None)


class Total(msgspec.Struct, frozen=True):
    """The sum of cells, and the sum that is printed for them (None: nothing is printed)."""

    computed: Decimal
    printed: Decimal | None = None

    @property
    def differs(self) -> bool:
        """Whether what is printed is not what the cells add up to."""
        return self.printed is not None and self.printed != self.computed


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table: a source, what it gives in each period, and its total.

    *row* is the first row of ``project_funding`` for the source: its organisation, share, line.
    """

    name: str
    row: Row
    cells: tuple[Decimal | None, ...]
    total: Total


class MoneyTable(msgspec.Struct, frozen=True, kw_only=True):
    """The money in one currency: *sources* by *periods*, a total for each, and the grand total."""

    currency: str
    periods: tuple[Period, ...]
    sources: tuple[Source, ...]
    period_totals: tuple[Total, ...]
    grand_total: Total

    @property
    def bars(self) -> tuple[tuple["Segment", ...], ...]:
        """For each period its sources one behind the other; the largest period fills the bar."""
        longest = max((total.computed for total in self.period_totals), default=Decimal(0))
        columns = zip(*(source.cells for source in self.sources), strict=True)
        return tuple(segments(column, longest) for column in columns)


class Segment(NamedTuple):
    """A piece of a bar, in percent of the bar's full length; *series* counts from 1."""

    series: int
    x: float
    width: float


def money_tables(funding: Sequence[Row], totals: Iterable[Row]) -> tuple[MoneyTable, ...]:
    """Return a table for each currency of *funding*, in the order in which they are printed."""
    printed = {_total_key(row): row["printed"] for row in totals}
    currencies = dict.fromkeys(row["currency"] for row in funding)
    return tuple(
        _table(currency, [row for row in funding if row["currency"] == currency], printed)
        for currency in currencies
    )


def segments(amounts: Iterable[Decimal | None], longest: Decimal) -> tuple[Segment, ...]:
    """Return *amounts* one behind the other as pieces of a bar that *longest* would fill."""
    pieces, x = [], Decimal(0)
    for series, amount in enumerate(amounts, start=1):
        width = max(amount or Decimal(0), Decimal(0)) * 100 / longest if longest > 0 else Decimal(0)
        if width:
            pieces.append(Segment(series, round(float(x), 2), round(float(width), 2)))
        x += width
    return tuple(pieces)


TotalKey = tuple[str, Period]


def _total_key(row: Row) -> TotalKey:
    return row["source_as_printed"] or "", Period(row["start"], row["end"])


def _period(row: Row) -> Period:
    return Period(row["start"], row["end"])


def _table(currency: str, rows: Sequence[Row], printed: Mapping[TotalKey, Decimal]) -> MoneyTable:
    periods = tuple(sorted(dict.fromkeys(map(_period, rows)), key=_in_time))
    names = dict.fromkeys(row["source_as_printed"] for row in rows)
    return MoneyTable(
        currency=currency,
        periods=periods,
        sources=tuple(_source(name, rows, periods, printed) for name in names),
        period_totals=tuple(
            Total(_sum(row for row in rows if _period(row) == period), printed.get(("", period)))
            for period in periods
        ),
        grand_total=Total(_sum(rows), printed.get(("", WHOLE_TIME))),
    )


def _source(
    name: str,
    rows: Sequence[Row],
    periods: Iterable[Period],
    printed: Mapping[TotalKey, Decimal],
) -> Source:
    own = [row for row in rows if row["source_as_printed"] == name]
    cells = tuple(_cell(row for row in own if _period(row) == period) for period in periods)
    total = Total(_sum(own), printed.get((name, WHOLE_TIME)))
    return Source(name=name, row=own[0], cells=cells, total=total)


def _cell(rows: Iterable[Row]) -> Decimal | None:
    amounts = [row["amount"] for row in rows]
    return sum(amounts, Decimal(0)) if amounts else None


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((row["amount"] for row in rows), Decimal(0))


def _in_time(period: Period) -> tuple[date, date]:
    return period.start or date.max, period.end or date.max
