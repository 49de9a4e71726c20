"""Whether the same query has the same answer again, and under which ETag.

A generation never changes, so an answer is known by the generation and the question, before
anything is worked out (RFC 9110, section 8.8). Not so where a query asks for the time, for chance
or for another endpoint.
"""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import msgspec

from server.evaluation import PublicQuery
from server.http.caching import VERSION

WORDS: Final = ("now", "rand", "uuid", "bnode", "service", "\\u0")
CHANGING: Final = re.compile(
    r"(?:now|rand|uuid|bnode)\s*[(#]|service|\\u(?:0000)?00[4-7]", re.ASCII
)
"""What may stand for a function whose value changes, or for SERVICE: the grammar lets a name stand
right behind another word, a comment behind a name, and each of its letters for a code point. In a
string it costs no more than a second evaluation."""

DIGITS: Final = 32


def is_repeatable(text: str) -> bool:
    """Whether the query *text* has the same answer as long as the graph is the same."""
    small = text.lower()
    return not any(word in small for word in WORDS) or CHANGING.search(small) is None


def tag_of(generation: str, query: PublicQuery, limits: Sequence[int]) -> str:
    """Return what the answer to *query* is known by: generation, query, dataset, format, *limits*.

    Hexadecimal digits, to which the ETag of each encoding adds its name.
    """
    results, graph = query.results, query.graph
    parts = (
        VERSION,
        generation,
        limits,
        query.text,
        query.default_graphs,
        query.named_graphs,
        results and results.media_type,
        graph and graph.media_type,
    )
    return sha256(msgspec.msgpack.encode(parts)).hexdigest()[:DIGITS]


def etag_of(tag: str, encoding: str) -> str:
    """The strong ETag of the answer *tag* in an *encoding*."""
    return f'"{tag}-{encoding}"'


def is_held(if_none_match: str, etag: str) -> bool:
    """Whether the header *if_none_match* names *etag* (RFC 9110, section 13.1.2)."""
    return etag in (held.strip().removeprefix("W/") for held in if_none_match.split(","))
