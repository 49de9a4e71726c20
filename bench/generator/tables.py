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
    """A table before it is written.

    *joint* stands between the cells of a row; empty, each is a line of its own. Before the row of
    the number *broken* stands an empty line.
    """

    heading: str
    spans: tuple[Span, ...]
    rows: tuple[Row, ...]
    settings: tuple[amounts.Setting, ...]
    total_name: str
    row_totals: bool
    column_totals: bool
    gap: bool
    slip: Slip | None
    joint: str
    total_first: bool
    broken: int

    @property
    def last_row(self) -> str:
        """What the sums of the last row are: of a column without a time, the sum of all."""
        return "column total" if self.spans[0].divides else "grand total"


def write_table(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """Write a table of money and return the truth about it."""
    plan = _plan(dice, project)
    if dice.chance(0.25):
        sheet.write(dice.pick((*words.MONEY_LEADS, *words.MONEY_TITLES)))
    return _write(sheet, plan, project)


def write_plan_and_outcome(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """A table of what was planned, and the same again as it came out, which is told only once."""
    plan = _plan(dice, project)._replace(slip=None)
    if not plan.row_totals:
        return _write(sheet, plan, project)
    sheet.write("Suunnitelma:")
    first = _write(sheet, plan, project)
    sheet.space()
    line = sheet.write("Toteuma:")
    rows = tuple(
        row._replace(cells=tuple(cell + 100_000 for cell in row.cells)) for row in plan.rows
    )
    _write(sheet, plan._replace(rows=rows), project)
    again = Finding(kind="duplicate", what="", message="", line=line)
    return first._replace(findings=(*first.findings, again))


def _write(sheet: Sheet, plan: Plan, project: Project) -> Money:
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
        joint=dice.pick(("", "", "", "", " ", " | ", "; ")),
        total_first=dice.chance(0.1),
        broken=dice.between(0, 9),
    )
    if len(parties) == 1 and not spans[0].divides:
        plan = plan._replace(joint="")
    if dice.chance(0.1):
        return _in_unit(plan, dice)
    places = list(_places(plan))
    if places and dice.chance(0.12):
        return plan._replace(slip=Slip(*dice.pick(places), by=dice.pick((-1, 1, 1, 100))))
    return plan


def _in_unit(plan: Plan, dice: Dice) -> Plan:
    """*plan* in thousands or millions, as the heads of its columns say."""
    unit = dice.pick(amounts.UNITS)
    step = max(unit.worth // 10, 1000)
    rows = (
        row._replace(cells=tuple((1 + cell % 400) * step for cell in row.cells), about=False)
        for row in plan.rows
    )
    spans = (
        span._replace(printed=f"{span.printed} ({unit.sign})" if span.divides else unit.sign)
        for span in plan.spans
    )
    return plan._replace(rows=tuple(rows), spans=tuple(spans), settings=(unit.setting,))


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
        self._cells: list[str] = []

    def head(self) -> None:
        """The headings of the columns; that of the sources may be missing."""
        plan = self._plan
        total = [plan.total_name] if plan.row_totals else []
        spans = [span.printed for span in plan.spans]
        columns = [*total, *spans] if plan.total_first else [*spans, *total]
        source = plan.heading or ("Lähde" if plan.joint else "")
        for heading in filter(None, (source, *columns)):
            self._cell(heading)
        self._end()

    def row(self, number: int, row: Row) -> Money:
        """A source, its amounts, and their total."""
        if number == self._plan.broken:
            self._sheet.space()
        self._cell(row.printed)
        total = Money()
        if self._plan.total_first and self._plan.row_totals:
            total = self._row_total(number, row)
        given = tuple(
            self._allocation(row, span, amount)
            for span, amount in zip(self._plan.spans, row.cells, strict=True)
        )
        if self._plan.row_totals and not self._plan.total_first:
            total = self._row_total(number, row)
        self._end()
        return together((Money(given, findings=tuple(self._outside(given))), total))

    def _row_total(self, number: int, row: Row) -> Money:
        return self._total("row total", number, sum(row.cells), source=row.printed)

    def _outside(self, given: tuple[Allocation, ...]) -> Iterator[Finding]:
        """A finding for each allocation that begins after the project's end."""
        for one in given:
            if one.start and one.start > self._project.last:
                yield Finding(kind="period", what="", message="", line=one.line)

    def last_row(self) -> Iterator[Money]:
        """The total of each column, and of the whole."""
        self._cell(self._plan.total_name)
        plan = self._plan
        sums = [sum(cells) for cells in zip(*(row.cells for row in plan.rows), strict=True)]
        if plan.row_totals and plan.total_first:
            yield self._total("grand total", 0, sum(sums))
        for number, span in enumerate(plan.spans):
            yield self._total(plan.last_row, number, sums[number], span=span)
        if plan.row_totals and not plan.total_first:
            yield self._total("grand total", 0, sum(sums))
        self._end()

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
        untold = span is not None and span.numbered and span.start is None
        line = self._amount(computed + by)
        total = PrintedTotal(
            printed=Decimal(computed + by),
            line=line,
            computed=Decimal(computed),
            source_as_printed=source,
            start=span.start if span else None,
            end=span.end if span else None,
        )
        totals = () if untold else (total,)
        return Money(totals=totals, findings=(_finding(what, total),) if by else ())

    def _amount(self, amount: int, *, about: bool = False) -> int:
        setting = self._plan.settings[self._written % len(self._plan.settings)]
        self._written += 1
        return self._cell(f"n. {setting(amount)}" if about else setting(amount))

    def _cell(self, text: str) -> int:
        """Set a cell and return its line: one of its own, or that of its row."""
        if self._plan.joint:
            self._cells.append(text)
            return len(self._sheet.lines) + 1
        if self._plan.gap:
            self._sheet.space()
        return self._sheet.write(text)

    def _end(self) -> None:
        """Write the row whose cells stand on one line."""
        if self._cells:
            self._sheet.write(self._plan.joint.join(self._cells))
            self._cells = []


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
