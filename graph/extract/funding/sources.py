"""Whose money it is: from a source as printed to an allocation."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from graph.extract.money import Amount
from graph.extract.periods import Period
from graph.names.meaning import Meaning
from graph.records import Allocation, OrganisationPath


class Names(Protocol):
    """What is known about names, and whose register is read."""

    @property
    def city(self) -> OrganisationPath:
        """The organisation whose register is read."""
        ...

    def understand(self, printed: str, day: date | None = None) -> Meaning:
        """What *printed* means on *day*."""
        ...


class Project(NamedTuple):
    """What the money of a page depends on: the project's days, as far as known, and the names."""

    names: Names
    start: date | None = None
    end: date | None = None

    def meaning(self, printed: str) -> Meaning:
        """What the source *printed* means when the project begins."""
        return self.names.understand(printed, self.start)

    def days(self, period: Period | None) -> tuple[date | None, date | None]:
        """The first and the last day of *period*; without one the project's own."""
        return (period.start, period.end) if period else (self.start, self.end)

    def year(self, nth: int) -> Period | None:
        """The calendar year that is the project's *nth*; None where its years begin amid one."""
        if self.start is None or (self.start.month, self.start.day) != (1, 1):
            return None
        year = self.start.year + nth - 1
        return Period(date(year, 1, 1), date(year, 12, 31))


def allocation(
    project: Project,
    source: str,
    amount: Amount,
    line: int,
    *,
    meaning: Meaning | None = None,
    period: Period | None = None,
    share: Decimal | None = None,
) -> Allocation:
    """What *source* gives in *period* (None: in the project's whole time).

    *meaning* is who *source* is, where that has been found out already.
    """
    meaning = meaning or project.meaning(source)
    start, end = project.days(period)
    return Allocation(
        source_as_printed=source,
        amount=amount.value,
        line=line,
        organisation=meaning.organisation,
        programme=meaning.programme,
        instrument=meaning.instrument,
        mixed=meaning.mixed,
        share_percent=meaning.share_percent if share is None else share,
        start=start,
        end=end,
        currency=amount.currency,
        approximate=amount.approximate,
    )
