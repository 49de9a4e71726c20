"""Counts by facet: how many have each value, whatever is chosen in the facet itself."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from tantivy import Index, Query

from graph.search.asking.choosing import Chosen, running, together
from graph.search.asking.reading import number
from graph.search.found import Count

SHOWN: Final = 50
"""So many values of a facet are told, the most frequent ones."""

ALL: Final = 60_000
"""More values than a facet has, and fewer than the index counts at once."""


def without(chosen: Chosen, facet: str) -> tuple[Query, ...]:
    """What must fit, the choice in *facet* aside."""
    return tuple(query for name, query in chosen.items() if name != facet)


def counts(
    index: Index, chosen: Chosen, facets: Iterable[str], day: date, most: int = SHOWN
) -> Mapping[str, tuple[Count, ...]]:
    """The counts of each of *facets*, at *most* so many values each, the most frequent first."""
    asked = [*facets]
    together_asked = [facet for facet in asked if facet not in chosen]
    made = _counts(index, together(chosen.values()), together_asked, day, most)
    for facet in asked:
        if facet in chosen:
            made |= _counts(index, together(without(chosen, facet)), [facet], day, most)
    return {facet: made[facet] for facet in asked}


def with_words(
    index: Index, chosen: Chosen, facet: str, words: Iterable[str], told: tuple[Count, ...]
) -> tuple[Count, ...]:
    """The counts *told* of a *facet*, and those of *words* that are not among them."""
    missing = set(words).difference(count.value for count in told)
    terms = ((word, Query.term_query(index.schema, facet, word)) for word in sorted(missing))
    besides = without(chosen, facet)
    return (
        *told,
        *(Count(word, number(index, together([*besides, term]))) for word, term in terms),
    )


def _counts(
    index: Index, query: Query, facets: list[str], day: date, most: int
) -> dict[str, tuple[Count, ...]]:
    """The counts of *facets* among what fits *query*, all gathered in one go."""
    made: dict[str, tuple[Count, ...]] = {}
    if "running" in facets:
        both = together([query, running(index.schema, day)])
        made["running"] = (Count("1", number(index, both)),)
    words = {facet: _terms(facet, most) for facet in facets if facet != "running"}
    answer = index.searcher().aggregate(query, words) if words else {}
    return made | {facet: _told(told) for facet, told in answer.items()}


def _terms(facet: str, most: int) -> dict[str, Any]:
    """What is asked for a facet: exact counts, so that no piece of the index leaves one out."""
    size = ALL if facet == "year" else most
    return {"terms": {"field": facet, "size": size, "segment_size": ALL}}


def _told(answer: dict[str, Any]) -> tuple[Count, ...]:
    """The counts in a facet's *answer*."""
    found = [Count(str(each["key"]), int(each["doc_count"])) for each in answer["buckets"]]
    return tuple(sorted(found, key=lambda count: (-count.number, count.value)))
