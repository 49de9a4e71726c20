"""Old names of entities in the addresses of lists: what has another slug today keeps its links."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from flask import g

from server.lists.meanings import ENTITIES
from server.lists.rows import Names
from server.lists.selection import Choice
from server.snapshot import Snapshot

Chosen = TypeVar("Chosen", bound=Choice)


class Named(NamedTuple):
    """An entity that a choice names: the parameter, and its slug there."""

    parameter: str
    slug: str


def settled(snapshot: Snapshot, choice: Chosen) -> Chosen:
    """The *choice* with the slugs of today in the place of those that lead to them."""
    for parameter, slug in list(unknown(snapshot, choice)):
        today = snapshot.generation.redirect(ENTITIES[parameter], slug)
        if today is not None:
            choice = choice.minus(parameter, slug).plus(parameter, today)
    return choice


def unknown(snapshot: Snapshot, choice: Choice) -> Iterator[Named]:
    """Yield the entities that *choice* names and that are not in the graph."""
    said = [
        Named(parameter, slug)
        for parameter in choice.__struct_fields__
        if parameter in ENTITIES
        for slug in choice.values(parameter)
    ]
    names = Names(snapshot, ((ENTITIES[p], slug) for p, slug in said), g.language)
    yield from (one for one in said if names.of(ENTITIES[one.parameter], one.slug) is None)
