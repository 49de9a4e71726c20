"""The organisations that a filter finds."""

from collections.abc import Mapping, Sequence

from flask import render_template, request

from graph.search.schema import ROLES
from graph.search.wish import Wish
from server.display.naming import other_names
from server.lists.facet_page import facet_page
from server.lists.kept import kept
from server.lists.list_page import shown
from server.lists.selection import OrganisationChoice
from server.snapshot import current

RoleCounts = Mapping[str, Mapping[str, int]]
"""The number of projects by role, and by the slug of an organisation."""


@kept
def organisations() -> str:
    """The organisations that the parameters choose, a page of them."""
    choice = OrganisationChoice.read(request.args)
    if facet := request.args.get("facet"):
        return facet_page(choice, facet)
    found = shown(choice)
    return render_template(
        "organisations.html",
        projects_in=projects_in_roles([hit.slug for hit in found["page"].items]),
        other_names=other_names,
        **found,
    )


def projects_in_roles(slugs: Sequence[str]) -> RoleCounts:
    """In how many projects each of some organisations has each role."""
    snapshot, wish = current(), Wish(kind="project", participants=tuple(slugs))
    day, index = snapshot.generation.manifest.day, snapshot.index
    return {
        role: {count.value: count.number for count in index.taking_part(wish, day, role)}
        for role in ROLES
    }
