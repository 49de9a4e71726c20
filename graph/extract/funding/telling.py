"""What a table of money says, once its grid is read: allocations, printed totals and findings."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import structs

from graph.extract.funding import words
from graph.extract.funding.cells import Value
from graph.extract.funding.grids import Grid, Sum, is_part, items, scopes, sums
from graph.extract.funding.payers import costs_among
from graph.extract.funding.readings import Reading
from graph.extract.funding.sketches import Entry, Sketch
from graph.extract.funding.sources import Project, allocation
from graph.extract.funding.tokens import Label
from graph.extract.money import EURO, Amount, shortest
from graph.extract.periods import Period
from graph.extract.sums import slack, sum_finding
from graph.records import Allocation, Finding, PrintedTotal, StatedAmount

_DIGIT = re.compile(r"\d")
_ITEMS = frozenset(("period", "source", "whole"))


class Table(NamedTuple):
    """What one table says under its *title*.

    *lines* numbers its lines, *unread* those that were not understood.
    """

    allocations: tuple[Allocation, ...]
    totals: tuple[PrintedTotal, ...]
    amounts: tuple[StatedAmount, ...]
    findings: tuple[Finding, ...]
    lines: frozenset[int]
    unread: frozenset[int]
    title: str = ""


def table_of(sketch: Sketch, reading: Reading, project: Project) -> Table:
    """A table whose rows are sources or times: what each source gives, but for the costs."""
    costs = costs_among(reading.grid.rows, project, titled=words.is_of_costs(sketch.title))
    rows = tuple(row for row in reading.grid.rows if row not in costs)
    grid = reading.grid._replace(rows=rows)
    lost = tuple(_unread(entry) for entry in reading.unfit)
    unread = frozenset(line for entry in reading.unfit for line in entry.lines())
    if costs and all(row.label.axis == "total" for row in rows):
        return Table((), (), tuple(_costs(grid)), lost, sketch.lines, unread)
    printed = list(sums(grid))
    findings = filter(None, (_finding(grid, one) for one in printed))
    return Table(
        allocations=tuple(_allocations(grid, project)),
        totals=tuple(_totals(grid, printed)),
        amounts=(*_parts(grid, project), *_of_untold_years(grid)),
        findings=(
            *findings,
            *lost,
            *_ranges(grid),
            *_untold(sketch, grid),
            *_told_as_outcome(grid),
        ),
        lines=sketch.lines,
        unread=unread,
    )


def _ranges(grid: Grid) -> Iterator[Finding]:
    """A finding for each cell that says only between which amounts the money is."""
    for row in grid.rows:
        for value in row.values:
            if value and value.ranged:
                yield Finding(
                    kind="unread",
                    what="amount not understood",
                    message=f"amount not understood: '{value.cell.text}'",
                    line=value.cell.line,
                    source_as_printed=row.label.text,
                )


def _untold(sketch: Sketch, grid: Grid) -> Iterator[Finding]:
    """The finding that nobody can tell what the columns are: times such as ``syksy 2012``."""
    dated = [token.cell.line for token in sketch.above if _is_dated(token.cell.text)]
    if not any(token.kind == "name" for token in sketch.above):
        dated = [entry.line() for entry in sketch.entries]
    if dated and any(column.axis == "other" for column in grid.columns):
        yield Finding(
            kind="unread",
            what="columns",
            message="the times of the columns were not understood, only the sum of each row",
            line=dated[0],
        )


def _is_dated(text: str) -> bool:
    return _DIGIT.search(text) is not None and words.scale(text) == 1


def _told_as_outcome(grid: Grid) -> Iterator[Finding]:
    """The finding that a column tells money again, as it was spent in the end."""
    for column in grid.columns:
        if column.axis == "outcome" and grid.rows:
            yield Finding(
                kind="duplicate",
                what="column told again",
                message=f"the column '{column.text}' tells the planned money again, as it came out",
                line=column.line,
            )


def table_of_partners(sketch: Sketch, reading: Reading, project: Project) -> Table:
    """A table whose rows are partners: their budgets, and what each source gives to all."""
    grid = reading.grid
    printed = list(sums(grid))
    of_all = [one for one in printed if one.what != "row total"]
    findings = filter(None, (_finding(grid, one) for one in printed))
    return Table(
        allocations=tuple(_of_columns(grid, of_all, project)),
        totals=tuple(_total(grid, one) for one in of_all),
        amounts=tuple(_budgets(grid, printed, project)),
        findings=(*findings, *map(_unread, reading.unfit), *_not_summed(grid, of_all)),
        lines=sketch.lines,
        unread=frozenset(line for entry in reading.unfit for line in entry.lines()),
    )


def _of_columns(grid: Grid, printed: Sequence[Sum], project: Project) -> Iterator[Allocation]:
    """What each source gives, by the printed sum of its column."""
    for one in printed:
        if one.column.axis == "source" and one.printed.amount:
            amount = _scaled(grid, one.printed.amount)
            yield allocation(project, one.column.text, amount, one.printed.cell.line)


def _not_summed(grid: Grid, printed: Sequence[Sum]) -> Iterator[Finding]:
    """A finding for each source whose money is told by partner only, for none is made up."""
    summed = {one.column for one in printed}
    for column in grid.columns:
        if column.axis == "source" and column not in summed:
            yield Finding(
                kind="unread",
                what="amount not understood",
                message=f"no sum is printed of what '{column.text}' gives to the partners",
                line=column.line,
                source_as_printed=column.text,
            )


def _budgets(grid: Grid, printed: Sequence[Sum], project: Project) -> Iterator[StatedAmount]:
    """The budget of each partner, by the printed sum of its row."""
    for one in printed:
        if one.what == "row total":
            budget = _stated("partner", grid, one.row.text, one.printed)
            partner = project.meaning(one.row.text).organisation
            yield structs.replace(budget, organisation=partner)


def _allocations(grid: Grid, project: Project) -> Iterator[Allocation]:
    for i in items(grid, scopes(grid)):
        row = grid.rows[i]
        for column, value in zip(grid.columns, row.values, strict=True):
            source = _source(row.label, column)
            if source and value and value.amount and column.axis in _ITEMS:
                yield allocation(
                    project,
                    source,
                    _scaled(grid, value.amount),
                    value.cell.line,
                    period=_period(row.label, column),
                    share=row.share,
                )


def _source(row: Label, column: Label) -> str:
    """The source that a cell is about; empty if it is about all of them."""
    text = next((label.text for label in (row, column) if label.axis == "source"), "")
    return words.PART_OF.sub("", text)


def _period(row: Label, column: Label) -> Period | None:
    """The period that a cell is about; None if it is about the whole time."""
    return row.period or column.period


def _scaled(grid: Grid, amount: Amount) -> Amount:
    return amount._replace(value=shortest(amount.value * grid.scale))


def _totals(grid: Grid, printed: Sequence[Sum]) -> Iterator[PrintedTotal]:
    """The printed sums, but for those of a year of which nobody can tell which one it is.

    Nor are those of an outcome given, whose money is not: only what is wrong with them is told.
    """
    for row, column, value in _of_periods(grid):
        if row.period:
            yield _printed(grid, value, None, row, column)
    for one in printed:
        if not (_is_untold(one.row) or _is_untold(one.column) or one.column.axis == "outcome"):
            yield _total(grid, one)


def _is_untold(label: Label) -> bool:
    return bool(label.nth) and label.period is None


def _of_periods(grid: Grid) -> Iterator[tuple[Label, Label, Value]]:
    """What is printed for a period and no source: sums whose parts are not on the page."""
    for row in grid.rows:
        for column, value in zip(grid.columns, row.values, strict=True):
            if row.label.axis == "period" and column.axis == "whole" and value and value.amount:
                yield row.label, column, value


def _total(grid: Grid, one: Sum) -> PrintedTotal:
    currencies = {value.amount.currency for value in (one.printed, *one.parts) if value.amount}
    comparable = one.parts and len(currencies) == 1 and not any(v.ranged for v in one.parts)
    computed = sum(map(grid.worth, one.parts), Decimal(0)) if comparable else None
    return _printed(grid, one.printed, computed, one.row, one.column)


def _printed(
    grid: Grid, value: Value, computed: Decimal | None, row: Label, column: Label
) -> PrintedTotal:
    period = _period(row, column)
    return PrintedTotal(
        printed=grid.worth(value),
        line=value.cell.line,
        computed=computed,
        source_as_printed=_source(row, column),
        start=period and period.start,
        end=period and period.end,
        currency=value.amount.currency if value.amount else EURO,
    )


def _finding(grid: Grid, one: Sum) -> Finding | None:
    total = _total(grid, one)
    if total.computed is None or one.printed.amount is None:
        return None
    amounts = [one.printed.amount, *(part.amount for part in one.parts if part.amount)]
    hedged = any(amount.approximate for amount in amounts)
    step = sum((amount.step for amount in amounts), Decimal(0))
    return sum_finding(
        one.what,
        total.printed,
        total.computed,
        total.line,
        source=total.source_as_printed,
        slack=slack(total.printed, step, approximate=hedged),
    )


def _costs(grid: Grid) -> Iterator[StatedAmount]:
    """The sum of a table of costs: an estimate of what all will cost."""
    for one in sums(grid):
        if one.what == "grand total" and one.printed.amount:
            yield _stated("estimate", grid, one.row.text, one.printed)


def _parts(grid: Grid, project: Project) -> Iterator[StatedAmount]:
    """Rows that are contained in the row above them."""
    for i, row in enumerate(grid.rows):
        for value in row.values if is_part(grid, i) else ():
            if value and value.amount:
                part = _stated("part", grid, row.label.text, value)
                named = project.meaning(words.PART_OF.sub("", row.label.text))
                yield structs.replace(part, organisation=named.organisation)


def _of_untold_years(grid: Grid) -> Iterator[StatedAmount]:
    """What is printed for a year told by its number, and no source: parts of the whole."""
    for row, _, value in _of_periods(grid):
        if _is_untold(row):
            yield _stated("part", grid, row.text, value)


def _stated(kind: str, grid: Grid, name: str, value: Value) -> StatedAmount:
    amount = value.amount or Amount(Decimal(0))
    return StatedAmount(
        kind=kind,
        amount=grid.worth(value),
        as_printed=value.cell.text if name in value.cell.text else f"{name} {value.cell.text}",
        line=value.cell.line,
        currency=amount.currency,
        approximate=amount.approximate,
    )


def _unread(entry: Entry) -> Finding:
    """The finding that a row of a table of money could not be read."""
    return Finding(
        kind="unread",
        what="funding row",
        message=f"the numbers beside '{entry.label.text}' do not fit the table's columns",
        line=entry.line(),
        source_as_printed=entry.label.text,
    )
