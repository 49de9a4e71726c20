"""Blank nodes with labels that follow from the write, so that made again it makes the same.

The engine gives a new blank node a random label. Which is which, among those that one write made,
is told by what is said of them: nodes are sorted apart by what stands around them, again and again
(colour refinement). Where that leaves a choice, one is taken out, and the others follow; such
nodes can hardly be told from each other at all. RDFC-1.0 would leave no choice, but takes
exponential time for a list of some length.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from graph.writes.delta import Delta

Term = NamedNode | BlankNode | Literal | Triple
Colour = bytes

DIGEST_SIZE: Final = 16
CHOSEN: Final = b"chosen"


def relabelled(store: Store, delta: Delta, seed: str) -> Delta:
    """Give the blank nodes that *delta* made in *store* labels that follow from *seed*.

    Returns the delta with the new labels.
    """
    incident: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad in delta.added:
        for node in blank_in(quad):
            incident[node].append(quad)
    older = {node for quad in delta.removed for node in blank_in(quad)}
    fresh = {n: q for n, q in incident.items() if n not in older and _is_fresh(store, n, delta)}
    if not fresh:
        return delta
    names = {node: made(seed, turn) for turn, node in enumerate(Sorting(fresh).order())}
    concerned = {quad for quads in fresh.values() for quad in quads}
    instead = frozenset(renamed(concerned, lambda node: names.get(node, node)))
    for quad in concerned:
        store.remove(quad)
    store.extend(instead)
    return Delta(delta.removed, delta.added - concerned | instead)


def made(seed: str, turn: int) -> BlankNode:
    """The blank node that is the *turn*-th in the write of that *seed*."""
    return BlankNode(f"w{seed}n{turn}")


def renamed(quads: Iterable[Quad], name: Callable[[BlankNode], BlankNode]) -> Iterator[Quad]:
    """Yield the *quads* with another name for each blank node."""

    def other(term: Term) -> Term:
        if isinstance(term, Triple):
            return Triple(other(term.subject), term.predicate, other(term.object))  # type: ignore[arg-type]  # a subject stays one
        return name(term) if isinstance(term, BlankNode) else term

    for quad in quads:
        yield Quad(other(quad.subject), quad.predicate, other(quad.object), quad.graph_name)  # type: ignore[arg-type]  # a subject stays one


def blank_in(whole: Quad | Term) -> Iterator[BlankNode]:
    """Yield the blank nodes in a quad, or in a term."""
    if isinstance(whole, BlankNode):
        yield whole
    elif isinstance(whole, Quad | Triple):
        yield from blank_in(whole.subject)
        yield from blank_in(whole.object)


def _is_fresh(store: Store, node: BlankNode, delta: Delta) -> bool:
    """Whether all that is said of *node* in the *store* came with *delta*."""
    for pattern in ((node, None, None), (None, None, node)):
        if any(quad not in delta.added for quad in store.quads_for_pattern(*pattern)):
            return False
    return True


class Sorting:
    """Sorts blank nodes by the quads in which each stands, whatever their labels.

    Nodes of one colour are not told apart yet.
    """

    def __init__(self, incident: Mapping[BlankNode, Iterable[Quad]]) -> None:
        self.incident = incident
        self.colours: dict[BlankNode, Colour] = dict.fromkeys(incident, b"")
        self.members: dict[Colour, set[BlankNode]] = {b"": set(incident)}
        self.round = 0

    def order(self) -> list[BlankNode]:
        """All nodes in an order that follows from their quads."""
        self._refine(self.incident.keys())
        waiting = sorted(self.members)
        while waiting:
            colour = heapq.heappop(waiting)
            alike = self.members[colour]
            if len(alike) > 1:
                one = next(iter(alike))
                self._colour({one}, colour, _mixed(colour, CHOSEN, b"%d" % len(alike)))
                for new in self._refine(self._around({one})):
                    heapq.heappush(waiting, new)
                heapq.heappush(waiting, colour)
        return sorted(self.colours, key=self.colours.__getitem__)

    def _refine(self, nodes: Iterable[BlankNode]) -> set[Colour]:
        """Tell *nodes* apart, and what that tells apart in turn; return the new colours."""
        found: set[Colour] = set()
        dirty = set(nodes)
        while dirty:
            self.round += 1
            changed: set[BlankNode] = set()
            for colour, groups in self._looks(dirty).items():
                for look, alike in self._leaving(colour, groups):
                    found.add(self._colour(alike, colour, _mixed(colour, look, b"%d" % self.round)))
                    changed |= alike
            dirty = self._around(changed)
        return found

    def _leaving(
        self, colour: Colour, groups: Mapping[bytes, set[BlankNode]]
    ) -> Iterable[tuple[bytes, set[BlankNode]]]:
        """The groups that get a colour of their own: all but one, the largest or the unseen."""
        if sum(map(len, groups.values())) < len(self.members[colour]):
            return groups.items()
        return sorted(groups.items(), key=lambda group: (len(group[1]), group[0]))[:-1]

    def _looks(self, nodes: Iterable[BlankNode]) -> dict[Colour, dict[bytes, set[BlankNode]]]:
        """The *nodes* by their colour and by how their surroundings look."""
        found: dict[Colour, dict[bytes, set[BlankNode]]] = {}
        for node in nodes:
            groups = found.setdefault(self.colours[node], {})
            groups.setdefault(self._look(node), set()).add(node)
        return found

    def _look(self, node: BlankNode) -> bytes:
        def name(other: BlankNode) -> BlankNode:
            colour = self.colours.get(other)
            label = "self" if other == node else f"c{colour.hex()}" if colour is not None else ""
            return BlankNode(label) if label else other

        return _mixed(*sorted(str(quad).encode() for quad in renamed(self.incident[node], name)))

    def _around(self, nodes: Iterable[BlankNode]) -> set[BlankNode]:
        """The nodes that stand in one quad with one of *nodes*."""
        quads = (quad for node in nodes for quad in self.incident[node])
        return {other for quad in quads for other in blank_in(quad) if other in self.incident}

    def _colour(self, nodes: set[BlankNode], old: Colour, new: Colour) -> Colour:
        self.members[old] -= nodes
        self.members.setdefault(new, set()).update(nodes)
        self.colours.update(dict.fromkeys(nodes, new))
        return new


def _mixed(*parts: bytes) -> Colour:
    """One colour of several *parts*."""
    return blake2b(b"\n".join(parts), digest_size=DIGEST_SIZE).digest()
