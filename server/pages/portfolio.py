"""The page of a portfolio: its projects in time, their money, who takes part, what to check."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from flask import g, render_template, request

from graph.search.found import Count
from graph.search.schema import ROLES
from graph.search.wish import Wish
from server.display.funds import funds
from server.display.timeline import timeline
from server.http.formats import ENTITY
from server.lists.cards import cards
from server.lists.kept import kept
from server.lists.paging import Page
from server.pages.asking import ask, entity, organisations_of
from server.snapshot import current

FOREMOST: Final = 8
"""So many participants of each role, and sources of money, stand on the page."""

IN_TIME: Final = 50
"""So many projects stand on one timeline."""


class Taking(NamedTuple):
    """Who has a *role* in the portfolio: the *foremost*, and how many there are in all."""

    role: str
    foremost: Sequence[Count]
    total: int


@kept
def portfolio(slug: str) -> str:
    """The page of the portfolio *slug*, its projects the newest first."""
    row = entity("portfolio", slug)
    snapshot, about = current(), {"portfolio": row["portfolio"]}
    day = snapshot.generation.manifest.day
    wish = Wish(kind="project", portfolios=(slug,), order="start")
    found = projects(wish, request.args.get("page", 1, int))
    money = funds(snapshot.index, wish, day, FOREMOST)
    taking = participants(wish)
    slugs = [count.value for each in taking for count in each.foremost]
    return render_template(
        "portfolio.html",
        slug=slug,
        portfolio=row,
        page=found,
        timeline=timeline(found.items, day),
        running=running(wish),
        money=money,
        taking=taking,
        known=organisations_of([*slugs, *(source.source for source in money.sources)]),
        findings=sum(each["findings"] for each in ask("findings_by_portfolio", **about)),
        data_formats=ENTITY,
    )


def projects(wish: Wish, number: int) -> Page[Mapping[str, object]]:
    """Page *number* of the projects that fit *wish*; out of range, the nearest there is."""
    snapshot = current()
    day = snapshot.generation.manifest.day
    total = snapshot.index.find(wish, day, 0, 1, ()).total
    nearest = min(max(number, 1), max(1, -(-total // IN_TIME)))
    hits = snapshot.index.find(wish, day, (nearest - 1) * IN_TIME, IN_TIME, ()).hits
    rows = cards(snapshot, hits, g.language).rows
    return Page(items=tuple(rows), number=nearest, size=IN_TIME, total=total)


def running(wish: Wish) -> int:
    """How many of the projects that fit *wish* run."""
    day = current().generation.manifest.day
    counted = current().index.find(wish, day, 0, 1, ("running",)).facets
    return sum(count.number for count in counted["running"])


def participants(wish: Wish) -> list[Taking]:
    """Who takes part in the projects that fit *wish*, role by role."""
    day = current().generation.manifest.day
    found = current().index.foremost(wish, day, ROLES, FOREMOST)
    return [Taking(role, each.counts, each.total) for role, each in found.items() if each.total]
