"""Running text about money: its passages, its sentences, and what stands around each amount."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from graph.extract.funding import words
from graph.extract.lines import Line
from graph.extract.money import Found, find_amounts, read_amount


class Passage(NamedTuple):
    """Lines that run on, as one text; *starts* are the offsets of the lines, with numbers.

    *headed*: its first line is a heading, of which the second says nothing but an amount.
    """

    text: str
    starts: tuple[tuple[int, int], ...]
    headed: bool = False

    def line(self, offset: int) -> int:
        """The number of the line in which the character at *offset* stands."""
        return next(number for start, number in reversed(self.starts) if start <= offset)

    def numbers(self) -> frozenset[int]:
        """The numbers of its lines."""
        return frozenset(number for _, number in self.starts)


class Sentence(NamedTuple):
    """A sentence of a passage, which begins at *offset*, and its amounts of money."""

    text: str
    offset: int
    amounts: tuple[Found, ...]


class Clause(NamedTuple):
    """An amount, the words *before* it and *after* it that are about it, and a share beside it.

    In the sentence the clause reaches from *start* to *end*.
    """

    found: Found
    before: str
    after: str
    share: Decimal | None
    start: int
    end: int


class _Gap(NamedTuple):
    """The text between two amounts: what is in brackets after the first, of it, of the second.

    In the sentence the second part ends at *end*.
    """

    aside: str
    after: str
    before: str
    end: int


_DIGIT = re.compile(r"\d")
_RUNS_ON = re.compile(r"(?!(?:vv?\.|vuo\w+)?\s?(?:19|20)\d\d\b)[a-zåäö(€\d]")
_ENDS = re.compile(r"[.!?:;)]$")
_STOP = re.compile(r"[.!?]\s+(?=[\"”–-]?\s?[A-ZÅÄÖ\d])")
_LAST_WORD = re.compile(r"[^\s.!?]*$")
_LONGEST_WORD = 24
_LONGEST_HEADING = 60
_SHORTENED = frozenset(
    words.words(
        "n v vv p puh mm esim ns ml mrd milj tuh yht ym yms jne ry klo nro ent os sis arv ca max"
        " min eur alv tri prof dos"
    )
)
_BOUNDARY = re.compile(
    r"[,;()]|:\s|\s(?:ja|sekä|josta|joista|josta|mistä|siitä|niistä|mutta|lisäksi|plus)(?=\s)|\s[+–/-]\s",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
_CLOSING = re.compile(r"\s*\)")
SHARE = re.compile(
    r"\(?\b(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%(?:\s?:\w+)?|prosent\w+)\)?", re.IGNORECASE
)
_SHARE_BEFORE = re.compile(
    rf"{SHARE.pattern}[\s(),:=/–-]*(?:\b(?:eli|on|ovat|yhteensä)\b)?[\s(),:=/–-]*$", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(r"\s?(?:[a-zåäö]{2,}|%|[:/.-]\d)", re.IGNORECASE)
_NOT_COUNTED = re.compile(r"\s?(?:ja|sekä|eli|vuonna|vuosina|josta|joista|on|yhteensä|per)\b")
_PHONE = re.compile(r"(?:\bp(?:uh)?\.|\bpuhelin|\+358|\b0\d+[- ]?)\s?$", re.IGNORECASE)
_NEAR = 400
_LEAST_BARE = Decimal(1000)


def passages(lines: Iterable[Line]) -> Iterator[Passage]:
    """The passages of *lines* that hold a digit: a line that breaks off goes on in the next."""
    run: list[Line] = []
    for line in lines:
        if not line.text and run and _heads(run[-1].text):
            continue
        if run and not _runs_on(run[-1], line):
            yield from _passage(run)
            run = []
        if line.text:
            run.append(line)
    yield from _passage(run)


def _runs_on(one: Line, other: Line) -> bool:
    if _is_headed(one, other):
        return True
    adjacent = other.number == one.number + 1 and _RUNS_ON.match(other.text)
    return bool(adjacent) and not _ENDS.search(one.text)


def _is_headed(one: Line, other: Line) -> bool:
    """Whether *other* is the amount of which *one* is the heading."""
    return _heads(one.text) and read_amount(other.text) is not None


def _heads(text: str) -> bool:
    """Whether *text* may head an amount: a few words about money, and no sentence."""
    short = len(text) <= _LONGEST_HEADING and not text.endswith(".")
    return short and not _DIGIT.search(text) and words.is_about_money(text)


def _passage(run: Sequence[Line]) -> Iterator[Passage]:
    text = " ".join(line.text for line in run)
    if _DIGIT.search(text):
        starts: list[tuple[int, int]] = []
        at = 0
        for line in run:
            starts.append((at, line.number))
            at += len(line.text) + 1
        yield Passage(text, tuple(starts), headed=_is_headed(*run[:2]) if run[1:] else False)


def sentences(passage: Passage, *, about_money: bool) -> Iterator[Sentence]:
    """The sentences of *passage* in which money is named; all others are left out.

    A number without a currency is money only in a sentence that speaks of money, or where
    *about_money* says that a heading does.
    """
    ends = [*(match.end() for match in _STOP.finditer(passage.text) if _stops(match)), None]
    for start, end in pairwise([0, *ends]):
        text = passage.text[start:end]
        if amounts := tuple(_money(text, about_money=about_money)):
            yield Sentence(text, start or 0, amounts)


def _money(text: str, *, about_money: bool) -> Iterator[Found]:
    found = find_amounts(text) if _DIGIT.search(text) else ()
    large = any(one.amount.value >= _LEAST_BARE for one in found)
    bare = about_money or (large and words.is_about_money(text))
    return (one for one in found if is_money(text, one, bare=bare))


def _stops(match: re.Match[str]) -> bool:
    end = match.start()
    last = _LAST_WORD.search(match.string, max(0, end - _LONGEST_WORD), end)
    word = last[0].casefold().lstrip("(") if last else ""
    return word not in _SHORTENED and not (word.isdigit() and len(word) < 3)  # noqa: PLR2004 - 1.10.


def is_money(text: str, found: Found, *, bare: bool) -> bool:
    """Whether a number in *text* is money: by its currency, or where *bare* numbers may be."""
    if found.amount.marked or found.use == "rate":
        return found.use != "rate"
    printed = text[found.start : found.end]
    if not bare or found.amount.value < _LEAST_BARE or _YEAR.fullmatch(printed):
        return False
    counted = _COUNTED.match(text, found.end) and not _NOT_COUNTED.match(text, found.end)
    return not counted and not _PHONE.search(text[: found.start])


def clauses(sentence: Sentence) -> Iterator[Clause]:
    """The amounts of *sentence* with their words."""
    text = sentence.text
    found = sentence.amounts
    ends = [*(one.start for one in found[1:]), None]
    gaps = [_gap(text, one.end, end) for one, end in zip(found, ends, strict=True)]
    befores = [text[: found[0].start][-_NEAR:], *(gap.before[-_NEAR:] for gap in gaps)]
    for one, before, gap in zip(found, befores, gaps, strict=False):
        yield Clause(
            found=one,
            before=before,
            after=f"{gap.after} {gap.aside}".strip()[:_NEAR],
            share=_share(before, gap.aside),
            start=one.start - len(before),
            end=gap.end,
        )


def _gap(text: str, start: int, end: int | None) -> _Gap:
    """The gap in *text* from *start* to *end*; without an *end* it is the last."""
    last = len(text) if end is None else end
    closing = _CLOSING.match(text, start, last)
    start = closing.end() if closing else start
    aside = _ASIDE.match(text, start, last)
    start = aside.end() if aside else start
    boundary = _BOUNDARY.search(text, start, last)
    cut = boundary.start() if boundary else last if end is None else start
    return _Gap(aside[1] if aside else "", text[start:cut], text[cut:last], cut)


def _share(before: str, aside: str) -> Decimal | None:
    """The share printed right before an amount, or in brackets after it."""
    match = _SHARE_BEFORE.search(before) or SHARE.fullmatch(aside)
    return Decimal(match[1].replace(",", ".")) if match else None
