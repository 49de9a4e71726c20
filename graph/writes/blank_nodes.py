"""Blank nodes with labels that follow from the write, so that made again it makes the same.

The engine gives a new blank node a random label. Among the nodes that one write makes, the
canonical order of RDFC-1.0 tells which is which, whatever their labels; where that order leaves a
choice, the nodes cannot be told apart at all.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Store,
    Triple,
)

from graph.writes.delta import Delta

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple
Renaming = Callable[[BlankNode], Node]

KNOWN: Final = "known:"
"""The scheme of the IRIs that stand for older blank nodes while new ones are put in order."""


def relabelled(store: Store, delta: Delta, seed: str) -> Delta:
    """Give the blank nodes that *delta* made in *store* labels that follow from *seed*.

    Returns the delta with the new labels.
    """
    fresh = {node for quad in delta.added for node in _blank(quad) if _is_fresh(store, node, delta)}
    if not fresh:
        return delta
    concerned = {quad for quad in delta.added if not fresh.isdisjoint(_blank(quad))}
    ordered = Dataset(renamed(concerned, lambda n: n if n in fresh else NamedNode(KNOWN + n.value)))
    ordered.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    instead = frozenset(_restored(renamed(ordered, lambda node: made(seed, node.value))))
    for quad in concerned:
        store.remove(quad)
    store.extend(instead)
    return Delta(delta.removed, delta.added - concerned | instead)


def made(seed: str, label: str) -> BlankNode:
    """The blank node of that *label* in the write of that *seed*."""
    return BlankNode(f"w{seed}{label.removeprefix('c14')}")


def renamed(quads: Iterable[Quad], name: Renaming) -> Iterator[Quad]:
    """Yield the *quads* with another name for each blank node."""

    def other(term: Term) -> Term:
        if isinstance(term, Triple):
            return Triple(other(term.subject), term.predicate, other(term.object))  # type: ignore[arg-type]  # a subject stays one
        return name(term) if isinstance(term, BlankNode) else term

    for quad in quads:
        yield Quad(other(quad.subject), quad.predicate, other(quad.object), quad.graph_name)  # type: ignore[arg-type]  # a subject stays one


def _restored(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield Quad(_known(quad.subject), quad.predicate, _known(quad.object), quad.graph_name)  # type: ignore[arg-type]  # a subject stays one


def _known(term: Term) -> Term:
    if isinstance(term, NamedNode) and term.value.startswith(KNOWN):
        return BlankNode(term.value.removeprefix(KNOWN))
    if isinstance(term, Triple):
        return Triple(_known(term.subject), term.predicate, _known(term.object))  # type: ignore[arg-type]  # a subject stays one
    return term


def _blank(quad: Quad) -> set[BlankNode]:
    return {*_blank_in(quad.subject), *_blank_in(quad.object)}


def _blank_in(term: Term) -> Iterator[BlankNode]:
    if isinstance(term, BlankNode):
        yield term
    elif isinstance(term, Triple):
        yield from _blank_in(term.subject)
        yield from _blank_in(term.object)


def _is_fresh(store: Store, node: BlankNode, delta: Delta) -> bool:
    """Whether all that is said of *node* in the *store* came with *delta*, and nothing went."""
    here = (
        *store.quads_for_pattern(node, None, None),
        *store.quads_for_pattern(None, None, node),
    )
    gone = any(node in _blank(quad) for quad in delta.removed)
    return not gone and all(quad in delta.added for quad in here)
