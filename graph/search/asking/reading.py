"""What the library answers, with its types."""

from typing import Final, NamedTuple, cast

import numpy as np
from tantivy import DocAddress, Index, Order, Query

from graph.search.columns.table import Ints
from graph.search.document import Kind
from graph.search.schema import BLOCK

ROW: Final = "row"
"""The field that holds the number of a document's row."""

_FEW: Final = 5_000
"""So many rows are told sooner one by one."""

_MOST: Final = 3_000_000
"""Of more documents there are more blocks than the library counts at once."""


class Stored(NamedTuple):
    """What is kept of an entity to be suggested."""

    kind: Kind
    slug: str
    name: str
    weight: int


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


def rows(index: Index, query: Query) -> Ints:
    """The rows of all that fits *query*, in their order."""
    many = number(index, query) > _FEW and index.searcher().num_docs < _MOST
    return _rows_by_blocks(index, query) if many else _rows_one_by_one(index, query)


def _rows_one_by_one(index: Index, query: Query) -> Ints:
    places = answer(index, query, index.searcher().num_docs, field=ROW).places
    return np.fromiter((row for row, _ in places), np.int32, len(places))


def _rows_by_blocks(index: Index, query: Query) -> Ints:
    """The same of many: added up by the library, the bits of a block say which rows fit."""
    bits = {"bits": {"sum": {"field": "bit"}}}
    blocks = {"histogram": {"field": "block", "interval": 1, "min_doc_count": 1}, "aggs": bits}
    found = index.searcher().aggregate(query, {"blocks": blocks})["blocks"]["buckets"]
    first = np.array([int(block["key"]) for block in found], np.int32) * BLOCK
    sums = np.array([int(block["bits"]["value"]) for block in found], np.int64)
    at, bit = np.nonzero(sums[:, None] >> np.arange(BLOCK) & 1)
    return first[at] + bit.astype(np.int32)


def rows_at(index: Index, places: list[DocAddress]) -> list[int]:
    """The rows of the documents at *places*."""
    return [int(row or 0) for row in index.searcher().fast_field_values(ROW, places)]


def stored(index: Index, address: DocAddress) -> Stored:
    """The entity at *address*."""
    document = index.searcher().doc(address)
    kind, _, slug = str(document.get_first("id")).partition("/")
    name, weight = document.get_first("name"), document.get_first("weight")
    return Stored(cast("Kind", kind), slug, str(name), int(weight or 0))
