"""Counts by facet: how many have each value, whatever is chosen in the facet itself."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from graph.search.asking.masking import Masks, all_of, running, without
from graph.search.columns.opened import Columns, Words
from graph.search.columns.table import Chosen, Numbers
from graph.search.found import Count, Foremost

SHOWN: Final = 50
"""So many values of a facet are told, the most frequent ones; of years all."""


class Counted(NamedTuple):
    """How many rows have each of the *values* of a facet."""

    values: Words
    numbers: Numbers

    def all(self) -> tuple[Count, ...]:
        """Those of which there are any, the most frequent first."""
        return self._told(np.flatnonzero(self.numbers))

    def foremost(self, most: int) -> tuple[Count, ...]:
        """The same, of no more than the *most* frequent values."""
        known = np.flatnonzero(self.numbers)
        if len(known) > most:
            least = np.partition(self.numbers[known], -most)[-most]
            known = known[self.numbers[known] >= least]
        return self._told(known)[:most]

    def of(self, values: Iterable[str]) -> tuple[Count, ...]:
        """Those of certain *values*, in their order."""
        places = ((value, self.values.numbers.get(value, -1)) for value in values)
        return tuple(Count(value, int(self.numbers[at]) if at >= 0 else 0) for value, at in places)

    def without(self, values: Iterable[str]) -> "Counted":
        """The same, without certain *values*."""
        numbers, known = self.numbers.copy(), self.values.numbers
        numbers[[known[value] for value in values if value in known]] = 0
        return self._replace(numbers=numbers)

    def _told(self, places: Numbers) -> tuple[Count, ...]:
        found = [Count(self.values.all[at], int(self.numbers[at])) for at in places]
        return tuple(sorted(found, key=lambda count: (-count.number, count.value)))


def counts(
    columns: Columns, chosen: Masks, facets: Iterable[str], day: date
) -> dict[str, tuple[Count, ...]]:
    """The counts of each of *facets*, of all their values."""
    return {facet: one.all() for facet, one in _counted(columns, chosen, facets, day)}


def foremost(
    columns: Columns, some: Chosen, facets: Iterable[str], most: int, but: Collection[str]
) -> dict[str, Foremost]:
    """The *most* frequent values of *facets* of *some* rows, without those of *but*."""
    found = {facet: counted(columns, some, facet).without(but) for facet in facets}
    return {
        facet: Foremost(one.foremost(most), int(np.count_nonzero(one.numbers)))
        for facet, one in found.items()
    }


def shown(
    columns: Columns,
    chosen: Masks,
    facets: Iterable[str],
    day: date,
    words: Mapping[str, Collection[str]],
) -> dict[str, tuple[Count, ...]]:
    """The counts of the values of each of *facets* that are SHOWN, and of those of its *words*."""
    found: dict[str, tuple[Count, ...]] = {}
    for facet, one in _counted(columns, chosen, facets, day):
        told = one.all() if facet == "year" else one.foremost(SHOWN)
        missing = {*words.get(facet, ())}.difference(count.value for count in told)
        found[facet] = (*told, *one.of(sorted(missing)))
    return found


def counted(columns: Columns, some: Chosen, facet: str) -> Counted:
    """How many of *some* rows have each value of a *facet* of words."""
    return Counted(columns.words(facet), columns.counted(facet, some))


def _counted(
    columns: Columns, chosen: Masks, facets: Iterable[str], day: date
) -> Iterable[tuple[str, Counted]]:
    """The same of each of *facets*, the choice in itself aside."""
    everything = Chosen(all_of(columns, chosen.values()))
    for facet in facets:
        others = without(chosen, facet)
        some = Chosen(all_of(columns, others)) if facet in chosen else everything
        if facet == "running":
            now = Chosen(some.mask & running(columns, day))
            yield facet, Counted(Words([["1"]]), np.array([len(now)]))
        else:
            yield facet, counted(columns, some, facet)
