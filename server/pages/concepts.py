"""The subjects and the places of projects that a search finds: concepts of registers."""

from flask import g, render_template, request

from server.addresses import MANY
from server.display.linked_registers import register_of
from server.lists.beside import beside
from server.lists.kept import kept
from server.lists.listing import listing
from server.lists.rows import entity_rows
from server.lists.selection import PlaceChoice, Search, SubjectChoice
from server.snapshot import current


@kept
def subjects() -> str:
    """The subjects that the parameters choose, a page of them; those of most projects first."""
    return concepts(SubjectChoice)


@kept
def places() -> str:
    """The places that the parameters choose, a page of them; those of most projects first."""
    return concepts(PlaceChoice)


def concepts(choices: type[Search]) -> str:
    """The page of the concepts that the parameters choose."""
    choice, snapshot, kind = choices.read(request.args), current(), choices.kind_found
    found = listing(snapshot, choice, request.args.get("page", 1, int))
    return render_template(
        "concepts.html",
        kind=kind,
        many=MANY[kind],
        choice=choice,
        found=found.found,
        page=found.page,
        rows=entity_rows(snapshot, kind, found.slugs, g.language),
        beside=beside(snapshot, choice, found.found, g.language),
        source=register_of(kind),
    )
