"""All money of whatever projects are chosen: by year, fund, source and portfolio."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from flask import g, render_template, request

from graph.search.document import Kind
from graph.search.found import Sum
from graph.search.wish import Wish
from server.display.funds import funds
from server.display.money import Segment, segments
from server.display.yearly import CENTS
from server.lists.beside import beside
from server.lists.facet_page import facet_page
from server.lists.kept import kept
from server.lists.labels import label_of
from server.lists.listing import listing
from server.lists.meanings import ENTITIES
from server.lists.money import totals
from server.lists.rows import Label, Names
from server.lists.selection import ProjectChoice
from server.lists.sparql import query_shown
from server.pages.asking import organisations_of
from server.snapshot import current

SOURCES: Final = 15
"""So many sources stand on the page; the list of funders holds all."""

PORTFOLIOS: Final = 40
"""So many portfolios stand on the page; the file holds all."""


class Share(NamedTuple):
    """Money of one *value* of a facet in one currency, and in how many projects it is.

    The *label* is that of the value; its *bar* is on the scale of the largest.
    """

    value: str
    label: Label
    currency: str
    amount: Decimal
    projects: int
    bar: tuple[Segment, ...]


@kept
def funding() -> str:
    """The money of the projects that the parameters choose, with ways down to these."""
    choice = ProjectChoice.read(request.args)
    if facet := request.args.get("facet"):
        return facet_page(choice, facet)
    snapshot = current()
    found, day = listing(snapshot, choice).found, snapshot.generation.manifest.day
    money = funds(snapshot.index, choice.wish(), day, SOURCES)
    return render_template(
        "funding.html",
        choice=choice,
        found=found,
        beside=beside(snapshot, choice, found, g.language),
        query=query_shown(snapshot, choice, found.total, g.language, "allocations"),
        totals=list(totals(snapshot.index.sums(choice.wish(), day, ("year",)))),
        money=money,
        known=organisations_of(source.source for source in money.sources),
        instruments=shares(choice.wish(), "instrument"),
        portfolios=shares(choice.wish(), "portfolio"),
        portfolios_shown=PORTFOLIOS,
    )


def shares(wish: Wish, facet: str) -> list[Share]:
    """Return the money of the projects that fit *wish* by a *facet*, the largest first."""
    snapshot = current()
    sums = snapshot.index.sums(wish, snapshot.generation.manifest.day, (facet,))
    values = [(one.group[0], one) for one in _by_size(sums)]
    wanted: list[tuple[Kind, str]] = [
        (ENTITIES[facet], value) for value, _ in values[:PORTFOLIOS] if facet in ENTITIES
    ]
    names = Names(snapshot, wanted, g.language)
    longest = _longest(sums)
    return [_share(facet, value, one, names, longest[one.currency]) for value, one in values]


def _share(facet: str, value: str, one: Sum, names: Names, longest: Decimal) -> Share:
    amount = one.cents / CENTS
    bar = segments([amount], longest)
    return Share(value, label_of(facet, value, names), one.currency, amount, one.projects, bar)


def _by_size(sums: Iterable[Sum]) -> Sequence[Sum]:
    """The *sums*, those without a value last."""
    return sorted(sums, key=lambda one: (not one.group[0], -one.cents, one.group))


def _longest(sums: Iterable[Sum]) -> dict[str, Decimal]:
    """The largest amount of each currency."""
    largest: dict[str, Decimal] = defaultdict(Decimal)
    for one in sums:
        largest[one.currency] = max(largest[one.currency], one.cents / CENTS)
    return largest
