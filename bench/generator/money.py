"""What a page's writer says of money, and what is true about it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bench.generator.parties import Parties, Party
from graph.records import Allocation, Finding, PrintedTotal, StatedAmount


class Money(NamedTuple):
    """The money of a page; *findings* are the sums printed wrong on purpose."""

    allocations: tuple[Allocation, ...] = ()
    totals: tuple[PrintedTotal, ...] = ()
    amounts: tuple[StatedAmount, ...] = ()
    findings: tuple[Finding, ...] = ()


class Project(NamedTuple):
    """What the money depends on: the days from *first* to *last*, and the parties around them.

    *start* and *end* are the days that the page gives, None where it leaves them open.
    """

    first: date
    last: date
    start: date | None
    end: date | None
    parties: Parties

    @property
    def dated(self) -> bool:
        """Whether money without a period of its own can take the project's days."""
        return self.start is not None and self.end is not None


def together(parts: Iterable[Money]) -> Money:
    """All of *parts* as one, in their order."""
    columns = zip(*parts, strict=True)
    return Money(*(tuple(one for part in column for one in part) for column in columns))


def different(parties: Iterable[Party]) -> list[Party]:
    """The *parties* without those printed alike."""
    return list({party.printed: party for party in parties}.values())
