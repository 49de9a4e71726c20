"""A row of the columns: what an entity is chosen, ordered and counted by, and what it shows."""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from typing import Final, cast

import msgspec

from graph.search.collation import finnish
from graph.search.document import AllocationDocument, Card, EntityDocument, Kind
from graph.search.fields import facet_words, numbers
from graph.search.found import Hit
from graph.search.schema import CHOSEN, GROUPINGS, GROUPS


class Money(msgspec.Struct, frozen=True, array_like=True):
    """An allocation: the words that it is summed by, in the order of GROUPS and its currency.

    It is its project's first in those groupings whose bits are set in *first_of*.
    """

    words: tuple[str, ...]
    cents: int
    multi_year: bool
    first_of: int


class Row(msgspec.Struct, frozen=True, array_like=True):
    """An entity: its words in each facet of CHOSEN, its numbers in each of NUMBERS, its money.

    *head* is what is shown of it, for ``read_head``; *key* sorts it by name among others.
    """

    head: bytes
    key: str
    facets: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    money: tuple[Money, ...] = ()


_HEAD: Final = msgspec.msgpack.Decoder(tuple[str, str, str, Card | None])


def row_of(document: EntityDocument, allocations: Sequence[AllocationDocument] = ()) -> Row:
    """The row of an entity; the *allocations* are those of a project."""
    name, words = document.names[0], facet_words(document)
    return Row(
        head=msgspec.msgpack.encode((document.kind, document.slug, name, document.card)),
        key=sort_key(name, document.kind, document.slug),
        facets=tuple(tuple(words.get(facet, ())) for facet in CHOSEN),
        numbers=tuple(numbers(document).values()),
        money=tuple(_money(allocations)),
    )


def read_head(head: bytes) -> Hit:
    """What is shown of a row."""
    kind, slug, name, card = _HEAD.decode(head)
    return Hit(cast("Kind", kind), slug, name, card)


def sort_key(name: str, kind: str, slug: str) -> str:
    """What sorts by name in Finnish order; what is called alike by kind and slug."""
    return "\0".join((*finnish(name), kind, slug))


def slug_key(kind: str, slug: str) -> str:
    """What sorts by slug, as SPARQL sorts strings; what has one slug by kind."""
    return f"{slug}\0{kind}"


def _money(allocations: Sequence[AllocationDocument]) -> Iterator[Money]:
    seen: set[tuple[int, str, tuple[str, ...]]] = set()
    for one in allocations:
        group = (str(one.year), one.instrument, one.source, one.facets.portfolio)
        first = {(number, one.currency, some) for number, some in _groupings(group)} - seen
        seen |= first
        bits = sum(1 << number for number, *_ in first)
        yield Money((*group, one.currency), one.cents, one.multi_year, bits)


def _groupings(group: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every one of GROUPINGS by its number, and what *group* of all GROUPS is in it."""
    sized = (combinations(group, size) for size in range(len(GROUPS) + 1))
    return zip(GROUPINGS.values(), chain.from_iterable(sized), strict=True)
