"""The money in an abstract: tables flattened to lines, sentences, and whether sums add up."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from graph.extract.funding.balance import balance, summed_up, told_once
from graph.extract.funding.context import about_money
from graph.extract.funding.sources import Names, Project
from graph.extract.funding.statements import read_statements
from graph.extract.funding.tables import read_tables
from graph.extract.funding.tokens import tokens
from graph.extract.funding.unread import FRACTION, unread
from graph.extract.lines import Line
from graph.extract.periods import Period
from graph.records import Allocation, Finding, PrintedTotal, StatedAmount

_MONEY = re.compile(rf"\d|\beuro|(?i:{FRACTION.pattern})")
"""What every line has that tells money."""


class Funding(NamedTuple):
    """The money of a page; *read* numbers the lines from which money was understood."""

    allocations: tuple[Allocation, ...] = ()
    totals: tuple[PrintedTotal, ...] = ()
    amounts: tuple[StatedAmount, ...] = ()
    findings: tuple[Finding, ...] = ()
    read: frozenset[int] = frozenset()


def read_funding(
    abstract: Sequence[Line], names: Names, start: date | None, end: date | None
) -> Funding:
    """The money that the lines of *abstract* speak of.

    Money without a period of its own takes the project's days from *start* to *end* (design:
    named questions), none if they run backwards.
    """
    if not any(_MONEY.search(line.text) for line in abstract):
        return Funding()
    backwards = bool(start and end and start > end)
    project = Project(names, None if backwards else start, None if backwards else end)
    under = about_money(abstract)
    tables = summed_up(told_once(read_tables(tokens(abstract), project, under)))
    of_tables = frozenset(number for table in tables for number in table.lines)
    rest = [line for line in abstract if line.number not in of_tables]
    statements = read_statements(rest, project, under)
    together = balance(statements, tables, project)
    allocations = (*(one for table in tables for one in table.allocations), *together.allocations)
    findings = (
        *(one for table in tables for one in table.findings),
        *together.findings,
        *_outside(allocations, project),
        *unread(rest, statements, under),
    )
    return Funding(
        allocations=allocations,
        totals=tuple(one for table in tables for one in table.totals),
        amounts=(*(one for table in tables for one in table.amounts), *together.amounts),
        findings=tuple(sorted(findings, key=lambda one: one.line)),
        read=frozenset().union(
            *(range(one.begins, one.line + 1) for one in statements if one.kind),
            *(table.lines - table.unread for table in tables),
        ),
    )


def _outside(allocations: Sequence[Allocation], project: Project) -> Iterator[Finding]:
    """A finding for each allocation that lies wholly outside the project's days."""
    for one in allocations:
        if one.amount and one.start and one.end:
            period = Period(one.start, one.end)
            if not period.meets(project.start, project.end):
                yield Finding(
                    kind="period",
                    what="period outside the project",
                    message=(
                        f"'{one.source_as_printed}' gives {one.amount:f} from {one.start} to"
                        f" {one.end}, wholly outside the project's dates"
                    ),
                    line=one.line,
                    source_as_printed=one.source_as_printed,
                )
