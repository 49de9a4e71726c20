"""What is found by properties alone: what fits them all as facets of the search."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from graph.search.document import Kind
from graph.search.found import Named
from graph.search.wish import Wish
from server.reconcile.asked import Chosen, Query, Value, text_of
from server.reconcile.things import Thing, Things

ORGANISATIONS: Final = ("funder", "implementer", "partner", "participant")

FACETS: Final[Mapping[str, tuple[str, Kind]]] = MappingProxyType(
    {
        **{role: (f"{role}s", "organisation") for role in ORGANISATIONS},
        "portfolio": ("portfolios", "portfolio"),
        "municipality": ("municipalities", "organisation"),
        "subject": ("subjects", "subject"),
        "place": ("places", "place"),
    }
)
"""The properties that are facets of projects: how ``Wish`` calls them, and what they hold."""

_NAMESAKES: Final = 20
"""So many things of one name are meant by it."""


def hits(things: Things, query: Query, kinds: Collection[Kind], most: int) -> list[Named]:
    """The projects that have all properties of *query* that are facets; none without such."""
    chosen: dict[str, Any] = {}
    for wanted in query.properties:
        if wanted.pid in FACETS:
            field, kind = FACETS[wanted.pid]
            slugs = {slug for value in wanted.values for slug in _slugs(things, value, kind)}
            chosen[field] = tuple(sorted(slugs))
    if "project" not in kinds or not chosen or not all(chosen.values()):
        return []
    snapshot = things.snapshot
    wish = Wish(kind="project", order="start", **chosen)
    found = snapshot.index.find(wish, snapshot.generation.manifest.day, 0, most, ())
    named = (things.named(Thing(hit.kind, hit.slug)) for hit in found.hits)
    return [*filter(None, named)]


def _slugs(things: Things, value: Value, kind: Kind) -> Iterable[str]:
    """The slugs of the things of a *kind* that *value* names, by id or by name."""
    own = things.thing_by_id(text_of(value))
    if own:
        return [own.slug] if own.kind == kind else []
    name = value.name if isinstance(value, Chosen) else text_of(value)
    return [one.slug for one in things.called(name, [kind], _NAMESAKES)]
