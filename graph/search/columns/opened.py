"""The columns as they are asked: a table, and what came after it was written."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

import numpy as np

from graph.search.columns.changes import Changes, read_changes
from graph.search.columns.gathering import gathered
from graph.search.columns.table import Array, Bools, Chosen, Ints, Numbers, Table
from graph.search.found import Hit
from graph.search.schema import SORTED

TABLE: Final = "table"
"""The folder of the table, in that of the columns."""

_KEPT: Final = 64
"""So many sets of rows are kept that one word or another has."""


class Words:
    """*all* words of one facet, each with its number, and the numbers of those of each part."""

    def __init__(self, parts: Sequence[Sequence[str]]) -> None:
        self.numbers: dict[str, int] = {}
        known = self.numbers.setdefault
        self.parts: list[Numbers] = [
            np.array([known(word, len(self.numbers)) for word in part], np.int64) for part in parts
        ]
        self.all = [*self.numbers]


class Columns:
    """Rows in *parts*: those of a table, and those of its *changes*.

    *alive* says of each row whether it is still there.
    """

    parts: tuple[Table, ...]

    def __init__(self, table: Table, changes: Changes) -> None:
        late = [late.row for late in changes.late]
        self.parts = (table, gathered(late, len(table))) if late else (table,)
        self.alive = np.ones(sum(map(len, self.parts)), np.bool_)
        self.alive[list(changes.gone)] = False
        self._is_changed = not self.alive.all()
        self._places = np.array([late.places for late in changes.late], np.int64)
        self.words = lru_cache(maxsize=None)(self._find_words)
        self.mask = lru_cache(maxsize=_KEPT)(self._find_mask)
        self.running = lru_cache(maxsize=1)(self._find_running)
        self.order = lru_cache(maxsize=None)(self._find_order)
        self.places = lru_cache(maxsize=None)(self._find_places)
        self.numbers = lru_cache(maxsize=None)(self._find_numbers)
        self.money = lru_cache(maxsize=None)(self._find_money)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The columns in *folder*; raise DataDirectoryError when they cannot be read."""
        return cls(Table.open(folder / TABLE), read_changes(folder))

    def __len__(self) -> int:
        return len(self.alive)

    def _find_words(self, name: str) -> Words:
        return Words([part.words[name] for part in self.parts])

    def _find_mask(self, facet: str, words: tuple[str, ...]) -> Bools:
        """Which rows have any of *words* in a *facet*, also of those that are gone."""
        mask = np.zeros(len(self), np.bool_)
        for part in self.parts:
            for word in words:
                mask[part.facet(facet).rows_of(word)] = True
        mask.flags.writeable = False
        return mask

    def _find_running(self, day: int, over: tuple[str, ...]) -> Bools:
        """Which rows have begun by that *day*, have not ended, and are in no phase that is *over*.

        A day is counted as ``date.toordinal`` does; what is no project never begins.
        """
        begun, ended = self.numbers("start_day") <= day, self.numbers("end_day") < day
        mask: Bools = begun & ~ended & ~self.mask("phase", over)
        mask.flags.writeable = False
        return mask

    def rows_of(self, facet: str, words: Sequence[str]) -> Ints:
        """The rows that have *words* in a *facet*: of each word, one after the other."""
        found = [part.facet(facet).rows_of(word) for word in words for part in self.parts]
        rows: Ints = found[0] if len(found) == 1 else np.concatenate(found)
        return rows[self.alive[rows]] if self._is_changed else rows

    def _find_order(self, order: str) -> Ints:
        """All rows in one of the orders SORTED, in that of slugs, or of readings."""
        if order == "slug":
            return self._find_order_of_slugs()
        if order == "reading":
            by_slug = self.order("slug")
            rows: Ints = by_slug[np.argsort(self.numbers("by_changed")[by_slug], kind="stable")]
            return rows
        name = f"order_{order}"
        rows = self.parts[0].arrays[name]
        for part in self.parts[1:]:
            late = part.arrays[name]
            rows = np.insert(rows, self._places[late - part.first, SORTED.index(order)], late)
        return rows

    def _find_order_of_slugs(self) -> Ints:
        table = self.parts[0]
        rows = table.by_slug()
        for part in self.parts[1:]:
            late = part.by_slug()
            places = [bisect_left(rows, part.slug(row), key=table.slug) for row in late]
            rows = np.insert(rows, places, late)
        return rows

    def _find_places(self, order: str) -> Ints:
        """The place of each row that is there in one of the orders."""
        rows = self.order(order)
        places = np.zeros(len(self), np.int32)
        places[rows] = np.arange(len(rows), dtype=np.int32)
        return places

    def _find_numbers(self, name: str) -> Array:
        """The number of that *name* of all rows."""
        found = [part.arrays[name] for part in self.parts]
        return found[0] if len(found) == 1 else np.concatenate(found)

    def counted(self, facet: str, chosen: Chosen) -> Numbers:
        """For each of the words of a *facet* how many of the *chosen* rows have it."""
        if len(self.parts) == 1:
            counts: Numbers = self.parts[0].facet(facet).counted(chosen)
            return counts
        words = self.words(facet)
        counts = np.zeros(len(words.all), np.int64)
        for part, numbers in zip(self.parts, words.parts, strict=True):
            counts[numbers] += part.facet(facet).counted(chosen)
        return counts

    def added(self, facet: str, values: Array) -> Array:
        """For each of the words of a *facet* the sum of *values* over the rows that have it."""
        words = self.words(facet)
        sums = np.zeros(len(words.all))
        for part, numbers in zip(self.parts, words.parts, strict=True):
            sums[numbers] += part.facet(facet).added(values)
        return sums

    def _find_money(self, currency: str) -> tuple[Array, Bools]:
        """The cents of that *currency* that each row has, and which rows have any allocation."""
        cents, numbers = np.zeros(len(self)), np.zeros(len(self), np.int64)
        for part in self.parts:
            chosen = part.has("of_currency", [currency])
            projects, given = part.arrays["project"][chosen], part.arrays["cents"][chosen]
            cents += np.bincount(projects, weights=given, minlength=len(self))
            numbers += np.bincount(projects, minlength=len(self))
        return cents, numbers > 0

    def paid_by(self, sources: tuple[str, ...]) -> Bools:
        """Which rows are projects that any of *sources* gives money to."""
        mask = np.zeros(len(self), np.bool_)
        for part in self.parts:
            mask[part.arrays["project"][part.paid_by(sources, self.alive)]] = True
        return mask

    def hits(self, rows: Iterable[int]) -> list[Hit]:
        """What is shown of *rows*."""
        return [self._part_of(row).hit(row) for row in rows]

    def _part_of(self, row: int) -> Table:
        return self.parts[row >= len(self.parts[0])]
