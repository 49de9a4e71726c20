"""The front page: what there is, what runs, who pays, and the ways in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from flask import g, render_template

from graph.search.found import Sum
from graph.search.wish import Wish
from server.data.rows import Row
from server.display.funds import funds
from server.display.money import Segment, segments
from server.display.yearly import NOTHING, by_currency
from server.lists.cards import cards
from server.lists.kept import kept
from server.lists.rows import entity_rows, rows_of
from server.pages.asking import organisations_of, slug_of
from server.snapshot import current

NEWEST: Final = 5
LARGEST: Final = 8
PORTFOLIOS: Final = 6
"""So many of each stand on the page; the lists hold all."""

EVERYTHING: Final = Wish(kind="project")


class PortfolioSum(NamedTuple):
    """A portfolio, all money of its projects in each currency, and its bar among the others."""

    row: Row
    money: Sequence[tuple[str, Decimal]]
    bar: tuple[Segment, ...]


@kept
def home() -> str:
    """The front page."""
    snapshot, day = current(), current().generation.manifest.day
    money = funds(snapshot.index, EVERYTHING, day, LARGEST)
    wish = Wish(kind="project", running=True, order="start")
    running = snapshot.index.find(wish, day, 0, NEWEST, ())
    newest = cards(snapshot, running.hits, g.language)
    latest = Wish(kind="project", order="changed")
    changed = [hit.slug for hit in snapshot.index.find(latest, day, 0, NEWEST, ()).hits]
    return render_template(
        "home.html",
        counts=snapshot.generation.manifest.counts,
        running=running.total,
        newest=newest.rows,
        money_of=newest.money,
        changed=[rows[0] for rows in readings(changed).values()],
        money=money,
        known=organisations_of(source.source for source in money.sources),
        portfolios=largest_portfolios(),
    )


def readings(slugs: Sequence[str]) -> Mapping[str, list[Row]]:
    """When the pages of the projects of those *slugs* were read last, by their IRIs."""
    return rows_of(current(), "project_readings", "project", slugs, g.language)


def largest_portfolios() -> list[PortfolioSum]:
    """The portfolios with most projects, those with most money first, as their bars show."""
    snapshot, day = current(), current().generation.manifest.day
    found = snapshot.index.find(Wish(kind="portfolio", order="weight"), day, 0, PORTFOLIOS, ())
    rows = entity_rows(snapshot, "portfolio", [hit.slug for hit in found.hits], g.language)
    sums: dict[str, list[Sum]] = defaultdict(list)
    for one in snapshot.index.sums(EVERYTHING, day, ("portfolio",)):
        sums[one.group[0]].append(one)
    money = [by_currency(sums[slug_of(row["portfolio"])]) for row in rows]
    shown = [max((amount for _, amount in one[:1]), default=NOTHING) for one in money]
    longest = max(shown, default=NOTHING)
    ranked = sorted(zip(rows, money, shown, strict=True), key=lambda one: -one[2])
    return [PortfolioSum(row, one, segments([amount], longest)) for row, one, amount in ranked]
