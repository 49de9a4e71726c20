"""The organisations that a filter finds."""

from collections.abc import Mapping, Sequence

from flask import g, render_template, request

from graph.search.wish import Wish
from server.display.naming import other_names
from server.display.roles import ROLES
from server.lists.beside import beside
from server.lists.facet_page import facet_page
from server.lists.kept import kept
from server.lists.listing import listing
from server.lists.rows import entity_rows
from server.lists.selection import OrganisationChoice
from server.snapshot import Snapshot, current

RoleCounts = Mapping[str, Mapping[str, int]]
"""The number of projects by role, and by the slug of an organisation."""


@kept
def organisations() -> str:
    """The organisations that the parameters choose, a page of them."""
    choice, snapshot = OrganisationChoice.read(request.args), current()
    if facet := request.args.get("facet"):
        return facet_page(choice, facet)
    found = listing(snapshot, choice, request.args.get("page", 1, int))
    return render_template(
        "organisations.html",
        choice=choice,
        found=found.found,
        page=found.page,
        rows=entity_rows(snapshot, "organisation", found.slugs, g.language),
        beside=beside(snapshot, choice, found.found, g.language),
        projects_in=projects_in_roles(snapshot, found.slugs),
        other_names=other_names,
    )


def projects_in_roles(snapshot: Snapshot, slugs: Sequence[str]) -> RoleCounts:
    """In how many projects each of some organisations has each role."""
    wish = Wish(kind="project", participants=tuple(slugs))
    day, index = snapshot.generation.manifest.day, snapshot.index
    return {
        role: {count.value: count.number for count in index.taking_part(wish, day, role)}
        for role in ROLES
    }
