"""What tables and sentences say together: nothing twice, and whether stated sums add up."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from msgspec import structs

from graph.extract.funding.phrases import Payer
from graph.extract.funding.sources import Project, allocation
from graph.extract.funding.statements import Statement
from graph.extract.funding.telling import Table
from graph.extract.sums import slack, sum_finding
from graph.names.meaning import NAMELESS, Meaning
from graph.records import Allocation, Finding, StatedAmount

Who = tuple[object, ...]
"""What tells one source from another."""


_OUTCOME = re.compile(r"toteut|toteum|lopulli|muutett|tarkistett|päivitett|actual", re.IGNORECASE)
"""How a title says that its table is of what was spent in the end, not of what was planned."""


class Balance(NamedTuple):
    """What sentences add to the tables, and the stated sums that do not add up."""

    allocations: tuple[Allocation, ...]
    amounts: tuple[StatedAmount, ...]
    findings: tuple[Finding, ...]


def told_once(tables: Sequence[Table]) -> list[Table]:
    """*tables*, where the money of a plan that is told again as it came out is given once.

    The first to tell it gives it; of the other its sums and a finding are left.
    """
    found: list[Table] = []
    for table in tables:
        first = next((one for one in found if _is_of_same(one, table)), None)
        found.append(_told_again(table, first) if first else table)
    return found


def _is_of_same(one: Table, other: Table) -> bool:
    """Whether *other* tells of the same sources and times as *one*, and only one of what was."""
    outcomes = [_OUTCOME.search(table.title) is not None for table in (one, other)]
    cells = _cells(other)
    return outcomes[0] != outcomes[1] and bool(cells) and cells <= _cells(one)


def _cells(table: Table) -> set[tuple[object, ...]]:
    return {
        (_identity(one.source_as_printed, one), one.start, one.end) for one in table.allocations
    }


def _told_again(table: Table, first: Table) -> Table:
    message = f"this money is told already in the table of line {min(first.lines)}"
    finding = Finding(
        kind="duplicate", what="table told again", message=message, line=min(table.lines)
    )
    return table._replace(allocations=(), totals=(), findings=(*table.findings, finding))


def summed_up(tables: Sequence[Table]) -> list[Table]:
    """*tables*, where a sum that is wrong below the last of them is the sum of all."""
    if len(tables) < 2 or not tables[-1].totals:  # noqa: PLR2004 - of one table nothing is the sum
        return [*tables]
    last = tables[-1]
    total = last.totals[-1]
    every = sum((one.amount for table in tables for one in table.allocations), Decimal(0))
    if total.source_as_printed or total.printed == total.computed or total.printed != every:
        return [*tables]
    whole = structs.replace(total, computed=every, start=None, end=None)
    right = tuple(one for one in last.findings if (one.kind, one.line) != ("sum", total.line))
    return [*tables[:-1], last._replace(totals=(*last.totals[:-1], whole), findings=right)]


def balance(statements: Sequence[Statement], tables: Sequence[Table], project: Project) -> Balance:
    """What *statements* say beside *tables*; money or an estimate told in both is given once."""
    own = _divided([one for one in _once(statements) if not _repeats(one, tables)])
    sources = [one for one in own if one.kind == "source" and (one.apart or not tables)]
    others = [one for one in own if one.kind and one not in sources]
    return Balance(
        allocations=tuple(_allocation(one, project) for one in sources),
        amounts=tuple(map(_stated, others)),
        findings=tuple(_findings(own, sources, tables)),
    )


def _once(statements: Iterable[Statement]) -> Iterator[Statement]:
    """*statements* without those that say of the same source the same again."""
    said = set()
    for one in statements:
        what = (_who(one.payer), one.amount.value, one.period)
        if one.kind != "source" or what not in said:
            yield one
        said.add(what)


def _divided(own: list[Statement]) -> list[Statement]:
    """*own*, where sources that divide one told before them are parts, as the stated total says."""
    totals = {one.amount.value for one in own if one.kind == "total"}
    places = [i for i, one in enumerate(own) if one.kind == "source"]
    amounts = [own[i].amount.value for i in places]
    if len(totals) != 1 or sum(amounts) <= max(totals):
        return own
    for first, last in combinations(range(1, len(amounts) + 1), 2):
        run = amounts[first:last]
        if len(run) > 1 and sum(run) in amounts[:first] and sum(amounts) - sum(run) in totals:
            inside = places[first:last]
            return [one._replace(kind="part") if i in inside else one for i, one in enumerate(own)]
    return own


def _who(payer: Payer) -> Who:
    return _identity(payer.printed, payer.meaning)


def _identity(printed: str, meaning: Meaning | Allocation) -> Who:
    known = (meaning.organisation, meaning.instrument, meaning.programme)
    return known if any(known) else (printed.casefold(),)


def _repeats(one: Statement, tables: Iterable[Table]) -> bool:
    """Whether a source's money is the sum that a table gives for it, or an estimate its sum."""
    if one.kind == "estimate":
        sums = {(told.kind, told.amount) for table in tables for told in table.amounts}
        return not one.payer.certain and ("estimate", one.amount.value) in sums
    if one.kind != "source":
        return False
    return any(one.amount.value in _sums_of(_who(one.payer), table) for table in tables)


