"""The search over everything: the best of each kind, and the way to all of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from flask import g, render_template, request

from graph.search.document import Kind
from graph.search.found import Understood
from server.data.rows import Row
from server.lists.kept import kept
from server.lists.rows import entity_rows
from server.lists.selection import (
    OrganisationChoice,
    PersonChoice,
    PlaceChoice,
    PortfolioChoice,
    ProjectChoice,
    Search,
    SubjectChoice,
)
from server.snapshot import Snapshot, current

LISTS: Final[Mapping[str, type[Search]]] = {
    "projects": ProjectChoice,
    "organisations": OrganisationChoice,
    "portfolios": PortfolioChoice,
    "subjects": SubjectChoice,
    "places": PlaceChoice,
    "people": PersonChoice,
}
"""The lists in which all of a kind is found, in the order in which kinds are told."""

BEST: Final = 5
"""How many of each kind stand on the page."""


class FoundKind(NamedTuple):
    """What was found of one *kind*: the best, the number of all, the list that has them."""

    kind: Kind
    many: str
    choice: Search
    rows: Sequence[Row]
    total: int
    understood: Sequence[Understood]


@kept
def search() -> str:
    """The page of what the words ``q`` find, kind by kind."""
    choice = ProjectChoice.read(request.args)
    found = list(found_kinds(current(), choice.q, exact=choice.exact)) if choice.q else []
    return render_template(
        "search.html",
        choice=ProjectChoice(q=choice.q, exact=choice.exact),
        found=found,
        understood_words=found[0].understood if found else (),
        total=sum(one.total for one in found),
    )


def found_kinds(snapshot: Snapshot, words: str, *, exact: bool) -> Iterator[FoundKind]:
    """What *words* find of each kind."""
    day = snapshot.generation.manifest.day
    for many, list_of in LISTS.items():
        choice = list_of(q=words, exact=exact)
        kind = choice.kind_found
        answer = snapshot.index.find(choice.wish(), day, 0, BEST, ())
        slugs = [hit.slug for hit in answer.hits]
        rows = entity_rows(snapshot, kind, slugs, g.language)
        yield FoundKind(kind, many, choice, rows, answer.total, answer.understood)
