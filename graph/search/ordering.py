"""The order of what is found: by relevance, or by one of the numbers kept for each order."""

from typing import NamedTuple

from tantivy import DocAddress, FieldType, Index, Query

from graph.search.choosing import together
from graph.search.collation import finnish
from graph.search.found import Hit
from graph.search.reading import answer, number, stored


class Page(NamedTuple):
    """Hits from one place on, and the number of all."""

    hits: list[Hit]
    total: int


def ordered(index: Index, query: Query, order: str, offset: int, limit: int) -> Page:
    """The *limit* hits of *query* from *offset* on, in *order*.

    Names are kept as their first letters only: those that are alike so far are told apart here.
    """
    if order == "name":
        return _by_name(index, query, offset, limit)
    return _by_number(index, query, f"by_{order}", offset, limit)


def relevant(index: Index, query: Query, offset: int, limit: int) -> Page:
    """The *limit* hits of *query* from *offset* on, those first that fit best."""
    found = answer(index, query, limit, offset)
    return Page([_hit(index, address) for _, address in found.places], found.total)


def _by_number(index: Index, query: Query, field: str, offset: int, limit: int) -> Page:
    found = answer(index, query, limit, offset, field)
    return Page([_hit(index, address) for _, address in found.places], found.total)


def _by_name(index: Index, query: Query, offset: int, limit: int) -> Page:
    found = answer(index, query, limit, offset, "by_name")
    if not found.places:
        return Page([], found.total)
    first, last = found.places[0][0], found.places[-1][0]
    alike = answer(index, _between(index, query, first, last), found.total)
    hits = sorted((_hit(index, address) for _, address in alike.places), key=_place)
    at = offset - (number(index, _between(index, query, 0, first - 1)) if first else 0)
    return Page(hits[at : at + limit], found.total)


def _place(hit: Hit) -> tuple[object, ...]:
    return finnish(hit.name), hit.kind, hit.slug


def _between(index: Index, query: Query, first: int, last: int) -> Query:
    lying = Query.range_query(index.schema, "by_name", FieldType.Unsigned, first, last)
    return together([query, lying])


def _hit(index: Index, address: DocAddress) -> Hit:
    found = stored(index, address)
    return Hit(found.kind, found.slug, found.name)
