"""The cells of a text that may hold a table: what stands in each line, and where.

A cell is a line, or a part of one between tabs, bars, semicolons, strokes or runs of blanks. What
was broken over two lines is one cell again: a period after its dash, an amount before its currency.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from graph.extract.funding import words
from graph.extract.lines import Line, plain
from graph.extract.money import Amount, is_range, read_amount
from graph.extract.periods import read_period


class Cell(NamedTuple):
    """A piece of a line after *gap* empty lines; *offset* is its place in the line."""

    text: str
    line: int
    gap: int = 0
    offset: int = 0
    alone: bool = True


class Value(NamedTuple):
    """What a cell of numbers holds: money, a share in percent, or nothing (an empty cell).

    *ranged*: it says between which amounts the money is, and so no amount.
    """

    cell: Cell
    amount: Amount | None = None
    share: Decimal | None = None
    ranged: bool = False


LONG = 220
"""Longer texts are prose."""

EMPTY = re.compile(r"[-–—−.]+|[xX]|ei")
SHARE = re.compile(r"\(?(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|prosenttia)\)?")
_BREAK = re.compile(r"[|\t]|[\s\u200b\ufeff]{2,}")
_NUMERIC = re.compile(r"[-–—−]+$|[(~]?(?:n\.|noin|€|EUR)?\s?\d|[vV]\w*\.?\s?\d{4}")
RULER = re.compile(r"[-–—_=:|+\s]{3,}")
"""A line drawn with signs, between the rows of a table."""
YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_OPEN_PERIOD = re.compile(r"\d\d?\.\d\d?\.(?:\d{4})?\s?[-–—]$")
_DAY = re.compile(r"\d\d?\.\d\d?\.\d{4}")
UNIT = re.compile(r"(?:€|euroa?|eur)", re.IGNORECASE)


def cells(lines: Iterable[Line]) -> Iterator[Cell]:
    """The cells of *lines* in order; empty lines count as gaps."""
    held: Cell | None = None
    for cell in _cells(lines):
        if held and _belong_together(held.text, cell.text):
            yield held._replace(text=f"{held.text} {cell.text}")
            held = None
        else:
            if held:
                yield held
            held = cell
    if held:
        yield held


def _belong_together(one: str, other: str) -> bool:
    if UNIT.fullmatch(other):
        return read_amount(one) is not None and not YEAR.fullmatch(one)
    return bool(_OPEN_PERIOD.fullmatch(one) and _DAY.fullmatch(other))


def value(cell: Cell, text: str) -> Value | None:
    """The single value that is all of *text*, or None."""
    if EMPTY.fullmatch(text):
        return Value(cell)
    if share := SHARE.fullmatch(text):
        return Value(cell, share=Decimal(share[1].replace(",", ".")))
    amount = read_amount(text)
    if amount is None and is_range(text):
        return Value(cell, ranged=True)
    return Value(cell, amount) if amount else None


def _cells(lines: Iterable[Line]) -> Iterator[Cell]:
    gap = 0
    for line in lines:
        if line.text and not RULER.fullmatch(line.text):
            yield from _cells_of(line, gap)
        gap = 0 if line.text else gap + 1


def _cells_of(line: Line, gap: int) -> Iterator[Cell]:
    parts = _row_of(line)
    for offset, part in parts:
        yield Cell(part, line.number, gap, offset, alone=False)
    if not parts:
        yield Cell(line.text, line.number, gap)


def _row_of(line: Line) -> list[tuple[int, str]]:
    """The cells of *line*, each with its place; none if the line is one cell."""
    parts = list(_parts(line.raw)) if _is_broken(line) else []
    if len(parts) > 1 and _tabular([part for _, part in parts]):
        return parts
    for mark in filter(line.raw.__contains__, (";", " / ")):
        parts = list(_between(line.raw, mark))
        if len(parts) > 1 and _is_row(*(part for _, part in parts)):
            return parts
    return []


def _is_broken(line: Line) -> bool:
    """Whether there is a break in *line*; with single plain blanks only a bar is one."""
    return ("|" in line.raw or line.raw != line.text) and bool(_BREAK.search(line.raw))


def _parts(raw: str) -> Iterator[tuple[int, str]]:
    """The pieces of *raw* between breaks that hold something, each with its place.

    Between tabs or bars a piece's place is its number, else its first character's.
    """
    mark = next((mark for mark in "|\t" if mark in raw), "")
    return _between(raw, mark) if mark else _filled(_runs(raw))


def _between(raw: str, mark: str) -> Iterator[tuple[int, str]]:
    """The pieces of *raw* between *mark* that hold something, each with its number."""
    return _filled(enumerate(raw.split(mark)))


def _filled(pieces: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for place, piece in pieces:
        if (text := plain(piece)) and not RULER.fullmatch(text):
            yield place, text


def _runs(raw: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _BREAK.finditer(raw):
        yield start, raw[start : match.start()]
        start = match.end()
    yield start, raw[start:]


def _is_row(first: str, *others: str) -> bool:
    """Whether what stands between semicolons or strokes is a row, as in sentences it is not."""
    if ":" in first[:-1] or len(first) > LONG:
        return False
    heads = words.is_head(first) and len(others) > 1 and not any(map(_DIGIT.search, others))
    return heads or all(map(_fills_cell, others))


def _fills_cell(text: str) -> bool:
    """Whether *text* is a number, or the heading of numbers."""
    heads = words.is_total(text) or words.is_head(text) or words.is_share_head(text)
    return heads or value(Cell(text, 0), text) is not None or read_period(text) is not None


def _tabular(parts: Sequence[str]) -> bool:
    """Whether *parts* are cells of a table, not a text with wide blanks."""
    if any(len(part) > LONG for part in parts):
        return False
    numbers = any(_NUMERIC.match(part) for part in parts[1:])
    return numbers or any(words.is_total(part) or words.is_head(part) for part in parts)
