"""What a write changed, exactly: the quads that match its patterns, before and after."""

import shutil
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import DefaultGraph, Quad, Store

from graph.quads.content import Content, hash_of_lines
from graph.writes.scope import Pattern

KEPT_IN_MEMORY: Final = 50_000
"""Up to so many quads are remembered; of more, a copy of the store is made, by hard links."""


class Delta(NamedTuple):
    """The quads that went and those that came; no quad is in both."""

    removed: frozenset[Quad] = frozenset()
    added: frozenset[Quad] = frozenset()

    def applied(self, content: Content) -> Content:
        """What a store holds after the change, if *content* is what it held before."""
        return content.minus(content_of(self.removed)).plus(content_of(self.added))

    def undo(self, store: Store) -> None:
        """Take the change back in the *store* in which it was made."""
        store.extend(self.removed)
        for quad in self.added:
            store.remove(quad)


def content_of(quads: Collection[Quad]) -> Content:
    """How many *quads* there are, and the hash of those in the default graph."""
    default = (quad for quad in quads if isinstance(quad.graph_name, DefaultGraph))
    lines = b"".join(f"{q.subject} {q.predicate} {q.object} .\n".encode() for q in default)
    return Content(len(quads), hash_of_lines(lines))


def has(store: Store, quad: Quad) -> bool:
    """Whether *quad* stands in *store*."""
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name)
    return next(found, None) is not None


class Before:
    """What of *store* matches *patterns*, remembered until the change is made.

    *scratch* is a folder that may be made for it, and is gone after ``changes``.
    """

    def __init__(self, store: Store, patterns: Collection[Pattern], scratch: Path) -> None:
        self._store = store
        self._patterns = patterns
        self._scratch = scratch
        found = set(islice(_matching(store, patterns), KEPT_IN_MEMORY + 1))
        self._quads = found if len(found) <= KEPT_IN_MEMORY else None
        if self._quads is None:
            store.flush()
            store.backup(str(scratch))

    def changes(self) -> Delta:
        """Return what changed in the store since then."""
        if self._quads is not None:
            after = set(_matching(self._store, self._patterns))
            return Delta(frozenset(self._quads - after), frozenset(after - self._quads))
        old = Store.read_only(str(self._scratch))
        found = [_compared(old, self._store, pattern) for pattern in self._patterns]
        shutil.rmtree(self._scratch)
        return Delta(
            frozenset().union(*(delta.removed for delta in found)),
            frozenset().union(*(delta.added for delta in found)),
        )


def _matching(store: Store, patterns: Iterable[Pattern]) -> Iterator[Quad]:
    for pattern in patterns:
        yield from store.quads_for_pattern(*pattern)  # type: ignore[arg-type]  # an object is any term


def _compared(old: Store, new: Store, pattern: Pattern) -> Delta:
    """Walk through both stores side by side.

    Both give their quads in one order, so a quad that only one of them has is all that must be
    remembered, for as long as the other has not given it too.
    """
    removed: set[Quad] = set()
    added: set[Quad] = set()
    pairs = zip_longest(_matching(old, [pattern]), _matching(new, [pattern]))
    for gone, come in pairs:
        if gone == come:
            continue
        if gone is not None:
            _pair_off(gone, removed, added)
        if come is not None:
            _pair_off(come, added, removed)
    return Delta(frozenset(removed), frozenset(added))


def _pair_off(quad: Quad, here: set[Quad], there: set[Quad]) -> None:
    """Strike out *quad* if the other side gave it, or remember that this one did."""
    if quad in there:
        there.remove(quad)
    else:
        here.add(quad)
