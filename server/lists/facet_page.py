"""All values of one facet, to choose from: for a facet too long to stand beside a list."""

from typing import Final

from flask import g, render_template, request
from werkzeug.exceptions import BadRequest

from server.lists.facets import Option, in_order, options
from server.lists.meanings import ENTITIES
from server.lists.paging import page_of
from server.lists.rows import Names
from server.lists.selection import Search, cannot_be, has_words
from server.snapshot import current

SIZE: Final = 200
"""How many values stand on a page."""


def facet_page(choice: Search, facet: str) -> str:
    """The page of the values of *facet* among what *choice* finds; ``find`` are words in them."""
    if facet not in choice.facets:
        raise BadRequest(cannot_be("facet", facet, tuple(choice.facets)))
    words = request.args.get("find", "").strip()
    found = [
        option
        for option in every_option(choice, facet)
        if has_words(f"{option.label.text} {option.label.whole}", words)
    ]
    return render_template(
        "facet.html",
        choice=choice,
        facet=facet,
        find=words,
        page=page_of(found, request.args.get("page", 1, int), SIZE),
    )


def every_option(choice: Search, facet: str) -> list[Option]:
    """Every value of *facet*, in the order in which it is told."""
    snapshot = current()
    day, counted = snapshot.generation.manifest.day, choice.facets[facet]
    counts = snapshot.index.counts(choice.wish(), day, counted)
    wanted = [(ENTITIES[facet], count.value) for count in counts if facet in ENTITIES]
    names = Names(snapshot, wanted, g.language)
    return list(options(choice, facet, in_order(facet, counts), names))
