"""Who takes part in the same projects, and in how many of them."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
import numpy as np

from graph.search.asking.counting import counted
from graph.search.columns.opened import Columns
from graph.search.columns.table import Bools, Chosen, Ints, Numbers
from graph.search.found import Count

PARTICIPANT: Final = "participant"
"""The facet of who takes part in any role."""


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


def ties(columns: Columns, chosen: Chosen, role: str, most: int) -> Ties:
    """Return who takes part in the *chosen* projects, in that *role* or in any.

    Ties are those between the first *most* of them; none for 0.
    """
    facet = role or PARTICIPANT
    counts = counted(columns, chosen, facet).all()
    foremost = [count.value for count in counts[:most]]
    return Ties(
        projects=len(chosen),
        participants=counts,
        ties=_between(foremost, columns, chosen.mask, facet) if len(foremost) > 1 else (),
    )


def _between(slugs: Sequence[str], columns: Columns, mask: Bools, facet: str) -> tuple[Tie, ...]:
    """The ties between *slugs*, the foremost participants in what is in *mask*."""
    each = [columns.rows_of(facet, (slug,)) for slug in slugs]
    ranks, rows = np.repeat(np.arange(len(slugs)), [*map(len, each)]), np.concatenate(each)
    chosen = mask[rows]
    numbers = sum(_pairs(rows[chosen], ranks[chosen], len(slugs)), np.zeros(len(slugs) ** 2, int))
    told = {divmod(int(at), len(slugs)): int(numbers[at]) for at in np.flatnonzero(numbers)}
    strongest = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tie(slugs[one], slugs[other], number) for (one, other), number in strongest)


def _pairs(rows: Ints, ranks: Numbers, size: int) -> Iterator[Numbers]:
    """How often each two of *ranks* stand in one row, as the numbers of a square of that *size*.

    Side by side, then with one between them, and so on until no row has so many.
    """
    order = np.lexsort((ranks, rows))
    rows, ranks = rows[order], ranks[order]
    for apart in range(1, size):
        same = rows[apart:] == rows[:-apart]
        if not same.any():
            return
        pairs = ranks[:-apart][same] * size + ranks[apart:][same]
        yield np.bincount(pairs, minlength=size * size)
