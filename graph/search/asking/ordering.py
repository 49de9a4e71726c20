"""The order of what is found: by relevance, which the index knows, or by what the columns hold."""

from typing import Final

import numpy as np
from tantivy import Index, Query

from graph.search.asking.reading import answer, rows_at
from graph.search.columns.opened import Columns
from graph.search.columns.table import Chosen

_AT_ONCE: Final = 32_768
"""So many rows are looked at before it is seen whether they are enough."""

_FEW: Final = 4_096
"""So many rows are sooner sorted than looked for among all others."""


def relevant(index: Index, query: Query, offset: int, limit: int) -> list[int]:
    """The *limit* rows of what fits *query* from *offset* on, those first that fit best."""
    places = answer(index, query, limit, offset).places
    return rows_at(index, [address for _, address in places])


def ordered(columns: Columns, some: Chosen, order: str, offset: int, limit: int) -> list[int]:
    """The *limit* rows of *some* from *offset* on, in *order*, and then by name."""
    if len(some) <= _FEW:
        few = some.rows
        in_order = few[np.argsort(columns.places(order)[few])]
        return [int(row) for row in in_order[offset : offset + limit]]
    rows, found, before = columns.order(order), list[int](), 0
    for start in range(0, len(rows), _AT_ONCE):
        piece = rows[start : start + _AT_ONCE]
        fitting = piece[some.mask[piece]]
        found += fitting[max(offset - before, 0) :][: limit - len(found)].tolist()
        before += len(fitting)
        if len(found) >= limit:
            break
    return found
