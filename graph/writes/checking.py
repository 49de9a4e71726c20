"""Does the graph keep its shapes after a write? The nodes that it touched are asked.

The shapes speak of Salkku's own classes and graphs, and of the register's own entities where their
class is everybody's, as a person's is; whatever else is written is free.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph.errors import Objection
from graph.quads.entities import WITHDRAWN
from graph.quads.page import PROVENANCE
from graph.shapes import Shapes, compile_shapes
from graph.shapes.validation import Term
from graph.writes.delta import Delta
from ontology.iris import Iris
from ontology.terms import PREFIXES, Rdf, Sh
from ontology.vocabulary import turtle


@lru_cache(maxsize=1)
def _shapes() -> Shapes:
    return compile_shapes(turtle("shapes"))


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[NamedNode]:
    """Every IRI that the shapes name; what is said with another predicate is nothing to them."""
    named = (quad.object for quad in parse(turtle("shapes"), format=RdfFormat.TURTLE))
    return frozenset(term for term in named if isinstance(term, NamedNode)) | {Rdf.type}


class Checker:
    """Checks what writes touch in *store*."""

    def __init__(self, store: Store, iris: Iris) -> None:
        self.store = store
        self.iris = iris
        self.graphs = (DefaultGraph(), iris.graph(PROVENANCE), iris.graph(WITHDRAWN))

    def objections(self, delta: Delta) -> list[Objection]:
        """What the shapes have against the nodes that *delta* touched, and those that name them."""
        nodes = dict.fromkeys(node for node in self._touched(delta) if self._is_asked(node))
        told = [quad for node in nodes for quad in self._of(node)]
        found = _shapes().violations(told, self._types(told))
        return [
            Objection(str(v.focus), str(v.path or ""), v.message)
            for v in found
            if v.severity == Sh.Violation
        ]

    def close(self) -> None:
        """Let go of the store."""
        del self.store

    def _touched(self, delta: Delta) -> Iterator[Term]:
        for quad in sorted((*delta.removed, *delta.added), key=str):
            if quad.graph_name in self.graphs and quad.predicate in _vocabulary():
                yield quad.subject
        for quad in delta.removed:
            if quad.predicate == Rdf.type and quad.graph_name in self.graphs:
                yield from self._naming(quad.subject)

    def _naming(self, node: Term) -> Iterator[Term]:
        for graph in self.graphs:
            for quad in self.store.quads_for_pattern(None, None, node, graph):
                yield quad.subject

    def _is_asked(self, node: Term) -> bool:
        kinds = [kind for kind in self._classes(node) if kind in _shapes().by_class]
        own_class = any(kind.value.startswith(PREFIXES["sk"]) for kind in kinds)
        return own_class or (bool(kinds) and self._is_entity(node))

    def _is_entity(self, node: Term) -> bool:
        return isinstance(node, NamedNode) and self.iris.place(node.value) is not None

    def _classes(self, node: Term) -> Iterator[NamedNode]:
        for graph in self.graphs:
            for quad in self.store.quads_for_pattern(node, Rdf.type, None, graph):  # type: ignore[arg-type]  # a literal is no subject and has no class
                if isinstance(quad.object, NamedNode):
                    yield quad.object

    def _of(self, node: Term) -> Iterator[Quad]:
        for graph in self.graphs:
            for quad in self.store.quads_for_pattern(node, None, None, graph):  # type: ignore[arg-type]  # only what has a class is asked
                if quad.predicate in _vocabulary():
                    yield quad

    def _types(self, told: Iterable[Quad]) -> dict[NamedNode, tuple[NamedNode, ...]]:
        """The classes of what is named."""
        named = {quad.object for quad in told if isinstance(quad.object, NamedNode)}
        return {node: tuple(self._classes(node)) for node in named}
