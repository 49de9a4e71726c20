"""A table of money, flattened to one cell a line."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bench.generator import amounts, words
from bench.generator.dice import Dice
from bench.generator.money import Money, Project, different, together
from bench.generator.parties import Party
from bench.generator.sheet import Sheet
from bench.generator.spans import Span, throw_spans
from graph.records import Allocation, Finding, PrintedTotal

SHARES = ("{} {}%", "{} {} %", "{} ({} %)", "{}, {} %", "{} ({}%)")


class Row(NamedTuple):
    """A source as *printed*, with its share in percent, and what it gives in each column.

    *about*: the amounts are printed as approximations.
    """

    printed: str
    party: Party
    share: int | None
    cells: tuple[int, ...]
    about: bool


class Slip(NamedTuple):
    """One sum of a table printed wrong: which (``row total`` 0, ...), and by how much."""

    what: str
    number: int
    by: int


class Plan(NamedTuple):
    """A table before it is written."""

    heading: str
    spans: tuple[Span, ...]
    rows: tuple[Row, ...]
    settings: tuple[amounts.Setting, ...]
    total_name: str
    row_totals: bool
    column_totals: bool
    gap: bool
    slip: Slip | None

    @property
    def last_row(self) -> str:
        """What the sums of the last row are: of a column without a time, the sum of all."""
        return "column total" if self.spans[0].start else "grand total"


def write_table(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """Write a table of money and return the truth about it."""
    plan = _plan(dice, project)
    if dice.chance(0.15):
        sheet.write(dice.pick(words.MONEY_LEADS))
    writer = _Writer(sheet, plan, project)
    writer.head()
    parts = [writer.row(number, row) for number, row in enumerate(plan.rows)]
    if plan.column_totals:
        parts.extend(writer.last_row())
    return together(parts)


def _plan(dice: Dice, project: Project) -> Plan:
    spans = _late(throw_spans(dice, project.first, project.last), project, dice)
    year = project.first.year
    parties = different(project.parties.source(dice, year) for _ in range(dice.between(1, 4)))
    plan = Plan(
        heading=dice.pick(words.SOURCE_HEADS),
        spans=spans,
        rows=tuple(_row(dice, party, len(spans)) for party in parties),
        settings=tuple(dice.some(amounts.CELLS, 3 if dice.chance(0.15) else 1)),
        total_name=dice.pick(words.TOTAL_NAMES),
        row_totals=len(spans) > 1 and dice.chance(0.8),
        column_totals=dice.chance(0.8),
        gap=dice.chance(0.6),
        slip=None,
    )
    places = list(_places(plan))
    if places and dice.chance(0.12):
        return plan._replace(slip=Slip(*dice.pick(places), by=dice.pick((-1, 1, 1, 100))))
    return plan


def _late(spans: tuple[Span, ...], project: Project, dice: Dice) -> tuple[Span, ...]:
    """The *spans*, rarely with another year long after the project's end."""
    if not spans[0].start or dice.chance(0.97):
        return spans
    year = project.last.year + 3
    return (*spans, Span(str(year), date(year, 1, 1), date(year, 12, 31)))


def _row(dice: Dice, party: Party, columns: int) -> Row:
    cells = tuple(dice.between(1_000, 400_000) for _ in range(columns))
    about = dice.chance(0.02)
    if party.programme or dice.chance(0.6):
        return Row(party.printed, party, None, cells, about)
    share = dice.between(1, 19) * 5
    return Row(dice.pick(SHARES).format(party.printed, share), party, share, cells, about)


def _places(plan: Plan) -> Iterator[tuple[str, int]]:
    """Where a sum of the table may be wrong; of approximations, none is."""
    if any(row.about for row in plan.rows):
        return
    if plan.row_totals:
        yield from (("row total", number) for number in range(len(plan.rows)))
    if plan.column_totals:
        yield from ((plan.last_row, number) for number in range(len(plan.spans)))
    if plan.row_totals and plan.column_totals:
        yield "grand total", 0


class _Writer:
    """Writes one table cell by cell, and says what is true about each."""

    def __init__(self, sheet: Sheet, plan: Plan, project: Project) -> None:
        self._sheet = sheet
        self._plan = plan
        self._project = project
        self._written = 0

    def head(self) -> None:
        """The headings of the columns; that of the sources may be missing."""
        headings = [self._plan.heading, *(span.printed for span in self._plan.spans)]
        if self._plan.row_totals:
            headings.append(self._plan.total_name)
        for heading in filter(None, headings):
            self._cell(heading)

    def row(self, number: int, row: Row) -> Money:
        """A source, its amounts, and their total."""
        self._cell(row.printed)
        given = tuple(
            self._allocation(row, span, amount)
            for span, amount in zip(self._plan.spans, row.cells, strict=True)
        )
        money = Money(given, findings=tuple(self._outside(given)))
        if not self._plan.row_totals:
            return money
        return together(
            (money, self._total("row total", number, sum(row.cells), source=row.printed))
        )

    def _outside(self, given: tuple[Allocation, ...]) -> Iterator[Finding]:
        """A finding for each allocation that begins after the project's end."""
        for one in given:
            if one.start and one.start > self._project.last:
                yield Finding(kind="period", what="", message="", line=one.line)

    def last_row(self) -> Iterator[Money]:
        """The total of each column, and of the whole."""
        self._cell(self._plan.total_name)
        sums = [sum(cells) for cells in zip(*(row.cells for row in self._plan.rows), strict=True)]
        for number, span in enumerate(self._plan.spans):
            yield self._total(self._plan.last_row, number, sums[number], span=span)
        if self._plan.row_totals:
            yield self._total("grand total", 0, sum(sums))

    def _allocation(self, row: Row, span: Span, amount: int) -> Allocation:
        return Allocation(
            source_as_printed=row.printed,
            amount=Decimal(amount),
            line=self._amount(amount, about=row.about),
            approximate=row.about,
            organisation=row.party.path,
            programme=row.party.programme,
            instrument=row.party.instrument,
            mixed=row.party.mixed,
            share_percent=None if row.share is None else Decimal(row.share),
            start=span.start or self._project.start,
            end=span.end or self._project.end,
        )

    def _total(
        self, what: str, number: int, computed: int, source: str = "", span: Span | None = None
    ) -> Money:
        slip = self._plan.slip
        by = slip.by if slip and (slip.what, slip.number) == (what, number) else 0
        line = self._amount(computed + by)
        total = PrintedTotal(
            printed=Decimal(computed + by),
            line=line,
            computed=Decimal(computed),
            source_as_printed=source,
            start=span.start if span else None,
            end=span.end if span else None,
        )
        return Money(totals=(total,), findings=(_finding(what, total),) if by else ())

    def _amount(self, amount: int, *, about: bool = False) -> int:
        setting = self._plan.settings[self._written % len(self._plan.settings)]
        self._written += 1
        return self._cell(f"n. {setting(amount)}" if about else setting(amount))

    def _cell(self, text: str) -> int:
        if self._plan.gap:
            self._sheet.space()
        return self._sheet.write(text)


def _finding(what: str, total: PrintedTotal) -> Finding:
    return Finding(
        kind="sum",
        what=what,
        message="printed wrong on purpose",
        line=total.line,
        source_as_printed=total.source_as_printed,
        printed=total.printed,
        computed=total.computed,
    )
