"""The projects that a filter finds: as a list, in time, and the organisations and money behind."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from flask import g, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from server.addresses import with_parameters
from server.display.timeline import timeline
from server.lists.beside import beside
from server.lists.cards import cards
from server.lists.facet_page import facet_page
from server.lists.kept import kept
from server.lists.listing import Listing, listing
from server.lists.money import Role, standings, totals
from server.lists.moved import settled
from server.lists.paging import page_of
from server.lists.rows import entity_rows, rows_of
from server.lists.selection import ProjectChoice, cannot_be
from server.lists.sparql import query_shown
from server.snapshot import Snapshot, current

NETWORK: Final = "network"
"""The view that has a page of its own."""

ROWS: Final = 25
"""How many organisations stand on a page."""


class Wanted(NamedTuple):
    """What a view shows: the projects that *choice* *found*, and the *number* of the page."""

    snapshot: Snapshot
    choice: ProjectChoice
    found: Listing
    number: int


Shown = Mapping[str, Any]
"""What the template of a view needs beside what all views show."""


def projects() -> AnyResponse:
    """The projects that the parameters choose, in the view that they name."""
    asked = ProjectChoice.read(request.args)
    choice = settled(current(), asked)
    if request.args.get("view") == NETWORK:
        return redirect(network_of(choice))
    if choice != asked:
        return redirect(address_today(choice), HTTPStatus.MOVED_PERMANENTLY)
    return projects_page()


def address_today(choice: ProjectChoice) -> str:
    """The address at hand, for what *choice* names in its place."""
    said = request.args.items(multi=True)
    others = [pair for pair in said if pair[0] not in ProjectChoice.__struct_fields__]
    return with_parameters(url_for("pages.projects"), [*choice.parameters, *others])


def network_of(choice: ProjectChoice) -> str:
    """The address of the network of the projects that *choice* finds."""
    return with_parameters(url_for("pages.network"), choice.minus("sort").parameters)


@kept
def projects_page() -> str:
    """The page of the projects that the parameters choose."""
    choice, view = ProjectChoice.read(request.args), request.args.get("view") or "list"
    if view not in VIEWS:
        raise BadRequest(cannot_be("view", view, (*VIEWS, NETWORK)))
    if facet := request.args.get("facet"):
        return facet_page(choice, facet)
    snapshot, number = current(), request.args.get("page", 1, int)
    first = 1 if view in ROLES else number
    found = listing(snapshot, choice, first)
    shown = VIEWS[view](Wanted(snapshot, choice, found, number))
    common = {
        "choice": choice,
        "view": view,
        "views": [*VIEWS, *([NETWORK] if found.page.total else [])],
        "found": found.found,
        "page": found.page,
        "beside": beside(snapshot, choice, found.found, g.language),
        "query": query_shown(snapshot, choice, found.found.total, g.language, view),
    }
    return render_template("projects.html", **{**common, **shown})


def as_list(wanted: Wanted) -> Shown:
    """The projects, each with its time and its money."""
    told = cards(wanted.snapshot, wanted.found.page.items, g.language)
    return {"rows": told.rows, "money_of": told.money}


def in_time(wanted: Wanted) -> Shown:
    """The projects on an axis of years."""
    rows = cards(wanted.snapshot, wanted.found.page.items, g.language).rows
    return {"timeline": timeline(rows, wanted.snapshot.generation.manifest.day)}


def allocations(wanted: Wanted) -> Shown:
    """The money of the projects in all, and row by row."""
    slugs = wanted.found.slugs
    funding = rows_of(wanted.snapshot, "project_funding", "project", slugs, g.language)
    return {
        "rows": [row for rows in funding.values() for row in rows],
        "totals": money_in_all(wanted),
    }


def organisations_behind(wanted: Wanted, role: Role) -> Shown:
    """Those who have a *role* in the projects, with their money."""
    page = page_of(standings(wanted.snapshot, wanted.choice, role), wanted.number, ROWS)
    slugs = [one.slug for one in page.items]
    rows = entity_rows(wanted.snapshot, "organisation", slugs, g.language)
    return {
        "page": page,
        "role": role,
        "who": {row["organisation"].rpartition("/")[2]: row for row in rows},
        "totals": money_in_all(wanted),
    }


def money_in_all(wanted: Wanted) -> list[tuple[str, Any, int]]:
    """The money of all the projects, by currency, with the number of its allocations."""
    day = wanted.snapshot.generation.manifest.day
    return list(totals(wanted.snapshot.index.sums(wanted.choice.wish(), day, ("year",))))


ROLES: Final[Mapping[str, Role]] = {"funders": "funder", "implementers": "implementer"}

VIEWS: Final[Mapping[str, Callable[[Wanted], Shown]]] = {
    "list": as_list,
    "funders": lambda wanted: organisations_behind(wanted, "funder"),
    "implementers": lambda wanted: organisations_behind(wanted, "implementer"),
    "allocations": allocations,
    "timeline": in_time,
}
"""The views of the projects that were found, by the word in the address."""
