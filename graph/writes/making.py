"""The store of a generation with writes, while writes are made on it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.answers.change import Change
from graph.errors import Objection, WriteRefused
from graph.generations.durable import TEMPORARY
from graph.generations.generation import INDEX, PAGES, STORE
from graph.generations.journal import Kept
from graph.generations.manifest import Counts
from graph.quads.content import Content
from graph.search.filling.indexing import index_again
from graph.search.filling.stored import StoredEntities
from graph.search.filling.touched import Key, Touched, save_touched
from graph.writes.apart import sees
from graph.writes.checking import Checker
from graph.writes.contradictions import Contradictions, Occasion
from graph.writes.delta import Delta, has
from graph.writes.performing import Performer
from graph.writes.scope import scope
from graph.writes.write import Update, What, Write
from ontology.iris import Iris
from ontology.terms import Foaf, Org, Rdf, Sk

DEFAULT: Final = DefaultGraph()
COUNTED: Final[Mapping[NamedNode, str]] = {
    Sk.Project: "projects",
    Sk.Portfolio: "portfolios",
    Org.FormalOrganization: "organisations",
    Org.OrganizationalUnit: "organisations",
    Foaf.Person: "people",
    Sk.Finding: "findings",
    Sk.WithdrawnProject: "withdrawn",
}
"""What is counted by its class, for writes may add to it."""

REPORTED: Final = 3
"""How many objections the message of a refusal names; its report has them all."""

SEED: Final = 16
"""How many digits of a write's hash name what it makes."""


class Making:
    """Makes writes on the store in the folder *part*, which holds what *content* says.

    The findings that *contradictions* says are told in it are taken out before a write that might
    meet them, and told as they are then by ``finish``. What the writes touch is indexed again;
    that and what they *touched* before is kept, for it is not as the pages alone tell it. Names
    in *language* are told before others. Stored answers follow the
    *change*, and the entities that were *indexed* again.
    """

    def __init__(
        self,
        part: Path,
        content: Content,
        counts: Counts,
        contradictions: Contradictions,
        iris: Iris,
        *,
        language: str,
        touched: frozenset[Key] = frozenset(),
    ) -> None:
        self.part = part
        self.content = content
        self.counts = counts
        self.contradictions = contradictions
        self.iris = iris
        self.language = language
        self.store = Store(str(part / STORE))
        self._before = touched
        self._touched = Touched(iris)
        self.change = Change(iris)
        self.indexed: set[Key] = set()
        self._performer = Performer(self.store, part / f"{TEMPORARY}before")
        self._checker = Checker(self.store, iris)
        self._told = contradictions.told
        self._is_stale = False

    @cached_property
    def pages(self) -> Store:
        """What the pages give, opened when it is first asked for."""
        return Store.read_only(str(self.part / PAGES))

    def make(self, kept: Kept, write: Write, *, check: bool = True) -> Delta:
        """Make the *write* and return what changed.

        Raises WriteRefused when the graph would break its shapes, and what ``Performer.perform``
        raises; the store is as before then.
        """
        if self._told and may_meet(write.what, self._told):
            self._tell(frozenset())
        delta = self._performer.perform(write.what, kept.hash[:SEED], write.time)
        objections = self._checker.objections(delta) if check else []
        if objections:
            delta.undo(self.store)
            raise WriteRefused(_refusal(objections), objections)
        self._count(delta)
        self._touched.note(delta.removed, delta.added)
        self._note(Occasion(kept.number, write.time), delta)
        return delta

    def skip(self, kept: Kept, write: Write, nodes: Iterable[str]) -> None:
        """Take in that a write cannot be made, because of *nodes*."""
        self.contradictions.skip(Occasion(kept.number, write.time), nodes)
        self._is_stale = True

    def finish(self) -> None:
        """Tell the findings, and bring everything to the disk."""
        if self._is_stale:
            self._tell(frozenset())
            self._tell(frozenset(self._untold()))
        self.contradictions.told = self._told
        self.contradictions.save(self.part)
        self._index()
        self.store.flush()

    def close(self) -> None:
        """Let go of the stores, even while an error on its way still knows of this."""
        self._performer.close()
        self._checker.close()
        del self.store
        self.__dict__.pop("pages", None)

    def _index(self) -> None:
        """Index again what was touched."""
        entities = StoredEntities(self.store, self.iris, self.language)
        self.indexed = self._touched.all(entities)
        index_again(self.part / INDEX, entities, self.indexed)
        save_touched(self._before | self.indexed, self.part)

    def _note(self, occasion: Occasion, delta: Delta) -> None:
        if self.contradictions.restore(delta.added) or delta.removed:
            self._is_stale = True
        if delta.removed:
            self.contradictions.note(occasion, delta.removed, self.pages)

    def _untold(self) -> Iterator[Quad]:
        """Yield the quads of the findings that do not stand in the store anyway."""
        if self.contradictions.are_any():
            found = self.contradictions.findings(self.store, self.pages, self.iris)
            yield from (quad for quad in found if not has(self.store, quad))

    def _tell(self, told: frozenset[Quad]) -> None:
        """Let the findings *told* stand in the store instead of those that do."""
        for quad in self._told:
            self.store.remove(quad)
        self.store.extend(told)
        self._count(Delta(self._told, told))
        self._told, self._is_stale = told, True

    def _count(self, delta: Delta) -> None:
        self.change.note(delta.removed, delta.added)
        self.content = delta.applied(self.content)
        more = _counts(delta.added).minus(_counts(delta.removed))
        self.counts = counted_as(self.counts.plus(more), self.content)


def may_meet(what: What, told: frozenset[Quad]) -> bool:
    """Whether a write can see or touch one of the quads *told* in the default graph."""
    if not isinstance(what, Update):
        return what.graph is None
    if sees(what):
        return True
    nodes = {quad.subject for quad in told}
    return any(pattern[0] is None or pattern[0] in nodes for pattern in scope(what.text, what.base))


def counted_as(counts: Counts, content: Content) -> Counts:
    """The *counts* for a store of that *content*."""
    return msgspec.structs.replace(counts, quads=content.quads)


def _counts(quads: Iterable[Quad]) -> Counts:
    """How many entities of the register *quads* tell of: what is in other graphs is not of it."""
    typed = (q for q in quads if q.predicate == Rdf.type and q.graph_name == DEFAULT)
    classes = (q.object for q in typed)
    kinds = Counter(COUNTED[c] for c in classes if isinstance(c, NamedNode) and c in COUNTED)
    return Counts(**kinds)


def _refusal(objections: list[Objection]) -> str:
    first = (f"{each.focus}: {each.message}" for each in objections[:REPORTED])
    more = len(objections) - REPORTED
    rest = f" And {more} more." if more > 0 else ""
    return f"after this write the graph would break its shapes: {' '.join(first)}{rest}"
