"""Who takes part in the same projects, and in how many of them: counted in the index.

It is as quick for an organisation with thousands of projects as for one with three: the index
counts participants, and beside each of the foremost its partners, in one go each.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from tantivy import Index, Occur, Query

from graph.search.asking.choosing import Chosen, together
from graph.search.asking.counting import ALL
from graph.search.asking.reading import number
from graph.search.found import Count

PARTICIPANT: Final = "participant"
"""The field of who takes part in any role."""


class Tie(msgspec.Struct, frozen=True):
    """Two organisations by their slugs, and the number of projects in which both take part."""

    one: str
    other: str
    projects: int


class Ties(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes part in so many *projects*.

    *participants* are all of them, with the number of projects of each, the foremost first; *ties*
    are those between the foremost, the strongest first.
    """

    projects: int
    participants: tuple[Count, ...]
    ties: tuple[Tie, ...] = ()


def ties(index: Index, chosen: Iterable[Chosen], role: str, most: int) -> Ties:
    """Return who takes part in the projects that fit any of *chosen*, in that *role* or in any.

    Ties are those between the first *most* of them; none for 0.
    """
    query, field = _any(chosen), role or PARTICIPANT
    found = index.searcher().aggregate(query, {"by": _terms(field, ALL)})["by"]["buckets"]
    counts = [Count(bucket["key"], bucket["doc_count"]) for bucket in found if bucket["key"]]
    counts.sort(key=lambda count: (-count.number, count.value))
    foremost = [count.value for count in counts[:most]]
    return Ties(
        projects=number(index, query),
        participants=tuple(counts),
        ties=_between(foremost, index, query, field) if len(foremost) > 1 else (),
    )


def _any(chosen: Iterable[Chosen]) -> Query:
    """What fits any of *chosen*."""
    return Query.boolean_query([(Occur.Should, together(each.values())) for each in chosen])


def _terms(field: str, most: int) -> dict[str, Any]:
    """What is asked of a field: exact counts, so that no piece of the index leaves one out."""
    return {"terms": {"field": field, "size": most, "segment_size": ALL}}


def _between(slugs: Sequence[str], index: Index, query: Query, field: str) -> tuple[Tie, ...]:
    """The ties between *slugs*, the foremost participants in what fits *query*.

    Naming them keeps the index from counting beside everybody else.
    """
    of = {"field": field, "include": [*slugs]}
    partners = {"terms": {**of, "size": min(ALL // len(slugs), len(slugs))}}
    wish = {"by": {"terms": {**of, "size": len(slugs)}, "aggs": {"with": partners}}}
    found = index.searcher().aggregate(query, wish)["by"]["buckets"]
    rank = {slug: number for number, slug in enumerate(slugs)}
    told = {pair: number for bucket in found for pair, number in _pairs(bucket, rank)}
    strongest = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tie(slugs[one], slugs[other], number) for (one, other), number in strongest)


def _pairs(
    bucket: Mapping[str, Any], rank: Mapping[str, int]
) -> Iterable[tuple[tuple[int, int], int]]:
    """The pairs, by their ranks, of one participant with its partners that have a *rank*."""
    own = rank.get(bucket["key"], -1)
    for partner in bucket["with"]["buckets"]:
        other = rank.get(partner["key"], -1)
        if min(own, other) >= 0 and other != own:
            yield (min(own, other), max(own, other)), partner["doc_count"]
