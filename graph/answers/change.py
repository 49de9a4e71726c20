"""What a change of the graph touches, as far as stored answers care."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from graph.questions.summing import OVER, Summing
from ontology.iris import Iris

Node = NamedNode | BlankNode

Leading = Callable[[Node], set[str] | None]
"""Tells the slugs of the projects that lead to a node; None when they are too many to tell."""

DEFAULT: Final = DefaultGraph()
MANY: Final = 50_000
"""Of more entities than so many it is not kept that something else is said of them."""


class Change:
    """What was said otherwise while a graph was changed; quads are not kept."""

    def __init__(self, iris: Iris) -> None:
        self._iris = iris
        self.projects: set[str] = set()
        """The slugs of the projects of which, or of whose parts, something else is said."""
        self.others: set[tuple[Node, NamedNode]] = set()
        """What else something is said of in the default graph, and by which property."""
        self.entities: set[Node] = set()
        """All that something else is said of in the default graph, while they are not many."""
        self.elsewhere: set[NamedNode] = set()
        """The properties by which something is said in named graphs."""

    def note(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take in the quads that went, and those that came."""
        for quads in (removed, added):
            for quad in quads:
                self._note(quad)

    def _note(self, quad: Quad) -> None:
        if quad.graph_name != DEFAULT:
            self.elsewhere.add(quad.predicate)
        elif not isinstance(quad.subject, Triple):
            self._keep(quad.subject)
            place = self._place(quad.subject)
            if place and place[0] == OVER:
                self.projects.add(place[1].partition("/")[0])
            else:
                self.others.add((quad.subject, quad.predicate))

    def _keep(self, node: Node) -> None:
        if len(self.entities) <= MANY:
            self.entities.add(node)

    def _place(self, node: Node) -> tuple[str, str] | None:
        return self._iris.place(node.value) if isinstance(node, NamedNode) else None

    def reach(self, summing: Summing, leading: Leading, most: int) -> "Reach":
        """Return what of the answer of a question is touched.

        When more than *most* projects are, or *leading* cannot tell which, everything is.
        """
        named = frozenset(node for node, said in self.others if said in summing.outside)
        regroups = summing.looks_elsewhere and bool(self.elsewhere & summing.outside)
        if summing.over != OVER:
            is_broad = len(self.entities) > MANY or self._iris.register() in self.entities
            return Reach(frozenset(self.entities), named, is_broad, regroups)
        projects = self._projects(summing, leading, most)
        return Reach(frozenset(projects or ()), named, projects is None, regroups)

    def _projects(self, summing: Summing, leading: Leading, most: int) -> set[str] | None:
        """The slugs of the projects that are touched; None when they are more than *most*."""
        found = set(self.projects)
        for node in {node for node, said in self.others if said in summing.inside}:
            its = leading(node) if self._place(node) else None
            if its is None or len(found) > most:
                return None
            found |= its
        return found if len(found) <= most else None


class Reach(NamedTuple):
    """What gives something else to sums, and what is *named* otherwise beside it.

    Those are slugs of projects, or entities, as a question says over what it sums. Or *everything*:
    the sums are made anew. All that is said of them *is told anew* when nobody knows of which.
    """

    givers: frozenset[str] | frozenset[Node] = frozenset()
    named: frozenset[Node] = frozenset()
    everything: bool = False
    is_told_anew: bool = False
