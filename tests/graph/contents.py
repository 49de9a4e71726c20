"""What a store holds, told by another way than the build's own."""

from collections.abc import Sequence

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from graph.quads.content import Content, hash_of_lines


def content_of(quads: Sequence[Quad]) -> Content:
    """The content of *quads*, from the lines that the engine writes."""
    default = (quad for quad in quads if quad.graph_name == DefaultGraph())
    return Content(len(quads), hash_of_lines(serialize(default, format=RdfFormat.N_QUADS) or b""))
