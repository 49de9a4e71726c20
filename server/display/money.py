"""A project's money as a table of sources by periods, with what is printed beside what adds up.

Built from the rows of the named questions ``project_funding`` and ``project_funding_totals``.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

import msgspec

from server.data.rows import Row

COLOURS: Final = 6
"""As many as a chart has."""


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
    """The sum of cells, and the sum that is printed for them (None: nothing is printed).

    *row* is the row of ``project_funding_totals`` that tells what is printed.
    """

    computed: Decimal
    printed: Decimal | None = None
    row: Row | None = None

    @property
    def differs(self) -> bool:
        """Whether what is printed is not what the cells add up to."""
        return self.printed is not None and self.printed != self.computed

    @property
    def shown(self) -> Decimal:
        """What is printed, else what the cells add up to."""
        return self.computed if self.printed is None else self.printed


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table: a source, what it gives in each period, and its total.

    *row* is the first row of ``project_funding`` for the source: its organisation, share, line.
    *rows* are those behind each of its *cells*.
    """

    name: str
    row: Row
    cells: tuple[Decimal | None, ...]
    rows: tuple[tuple[Row, ...], ...]
    total: Total


class MoneyTable(msgspec.Struct, frozen=True, kw_only=True):
    """The money in one currency: *sources* by *periods*, a total for each, and the grand total."""

    currency: str
    periods: tuple[Period, ...]
    sources: tuple[Source, ...]
    period_totals: tuple[Total, ...]
    grand_total: Total

    @property
    def colours(self) -> tuple[int, ...]:
        """The colour of each source: of more than there are colours, the smallest share the last.

        No two sources that are told apart have the same one.
        """
        if len(self.sources) <= COLOURS:
            return tuple(range(1, len(self.sources) + 1))
        places = range(len(self.sources))
        largest = sorted(places, key=lambda place: -self.sources[place].total.computed)
        own = sorted(largest[: COLOURS - 1])
        return tuple(own.index(place) + 1 if place in own else COLOURS for place in places)

    @property
    def bars(self) -> tuple[tuple["Segment", ...], ...]:
        """For each period its sources one behind the other; the largest period fills the bar."""
        longest = max((total.computed for total in self.period_totals), default=Decimal(0))
        columns = zip(*(source.cells for source in self.sources), strict=True)
        return tuple(self._coloured(segments(column, longest)) for column in columns)

    @property
    def whole_bar(self) -> tuple["Segment", ...]:
        """All sources one behind the other; together they fill the bar."""
        amounts = [source.total.computed for source in self.sources]
        return self._coloured(segments(amounts, sum(amounts, Decimal(0))))

    @property
    def gaps(self) -> tuple[tuple[str, "Period", Total], ...]:
        """The sums that do not add up: the source's name, empty for all, the period, the total."""
        rows = ((source.name, WHOLE_TIME, source.total) for source in self.sources)
        columns = (
            ("", period, total)
            for period, total in zip(self.periods, self.period_totals, strict=True)
        )
        found = (*rows, *columns, ("", WHOLE_TIME, self.grand_total))
        return tuple(gap for gap in found if gap[2].differs)

    def _coloured(self, pieces: tuple["Segment", ...]) -> tuple["Segment", ...]:
        return tuple(piece._replace(series=self.colours[piece.series - 1]) for piece in pieces)


class Segment(NamedTuple):
    """A piece of a bar, in percent of the bar's full length; *series* counts from 1."""

    series: int
    x: float
    width: float


def money_tables(funding: Sequence[Row], totals: Iterable[Row]) -> tuple[MoneyTable, ...]:
    """Return a table for each currency of *funding*, in the order in which they are printed."""
    printed = {_total_key(row): row for row in totals}
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


def _table(currency: str, rows: Sequence[Row], printed: Mapping[TotalKey, Row]) -> MoneyTable:
    periods = tuple(sorted(dict.fromkeys(map(_period, rows)), key=_in_time))
    names = dict.fromkeys(row["source_as_printed"] for row in rows)
    return MoneyTable(
        currency=currency,
        periods=periods,
        sources=tuple(_source(name, rows, periods, printed) for name in names),
        period_totals=tuple(
            _total((row for row in rows if _period(row) == period), printed.get(("", period)))
            for period in periods
        ),
        grand_total=_total(rows, printed.get(("", WHOLE_TIME))),
    )


def _source(
    name: str,
    rows: Sequence[Row],
    periods: Iterable[Period],
    printed: Mapping[TotalKey, Row],
) -> Source:
    own = [row for row in rows if row["source_as_printed"] == name]
    behind = tuple(tuple(row for row in own if _period(row) == period) for period in periods)
    return Source(
        name=name,
        row=own[0],
        cells=tuple(_sum(rows) if rows else None for rows in behind),
        rows=behind,
        total=_total(own, printed.get((name, WHOLE_TIME))),
    )


def _total(rows: Iterable[Row], row: Row | None) -> Total:
    return Total(_sum(rows), None if row is None else row["printed"], row)


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((row["amount"] for row in rows), Decimal(0))


def _in_time(period: Period) -> tuple[date, date]:
    return period.start or date.max, period.end or date.max
