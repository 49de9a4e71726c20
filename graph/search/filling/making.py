"""The index of a new store, while the store is made: projects as they come, the others at last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

import msgspec

from graph.entities import Entity, KnownPortfolio, Organisation
from graph.quads.entities import given_by_entity
from graph.registers.kept import Registers
from graph.search.document import EntityDocument, Facets, Kind
from graph.search.filling.documents import NOBODY, KnownOrganisation, Teller
from graph.search.filling.learning import Ready
from graph.search.filling.linked import told_of_linked
from graph.search.filling.shares import Shares
from graph.search.filling.told import Told
from graph.search.writing import IndexWriter

UNNAMED: Final = Told(())
"""What a register says of a concept that it does not have."""

KNOWN: Final = msgspec.msgpack.Decoder(dict[str, KnownOrganisation])


class NewIndex:
    """The index in a new *folder*, of a store with the entities that are *told*."""

    def __init__(self, folder: Path, teller: Teller, told: Sequence[Entity]) -> None:
        self._writer = IndexWriter(folder)
        self._teller = teller
        self._entities = told
        self._shares = Shares()
        self.known = known_organisations(told, teller)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()

    def add(self, project: Ready, facets: Facets, people: Iterable[str]) -> None:
        """Add a project that has those *facets*, and names the *people* of those slugs."""
        self._shares.count(facets, people)
        self._add(project)

    def others(self, registers: Registers | None = None) -> list[EntityDocument]:
        """The documents of what projects share, once all projects are added.

        The *registers* name subjects and places. Raises DataDirectoryError.
        """
        entities = [self._document(entity) for entity in self._entities]
        named = registers or Registers()
        return [*entities, *self._linked("subject", named), *self._linked("place", named)]

    def finish(self, others: Iterable[Ready]) -> None:
        """Add the *others*, and bring everything to the disk."""
        for ready in others:
            self._add(ready)
        self._writer.commit()

    def _add(self, ready: Ready) -> None:
        self._writer.learn(ready.forms)
        self._writer.add_ready(ready.entities)

    def _linked(self, kind: Kind, registers: Registers) -> Iterator[EntityDocument]:
        slugs = self._shares.slugs(kind)
        told = told_of_linked(kind, slugs, registers)
        for slug in slugs:
            known = told.get(slug, UNNAMED)
            yield self._teller.linked(kind, slug, known, self._shares.of(kind, slug))

    def _document(self, entity: Entity) -> EntityDocument:
        told, slug = told_of(entity, self._teller), entity.slug
        match entity:
            case Organisation(top=top):
                share, above = self._shares.of("organisation", slug), self.known.get(top)
                return self._teller.organisation(slug, told, share, above)
            case KnownPortfolio():
                return self._teller.portfolio(slug, told, self._shares.of("portfolio", slug))
            case _:
                return self._teller.person(slug, told, self._shares.of("person", slug))


def told_of(entity: Entity, teller: Teller) -> Told:
    """What a new store says of an *entity*."""
    return Told(given_by_entity(entity, teller.iris, teller.language).default)


def known_organisations(
    entities: Iterable[Entity], teller: Teller
) -> Mapping[str, KnownOrganisation]:
    """Return what is known of the organisations among *entities*, by slug."""
    organisations = [one for one in entities if isinstance(one, Organisation)]
    known: dict[str, KnownOrganisation] = {}
    for one in sorted(organisations, key=lambda one: bool(one.top)):
        above = known.get(one.top, NOBODY) if one.top else None
        known[one.slug] = teller.known(one.slug, told_of(one, teller), above)
    return known


def save_known(known: Mapping[str, KnownOrganisation], path: Path) -> None:
    """Write what is *known* into a file, for the processes that make documents."""
    path.write_bytes(msgspec.msgpack.encode(known))


@lru_cache(maxsize=1)
def read_known(path: Path) -> Mapping[str, KnownOrganisation]:
    """Return what was written at *path*, read once in a process."""
    return KNOWN.decode(path.read_bytes())
