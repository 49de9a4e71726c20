"""The things that are reconciled: our entities, and the subjects and places of the registers.

A thing is known by its kind and its slug; together they are its id, and below ``{base}id/`` its
IRI or what leads to it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from graph.registers.indexing import open_index
from graph.registers.kept import KeptRegister
from graph.search.document import KINDS, Kind
from graph.search.found import Named, Suggestion
from graph.search.index import SearchIndex
from ontology.registers import yso_slug
from server.addresses import CONCEPTS, iri_of
from server.snapshot import Snapshot

OWN: Final[tuple[Kind, ...]] = tuple(kind for kind in KINDS if kind not in CONCEPTS)
"""The kinds of our own entities."""

LINKED: Final[tuple[Kind, ...]] = tuple(kind for kind in KINDS if kind in CONCEPTS)
"""The kinds of concepts of registers."""

_CONCEPT: Final = re.compile(r"p\d+")


class Thing(NamedTuple):
    """Something that can be reconciled with."""

    kind: Kind
    slug: str

    @property
    def id(self) -> str:
        """Its id in the API."""
        return f"{self.kind}/{self.slug}"


def thing_of(named: Named | Suggestion) -> Thing:
    """The thing that was found."""
    return Thing(named.kind, named.slug)


class Things:
    """All that can be reconciled with in one snapshot: what the indexes hold."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._own = snapshot.index
        self._registers = [*_indexes(snapshot.generation.registers.values())]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that there are: concepts only where a register of them is loaded."""
        return KINDS if self._registers else OWN

    def there(self, thing: Thing) -> Named | None:
        """What is known of the names of *thing*; None when nothing goes by that slug now."""
        found = (index.entity(*thing) for index in self._indexes_of(thing.kind))
        return next(filter(None, found), None)

    def named(self, thing: Thing) -> Named | None:
        """The same; a thing that goes by another slug now is found by that one."""
        known = self.there(thing)
        if known or thing.kind in CONCEPTS:
            return known
        moved = self.snapshot.generation.redirect(*thing)
        return self._own.entity(thing.kind, moved) if moved else None

    def called(self, name: str, kinds: Collection[Kind], most: int) -> list[Named]:
        """Those of *kinds* that are called *name*, or another form of it."""
        return [one for index, some in self._split(kinds) for one in index.called(name, some, most)]

    def alike(self, name: str, kinds: Collection[Kind], most: int) -> list[Named]:
        """Those of *kinds* whose names share the most words with *name*."""
        return [one for index, some in self._split(kinds) for one in index.alike(name, some, most)]

    def base_name(self, name: str, kind: Kind) -> str:
        """*name* in base forms, as the index of that *kind* tells them."""
        return self._indexes_of(kind)[0].base_name(name)

    def suggested(self, text: str, kinds: Sequence[Kind], most: int) -> Iterator[Suggestion]:
        """Yield what completes *text*, of each of *kinds* in turn; the same however many."""
        found = [
            [one for index in self._indexes_of(kind) for one in index.suggest(text, most, (kind,))]
            for kind in kinds
        ]
        yield from (one for turn in zip_longest(*found) for one in turn if one)

    def iri(self, thing: Thing) -> str:
        """The IRI of *thing*; nothing when its slug has letters that no IRI may hold."""
        try:
            return iri_of(self.snapshot.generation.iris, *thing)
        except ValueError:
            return ""

    def thing(self, iri: str) -> Thing | None:
        """The thing of an *iri*; None when it is none of ours, nor of a loaded register."""
        place = self.snapshot.generation.iris.place(iri)
        if place and place[0] in OWN:
            return Thing(place[0], place[1])
        slug = yso_slug(iri)
        concepts = (Thing(kind, slug) for kind in LINKED if slug)
        return next((one for one in concepts if self.named(one)), None)

    def thing_by_id(self, text: str) -> Thing | None:
        """The thing whose id or IRI is *text*; None when that is none."""
        kind, _, slug = text.partition("/")
        if kind in OWN and slug and "/" not in slug:
            return Thing(kind, slug)
        if kind in LINKED and _CONCEPT.fullmatch(slug):
            return Thing(kind, slug)
        return self.thing(text)

    def _indexes_of(self, kind: Kind) -> list[SearchIndex]:
        return self._registers if kind in CONCEPTS else [self._own]

    def _split(self, kinds: Collection[Kind]) -> Iterator[tuple[SearchIndex, list[Kind]]]:
        """Each index with those of *kinds* that it knows."""
        own = [kind for kind in kinds if kind not in CONCEPTS]
        others = [kind for kind in kinds if kind in CONCEPTS]
        if own:
            yield self._own, own
        for index in self._registers if others else ():
            yield index, others


def _indexes(registers: Iterable[KeptRegister]) -> Iterator[SearchIndex]:
    return filter(None, (_opened(register.folder) for register in registers))


@lru_cache(maxsize=16)
def _opened(folder: Path) -> SearchIndex | None:
    """The index of a kept register, which never changes, opened once in a process."""
    return open_index(KeptRegister(folder))
