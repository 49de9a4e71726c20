"""The content of a graph as a count and a hash that do not depend on any order.

The hash is the sum of the hashes of the quads' N-Quads lines, so what is added to a graph and what
is taken from it can be added to its hash and taken from it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from graph.quads.statements import Given, Statement

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


def measured(given: Given) -> tuple[bytes, Content]:
    """Return what is *given*, each statement once, as N-Quads, and its content."""
    default = b"".join(_lines(given.default, ""))
    named = b"".join(_lines(given.named, f"{given.graph} "))
    quads = len(given.default) + len(given.named)
    return default + named, Content(quads, hash_of_lines(default))


def _lines(statements: Iterable[Statement], graph: str) -> Iterator[bytes]:
    """The *statements* as lines of N-Quads; a term's text is its form in them.

    Those about one subject come together, so its text is made once.
    """
    for subject, group in groupby(statements, itemgetter(0)):
        name = str(subject)
        for _, predicate, value in group:
            yield f"{name} {predicate} {value} {graph}.\n".encode()


def hash_of_lines(lines: bytes) -> int:
    """The hash of a default graph whose N-Quads are *lines*."""
    digests = (hashlib.blake2b(line, digest_size=HASH_SIZE).digest() for line in lines.splitlines())
    return sum(int.from_bytes(digest, "big") for digest in digests) % WHOLE
