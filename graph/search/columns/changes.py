"""What changed since the columns were written: few rows, kept as they are in one file."""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from graph.errors import DataDirectoryError
from graph.generations.durable import replace_file
from graph.search.columns.row import Row, sort_key
from graph.search.columns.table import Table
from graph.search.schema import NUMBERS, ORDERS, SORTED

FILE: Final = "changes.msgpack"

_NAMES: Final = 100_000
"""So many names of a table are kept while rows are placed among them."""


class Late(msgspec.Struct, frozen=True, array_like=True):
    """A row that came later, and its place in each of the orders (SORTED) of the table."""

    row: Row
    places: tuple[int, ...]


class Changes(msgspec.Struct, frozen=True, array_like=True):
    """The rows that came *late*, and the numbers of those that are *gone*."""

    late: tuple[Late, ...] = ()
    gone: tuple[int, ...] = ()

    def plus(self, late: tuple[Late, ...], gone: tuple[int, ...]) -> "Changes":
        """These and others after them."""
        return replace(self, late=(*self.late, *late), gone=(*self.gone, *gone))

    def save(self, folder: Path) -> None:
        """Keep them in *folder*."""
        replace_file(folder / FILE, msgspec.msgpack.encode(self))


_CHANGES: Final = msgspec.msgpack.Decoder(Changes)


def read_changes(folder: Path) -> Changes:
    """The changes that are kept in *folder*; raise DataDirectoryError when they are not there."""
    try:
        return _CHANGES.decode((folder / FILE).read_bytes())
    except (OSError, msgspec.MsgspecError) as refused:
        message = f"{folder}: the search index cannot be read: {refused}; build it anew"
        raise DataDirectoryError(message) from refused


class Placing:
    """Finds the places of late rows in the orders of a *table*."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._name = lru_cache(maxsize=_NAMES)(self._find_name)

    def placed(self, row: Row) -> Late:
        """The *row* with its places."""
        return Late(row, tuple(self._place(order, row) for order in SORTED))

    def _place(self, order: str, row: Row) -> int:
        rows = self._table.arrays[f"order_{order}"]
        first, last = 0, len(rows)
        if order in ORDERS:
            name = f"by_{order}"
            number, number_of = row.numbers[NUMBERS.index(name)], self._table.arrays[name].item
            first = bisect_left(rows, number, key=number_of)
            last = bisect_right(rows, number, first, key=number_of)
        return bisect_left(rows, row.key, first, last, key=self._name)

    def _find_name(self, row: int) -> str:
        hit = self._table.hit(row)
        return sort_key(hit.name, hit.kind, hit.slug)
