"""Checking triples against compiled shapes.

Two things differ from a whole SHACL engine: classes have no subclasses, and the class of a node
may be known from elsewhere.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ontology.terms import Rdf

Term = NamedNode | BlankNode | Literal | Triple
Told = Triple | Quad | tuple[Term, NamedNode, Term]
"""A triple, in a graph or not, or its parts."""

Values = Collection[Term]
Description = dict[NamedNode, dict[Term, None]]
"""A node's properties; a property's values are the keys, so that each stands once, in order."""

KnownTypes = Mapping[NamedNode, Collection[NamedNode]]

_NOTHING: Final[Mapping[NamedNode, Values]] = MappingProxyType({})
_NOBODY: Final[KnownTypes] = MappingProxyType({})


class Violation(NamedTuple):
    """One result: which node breaks which constraint, by the path and value where there is one.

    *component* is the constraint's IRI such as ``sh:MinCountConstraintComponent``; *severity* is
    ``sh:Violation`` (the build is wrong) or ``sh:Warning`` (the page says something odd).
    """

    focus: Term
    path: NamedNode | None
    value: Term | None
    component: NamedNode
    message: str
    severity: NamedNode


class Graph(NamedTuple):
    """What is being checked: every node's properties, and the classes of nodes elsewhere."""

    descriptions: Mapping[Term, Description]
    known_types: KnownTypes = _NOBODY

    def has_class(self, value: Term, class_: NamedNode) -> bool:
        """Whether *value* is said to be a *class_*, here or elsewhere."""
        if class_ in self.descriptions.get(value, _NOTHING).get(Rdf.type, ()):
            return True
        return isinstance(value, NamedNode) and class_ in self.known_types.get(value, ())


Search = Callable[[Values, Description, Graph], Iterable[Term | None]]
"""Finds the values that are not good; None stands for what cannot be shown, as a lack."""


class Constraint(NamedTuple):
    """One constraint of a shape: its component's IRI, and the search for what breaks it."""

    component: NamedNode
    search: Search


@dataclass(frozen=True, slots=True)
class Property:
    """What a shape asks of the values of one path; without a path, of the focus node itself.

    *needed*: something is asked even where there is no value. *alone* tells whether a single value
    is good, where that depends on the value alone.
    """

    path: NamedNode | None
    constraints: tuple[Constraint, ...]
    needed: bool
    message: str
    severity: NamedNode
    alone: Callable[[Term], bool] | None = None

    def violations(
        self, focus: Term, description: Description, graph: Graph
    ) -> Sequence[Violation]:
        """Return what is wrong with *focus*: a violation a value, or one for the lack of any."""
        values = description.get(self.path, ()) if self.path else (focus,)
        if not values and not self.needed:
            return ()
        if self.alone and len(values) == 1 and self.alone(next(iter(values))):
            return ()
        return [
            Violation(focus, self.path, value, component, self.message, self.severity)
            for component, search in self.constraints
            for value in search(values, description, graph)
        ]


@dataclass(frozen=True, slots=True)
class Shapes:
    """A compiled shapes graph: what is asked of the nodes of each class."""

    by_class: Mapping[Term, Sequence[Property]]

    def violations(
        self, triples: Iterable[Told], known_types: KnownTypes = _NOBODY
    ) -> list[Violation]:
        """Return what is wrong with *triples*, in their order; the names of graphs do not count.

        Every node with a targeted class is checked. *known_types* gives the classes of nodes that
        the triples name but do not describe, such as organisations checked before.
        """
        graph = Graph(describe(triples), known_types)
        return [
            violation
            for focus, description in graph.descriptions.items()
            for asked in self._asked(description)
            for violation in asked.violations(focus, description, graph)
        ]

    def _asked(self, description: Description) -> Iterable[Property]:
        targeted = [kind for kind in description.get(Rdf.type, ()) if kind in self.by_class]
        if len(targeted) == 1:
            return self.by_class[targeted[0]]
        return dict.fromkeys(asked for kind in targeted for asked in self.by_class[kind])


def describe(triples: Iterable[Told]) -> dict[Term, Description]:
    """Return every subject of *triples* with its properties and their values, in their order."""
    about: dict[Term, Description] = {}
    for subject, predicate, value, *_ in triples:
        about.setdefault(subject, {}).setdefault(predicate, {})[value] = None
    return about
