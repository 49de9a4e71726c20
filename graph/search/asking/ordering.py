"""The order of what is found: by relevance, or by the numbers that are kept for each order."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from tantivy import DocAddress, FieldType, Index, Query

from graph.search.asking.choosing import together
from graph.search.asking.reading import Answer, answer, number, stored
from graph.search.collation import finnish
from graph.search.found import Hit
from graph.search.schema import NAMES

_FEW: Final = 100
"""So many are sorted sooner than asked for by their numbers."""


class Page(NamedTuple):
    """Hits from one place on, and the number of all."""

    hits: list[Hit]
    total: int


def relevant(index: Index, query: Query, offset: int, limit: int) -> Page:
    """The *limit* hits of *query* from *offset* on, those first that fit best."""
    found = answer(index, query, limit, offset)
    return Page([_hit(index, address) for _, address in found.places], found.total)


def ordered(index: Index, query: Query, order: str, offset: int, limit: int) -> Page:
    """The *limit* hits of *query* from *offset* on, in *order* and then by name."""
    fields = NAMES if order == "name" else (f"by_{order}", *NAMES)
    return _sorted(index, query, fields, offset, limit)


def _sorted(index: Index, query: Query, fields: Sequence[str], offset: int, limit: int) -> Page:
    """The hits from *offset* on, sorted by the first of *fields*; what is alike by the next.

    A few are sorted as they are, and so is what is alike within the page.
    """
    field = fields[0] if fields else None
    found = answer(index, query, limit, offset, field)
    if not fields or found.total <= _FEW:
        few = answer(index, query, max(found.total, 1), field=field).places
        return Page(_by_name(index, few)[offset : offset + limit], found.total)
    hits = _runs(index, query, fields, offset, found)
    return Page([*hits], found.total)


def _runs(
    index: Index, query: Query, fields: Sequence[str], offset: int, found: Answer
) -> Iterator[Hit]:
    """The hits that were *found* from *offset* on, what is alike in its order.

    What an end of the page cuts is asked for again, among its like only.
    """
    runs = [(value, [*run]) for value, run in groupby(found.places, key=itemgetter(0))]
    end = offset + len(found.places)
    for at, (value, run) in enumerate(runs):
        is_cut = (not at and offset > 0) or (at == len(runs) - 1 and end < found.total)
        if not is_cut:
            yield from _by_name(index, run)
            continue
        before = (
            0 if at or not offset else offset - number(index, _less(index, query, fields[0], value))
        )
        like = _between(index, query, fields[0], value, value)
        yield from _sorted(index, like, fields[1:], before, len(run)).hits


def _by_name(index: Index, places: Iterable[tuple[int, DocAddress]]) -> list[Hit]:
    """The hits at *places* by their numbers, and by name where these are alike."""
    hits = ((value, _hit(index, address)) for value, address in places)
    placed = sorted(hits, key=lambda one: (one[0], finnish(one[1].name), one[1].kind, one[1].slug))
    return [hit for _, hit in placed]


def _less(index: Index, query: Query, field: str, value: int) -> Query:
    """What comes before *value*."""
    return _between(index, query, field, 0, value - 1) if value else Query.empty_query()


def _between(index: Index, query: Query, field: str, first: int, last: int) -> Query:
    lying = Query.range_query(index.schema, field, FieldType.Unsigned, first, last)
    return together([query, lying])


def _hit(index: Index, address: DocAddress) -> Hit:
    found = stored(index, address)
    return Hit(found.kind, found.slug, found.name, found.card)
