"""The subjects and the places of projects that a search finds: concepts of registers."""

from flask import render_template, request

from server.addresses import MANY
from server.display.linked_registers import register_of
from server.lists.kept import kept
from server.lists.list_page import shown
from server.lists.selection import PlaceChoice, Search, SubjectChoice


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
    kind = choices.kind_found
    return render_template(
        "concepts.html",
        kind=kind,
        many=MANY[kind],
        source=register_of(kind),
        **shown(choices.read(request.args)),
    )
