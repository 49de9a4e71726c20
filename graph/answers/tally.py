"""What the documents of an index add up to: how many have each value, and the money of groups."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from graph.search.document import AllocationDocument, EntityDocument
from graph.search.fields import entity_fields
from graph.search.found import Sum

COUNTED: Final[Mapping[str, tuple[str, ...]]] = {
    "project": (
        *("portfolio", "phase", "year", "subject", "place", "funder", "implementer"),
        *("instrument", "kind", "municipality", "amount"),
    ),
    "organisation": ("role", "kind_of"),
}
"""The facets of which all values are counted, by the kind of what has them."""

RUNNING: Final = "running"

GROUPINGS: Final = (
    *(("year", "instrument"), ("year",), ("instrument",), ("source",), ("portfolio",)),
)
"""What all money is summed by."""

HOLDERS: Final = ("funder", "implementer")
"""The roles by whose holders the money of projects is summed."""

Grouped = tuple[tuple[str, ...], str]
"""The values of a group of money, and its currency."""


class Tally(NamedTuple):
    """How many of a kind have each value of a facet; sums by grouping; cents by role-holder."""

    counts: dict[tuple[str, str], Counter[str]]
    sums: dict[tuple[str, ...], dict[Grouped, Sum]]
    cents: dict[str, Counter[tuple[str, str]]]


def tally(documents: Iterable[EntityDocument], money: Iterable[AllocationDocument]) -> Tally:
    """Return what some *documents* and the *money* of projects add up to."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document in documents:
        for facet, value in _values(document):
            counts[document.kind, facet][value] += 1
    allocations = [*money]
    sums: dict[tuple[str, ...], dict[Grouped, Sum]] = {
        by: _sums(allocations, by) for by in GROUPINGS
    }
    return Tally(counts, sums, {role: _cents(allocations, role) for role in HOLDERS})


def _values(document: EntityDocument) -> Iterator[tuple[str, str]]:
    fields = entity_fields(document)
    for facet in COUNTED.get(document.kind, ()):
        yield from ((facet, str(value)) for value in fields.get(facet, ()))


def _sums(money: Iterable[AllocationDocument], by: tuple[str, ...]) -> dict[Grouped, Sum]:
    groups: dict[Grouped, list[AllocationDocument]] = defaultdict(list)
    for one in money:
        groups[tuple(_group(one, name) for name in by), one.currency].append(one)
    return {key: _sum(key, some) for key, some in groups.items()}


def _group(one: AllocationDocument, name: str) -> str:
    if name == "portfolio":
        return one.facets.portfolio
    return str(getattr(one, name))


def _sum(key: Grouped, some: list[AllocationDocument]) -> Sum:
    return Sum(
        group=key[0],
        currency=key[1],
        cents=sum(one.cents for one in some),
        allocations=len(some),
        projects=len({one.project for one in some}),
        multi_year=sum(one.multi_year for one in some),
    )


def _cents(money: Iterable[AllocationDocument], role: str) -> Counter[tuple[str, str]]:
    cents: Counter[tuple[str, str]] = Counter()
    for one in money:
        for slug in one.facets.funders if role == "funder" else one.facets.implementers:
            cents[slug, one.currency] += one.cents
    return cents
