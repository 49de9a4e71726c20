"""Numbers of things that no statement holds: how many projects they have, and how much money."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from graph.search.found import Sum
from graph.search.wish import Wish
from server.reconcile.things import Thing, Things

EURO: Final = "EUR"
MONEY: Final = "money"


class Counted:
    """The numbers of *asked* things, of which those of the *wanted* properties are told."""

    def __init__(self, things: Things, asked: Iterable[Thing], wanted: Collection[str]) -> None:
        self._things = things
        projects = [things.iri(thing) for thing in asked if thing.kind == "project"]
        self._money = self._of_projects(projects) if MONEY in wanted else {}

    def values(self, thing: Thing, name: str) -> Iterator[int | Decimal]:
        """Yield the one number of *thing* that is called *name*; none when it is not known."""
        if name == "projects":
            named = self._things.named(thing)
            yield from [named.weight] if named else []
        elif name == MONEY:
            yield from self._money.get(self._things.iri(thing), ())
        else:
            yield from euros(self._of_organisation(thing.slug, name))

    def _of_projects(self, iris: list[str]) -> Mapping[str, list[Decimal]]:
        if not any(iris):
            return {}
        rows = self._things.snapshot.rows("funding_by_project", project=iris)
        return {
            row["project"]: [row["amount"]]
            for row in rows
            if row["currency"] == EURO and row["amount"] is not None
        }

    def _of_organisation(self, slug: str, name: str) -> Iterable[Sum]:
        """The money that an organisation gives, or all that its projects have."""
        snapshot = self._things.snapshot
        day = snapshot.generation.manifest.day
        if name == "money_given":
            return snapshot.index.sums(Wish(kind="project"), day, ("source",), (slug,))
        return snapshot.index.sums(Wish(kind="project", participants=(slug,)), day, ())


def euros(sums: Iterable[Sum]) -> Iterator[Decimal]:
    """Yield the euros among *sums*, where there are any."""
    cents = [each.cents for each in sums if each.currency == EURO]
    if cents:
        yield Decimal(sum(cents)) / 100
