"""From rows to arrays."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from graph.search.columns.row import Money, Row, slug_key
from graph.search.columns.table import (
    BY_SOURCE,
    DENSE,
    Array,
    Bits,
    Facet,
    Ints,
    Said,
    Table,
    in_order,
    packed,
    starts_of,
)
from graph.search.schema import CHOSEN, NUMBERS, ORDERS, SUMMED


class Codes:
    """Words as numbers, in the order in which they came."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self.said = array("i")

    def add(self, word: str) -> None:
        """Take in *word* as the next one that was said."""
        self.said.append(self._codes.setdefault(word, len(self._codes)))

    @property
    def words(self) -> list[str]:
        """The words, each at the place that is its number."""
        return [*self._codes]


class Gatherer:
    """Gathers rows, the *first* of which has that number, and makes a table of them."""

    def __init__(self, first: int = 0) -> None:
        self._first = first
        self._count = 0
        self._facets = {name: (Codes(), array("i")) for name in CHOSEN}
        self._numbers = {name: array("q") for name in NUMBERS}
        self._keys: list[str] = []
        self._heads = bytearray()
        self._head = array("q", [0])
        self._money = {name: Codes() for name in SUMMED}
        self._project, self._cents = array("i"), array("q")
        self._multi_year, self._first_of = array("b"), array("H")

    def __len__(self) -> int:
        return self._count

    def add(self, row: Row) -> None:
        """Take in the next row."""
        number = self._first + self._count
        self._count += 1
        self._heads += row.head
        self._head.append(len(self._heads))
        self._keys.append(row.key)
        for values, value in zip(self._numbers.values(), row.numbers, strict=True):
            values.append(value)
        for (codes, rows), words in zip(self._facets.values(), row.facets, strict=True):
            for word in words:
                codes.add(word)
                rows.append(number)
        for money in row.money:
            self._add_money(number, money)

    def _add_money(self, project: int, money: Money) -> None:
        for codes, word in zip(self._money.values(), money.words, strict=True):
            codes.add(word)
        self._project.append(project)
        self._cents.append(money.cents)
        self._multi_year.append(money.multi_year)
        self._first_of.append(money.first_of)

    def table(self) -> Table:
        """The table of all that was gathered."""
        size = 0 if self._first else self._count
        facets = {
            name: postings(np.array(codes.said), np.array(rows, np.int32), codes.words, size)
            for name, (codes, rows) in self._facets.items()
        }
        groups = {f"of_{name}": codes.words for name, codes in self._money.items()}
        money = {f"of_{name}": np.array(each.said, np.int32) for name, each in self._money.items()}
        arrays = {
            **{name: np.array(values, np.int64) for name, values in self._numbers.items()},
            **self._orders(),
            **money,
            **by_source(money["of_source"], len(groups["of_source"])),
            "project": np.array(self._project, np.int32),
            "cents": np.array(self._cents, np.int64),
            "multi_year": np.array(self._multi_year, np.bool_),
            "first_of": np.array(self._first_of, np.uint16),
            "heads": np.frombuffer(bytes(self._heads), np.uint8),
            "head": np.array(self._head, np.int64),
        }
        return Table.of(arrays, groups, facets, self._first)

    def _orders(self) -> dict[str, Array]:
        by_name = in_order(self._keys)
        place = np.empty_like(by_name)
        place[by_name] = np.arange(self._count, dtype=np.int32)
        by_slug = in_order([slug_key(*key.rsplit("\0", 2)[1:]) for key in self._keys])
        found = {"name": by_name, "slug": by_slug} | {
            order: np.lexsort((place, np.array(self._numbers[f"by_{order}"]))).astype(np.int32)
            for order in ORDERS
        }
        return {f"order_{order}": rows + np.int32(self._first) for order, rows in found.items()}


def by_source(codes: Ints, sources: int) -> dict[str, Array]:
    """Where the allocations of each of so many *sources* stand, whose *codes* they have."""
    places = np.argsort(codes, kind="stable").astype(np.int32)
    return dict(zip(BY_SOURCE, (starts_of(codes, sources), places), strict=True))


def postings(codes: Ints, rows: Ints, words: Sequence[str], size: int) -> Facet:
    """The facet in which *rows* have those of *words* that *codes* say; others are left out.

    Rows as bits have numbers below *size*; for 0 there are none.
    """
    numbers = np.bincount(codes, minlength=len(words))
    known = np.argsort(-numbers, kind="stable")[: np.count_nonzero(numbers)]
    places = np.zeros(len(words), np.int32)
    places[known] = np.arange(len(known), dtype=np.int32)
    starts = np.zeros(len(known) + 1, np.int32)
    np.cumsum(numbers[known], out=starts[1:])
    by_word = rows[np.argsort(places[codes], kind="stable")]
    dense = np.count_nonzero(numbers * DENSE > size) if size else 0
    bits = _bits(np.split(by_word, starts[1:-1])[:dense], size)
    said = _said(places[codes], rows, size) if size else None
    return Facet([words[code] for code in known.tolist()], starts, by_word, bits, said)


def _said(codes: Ints, rows: Ints, size: int) -> Said:
    """What each of so many rows says: the *codes* of the *rows* of the same places."""
    return Said(starts_of(rows, size), codes[np.argsort(rows, kind="stable")].astype(np.int32))


def _bits(sets: Sequence[Ints], size: int) -> Bits:
    """Each of *sets* of rows below *size* as bits."""
    width = -(-size // 64)
    bits = np.zeros((len(sets), width), np.uint64)
    for at, rows in enumerate(sets):
        mask = np.zeros(size, np.bool_)
        mask[rows] = True
        bits[at] = packed(mask, width)
    return bits


def gathered(rows: Iterable[Row], first: int = 0) -> Table:
    """The table of *rows*."""
    gatherer = Gatherer(first)
    for row in rows:
        gatherer.add(row)
    return gatherer.table()
