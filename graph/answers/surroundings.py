"""What a store says of some projects, and of all that they lead to: a small graph of its own.

A question that sums over projects finds in it for these projects what it finds for them in the
whole graph, and nothing of any other project.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from graph.questions.summing import OVER
from ontology.iris import CONCEPTS, Iris
from ontology.terms import Rdf, Sk

Node = NamedNode | BlankNode

DEFAULT: Final = DefaultGraph()
STEPS: Final = 4
"""A part, who gives it, what that is a unit of: so far from a project goes what is said of it."""


def surroundings(store: Store, projects: Iterable[str], iris: Iris) -> Store:
    """Return what the default graph of *store* says of the *projects* of those slugs."""
    chosen = {iris.entity(OVER, slug) for slug in projects}
    found, seen = Store(), set[Node](chosen)
    reached: set[Node] = {*chosen}
    for _ in range(STEPS):
        quads = [*_said(store, reached)]
        found.extend(quads)
        led_to = {node for quad in quads for node in _leads(quad)} - seen
        seen |= led_to
        reached = {node for node in led_to if not _is_project(store, node, iris)}
    return found


def statements(
    store: Store, nodes: Iterable[Node], properties: Iterable[NamedNode | None] = (None,)
) -> Store:
    """Return what the default graph of *store* says of the *nodes*, by some *properties* or all."""
    found, chosen = Store(), tuple(properties)
    for node in nodes:
        for said in chosen:
            found.extend(store.quads_for_pattern(node, said, None, DEFAULT))
    return found


def _said(store: Store, nodes: Iterable[Node]) -> Iterator[Quad]:
    for node in nodes:
        yield from store.quads_for_pattern(node, None, None, DEFAULT)


def _leads(quad: Quad) -> Iterator[Node]:
    """Yield what the *quad* leads to, unless everybody knows it: a class, a concept."""
    node = quad.object
    is_known = isinstance(node, NamedNode) and node.value.startswith(CONCEPTS)
    if isinstance(node, NamedNode | BlankNode) and not is_known:
        yield node


def _is_project(store: Store, node: Node, iris: Iris) -> bool:
    """Whether *node* is a project itself; a part of one is not."""
    if isinstance(node, NamedNode) and (place := iris.place(node.value)):
        return place[0] == OVER and "/" not in place[1]
    said = store.quads_for_pattern(node, Rdf.type, Sk.Project, DEFAULT)
    return next(said, None) is not None


def projects_leading_to(
    stores: Collection[Store], node: Node, iris: Iris, most: int
) -> set[str] | None:
    """Return the slugs of the projects in any of *stores* that lead to *node*.

    None when they are more than *most*, or when something leads there that is not ours to name.
    """
    found, seen, reached = set[str](), {node}, {node}
    for _ in range(STEPS):
        subjects = {s for one in reached for store in stores for s in _before(store, one, most)}
        subjects.discard(iris.register())
        places = {subject: _place(subject, iris) for subject in subjects - seen}
        if len(seen) + len(subjects) > most or None in places.values():
            return None
        seen |= subjects
        found |= {place[1].partition("/")[0] for place in places.values() if place and _over(place)}
        reached = {subject for subject, place in places.items() if place and not _over(place)}
    return found


def _before(store: Store, node: Node, most: int) -> Iterator[Node]:
    quads = islice(store.quads_for_pattern(None, None, node, DEFAULT), most + 1)
    return (quad.subject for quad in quads if not isinstance(quad.subject, Triple))


def _place(node: Node, iris: Iris) -> tuple[str, str] | None:
    return iris.place(node.value) if isinstance(node, NamedNode) else None


def _over(place: tuple[str, str]) -> bool:
    return place[0] == OVER
