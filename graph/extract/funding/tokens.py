"""What each cell of a text looks like: a heading, a sum, numbers, a row, a name, or prose.

Whole rows and whole lines of headings with single blanks only are one cell, of which the parts are
told later.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from graph.extract.funding import words
from graph.extract.funding.cells import EMPTY, LONG, SHARE, UNIT, YEAR, Cell, Value, cells, value
from graph.extract.funding.times import find_times, rise
from graph.extract.lines import Line
from graph.extract.money import Found, find_amounts
from graph.extract.periods import Period, find_periods, read_period

Axis = Literal["source", "period", "total", "share", "whole", "outcome", "other"]
Kind = Literal["heading", "total", "word", "values", "row", "name", "prose"]


class Label(NamedTuple):
    """What a row or a column is about.

    *whole* is the project's whole time, *outcome* the same as it was spent, *other* not told. A
    year of the project whose number alone is printed is the *nth*; its period is not known. What
    *opens* is divided by the rows below (``ESR 50 000 €, josta``).
    """

    axis: Axis
    text: str
    line: int
    period: Period | None = None
    offset: int = 0
    nth: int = 0
    opens: bool = False


class Token(NamedTuple):
    """A cell and its *kind*.

    A *heading* has *labels*; a *row* has its *labels* (one) and its numbers in *tail*; *values*
    have their numbers in *tail*, and a *value* if they are one number.
    """

    kind: Kind
    cell: Cell
    labels: tuple[Label, ...] = ()
    tail: tuple[str, ...] = ()
    value: Value | None = None


_DIGIT = re.compile(r"\d")
_BULLET = re.compile(r"^(?:[-–—•*·▪]\s*|o\s|[A-Za-z][.)]\s|\d\d?[.)]\s(?=[A-ZÅÄÖ]))\s*(?=\S)")
_LEADER = re.compile(r"(?:\s*[:=,;→]|\s*\.{2,}|\s*…|\s[-–—]>?)+$")
_ASIDE = re.compile(r"\s\([^()]*\)")
_REMARK = re.compile(r"\s\([^()\d]*\)$")
_SENTENCE = re.compile(r"[.!?]\s+[A-ZÅÄÖ]|[!?]$")
_TAIL = re.compile(
    r"[(~]?€?(?:\d[\d.,]*)(?:,[-–]|\.-)?(?:€|e|%|t€|te|k€|M€)?\)?[,;]?|[-–—−]+[,;]?|~"
    r"|\(?(?:€|e|eur|euroa?|eur\.|t€|te|teur|k€|M€|meur|milj\.?|milj\.€|%|n\.?|noin|sek|nok|kr)\)?"
    r"[,;]?",
    re.IGNORECASE,
)
_MANY_DIGITS = re.compile(r"\d{3}|[€]|\beuro|\bt€|\bM€", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"\d{1,2}(?:,\d{1,2})?|[-–—−]")
_YEAR_OR_MONEY = re.compile(rf"{YEAR.pattern}\s?{UNIT.pattern}", re.IGNORECASE)
_END = " .,;*"
_FEW = 4
_FAR = 10
_LONGEST_ROW = 160


def tokens(lines: Iterable[Line]) -> list[Token]:
    """The cells of *lines* in order, each with its kind."""
    found = list(cells(lines))
    told = [
        _token(cell) if near else Token("prose", cell)
        for cell, near in zip(found, _near_numbers(found), strict=True)
    ]
    return list(_with_short_rows(_with_units(list(_with_money(told)))))


def _with_money(told: Sequence[Token]) -> Iterator[Token]:
    """The tokens, where ``2000 €`` right below a name is no year that heads a column."""
    for before, token, after in zip((None, *told), told, (*told[1:], None), strict=False):
        named = before and before.kind in ("name", "total")
        alone = named and token.kind == "heading" and not (after and after.kind == "heading")
        money = alone and _YEAR_OR_MONEY.fullmatch(token.cell.text) and _single(token.cell)
        yield money or token


def _with_units(told: Sequence[Token]) -> Iterator[Token]:
    """The tokens, where ``1000 €`` between a heading and a name is the unit of the column."""
    for before, token, after in zip((None, *told), told, (*told[1:], None), strict=False):
        unit = before and after and (before.kind, after.kind) == ("word", "name")
        thousand = unit and token.kind == "values" and words.scale(token.cell.text) != 1
        yield Token("word", token.cell) if thousand else token


def _with_short_rows(told: Iterable[Token]) -> Iterator[Token]:
    """The tokens, where below a unit of thousands a name and one short number are a row."""
    scaled = False
    for token in told:
        if token.kind in ("heading", "word", "prose"):
            scaled = token.kind != "prose" and (scaled or words.scale(token.cell.text) != 1)
        row = _short_row(token.cell) if scaled and token.kind == "name" else None
        yield row or token


def _short_row(cell: Cell) -> Token | None:
    name, tail = _split(cell.text)
    if len(tail) != 1 or not _SHORT_NUMBER.fullmatch(tail[0]):
        return None
    return Token("row", cell, (label(cell, name),), tail)


def _near_numbers(found: Sequence[Cell]) -> list[bool]:
    """Whether each cell is or stands shortly before a number: no other is part of a table."""
    near = []
    distance = _FAR + 1
    for cell in reversed(found):
        number = len(cell.text) < _LONGEST_ROW and _DIGIT.search(cell.text)
        distance = 0 if number else distance + 1
        near.append(distance <= _FAR)
    return near[::-1]


def may_be_value(token: Token) -> bool:
    """Whether *token* is a number: ``2015`` heads a column, or is money of 2 015 euros."""
    return token.kind == "values" or (
        token.kind == "heading" and YEAR.fullmatch(token.cell.text) is not None
    )


def _token(cell: Cell) -> Token:
    if len(cell.text) > LONG:
        return Token("prose", cell)
    recognise = _recogniser(cell.text)
    return (recognise and recognise(cell)) or Token("name", cell)


@lru_cache(maxsize=8192)
def _recogniser(text: str) -> Callable[[Cell], Token | None] | None:
    """Which recogniser knows a cell of *text*; names and headings stand on page after page."""
    return next((one for one in _RECOGNISERS if one(Cell(text, 0))), None)


def _plain_words(cell: Cell) -> Token | None:
    """A cell without a digit or a sign: the most frequent kind, told without further search."""
    if _DIGIT.search(cell.text) or EMPTY.fullmatch(cell.text):
        return None
    if words.is_total(cell.text):
        return _total(cell)
    if words.is_share_head(cell.text):
        return Token("heading", cell, (Label("share", cell.text, cell.line, None, cell.offset),))
    if words.is_head(cell.text):
        return Token("word", cell)
    return Token("prose" if _is_prose(cell.text) else "name", cell)


def _period(cell: Cell) -> Token | None:
    period = read_period(cell.text)
    label = Label("period", cell.text, cell.line, period, cell.offset)
    return Token("heading", cell, (label,)) if period else None


def _single(cell: Cell) -> Token | None:
    single = value(cell, cell.text)
    return Token("values", cell, (), tuple(cell.text.split()), single) if single else None


def _scaled_word(cell: Cell) -> Token | None:
    """A heading such as ``Rahoitus (1000 €)``, whose number is no amount."""
    if not words.is_head(cell.text) or find_times(cell.text):
        return None
    if words.scale(cell.text) == 1:
        return None
    return Token("word", cell)


def _dated_total(cell: Cell) -> Token | None:
    """A sum with the time it is for: ``Yhteensä 2012-2014``."""
    found = find_periods(cell.text)
    if len(found) != 1 or not words.is_total(cell.text[: found[0].start]):
        return None
    rest = cell.text[found[0].end :]
    return _total(cell) if not rest or words.is_head(rest) else None


def _total(cell: Cell) -> Token:
    return Token("total", cell, (Label("total", cell.text, cell.line, None, cell.offset),))


def _headings(cell: Cell) -> Token | None:
    """Several headings in one cell: ``Rahoittaja 2015 2016 Yht.``."""
    found = find_times(cell.text)
    if not found or not rise(found) or not all(map(_known_heading, _besides(cell.text))):
        return None
    labels: list[Label] = []
    at = 0
    for start, end, period, nth in found:
        labels += _labels_between(cell, cell.text[at:start])
        place = cell.offset + start
        labels.append(Label("period", cell.text[start:end], cell.line, period, place, nth))
        at = end
    return Token("heading", cell, (*labels, *_labels_between(cell, cell.text[at:])))


def _besides(text: str) -> Iterator[str]:
    """What stands in *text* before, between and after its times."""
    at = 0
    for time in find_times(text):
        yield text[at : time.start]
        at = time.end
    yield text[at:]


def _known_heading(text: str) -> bool:
    if _DIGIT.search(text) and words.scale(text) == 1:
        return False
    return words.of_headings(text)


def _labels_between(cell: Cell, text: str) -> list[Label]:
    if words.is_total(text):
        return [Label("total", text.strip(), cell.line)]
    return [Label("share", text.strip(), cell.line)] if words.is_share_head(text) else []


def _numbers(cell: Cell) -> Token | None:
    """Several numbers in one cell; after a year they are its row."""
    tail = tuple(cell.text.split())
    if not all(map(_TAIL.fullmatch, tail)):
        return None
    if YEAR.fullmatch(tail[0]):
        return Token("row", cell, (label(cell, tail[0]),), tail[1:])
    return Token("values", cell, tail=tail)


def _row(cell: Cell) -> Token | None:
    """A name and its numbers in one cell."""
    text = words.OPENS_PARTS.sub("", cell.text)
    name, tail = _split(_REMARK.sub("", text.rstrip(_END)))
    if not name or not _is_money(tail) or words.has_verb(name) or _holds_numbers(name):
        return None
    return Token("row", cell, (label(cell, name)._replace(opens=text != cell.text),), tail)


def label(cell: Cell, name: str) -> Label:
    """What the row or column named *name* in *cell* is about."""
    if period := read_period(name):
        return Label("period", name, cell.line, period, cell.offset)
    if (times := find_times(name)) and times[0].nth and times[0].end - times[0].start == len(name):
        return Label("period", name, cell.line, None, cell.offset, times[0].nth)
    axis: Axis = "total" if words.is_total(name) else "source"
    return Label(axis, name, cell.line, None, cell.offset)


def clean(name: str) -> str:
    """*name* without the bullet before it and the colon, dash or dots after it."""
    return _LEADER.sub("", _BULLET.sub("", name)).strip()


def _split(text: str) -> tuple[str, tuple[str, ...]]:
    """The name at the start of *text*, and the words of numbers after it; a share is the name's."""
    parts = text.split()
    at = len(parts)
    while at and _TAIL.fullmatch(parts[at - 1]):
        at -= 1
    while share := _leading_share(parts[at:]):
        at += share
    if at == 0 or at == len(parts):
        return "", ()
    if len(parts) > at + 1 and YEAR.fullmatch(parts[at]) and _is_time(parts[: at + 1]):
        at += 1
    return clean(" ".join(parts[:at])), tuple(parts[at:])


