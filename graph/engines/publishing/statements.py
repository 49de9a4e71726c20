"""What is sent: the triples of each graph as lines, in pieces, and what they amount to."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from graph.engines.dialect import Term
from graph.quads.content import HASH_SIZE, WHOLE

PIECE: Final = 4 << 20
"""About how many bytes are sent in one request."""


class Tally:
    """What a graph amounts to: how many *triples*, and the *hash* of those without blank nodes.

    *altered* are those that have a value which the engine does not keep as it is: *keeps* says so.

    The hash is that of a generation's content (graph/quads/content.py): the sum of the lines'.
    """

    def __init__(self, keeps: Callable[[Term], bool] | None = None) -> None:
        self.keeps = keeps
        self.triples = 0
        self.altered = 0
        self.hash = 0

    def add(self, line: str, *, is_ground: bool) -> None:
        """Count a *line* of N-Triples."""
        self.triples += 1
        if is_ground:
            digest = hashlib.blake2b(line.encode(), digest_size=HASH_SIZE).digest()
            self.hash = (self.hash + int.from_bytes(digest, "big")) % WHOLE

    @property
    def digest(self) -> str:
        """The hash in hexadecimal digits."""
        return self.hash.to_bytes(HASH_SIZE, "big").hex()


def has_blank(quad: Quad | Triple) -> bool:
    """Whether *quad* holds a blank node, whose name means nothing anywhere else."""
    inner = quad.object
    nested = isinstance(inner, Triple) and has_blank(inner)
    return nested or isinstance(quad.subject, BlankNode) or isinstance(inner, BlankNode)


def line_of(quad: Quad | Triple) -> str:
    """The triple of *quad* as N-Triples, without an end of line."""
    return f"{quad.subject} {quad.predicate} {quad.object} ."


def graph_node(graph: str) -> NamedNode | DefaultGraph:
    """The graph of that IRI; "" is the default graph."""
    return NamedNode(graph) if graph else DefaultGraph()


def graphs_of(store: Store) -> list[str]:
    """The IRIs of the graphs of *store*, the default graph "" first."""
    return ["", *sorted(graph.value for graph in store.named_graphs())]


def lines(store: Store, graph: str, tally: Tally) -> Iterator[tuple[str, bool]]:
    """Yield the triples of *graph* as lines, each with whether it has a blank node.

    Those with blank nodes come last, for they must be sent together. Each is counted in *tally*.
    """
    kept = []
    for quad in store.quads_for_pattern(None, None, None, graph_node(graph)):
        line = line_of(quad)
        is_blank = has_blank(quad)
        tally.add(line, is_ground=not is_blank)
        tally.altered += tally.keeps is not None and not tally.keeps(quad.object)
        if is_blank:
            kept.append(line)
        else:
            yield line, False
    yield from ((line, True) for line in kept)


def pieces(found: Iterable[tuple[str, bool]], size: int = PIECE) -> Iterator[bytes]:
    """Yield lines in pieces of about *size* bytes, those with blank nodes in one piece."""
    piece: list[str] = []
    length = 0
    for line, is_blank in found:
        if length >= size and not is_blank:
            yield "".join(piece).encode()
            piece, length = [], 0
        piece.append(f"{line}\n")
        length += len(line)
    if piece:
        yield "".join(piece).encode()


def with_graph(store: Store, graph: str, there: str, tally: Tally) -> Iterator[str]:
    """Yield the triples of *graph* as lines of N-Quads in the graph *there*."""
    name = str(NamedNode(there))
    for line, _ in lines(store, graph, tally):
        yield f"{line[:-1]}{name} .\n"


Progress = Callable[[str, int, int], None]
"""Is told what is done, how many of how many."""
