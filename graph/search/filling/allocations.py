"""The money of a project as documents of the search index, one for each allocation."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from pyoxigraph import NamedNode

from graph.search.document import AllocationDocument, Facets
from graph.search.filling.told import Node, Term, Told, cents_of, day_of, text_of
from ontology.iris import Iris, word_of
from ontology.terms import Schema, Sk

NUMBER: Final = re.compile(r"/(\d{1,9})>?$")
"""The number of a part, at the end of its IRI."""

SAID: Final = (
    Sk.amount,
    Sk.currency,
    Sk.organisation,
    Sk.sourceAsPrinted,
    Sk.instrument,
    Schema.startDate,
    Schema.endDate,
)
Answers = Mapping[NamedNode, Mapping[Node, Term]]


def allocation_documents(
    project: str, told: Told, facets: Facets, iris: Iris
) -> tuple[AllocationDocument, ...]:
    """The allocations of the *project* that say how much, in their order; *facets* are its own."""
    node = iris.entity("project", project)
    said = {predicate: told.by_subject(predicate) for predicate in SAID}
    parts = sorted(said[Sk.amount].keys() & {*told.of(node, Sk.funding)}, key=_place)
    found = (_document(project, part, said, facets, iris) for part in parts)
    return tuple(filter(None, found))


def _document(
    project: str, part: Node, said: Answers, facets: Facets, iris: Iris
) -> AllocationDocument | None:
    cents = cents_of(said[Sk.amount].get(part))
    if cents is None:
        return None
    start, end = (day_of(said[day].get(part)) for day in (Schema.startDate, Schema.endDate))
    return AllocationDocument(
        project=project,
        number=_number(part),
        source=_slug(said[Sk.organisation].get(part), iris),
        source_as_printed=text_of(said[Sk.sourceAsPrinted].get(part)),
        instrument=word_of(said[Sk.instrument].get(part), "instrument"),
        year=start.year if start else 0,
        multi_year=_is_long(start, end),
        cents=cents,
        currency=text_of(said[Sk.currency].get(part)),
        facets=facets,
    )


def _is_long(start: date | None, end: date | None) -> bool:
    """Whether the period goes beyond the year in which it begins."""
    return start is not None and end is not None and end.year > start.year


def _slug(term: Term | None, iris: Iris) -> str:
    place = iris.place(term.value) if isinstance(term, NamedNode) else None
    return place[1] if place and place[0] == "organisation" else ""


def _place(part: Node) -> tuple[int, str]:
    return _number(part), str(part)


def _number(part: Node) -> int:
    """The number of a part; 0 for one that was named otherwise."""
    found = NUMBER.search(str(part))
    return int(found[1]) if found else 0
