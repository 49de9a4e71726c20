"""The ways to cut a row into its numbers: ``50 722 220 231`` is two of them, or one, or four."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice, product
from typing import NamedTuple

from graph.extract.funding.cells import Cell, Value, value
from graph.extract.funding.sketches import Entry
from graph.extract.funding.tokens import Label, Token, label


class Cut(NamedTuple):
    """A row's label and numbers, and how unlikely the cut is in itself (0: the only one)."""

    label: Label
    values: tuple[Value, ...]
    cost: float = 0.0


_NAME_TAKES_NUMBER = 0.4
_MIXED_MARKS = 0.3
_UNEVEN = 0.01
_OPENS = re.compile(r"\(?(?:n\.?|noin|~|€|eur)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\d{3}(?!\d).*|(?:€|e|eur\w*\.?|t€|te|teur|k€|M€|meur|milj\.?€?|%|sek|nok|kr)\)?[,;]?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"€|eur\w*\.?", re.IGNORECASE)
_SMALL = re.compile(r"\d{1,2}|(?:19|20)\d\d")
_DASH = re.compile(r"[-–—−]+")
_END = ",;"
_LONGEST_NUMBER = 3
_MOST_CUTS = 3000


def cuts(entry: Entry, most: int) -> list[Cut]:
    """The ways to read *entry* as at most *most* numbers; none if there are far too many."""
    if len(entry.tokens) > 1 or _is_single(entry.tokens[0]):
        values = [token.value or value(token.cell, token.cell.text) for token in entry.tokens]
        if all(values):
            return [Cut(entry.label, tuple(filter(None, values)))]
    pieces = product(*(list(_cut(token.tail, token.cell, most)) for token in entry.tokens))
    found = (_weighed(entry.label, sum(piece, ())) for piece in pieces)
    ways = list(islice(chain(found, _other_names(entry, most)), _MOST_CUTS))
    return ways if len(ways) < _MOST_CUTS else []


def _is_single(token: Token) -> bool:
    """Whether *token* is a cell of one number, too short for several (``50 722``)."""
    return token.kind == "values" and len(token.tail) <= _LONGEST_NUMBER


def _other_names(entry: Entry, most: int) -> Iterator[Cut]:
    """Cuts that leave the first word of numbers to the name (``Kaste 2``), or drop a dash."""
    token = entry.tokens[0]
    if len(entry.tokens) > 1 or token.kind != "row" or len(token.tail) == 1:
        return
    first, rest = token.tail[0], token.tail[1:]
    if _DASH.fullmatch(first):
        yield from (_weighed(entry.label, values) for values in _cut(rest, token.cell, most))
    elif _SMALL.fullmatch(first):
        name = label(token.cell, f"{entry.label.text} {first}")
        for values in _cut(rest, token.cell, most):
            cut = _weighed(name, values)
            yield cut._replace(cost=cut.cost + _NAME_TAKES_NUMBER)


def _weighed(name: Label, values: tuple[Value, ...]) -> Cut:
    """The cut with its cost: numbers of one row are alike in size and in their marks."""
    sizes = [len(str(one.amount.value)) for one in values if one.amount and one.amount.value]
    marks = {one.amount.marked for one in values if one.amount and one.amount.value}
    uneven = (max(sizes) - min(sizes)) * _UNEVEN if sizes else 0.0
    return Cut(name, values, uneven + _MIXED_MARKS * (len(marks) > 1))


def _cut(tail: Sequence[str], cell: Cell, most: int) -> Iterator[tuple[Value, ...]]:
    heads = [list(_heads(tail[at:], cell)) for at in range(len(tail))]
    return islice(_chained(heads, 0, most), _MOST_CUTS)


def _chained(
    heads: Sequence[Sequence[tuple[int, Value]]], at: int, most: int
) -> Iterator[tuple[Value, ...]]:
    """The chains of numbers from word *at* to the last; *heads* says what begins at each word."""
    if at == len(heads):
        yield ()
    elif most:
        for length, first in heads[at]:
            for rest in _chained(heads, at + length, most - 1):
                yield (first, *rest)


def _heads(tail: Sequence[str], cell: Cell) -> Iterator[tuple[int, Value]]:
    """The numbers that *tail* can begin with, and how many of its words each takes."""
    for length in range(1, len(tail) + 1):
        if length > 1 and not _goes_on(*tail[length - 2 : length]):
            return
        twice = length > 1 and all(map(_UNIT.fullmatch, (tail[0], tail[length - 1])))
        if not twice and (found := value(cell, " ".join(tail[:length]).rstrip(_END))):
            yield length, found


def _goes_on(one: str, other: str) -> bool:
    """Whether the word *other* may stand in one number with *one* before it."""
    return bool(_GOES_ON.fullmatch(other) or _OPENS.fullmatch(one))
