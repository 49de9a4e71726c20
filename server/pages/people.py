"""The contact people of projects that a search finds."""

from flask import g, render_template, request

from server.lists.beside import beside
from server.lists.kept import kept
from server.lists.listing import listing
from server.lists.rows import entity_rows
from server.lists.selection import PersonChoice
from server.snapshot import current


@kept
def people() -> str:
    """The people that the parameters choose, a page of them."""
    choice, snapshot = PersonChoice.read(request.args), current()
    found = listing(snapshot, choice, request.args.get("page", 1, int))
    return render_template(
        "people.html",
        choice=choice,
        found=found.found,
        page=found.page,
        rows=entity_rows(snapshot, "person", found.slugs, g.language),
        beside=beside(snapshot, choice, found.found, g.language),
    )
