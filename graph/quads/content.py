"""The content of a graph as a count and a hash that do not depend on any order.

The hash is the sum of the hashes of the quads' N-Quads lines, so what is added to a graph and what
is taken from it can be added to its hash and taken from it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

HASH_SIZE = 32
WHOLE = 1 << (8 * HASH_SIZE)


class Content(NamedTuple):
    """How many quads there are, and the *hash* of those in the default graph."""

    quads: int = 0
    hash: int = 0

    def plus(self, other: "Content") -> "Content":
        """Both together; they share no quad."""
        return Content(self.quads + other.quads, (self.hash + other.hash) % WHOLE)

    def minus(self, other: "Content") -> "Content":
        """What is left without the *other*, all of which is in here."""
        return Content(self.quads - other.quads, (self.hash - other.hash) % WHOLE)

    @property
    def digest(self) -> str:
        """The hash in hexadecimal digits."""
        return self.hash.to_bytes(HASH_SIZE, "big").hex()


def content_of_digest(quads: int, digest: str) -> Content:
    """The content of that many quads whose hash in hexadecimal digits is *digest*."""
    return Content(quads, int(digest, 16))


def n_quads(quads: Iterable[Quad]) -> bytes:
    """The *quads* as N-Quads."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def measured(quads: Sequence[Quad]) -> tuple[bytes, Content]:
    """Return *quads*, all different, as N-Quads, and their content."""
    default = DefaultGraph()
    told = n_quads(quad for quad in quads if quad.graph_name == default)
    named = n_quads(quad for quad in quads if quad.graph_name != default)
    return told + named, Content(len(quads), hash_of_lines(told))


def hash_of_lines(lines: bytes) -> int:
    """The hash of a default graph whose N-Quads are *lines*."""
    total = 0
    for line in lines.splitlines():
        digest = hashlib.blake2b(line, digest_size=HASH_SIZE).digest()
        total += int.from_bytes(digest, "big")
    return total % WHOLE
