"""Rows as arrays: written once, then read from where they lie on the disk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple, Self
from weakref import WeakValueDictionary

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.errors import DataDirectoryError
from graph.search.columns.row import read_head, slug_key
from graph.search.found import Hit

Array = NDArray[Any]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
Numbers = NDArray[np.int64]
Bits = NDArray[np.uint64]

WORDS: Final = "words.msgpack"

BY_SLUG: Final = "order_slug"
"""The array of rows in the order of slugs."""

BY_SOURCE: Final = ("source_starts", "source_places")
"""The arrays that say where the allocations of each source stand: they begin, and their places."""

_WORD: Final = 64
"""The bits of a number in a set of rows."""

DENSE: Final = 32
"""What one row in so many has is counted sooner by bits than row by row."""


_FEW: Final = 16
"""What one row in so many has is found sooner row by row."""

_SAID: Final = ("row_starts", "codes")
"""The arrays of a facet that say what each row has."""

_GIVERS: Final = 8
"""For so many sources it is kept where their money stands."""


class Chosen:
    """The rows that are chosen: as a *mask* of all rows, how many, and their numbers.

    Either is looked for once: a page asks several things of the same.
    """

    def __init__(self, mask: Bools) -> None:
        self.mask = mask

    def __len__(self) -> int:
        return self._size

    @cached_property
    def _size(self) -> int:
        return int(np.count_nonzero(self.mask))

    @cached_property
    def rows(self) -> Numbers:
        """Their numbers, the least first."""
        return np.flatnonzero(self.mask)

    def between(self, first: int, last: int) -> Numbers:
        """Those from *first* on to the one before *last*."""
        start, end = np.searchsorted(self.rows, [first, last])
        return self.rows[start:end]


class Said(NamedTuple):
    """The words of each row, as *codes*: those of one stand together, from where it *starts*."""

    starts: Ints
    codes: Ints

    def by(self, rows: Numbers) -> Ints:
        """The codes of all words of those of *rows* that are here."""
        some = rows[rows < len(self.starts) - 1]
        return self.codes[between(self.starts[some], self.starts[some + 1])]


class Facet:
    """The rows of each of *words*: those of one stand together, from where it *starts*.

    The most frequent words come first. Some of them have their rows as *bits* too. What each row
    *said* lies beside them where it was written down, which it was not always.
    """

    def __init__(
        self,
        words: Sequence[str],
        starts: Ints,
        rows: Ints,
        bits: Bits,
        said: Said | None = None,
    ) -> None:
        self.words = words
        self.starts = starts
        self.rows = rows
        self.bits = bits
        self.said = said

    @property
    def arrays(self) -> Mapping[str, Array]:
        """All that is known of the rows, by name."""
        known: dict[str, Array] = {"starts": self.starts, "rows": self.rows, "bits": self.bits}
        return known | (dict(zip(_SAID, self.said, strict=True)) if self.said else {})

    @cached_property
    def codes(self) -> Mapping[str, int]:
        """The place of each word."""
        return {word: code for code, word in enumerate(self.words)}

    def rows_of(self, word: str) -> Ints:
        """The rows that have *word*; none when it is not there."""
        code = self.codes.get(word)
        first, last = (0, 0) if code is None else self.starts[code : code + 2]
        return self.rows[first:last]

    def counted(self, chosen: Chosen) -> Array:
        """How many of the *chosen* rows each word has."""
        if self.said is not None and len(chosen) * _FEW < len(self.rows):
            said = self.said.by(chosen.rows)
            return np.bincount(said, minlength=len(self.words))
        mask, dense = chosen.mask, len(self.bits)
        return np.concatenate([self._bits_in(mask), self._added(mask, dense, np.int64)])

    def added(self, values: Array) -> Array:
        """The sum of *values*, which are there for each row, over the rows of each word."""
        return self._added(values, 0, np.float64)

    def _bits_in(self, mask: Bools) -> Array:
        same = self.bits & packed(mask, self.bits.shape[1])
        counts: Array = np.bitwise_count(same).sum(axis=1, dtype=np.int64)
        return counts

    def _added(self, values: Array, code: int, kind: type) -> Array:
        """The sums over the rows of the words from that *code* on."""
        starts = self.starts[code:]
        if len(starts) <= 1:
            return np.zeros(0, kind)
        chosen = values[self.rows[starts[0] :]]
        sums: Array = np.add.reduceat(chosen, starts[:-1] - starts[0], dtype=kind)
        return sums


def between(first: Array, last: Array) -> Numbers:
    """The numbers from each of *first* on to the one before its *last*, one after another."""
    sizes = last - first
    before = np.cumsum(sizes) - sizes
    numbers: Numbers = np.repeat(first - before, sizes) + np.arange(sizes.sum())
    return numbers


def starts_of(codes: Ints, size: int) -> Ints:
    """Where those of each of so many *codes* begin in their order, and where the last end."""
    starts = np.zeros(size + 1, np.int32)
    np.cumsum(np.bincount(codes, minlength=size), out=starts[1:])
    return starts


def in_order(keys: Sequence[str]) -> Ints:
    """The places of *keys* from the least to the greatest."""
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int32)


def packed(mask: Bools, width: int) -> Bits:
    """The set of rows in *mask* as bits, in so many numbers; what is beyond them is left out."""
    some = np.packbits(mask[: width * _WORD])
    padded = np.zeros(width * _WORD // 8, np.uint8)
    padded[: len(some)] = some
    bits: Bits = padded.view(np.uint64)
    return bits


class Table:
    """So many rows, the *first* of which has that number, in named *arrays*.

    Codes in arrays are places in the list of *words* of the same name.
    """

    def __init__(
        self, arrays: Mapping[str, Array], words: Mapping[str, Sequence[str]], first: int = 0
    ) -> None:
        self.arrays = arrays
        self.words = words
        self.first = first
        self._facets: dict[str, Facet] = {}
        self.codes = lru_cache(maxsize=None)(self._find_codes)
        self._given = lru_cache(maxsize=_GIVERS)(self._find_given)

    @classmethod
    def of(
        cls,
        arrays: Mapping[str, Array],
        words: Mapping[str, Sequence[str]],
        facets: Mapping[str, Facet],
        first: int = 0,
    ) -> Self:
        """The table of those *arrays* with their *words*, and of *facets*."""
        by_facet = {
            f"{name}.{what}": array
            for name, facet in facets.items()
            for what, array in facet.arrays.items()
        }
        said = {name: facet.words for name, facet in facets.items()}
        return cls({**arrays, **by_facet}, {**words, **said}, first)

    @staticmethod
    def open(folder: Path) -> "Table":
        """The table that lies in *folder*; raise DataDirectoryError when it cannot be read.

        One that generations share, and that is in use, is not opened again, wherever it lies.
        """
        try:
            return _opened(Files.of(folder))
        except (OSError, ValueError) as refused:
            message = f"{folder}: the search index cannot be read: {refused}; build it anew"
            raise DataDirectoryError(message) from refused

    def save(self, folder: Path) -> None:
        """Write it into the new *folder*."""
        folder.mkdir(parents=True)
        for name, array in self.arrays.items():
            np.save(folder / f"{name}.npy", array)
        (folder / WORDS).write_bytes(msgspec.msgpack.encode(self.words))

    def __len__(self) -> int:
        return len(self.arrays["head"]) - 1

    def facet(self, name: str) -> Facet:
        """The rows by their words in a facet."""
        if name not in self._facets:
            known = {what: self.arrays[f"{name}.{what}"] for what in ("starts", "rows", "bits")}
            self._facets[name] = Facet(self.words[name], **known, said=self._said(name))
        return self._facets[name]

    def _said(self, name: str) -> Said | None:
        known = [self.arrays[key] for what in _SAID if (key := f"{name}.{what}") in self.arrays]
        return Said(*known) if known else None

    def has(self, name: str, words: Collection[str]) -> Bools:
        """Where the array of codes of that *name* has any of *words*."""
        codes = self.codes(name)
        return np.isin(self.arrays[name], [codes[word] for word in words if word in codes])

    def _find_codes(self, name: str) -> Mapping[str, int]:
        """The place of each of the words of that *name*."""
        return {word: code for code, word in enumerate(self.words[name])}

    def paid_to(self, chosen: Chosen) -> Numbers:
        """The allocations of the *chosen* projects, by their places."""
        projects = self.arrays["project"]
        if len(chosen) * _FEW > len(projects):
            return np.flatnonzero(chosen.mask[projects])
        rows = chosen.between(self.first, self.first + len(self)) - self.first
        return between(self._money[rows], self._money[rows + 1])

    @cached_property
    def _money(self) -> Ints:
        """Where the allocations of each row here begin; they stand in the order of the rows."""
        return starts_of(self.arrays["project"] - np.int32(self.first), len(self))

    def paid_by(self, sources: tuple[str, ...], mask: Bools) -> Numbers:
        """Those that *sources* give to the projects in *mask*."""
        given = self._given(sources)
        places: Numbers = given[mask[self.arrays["project"][given]]]
        return places

    def _find_given(self, sources: tuple[str, ...]) -> Numbers:
        """Where what *sources* give stands; an older table lacks these arrays."""
        if not self.arrays.keys() >= {*BY_SOURCE}:
            return np.flatnonzero(self.has("of_source", {*sources}))
        starts, places = (self.arrays[name] for name in BY_SOURCE)
        codes = self.codes("of_source")
        some = np.array([codes[each] for each in {*sources} if each in codes], np.int64)
        return np.sort(places[between(starts[some], starts[some + 1])])

    def hit(self, row: int) -> Hit:
        """What is shown of a *row* here."""
        starts, at = self.arrays["head"], row - self.first
        return read_head(self.arrays["heads"][starts[at] : starts[at + 1]].tobytes())

    def slug(self, row: int) -> str:
        """What sorts a *row* here by slug."""
        hit = self.hit(row)
        return slug_key(hit.kind, hit.slug)

    def by_slug(self) -> Ints:
        """The rows here in the order of slugs; an older table, which has none, is sorted now."""
        if BY_SLUG in self.arrays:
            known: Ints = self.arrays[BY_SLUG]
            return known
        rows = range(self.first, self.first + len(self))
        return in_order([*map(self.slug, rows)]) + np.int32(self.first)


@dataclass(frozen=True)
class Files:
    """The files of a table, which are the same wherever they lie: *stamps* tell them apart."""

    folder: Path = field(compare=False)
    stamps: tuple[tuple[str, int, int, int], ...]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Those that lie in *folder*."""
        named = ((file.name, file.stat()) for file in sorted(folder.iterdir()))
        stamps = ((name, s.st_ino, s.st_size, s.st_mtime_ns) for name, s in named)
        return cls(folder, tuple(stamps))


_OPEN: Final[WeakValueDictionary[Files, Table]] = WeakValueDictionary()
"""The tables that are in use. What nobody uses is closed: no disk keeps what is withheld for it."""


def _opened(files: Files) -> Table:
    """The table of those *files*: generations that follow one another share it."""
    table = _OPEN.get(files)
    if table is None:
        data = (files.folder / WORDS).read_bytes()
        words = msgspec.msgpack.decode(data, type=dict[str, list[str]])
        table = Table({file.stem: _mapped(file) for file in files.folder.glob("*.npy")}, words)
        _OPEN[files] = table
    return table


def _mapped(file: Path) -> Array:
    """The array in *file*, of which only what is looked at is read; an empty one has no bytes."""
    array: Array = np.load(file, mmap_mode="r", allow_pickle=False)
    return np.asarray(array)