def _sums_of(who: Who, table: Table) -> set[Decimal]:
    """What *table* gives for the source *who*: its cells, their sum, and the sum as printed."""
    cells = [one for one in table.allocations if _identity(one.source_as_printed, one) == who]
    names = {one.source_as_printed for one in cells}
    printed = {one.printed for one in table.totals if one.source_as_printed in names}
    return {sum((one.amount for one in cells), Decimal(0)), *printed} if cells else set()


def _allocation(one: Statement, project: Project) -> Allocation:
    return allocation(
        project,
        one.payer.printed,
        one.amount,
        one.line,
        meaning=_meaning(one.payer, project),
        period=one.period,
        share=one.share,
    )


def _meaning(payer: Payer, project: Project) -> Meaning:
    """Who *payer* is; money of nobody in particular has its instrument."""
    meaning = project.meaning(payer.printed) if payer.printed else payer.meaning
    return meaning if not payer.certain and meaning.instrument in NAMELESS else payer.meaning


def _stated(one: Statement) -> StatedAmount:
    return StatedAmount(
        kind="part" if one.kind == "source" else one.kind,
        amount=one.amount.value,
        as_printed=one.as_printed,
        line=one.line,
        organisation=one.payer.meaning.organisation if one.payer.certain else (),
        currency=one.amount.currency,
        approximate=one.amount.approximate,
    )


def _findings(
    own: Sequence[Statement], sources: Sequence[Statement], tables: Sequence[Table]
) -> Iterator[Finding]:
    totals = [one for one in own if one.kind == "total"]
    partners = [one.amount.value for one in own if one.kind == "partner"]
    # Sources inside the whole divide it by who pays, partners by who spends: no sum is of both.
    beside = [one.amount.value for one in sources if not one.inside]
    cells = [one.amount for table in tables for one in table.allocations]
    for total in totals:
        if total.joint or partners:
            yield from _joint(total, partners, cells or beside)
        else:
            yield from _off(total, cells or _parts(total, totals, sources))


def _parts(
    total: Statement, totals: Sequence[Statement], sources: Sequence[Statement]
) -> list[Decimal]:
    """What *total* sums up: the sources of its passage, or of the page if it is the only one."""
    near = [one.amount.value for one in sources if one.passage == total.passage]
    every = [one.amount.value for one in sources]
    parts = near if len(near) > 1 or len(totals) > 1 else every
    return parts if len(parts) > 1 else []


def _joint(
    total: Statement, partners: Sequence[Decimal], own: Sequence[Decimal]
) -> Iterator[Finding]:
    """The finding that partners' budgets and the project's own do not make the joint one."""
    both = [*partners, *own]
    fits = any(not list(_off(total, parts)) for parts in (partners, both) if len(parts) > 1)
    if not fits and partners and len(both) > 1:
        yield from _off(total, both)


def _off(total: Statement, parts: Sequence[Decimal]) -> Iterator[Finding]:
    """The finding that *total* is not the sum of *parts*; none without parts, or with a rest."""
    amount = total.amount
    if not parts or (total.rest and sum(parts) < amount.value):
        return
    room = slack(amount.value, amount.step, approximate=amount.approximate)
    found = sum_finding("joint total", amount.value, sum(parts, Decimal(0)), total.line, slack=room)
    if found:
        yield found
