"""Sums of money by group, of the allocations of whichever projects are chosen."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

import numpy as np

from graph.search.columns.opened import Columns
from graph.search.columns.table import Array, Chosen, Numbers, Table
from graph.search.found import Sum
from graph.search.schema import GROUPINGS, GROUPS

_MOST: Final = 1_000_000
"""Up to so many groups that there may be, each has its place; of more, only those that are."""

_SPARSE: Final = 16
_FEW: Final = 256
"""So it is too where there may be so many times more groups than there are allocations; fewer of
these than that are no reason."""


_GROUP: Final = attrgetter("group", "currency")


class Groups(NamedTuple):
    """Groups by numbers, *known* ones in their order, and the *places* among these of money."""

    known: Numbers
    places: Numbers

    def number(self) -> Numbers:
        """How many there are of each group."""
        return np.bincount(self.places, minlength=len(self.known))

    def added(self, values: Numbers) -> Numbers:
        """The sum of *values*, one for each place, of each group."""
        sums = np.bincount(self.places, weights=values, minlength=len(self.known))
        return np.rint(sums).astype(np.int64)


def sums(
    columns: Columns, some: Chosen, by: Sequence[str], sources: Sequence[str] = ()
) -> tuple[Sum, ...]:
    """The sums of the allocations of *some* projects, grouped *by* some of GROUPS.

    With *sources* only of what they give. Money of two currencies is never one sum; the groups
    come in the order of their values.
    """
    found = [one for part in columns.parts for one in _of_part(part, some, by, sources)]
    found.sort(key=_GROUP)
    if len(columns.parts) == 1:
        return tuple(found)
    return tuple(_together([*alike]) for _, alike in groupby(found, key=_GROUP))


def _together(sums: Sequence[Sum]) -> Sum:
    """The sum of *sums* of one group, of different projects."""
    if len(sums) == 1:
        return sums[0]
    return Sum(
        group=sums[0].group,
        currency=sums[0].currency,
        cents=sum(one.cents for one in sums),
        allocations=sum(one.allocations for one in sums),
        projects=sum(one.projects for one in sums),
        multi_year=sum(one.multi_year for one in sums),
    )


def _of_part(part: Table, some: Chosen, by: Sequence[str], sources: Sequence[str]) -> Iterator[Sum]:
    arrays, fields = part.arrays, (*by, "currency")
    chosen = part.paid_by(tuple(sources), some.mask) if sources else part.paid_to(some)
    groups = _groups(part, chosen, fields)
    grouping = GROUPINGS[tuple(group for group in GROUPS if group in by)]
    number, cents = groups.number(), groups.added(arrays["cents"][chosen])
    projects = groups.added(arrays["first_of"][chosen] >> grouping & 1)
    multi_year = groups.added(arrays["multi_year"][chosen])
    there = np.flatnonzero(number)
    words = _words(part, groups.known[there], fields)
    told = (array[there].tolist() for array in (cents, number, projects, multi_year))
    for (*group, currency), *numbers in zip(words, *told, strict=True):
        yield Sum(tuple(group), currency, *numbers)


def _groups(part: Table, chosen: Numbers, fields: Sequence[str]) -> Groups:
    """The groups of the *chosen* allocations: numbers whose digits are the codes of *fields*."""
    codes = [part.arrays[f"of_{field}"][chosen] for field in fields]
    return grouped(codes, [len(part.words[f"of_{field}"]) for field in fields])


def grouped(codes: Sequence[Array], sizes: Sequence[int]) -> Groups:
    """Return groups of what has the same *codes*, which make digits of a number, of those *sizes*.

    There may be more groups than any has.
    """
    numbers, possible = np.zeros(len(codes[0]), np.int64), 1
    for code, size in zip(codes, sizes, strict=True):
        numbers = numbers * size + code
        possible *= size
    if possible <= min(_MOST, _SPARSE * max(len(numbers), _FEW)):
        return Groups(np.arange(possible), numbers)
    return Groups(*np.unique(numbers, return_inverse=True))


def _words(part: Table, numbers: Numbers, fields: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The words whose codes are the digits of each of *numbers*."""
    found: list[list[str]] = []
    for field in reversed(fields):
        words = part.words[f"of_{field}"]
        numbers, codes = np.divmod(numbers, len(words))
        found.append([words[code] for code in codes.tolist()])
    return zip(*reversed(found), strict=True)
