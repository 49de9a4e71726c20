"""Sums of money by group, of the allocations of whichever projects are chosen."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from tantivy import Index, Query

from graph.search.found import Sum
from graph.search.schema import GROUPINGS, GROUPS

_AT_ONCE: Final = 60_000
"""So many groups are asked for at a time."""


def sums(money: Index, query: Query, by: Sequence[str]) -> tuple[Sum, ...]:
    """The sums of the allocations that fit *query*, grouped *by* some of GROUPS.

    Money of two currencies is never one sum; the groups come in the order of their values.
    """
    fields = (*(f"of_{group}" for group in by), "currency")
    number = GROUPINGS[tuple(group for group in GROUPS if group in by)]
    return tuple(_sum(bucket, fields) for bucket in _buckets(money, query, fields, number))


def _buckets(
    money: Index, query: Query, fields: Sequence[str], number: int
) -> Iterator[dict[str, Any]]:
    """The groups of *fields*, as the index tells them, gathered piece by piece."""
    sources = [{field: {"terms": {"field": field}}} for field in fields]
    after: dict[str, Any] = {}
    while True:
        composite = {"size": _AT_ONCE, "sources": sources, **after}
        asked = {"groups": {"composite": composite, "aggs": _told(number)}}
        answer = money.searcher().aggregate(query, asked)["groups"]
        yield from answer["buckets"]
        if len(answer["buckets"]) < _AT_ONCE:
            return
        after = {"after": answer["after_key"]}


def _told(number: int) -> dict[str, Any]:
    """What is told of a group; a project counts where its first money of the group stands."""
    return {
        "cents": {"sum": {"field": "cents"}},
        "multi_year": {"max": {"field": "multi_year"}},
        "projects": {"filter": f"first_of:{number}"},
    }


def _sum(bucket: dict[str, Any], fields: Sequence[str]) -> Sum:
    key = bucket["key"]
    return Sum(
        group=tuple(key[field] for field in fields[:-1]),
        currency=key["currency"],
        cents=round(bucket["cents"]["value"]),
        allocations=bucket["doc_count"],
        projects=bucket["projects"]["doc_count"],
        multi_year=bool(bucket["multi_year"]["value"]),
    )