def _is_time(parts: Sequence[str]) -> bool:
    """Whether *parts* name a year and nothing else (``- v. 2015``)."""
    return read_period(clean(" ".join(parts))) is not None


def _leading_share(parts: Sequence[str]) -> int:
    """How many of *parts* make a share at their start: ``70 %``, ``(70%)``."""
    return next((n for n in (1, 2) if SHARE.fullmatch(" ".join(parts[:n]).rstrip(",;:"))), 0)


def _is_money(tail: Sequence[str]) -> bool:
    text = " ".join(tail)
    several = len(tail) > 1 and all(map(_SHORT_NUMBER.fullmatch, tail))
    return several or (_MANY_DIGITS.search(text) is not None and not YEAR.fullmatch(text))


def _holds_numbers(name: str) -> bool:
    """Whether *name* holds amounts itself: then it is a sentence or a list, not a name."""
    found = find_amounts(name) if _DIGIT.search(name) else ()
    return any(one.amount.marked or one.amount.value >= _least(one) for one in found)


def _least(found: Found) -> int:
    """From where on a number without a currency is no year, nor a range of counts."""
    return 1000 if found.use == "range" else 10_000


def _row_backwards(cell: Cell) -> Token | None:
    """Money and whose it is in one cell: ``105 000 € ESR``; ``5 000 € / vuosi`` names nobody."""
    found = find_amounts(cell.text)
    if len(found) != 1 or found[0].start or not found[0].amount.marked or found[0].use != "sum":
        return None
    name = cell.text[found[0].end :].strip(" ():=–-")
    if not words.words(name) or name.startswith("/") or _is_prose(name) or words.has_verb(name):
        return None
    return Token("row", cell, (label(cell, name),), tuple(cell.text[: found[0].end].split()))


def _prose(cell: Cell) -> Token | None:
    prose = _is_prose(_ASIDE.sub("", cell.text)) or _holds_numbers(cell.text)
    return Token("prose", cell) if prose else None


@lru_cache(maxsize=4096)
def _is_prose(text: str) -> bool:
    count = text.count(" ") + 1
    if count < _FEW:
        return False
    ends = text.endswith(".") and not text.endswith((" ym.", " yms.", " jne.", " ry.", "yht."))
    return ends or _SENTENCE.search(text) is not None or words.has_verb(text)


_RECOGNISERS: tuple[Callable[[Cell], Token | None], ...] = (
    _plain_words,
    _period,
    _single,
    _scaled_word,
    _dated_total,
    _headings,
    _numbers,
    _row,
    _row_backwards,
    _prose,
)
