"""Which entities a change of the graph touches: those are indexed again, and no others."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
import zstandard
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from graph.errors import DataDirectoryError
from graph.quads.page import PROVENANCE
from graph.search.document import KINDS
from graph.search.filling.linked import LINKED, slugs_in
from graph.search.filling.stored import StoredEntities
from graph.search.filling.told import Node
from ontology.iris import Iris
from ontology.terms import Org, Rdf, Sk, Skos

FILE: Final = "touched"
SHARED: Final = frozenset({Sk.funder, Sk.implementer, Sk.partner, Sk.portfolio, Sk.person})
"""From a project to the entities that take part in it, and count it."""

JOINED: Final = frozenset({Rdf.type, Skos.prefLabel, Skos.altLabel, Org.classification, Org.unitOf})
"""What of an organisation stands in the documents of others too."""

Key = tuple[str, str]
"""An entity by its kind and its slug."""


class Touched:
    """What a change touches, while it is made, and what was touched *before*.

    So is who takes part in a project that comes or goes, whatever has a part that changes, all that
    holds what changes of an organisation, and a subject or place that comes, goes or is renamed.
    """

    def __init__(self, iris: Iris, before: Iterable[Key] = ()) -> None:
        self._iris = iris
        self._graphs = {DefaultGraph(), iris.graph(PROVENANCE)}
        self._kinds: dict[NamedNode | BlankNode | DefaultGraph, str] = {
            linked.graph(iris): kind for kind, linked in LINKED.items()
        }
        self._entities = set(before)
        self._renamed: set[str] = set()
        self._turning: set[str] = set()
        self._strangers: set[Node] = set()

    def note(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take in a change: the quads that went, and those that came."""
        gone, come = set[tuple[str, NamedNode, str]](), set[tuple[str, NamedNode, str]]()
        for quads, joined in ((removed, gone), (added, come)):
            for quad in quads:
                if quad.graph_name in self._graphs:
                    self._touch(quad)
                    joined.update(self._joined(quad))
                elif kind := self._kinds.get(quad.graph_name):
                    self._entities.update((kind, slug) for slug in slugs_in([quad.subject]))
        self._renamed.update(slug for slug, *_ in gone ^ come)

    def all(self, store: StoredEntities) -> set[Key]:
        """Everything that is touched; *store* is what the change came to."""
        units = {unit for slug in self._renamed for unit in store.units_of(slug)}
        projects = {
            *(found for slug in {*self._renamed, *units} for found in store.projects_of(slug)),
            *(found for node in self._strangers for found in store.projects_with(node)),
        }
        return {
            *self._entities,
            *(("organisation", unit) for unit in units),
            *(("project", project) for project in projects),
            *(shared for project in self._turning for shared in store.taking_part(project)),
        }

    def _touch(self, quad: Quad) -> None:
        place = self._place(quad.subject)
        if place is None or place[0] not in KINDS:
            self._strangers.add(quad.subject)
        else:
            self._entities.add((place[0], place[1].partition("/")[0]))
        if quad.object == Sk.Project and place is not None:
            self._turning.add(place[1])
        for kind, linked in LINKED.items():
            if quad.predicate == linked.predicate:
                self._entities.update((kind, slug) for slug in slugs_in([quad.object]))
        shared = self._place(quad.object) if quad.predicate in SHARED else None
        if shared is not None and shared[0] in KINDS:
            self._entities.add(shared)

    def _joined(self, quad: Quad) -> Iterator[tuple[str, NamedNode, str]]:
        """What of the quad stands in other documents; the case of letters is nothing to them."""
        place = self._place(quad.subject) if quad.predicate in JOINED else None
        if place is not None and place[0] == "organisation":
            yield place[1], quad.predicate, str(quad.object).casefold()

    def _place(self, term: object) -> tuple[str, str] | None:
        return self._iris.place(term.value) if isinstance(term, NamedNode) else None


def save_touched(touched: Iterable[Key], folder: Path) -> None:
    """Keep in a generation's *folder* which entities are not as its pages alone tell them."""
    kept = msgspec.msgpack.encode(sorted(touched))
    (folder / FILE).write_bytes(zstandard.compress(kept))


def read_touched(folder: Path) -> frozenset[Key]:
    """Return those of the generation in *folder*; none when nothing was written.

    Raises DataDirectoryError when they cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return frozenset()
    try:
        kept = msgspec.msgpack.decode(zstandard.decompress(path.read_bytes()), type=list[Key])
    except (OSError, msgspec.MsgspecError, zstandard.ZstdError) as error:
        raise DataDirectoryError(f"{path}: cannot be read: {error}; build again") from error
    return frozenset(kept)
