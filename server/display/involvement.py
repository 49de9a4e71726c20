"""What an organisation does: its projects role by role, its partners, and what its money is.

*Own money* is the allocations whose source the organisation is; *money of its projects* is all
that any source gives to them. The first may be a part of the second, so they are never added:
own and others' money make the whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from graph.search.found import Count, Hit, Sum
from graph.search.index import SearchIndex
from graph.search.wish import Wish
from server.display.roles import ROLES
from server.display.yearly import Earnings, Piece, amount, by_currency, earnings

OWN: Final = "own"
OTHERS: Final = "others"

Money = Sequence[tuple[str, Decimal]]
"""Currencies, and what there is in each."""


class Role(NamedTuple):
    """So many projects in one role, the newest of them, their own and all their money.

    *earnings* are that money by year, with the series OWN and OTHERS.
    """

    word: str
    total: int
    newest: tuple[Hit, ...]
    own: Money
    whole: Money
    earnings: Sequence[Earnings]


class Together(NamedTuple):
    """Who has the *role* in the same projects, in how many, and how many there are in all."""

    role: str
    foremost: tuple[Count, ...]
    total: int


class Involvement(msgspec.Struct, frozen=True, kw_only=True):
    """All that one organisation does, alone or with its units.

    It takes part in so many *projects*, of which some are *running*, from the first to the last of
    the *active* years, with so many *others*. *inside* is its own money in them, *whole* all their
    money, *elsewhere* its own money in projects that do not name it. *earnings* are the money of
    its projects by year, with the series OWN and OTHERS.
    """

    projects: int
    running: int
    active: tuple[int, int] | None
    roles: tuple[Role, ...]
    inside: Money
    whole: Money
    elsewhere: Money
    earnings: Sequence[Earnings]
    others: int
    partners: tuple[Together, ...]


class Involved:
    """Asks the index what the organisations of those *slugs* do, as if they were one."""

    def __init__(self, index: SearchIndex, day: date, slugs: Sequence[str]) -> None:
        self._index = index
        self._day = day
        self._slugs = tuple(slugs)
        self._wish = Wish(kind="project", participants=self._slugs, order="start")

    def told(self, newest: int, foremost: int) -> Involvement:
        """Return it all, with so many *newest* projects and *foremost* partners of a role."""
        taking_part = self._index.ties([self._wish], self._day)
        counts = self._index.all_counts(self._wish, self._day, ("year", "running", *ROLES))
        years = sorted(int(count.value) for count in counts["year"])
        inside = self._own(self._wish)
        whole = self._index.sums(self._wish, self._day, ("year",))
        return Involvement(
            projects=taking_part.projects,
            running=sum(count.number for count in counts["running"]),
            active=(years[0], years[-1]) if years else None,
            roles=tuple(self._roles(newest)),
            inside=by_currency(inside),
            whole=by_currency(whole),
            elsewhere=left(by_currency(self._own(Wish(kind="project"))), by_currency(inside)),
            earnings=own_and_others(inside, whole),
            others=sum(one.value not in self._slugs for one in taking_part.participants),
            partners=tuple(self._partners(counts, foremost)),
        )

    def _roles(self, newest: int) -> Iterator[Role]:
        for word in ROLES:
            wish = replace(self._wish, participants=(), **{f"{word}s": self._slugs})
            found = self._index.find(wish, self._day, 0, newest, ())
            if found.total:
                own, whole = self._own(wish), self._index.sums(wish, self._day, ("year",))
                money = by_currency(own), by_currency(whole)
                yield Role(word, found.total, found.hits, *money, own_and_others(own, whole))

    def _partners(self, counts: Mapping[str, Sequence[Count]], foremost: int) -> Iterator[Together]:
        for role in ROLES:
            others = [count for count in counts[role] if count.value not in self._slugs]
            if others:
                yield Together(role, tuple(others[:foremost]), len(others))

    def _own(self, wish: Wish) -> tuple[Sum, ...]:
        return self._index.sums(wish, self._day, ("year", "source"), self._slugs)


def own_and_others(own: Iterable[Sum], whole: Iterable[Sum]) -> list[Earnings]:
    """The *whole* money of projects by year: the *own* part of it, and that of all others."""
    its = [Piece(year(one), OWN, one.currency, amount(one), one.multi_year) for one in own]
    all_of = [Piece(year(one), OTHERS, one.currency, amount(one), one.multi_year) for one in whole]
    less = [piece._replace(series=OTHERS, amount=-piece.amount) for piece in its]
    return earnings([*its, *all_of, *less], (OWN, OTHERS))


def year(one: Sum) -> int | None:
    """The year of a sum that is grouped by year first; None when it is not known."""
    return int(one.group[0]) or None


def left(whole: Money, part: Money) -> list[tuple[str, Decimal]]:
    """What is left of *whole* without a *part* of it, in each currency that leaves anything."""
    parts = dict(part)
    rest = [(currency, given - parts.get(currency, Decimal(0))) for currency, given in whole]
    return [(currency, given) for currency, given in rest if given]
