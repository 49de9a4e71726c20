"""The cells of a text that may hold a table: what stands in each line, and where.

A cell is a line, or a part of one between tabs, bars or runs of blanks. What was broken over two
lines is one cell again: a period after its dash, an amount before its currency.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from graph.extract.funding import words
from graph.extract.lines import Line, plain
from graph.extract.money import Amount, read_amount


class Cell(NamedTuple):
    """A piece of a line after *gap* empty lines; *offset* is its place in the line."""

    text: str
    line: int
    gap: int = 0
    offset: int = 0
    alone: bool = True


class Value(NamedTuple):
    """What a cell of numbers holds: money, a share in percent, or nothing (an empty cell)."""

    cell: Cell
    amount: Amount | None = None
    share: Decimal | None = None


LONG = 220
"""Longer texts are prose."""

EMPTY = re.compile(r"[-–—−.]+|[xX]|ei")
SHARE = re.compile(r"\(?(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|prosenttia)\)?")
_BREAK = re.compile(r"[|\t]|[\s\u200b\ufeff]{2,}")
_NUMERIC = re.compile(r"[-–—−]+$|[(~]?(?:n\.|noin|€|EUR)?\s?\d|[vV]\w*\.?\s?\d{4}")
RULER = re.compile(r"[-–—_=:|+\s]{3,}")
"""A line drawn with signs, between the rows of a table."""
YEAR = re.compile(r"(?:19|20)\d\d")
_OPEN_PERIOD = re.compile(r"\d\d?\.\d\d?\.(?:\d{4})?\s?[-–—]$")
_DAY = re.compile(r"\d\d?\.\d\d?\.\d{4}")
_UNIT = re.compile(r"€|euroa?|eur", re.IGNORECASE)


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
    if _UNIT.fullmatch(other):
        return read_amount(one) is not None and not YEAR.fullmatch(one)
    return bool(_OPEN_PERIOD.fullmatch(one) and _DAY.fullmatch(other))


def value(cell: Cell, text: str) -> Value | None:
    """The single value that is all of *text*, or None."""
    if EMPTY.fullmatch(text):
        return Value(cell)
    if share := SHARE.fullmatch(text):
        return Value(cell, share=Decimal(share[1].replace(",", ".")))
    amount = read_amount(text)
    return Value(cell, amount) if amount else None


def _cells(lines: Iterable[Line]) -> Iterator[Cell]:
    gap = 0
    for line in lines:
        if line.text and not RULER.fullmatch(line.text):
            yield from _cells_of(line, gap)
        gap = 0 if line.text else gap + 1


def _cells_of(line: Line, gap: int) -> Iterator[Cell]:
    parts = list(_parts(line.raw)) if _is_broken(line) else []
    if len(parts) > 1 and _tabular([part for _, part in parts]):
        for offset, part in parts:
            yield Cell(part, line.number, gap, offset, alone=False)
    else:
        yield Cell(line.text, line.number, gap)


def _is_broken(line: Line) -> bool:
    """Whether there is a break in *line*; with single plain blanks only a bar is one."""
    return ("|" in line.raw or line.raw != line.text) and bool(_BREAK.search(line.raw))


def _parts(raw: str) -> Iterator[tuple[int, str]]:
    """The pieces of *raw* between breaks that hold something, each with its place.

    Between tabs or bars a piece's place is its number, else its first character's.
    """
    mark = next((mark for mark in "|\t" if mark in raw), "")
    pieces = enumerate(raw.split(mark)) if mark else _runs(raw)
    for place, piece in pieces:
        if (text := plain(piece)) and not RULER.fullmatch(text):
            yield place, text


def _runs(raw: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _BREAK.finditer(raw):
        yield start, raw[start : match.start()]
        start = match.end()
    yield start, raw[start:]


def _tabular(parts: Sequence[str]) -> bool:
    """Whether *parts* are cells of a table, not a text with wide blanks."""
    if any(len(part) > LONG for part in parts):
        return False
    numbers = any(_NUMERIC.match(part) for part in parts[1:])
    return numbers or any(words.is_total(part) or words.is_head(part) for part in parts)
