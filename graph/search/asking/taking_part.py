"""Who takes part in the projects that are found, and the money of those projects."""

from collections.abc import Mapping
from typing import Final

from tantivy import Index, Query

from graph.search.asking.counting import ALL
from graph.search.found import Count

_CURRENCIES: Final = 100
"""More than projects are paid in."""

MoneyOf = Mapping[str, Mapping[str, int]]
"""Cents by the slug of an organisation and by currency."""


def taking_part(index: Index, found: Query, facet: str) -> tuple[Count, ...]:
    """In how many of the projects of *found* each organisation has the role of that *facet*."""
    asked = {"roles": {"terms": {"field": facet, "size": ALL}}}
    answer = index.searcher().aggregate(found, asked)["roles"]
    return tuple(Count(str(each["key"]), int(each["doc_count"])) for each in answer["buckets"])


def money_by(money: Index, found: Query, facet: str) -> MoneyOf:
    """The money of the projects of *found* in which each organisation has the role of *facet*.

    The money of one project counts for each who has the role: these sums are not to be added.
    """
    cents = {"cents": {"sum": {"field": "cents"}}}
    currencies = {"currency": {"terms": {"field": "currency", "size": _CURRENCIES}, "aggs": cents}}
    asked = {"roles": {"terms": {"field": facet, "size": ALL}, "aggs": currencies}}
    answer = money.searcher().aggregate(found, asked)["roles"]
    return {
        str(bucket["key"]): {
            str(part["key"]): round(part["cents"]["value"])
            for part in bucket["currency"]["buckets"]
        }
        for bucket in answer["buckets"]
    }
