"""What the library answers, with its types."""

from typing import Final, NamedTuple, cast

import msgspec
from tantivy import DocAddress, Index, Order, Query

from graph.search.document import Card, Kind

CARD: Final = msgspec.json.Decoder(Card)


class Stored(NamedTuple):
    """What is kept of an entity to be shown."""

    kind: Kind
    slug: str
    name: str
    weight: int
    card: Card | None


class Answer(NamedTuple):
    """Places of documents with what they are ordered by, and the number of all that fit."""

    places: list[tuple[int, DocAddress]]
    total: int


def answer(
    index: Index, query: Query, limit: int, offset: int = 0, field: str | None = None
) -> Answer:
    """The places that fit *query*, *limit* of them: best first, or the least in *field* first."""
    order = Order.Asc if field else Order.Desc
    found = index.searcher().search(
        query, max(limit, 1), offset=offset, order_by_field=field, order=order
    )
    return Answer(found.hits[:limit], found.count)  # type: ignore[attr-defined]  # the stub lacks it


def number(index: Index, query: Query) -> int:
    """How many documents fit *query*."""
    return answer(index, query, 1).total


def numbers(index: Index, query: Query, field: str) -> list[int]:
    """What all that fits *query* has in *field*, in no order."""
    places = answer(index, query, max(index.searcher().num_docs, 1), field=field).places
    return [value for value, _ in places]


def stored(index: Index, address: DocAddress) -> Stored:
    """The entity at *address*."""
    document = index.searcher().doc(address)
    kind, _, slug = str(document.get_first("id")).partition("/")
    name, weight = document.get_first("name"), document.get_first("weight")
    card = document.get_first("card")
    told = CARD.decode(card) if card else None
    return Stored(cast("Kind", kind), slug, str(name), int(weight or 0), told)
