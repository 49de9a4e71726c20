"""What joins a project to those that are near to it, in the words of the reader."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from graph.search.asking.nearness import Near, Shared
from graph.search.document import Kind
from server.data.rows import Row
from server.display.labels import word
from server.display.texts import gettext
from server.lists.cards import title
from server.lists.rows import Label, Names
from server.snapshot import Snapshot

JOINING: Final = ("partner", "implementer", "funder", "portfolio")
"""What may join projects, in the order in which it is told."""


class Reason(NamedTuple):
    """What two projects have in common: its *iri* and *name*, and *told*, how both have it."""

    told: str
    iri: str
    name: str
    language: str


class Relation(NamedTuple):
    """A project that is near, and all *reasons* why."""

    iri: str
    name: str
    reasons: tuple[Reason, ...]


def relations(
    snapshot: Snapshot, project: Row, participants: Iterable[Row], language: str
) -> list[Relation]:
    """Return the projects nearest to a *project* with those *participants*, the nearest first.

    They are those of the question ``related_projects``, counted in the index.
    """
    place, shared = snapshot.generation.iris.place, shared_by(snapshot, project, participants)
    slug = (place(project["project"]) or ("", ""))[1]
    found = snapshot.index.near(slug, shared)
    said = {share for each in found for share in each.common}
    names = Names(snapshot, ((kind_of(facet), slug) for facet, slug in said), language)
    return [relation(snapshot, each, names, language) for each in found]


def shared_by(snapshot: Snapshot, project: Row, participants: Iterable[Row]) -> Sequence[Shared]:
    """What a *project* may share with others; the city itself takes part in most of them."""
    has = [*_said(participants), ("portfolio", project["portfolio"])]
    places = ((facet, snapshot.generation.iris.place(iri)) for facet, iri in has if iri)
    shared = {(facet, place[1]) for facet, place in places if place} - {
        (facet, snapshot.city) for facet in JOINING
    }
    return sorted(shared, key=lambda share: (JOINING.index(share[0]), share[1]))


def _said(participants: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """The roles in a project, and who has them."""
    for row in participants:
        if word(row["role"]) in JOINING:
            yield word(row["role"]), row["organisation"]


def kind_of(facet: str) -> Kind:
    """The kind of what joins projects in a *facet*."""
    return "portfolio" if facet == "portfolio" else "organisation"


def relation(snapshot: Snapshot, near: Near, names: Names, language: str) -> Relation:
    """A project that is near, and what joins it to the other."""
    iris = snapshot.generation.iris
    name = title(near.hit.card, language)[1] if near.hit.card else near.hit.name
    reasons = []
    for facet, slug in near.common:
        label = names.of(kind_of(facet), slug) or Label(slug)
        iri = iris.entity(kind_of(facet), slug).value
        reasons.append(Reason(relation_told(facet), iri, label.text, label.language))
    return Relation(iris.entity("project", near.hit.slug).value, name, tuple(reasons))


def relation_told(role: str) -> str:
    """How two projects have an organisation, or else a portfolio, in common."""
    told = {
        "funder": gettext("same funder"),
        "implementer": gettext("same implementer"),
        "partner": gettext("same partner"),
    }
    return told.get(role, gettext("same portfolio"))
