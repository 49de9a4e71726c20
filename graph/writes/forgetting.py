"""Forgetting a person in kept writes: their words are masked, and the journal is chained anew.

A masked write is made again like any other. One whose text no longer makes sense is skipped and
told; that is better than a name that stays.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec
from pyoxigraph import Quad, RdfFormat, parse, serialize

from graph.generations.journal import NOTHING, Journal
from graph.privacy.addresses import find_addresses
from graph.privacy.forgetting import Forgetting
from graph.privacy.masks import MASK, Mask, hiding
from graph.privacy.phones import find_numbers
from graph.writes.write import (
    DeleteGraph,
    PostGraph,
    PutGraph,
    Update,
    What,
    decode_write,
    encode_write,
)

FORGOTTEN: Final = "forgotten"
"""What stands for a forgotten person in an IRI."""

WITHHELD: Final = "…"
"""The mask in a write: a letter that IRIs may have as well."""

ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
SHORTEST: Final = 3
"""Parts of a name that are shorter are masked with the whole name alone."""


class Traces(NamedTuple):
    """What gives a person away in a write; *phones* are in E.164."""

    name: str
    slugs: frozenset[str]
    phones: frozenset[str]
    emails: frozenset[str]


def without(traces: Traces, forgetting: Forgetting) -> Mask:
    """Return the mask of a person's *traces* in what somebody wrote.

    *forgetting* knows the name in every case. The parts of the name are masked too where a text
    speaks of the person.
    """
    slugs = _words(traces.slugs)
    parts = _words(part for part in traces.name.split() if len(part) >= SHORTEST)
    details = hiding(find_addresses(traces.emails), find_numbers(traces.phones))

    def mask(text: str) -> str:
        masked = forgetting.clean(details(slugs.sub(FORGOTTEN, text)))
        if masked == text:
            return text
        return parts.sub(WITHHELD, masked).replace(MASK, WITHHELD)

    return mask


def _words(words: Iterable[str]) -> re.Pattern[str]:
    """What finds the *words* as they stand; without any, what finds nothing."""
    choice = "|".join(map(re.escape, sorted(words, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])" if choice else r"(?!)")


def forget_in_writes(journal: Journal, head: str, mask: Mask) -> str:
    """Return the head of the same writes with their words under the *mask*.

    The writes up to *head* stay as they are, until no generation has them. Raises
    DataDirectoryError.
    """
    new = before = NOTHING
    for kept in journal.writes(head):
        write = decode_write(kept)
        content = encode_write(msgspec.structs.replace(write, what=masked(write.what, mask)))
        unchanged = new == before and content == kept.content
        new, before = kept.hash if unchanged else journal.append(new, content).hash, kept.hash
    return new


def masked(what: What, mask: Mask) -> What:
    """The write with its words under the *mask*."""
    match what:
        case Update(text=text):
            return msgspec.structs.replace(what, text=mask(ESCAPE.sub(_letter, text)))
        case DeleteGraph(graph=graph):
            return DeleteGraph(graph=_masked_name(graph, mask))
        case PutGraph(graph=graph, triples=triples) | PostGraph(graph=graph, triples=triples):
            covered = _masked_triples(triples, mask)
            return type(what)(graph=_masked_name(graph, mask), triples=covered)


def words_of(what: What) -> str:
    """All words of a write."""
    match what:
        case Update(text=text):
            return ESCAPE.sub(_letter, text)
        case DeleteGraph(graph=graph):
            return graph or ""
        case PutGraph(graph=graph, triples=triples) | PostGraph(graph=graph, triples=triples):
            return f"{graph or ''}\n{triples.decode(errors='replace')}"


def _masked_name(graph: str | None, mask: Mask) -> str | None:
    return None if graph is None else mask(graph)


def _letter(escape: re.Match[str]) -> str:
    """The letter that is escaped, unless it is a sign that may mean something in the text."""
    letter = chr(int(escape[1] or escape[2], 16))
    return letter if letter.isalnum() else escape[0]


def _masked_triples(triples: bytes, mask: Mask) -> bytes:
    """The *triples*, line by line, under the *mask*; a line that no longer is one is left out."""
    plain = serialize(parse(triples, format=RdfFormat.N_TRIPLES), format=RdfFormat.N_TRIPLES) or b""
    covered = mask(plain.decode())
    if covered == plain.decode():
        return triples
    return serialize(_readable(covered.splitlines()), format=RdfFormat.N_TRIPLES) or b""


def _readable(lines: Iterable[str]) -> Iterator[Quad]:
    for line in lines:
        try:
            yield from parse(line, format=RdfFormat.N_TRIPLES)
        except SyntaxError:
            continue
