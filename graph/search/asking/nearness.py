"""Projects that share something with a project: the fewer do, the nearer they are."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from graph.search.columns.opened import Columns
from graph.search.columns.table import Ints
from graph.search.found import Hit

_MOST: Final = 500
"""What more projects share brings none nearer than any other: as many are then just as near."""

Shared = tuple[str, str]
"""A facet, and a word that projects have in it."""


class Near(NamedTuple):
    """A project, and what it has in *common* with another."""

    hit: Hit
    common: tuple[Shared, ...]


def near(columns: Columns, slug: str, shared: Sequence[Shared], most: int) -> list[Near]:
    """The *most* projects that are nearest to that of the *slug*, which has what may be *shared*.

    What n projects share weighs an n-th.
    """
    sets = [columns.rows_of(facet, (word,)) for facet, word in shared]
    few = [rows for rows in sets if 0 < len(rows) <= _MOST]
    if not few:
        return []
    rows, places = np.unique(np.concatenate(few), return_inverse=True)
    weights = np.repeat([1 / len(rows) for rows in few], [*map(len, few)])
    nearest = rows[np.lexsort((rows, -np.bincount(places, weights)))][: most + 1]
    found = [
        Near(hit, tuple(share for share, has in zip(shared, sets, strict=True) if _is_in(row, has)))
        for row, hit in zip(nearest, columns.hits(nearest.tolist()), strict=True)
        if hit.slug != slug
    ]
    return found[:most]


def _is_in(row: np.int32, rows: Ints) -> bool:
    """Whether *row* is among *rows*, which stand in their order."""
    at = np.searchsorted(rows, row)
    return bool(at < len(rows) and rows[at] == row)
