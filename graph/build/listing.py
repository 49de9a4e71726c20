"""Which organisations of a store are named by its pages, and so are listed and counted."""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Store

from ontology.terms import Org, Sk


def more_listed(old: Store, new: Store, nodes: Iterable[NamedNode]) -> int:
    """How many more of *nodes*, and of those above them, are listed in *new* than in *old*."""
    seen = {above for node in nodes for store in (old, new) for above in chain(store, node)}
    return sum(is_listed(new, node) - is_listed(old, node) for node in seen)


def chain(store: Store, node: NamedNode) -> Iterator[NamedNode]:
    """Yield the organisation *node* and those above it, from the bottom up."""
    yield node
    for quad in store.quads_for_pattern(node, Org.subOrganizationOf, None, DefaultGraph()):
        if isinstance(quad.object, NamedNode):
            yield from chain(store, quad.object)


def is_listed(store: Store, node: NamedNode) -> bool:
    """Whether a page or the register names the organisation *node*, or a unit of it.

    Others stand in the graph only as successors of those.
    """
    for predicate in (Sk.organisation, Sk.city):
        if next(store.quads_for_pattern(None, predicate, node, DefaultGraph()), None) is not None:
            return True
    units = store.quads_for_pattern(None, Org.subOrganizationOf, node, DefaultGraph())
    return any(isinstance(u.subject, NamedNode) and is_listed(store, u.subject) for u in units)
