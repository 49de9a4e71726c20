"""The organisations behind the projects that were found, and the money of these.

Two kinds of money are told apart and never added: an organisation's own, which are the allocations
whose source it is, and all money of the projects that it funds or implements.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from graph.search.found import Sum
from server.lists.selection import ProjectChoice
from server.snapshot import Snapshot

Role = Literal["funder", "implementer"]

Money = Mapping[str, Decimal]
"""Amounts by their currencies."""

Cents = Mapping[str, int]
"""Amounts in cents by their currencies."""

CENTS: Final = 100
EURO: Final = "EUR"
NOTHING: Final = Decimal(0)


class Standing(NamedTuple):
    """An organisation, by its *slug*, in how many projects it has the role, and the money.

    *own_cents* are what it gives to any of the projects that were found, *all_cents* what those
    projects have in which it has the role.
    """

    slug: str
    projects: int
    own_cents: Cents
    all_cents: Cents

    @property
    def own(self) -> Money:
        """Its own money."""
        return in_units(self.own_cents)

    @property
    def all_money(self) -> Money:
        """All money of the projects in which it has the role."""
        return in_units(self.all_cents)

    @property
    def currencies(self) -> list[str]:
        """The currencies of its money."""
        return sorted({*self.own_cents, *self.all_cents})


def standings(snapshot: Snapshot, choice: ProjectChoice, role: Role) -> list[Standing]:
    """Return those who have a *role* in the projects of *choice*, who has it most first.

    Who gives money without being named as a funder is a funder too.
    """
    index, day, wish = snapshot.index, snapshot.generation.manifest.day, choice.wish()
    projects = {count.value: count.number for count in index.taking_part(wish, day, role)}
    given = index.sums(wish, day, ("source",))
    if role == "funder":
        for giving in given:
            projects.setdefault(giving.group[0], giving.projects)
    own, all_money = by_slug(given), index.money_by(wish, day, role)
    found = [
        Standing(slug, number, own.get(slug, {}), all_money.get(slug, {}))
        for slug, number in projects.items()
        if slug
    ]
    return sorted(found, key=lambda one: (-one.projects, -one.own_cents.get(EURO, 0), one.slug))


def by_slug(sums: Iterable[Sum]) -> Mapping[str, Cents]:
    """The money of *sums* by the slug of their group and by currency."""
    money: dict[str, dict[str, int]] = defaultdict(dict)
    for each in sums:
        money[each.group[0]][each.currency] = each.cents
    return money


def in_units(cents: Cents) -> Money:
    """Amounts of *cents* in the units of their currencies."""
    return {currency: Decimal(amount) / CENTS for currency, amount in cents.items()}


def totals(sums: Iterable[Sum]) -> Iterator[tuple[str, Decimal, int]]:
    """Each currency, what *sums* add up to in it, and how many allocations that is."""
    money: dict[str, int] = defaultdict(int)
    counted: dict[str, int] = defaultdict(int)
    for each in sums:
        money[each.currency] += each.cents
        counted[each.currency] += each.allocations
    for currency in sorted(money, key=lambda currency: -money[currency]):
        yield currency, Decimal(money[currency]) / CENTS, counted[currency]
