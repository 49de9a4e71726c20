"""What an organisation does: its projects role by role, its partners, and what its money is.

*Own money* is the allocations whose source the organisation is; *money of its projects* is all
that any source gives to those in which it takes part or which it pays. The first is a part of the
second, so they are never added: own and others' money make the whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from graph.search.found import Count, Foremost, Hit, Sum
from graph.search.index import SearchIndex
from graph.search.schema import ROLES
from graph.search.ties import PARTICIPANT
from graph.search.wish import Wish
from server.display.yearly import Earnings, Piece, amount, by_currency, earnings

OWN: Final = "own"
OTHERS: Final = "others"

UNLISTED: Final = "unlisted"
"""In place of a role: it pays a project that does not list it among those who take part."""

Money = Sequence[tuple[str, Decimal]]
"""Currencies, and what there is in each."""

PROJECTS: Final = Wish(kind="project", order="start")
"""All projects, the newest first."""


class Role(NamedTuple):
    """So many projects in one role or UNLISTED, the newest of them, its own and all their money.

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
    the *active* years, with so many *others*. *own* is all its own money, *whole* all money of its
    projects, also of those that it pays UNLISTED; *earnings* are both by year, with the series OWN
    and OTHERS.
    """

    projects: int
    running: int
    active: tuple[int, int] | None
    roles: tuple[Role, ...]
    own: Money
    whole: Money
    earnings: Sequence[Earnings]
    others: int
    partners: tuple[Together, ...]

    @property
    def unlisted(self) -> int:
        """How many projects it pays UNLISTED."""
        return sum(role.total for role in self.roles if role.word == UNLISTED)


class Involved:
    """Asks the index what the organisations of those *slugs* do, as if they were one."""

    def __init__(self, index: SearchIndex, day: date, slugs: Sequence[str]) -> None:
        self._index = index
        self._day = day
        self._slugs = tuple(slugs)
        self._wish = replace(PROJECTS, participants=self._slugs)
        self._unlisted = replace(PROJECTS, unlisted_payers=self._slugs)

    def told(self, newest: int, foremost: int) -> Involvement:
        """Return it all, with so many *newest* projects and *foremost* partners of a role."""
        counts = self._index.all_counts(self._wish, self._day, ("year", "running"))
        years = sorted(int(count.value) for count in counts["year"])
        others = self._others(foremost)
        own, whole = self._own(PROJECTS), [*self._all(self._wish), *self._all(self._unlisted)]
        return Involvement(
            projects=self._index.find(self._wish, self._day, 0, 1, ()).total,
            running=sum(count.number for count in counts["running"]),
            active=(years[0], years[-1]) if years else None,
            roles=tuple(self._roles(newest)),
            own=by_currency(own),
            whole=by_currency(whole),
            earnings=own_and_others(own, whole),
            others=others[PARTICIPANT].total,
            partners=tuple(
                Together(role, others[role].counts, others[role].total)
                for role in ROLES
                if others[role].total
            ),
        )

    def _others(self, most: int) -> Mapping[str, Foremost]:
        """The *most* foremost others who have a role in the same projects, and how many have."""
        facets = (PARTICIPANT, *ROLES)
        return self._index.foremost(self._wish, self._day, facets, most, self._slugs)

    def _roles(self, newest: int) -> Iterator[Role]:
        wishes = {word: replace(PROJECTS, **{f"{word}s": self._slugs}) for word in ROLES}
        for word, wish in {**wishes, UNLISTED: self._unlisted}.items():
            found = self._index.find(wish, self._day, 0, newest, ())
            if found.total:
                own, whole = self._own(wish), self._all(wish)
                money = by_currency(own), by_currency(whole)
                yield Role(word, found.total, found.hits, *money, own_and_others(own, whole))

    def _own(self, wish: Wish) -> tuple[Sum, ...]:
        return self._index.sums(wish, self._day, ("year", "source"), self._slugs)

    def _all(self, wish: Wish) -> tuple[Sum, ...]:
        return self._index.sums(wish, self._day, ("year",))


def own_and_others(own: Iterable[Sum], whole: Iterable[Sum]) -> list[Earnings]:
    """The *whole* money of projects by year: the *own* part of it, and that of all others."""
    its = [Piece(year(one), OWN, one.currency, amount(one), one.multi_year > 0) for one in own]
    all_of = [
        Piece(year(one), OTHERS, one.currency, amount(one), one.multi_year > 0) for one in whole
    ]
    less = [piece._replace(series=OTHERS, amount=-piece.amount) for piece in its]
    return earnings([*its, *all_of, *less], (OWN, OTHERS))


def year(one: Sum) -> int | None:
    """The year of a sum that is grouped by year first; None when it is not known."""
    return int(one.group[0]) or None
