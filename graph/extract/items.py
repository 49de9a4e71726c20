"""The items of a list, such as objectives and expected results, each with its printed mark.

An item begins with a mark (``a.``, ``1)``, ``-``) and goes on over the lines below it, until a
blank line or the next mark of its list. Marks of another kind below an item are part of it.
Numbers and letters count up from the first: a line that begins with ``3. sektorin`` is no item.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from graph.extract.lines import Line
from graph.extract.marks import ROMAN, Mark, bare, count_up, is_marked, readings
from graph.extract.named_items import is_of_others, parted
from graph.extract.paragraphs import first_sentence, last_sentence, unjoined
from graph.records import Item

SIGN: Final = re.compile(
    r"(?<!\S)(?P<label>\(?(?P<sign>\d{1,2}|[ivx]{1,4}|[a-zåäö])\s?\.?\))\s*(?=\S)"
)

RUN_ON: Final = re.compile(r"\s(?=[-–]\s)")
COUNTED: Final = re.compile(r"\s(?=\d\.\s[^\W\d_])")
MOST_MARKS: Final = 2
"""More marks in one line are a list, fewer may stand within a sentence."""

LONGEST: Final = 160
"""The longest line of a list without marks, in characters."""
GAP: Final = 2
"""How far a count may jump: a page may have lost an item."""
NESTED_INDENT: Final = 2
"""How many blanks further in than its list a nested item stands."""


class _Found(NamedTuple):
    """An item on its way: its mark, the words so far, its line."""

    label: str
    words: list[str]
    line: int


class _Counts:
    """Where the lists of a text have come to: the latest rank of each kind of mark."""

    def __init__(self, *, bare_too: bool) -> None:
        self._bare_too = bare_too
        self._latest: dict[str, int] = {}
        self._kind = ""
        self._indent = 0
        self._capital = False

    def item(self, line: Line, *, below: bool) -> Mark | None:
        """The mark by which *line* is an item; None if it is text, or nested *below* an item."""
        for mark in self._readings(line.text):
            if self._counts(mark) and not (below and self._nested(mark, line)):
                self._kind, self._indent = mark.kind, _indent(line)
                self._latest[mark.kind] = mark.rank
                self._capital = mark.text[0].isupper()
                return mark
        return None

    def _readings(self, text: str) -> list[Mark]:
        mark = bare(text) if self._bare_too else None
        return [mark] if mark else readings(text)

    def _counts(self, mark: Mark) -> bool:
        """Whether *mark* is a bullet, the first of a count, or the next; no ordinal in prose."""
        if mark.rank <= 1:
            return True
        ordinal = self._capital and mark.text[0].islower()
        return 0 < mark.rank - self._latest.get(mark.kind, mark.rank) <= GAP and not ordinal

    def _nested(self, mark: Mark, line: Line) -> bool:
        return mark.kind != self._kind or _indent(line) >= self._indent + NESTED_INDENT


def read_items(lines: Sequence[Line], kind: str) -> tuple[Item, ...]:
    """The items of *kind* that *lines*, the text of one section, list; none where they are prose.

    A line that names something of another kind (``Tulos: ...``) belongs to no item.
    """
    own = [line for line in lines if not is_of_others(line.text, kind)]
    return _counted(_marked(list(_parted(lines)), kind) or _inline(own) or _bare(own))


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """*lines*, with a list that runs on in one line as a line an item: ``- one - two - three``."""
    for line in parted(lines):
        pieces = _pieces(line.text)
        if len(pieces) > MOST_MARKS:
            yield from (Line(line.number, piece) for piece in pieces)
        else:
            yield line


def _pieces(text: str) -> list[str]:
    """The items of *text* by its dashes, or by its numbers if they count up from one."""
    if text.startswith(("- ", "– ")):
        return RUN_ON.split(text)
    pieces = COUNTED.split(text)
    counts = all(piece.startswith(f"{n}.") for n, piece in enumerate(pieces, 1))
    return pieces if counts else []


def read_led_items(lines: Sequence[Line], lead: re.Pattern[str]) -> tuple[Item, ...]:
    """The items of the first list that a sentence leads in where *lead* finds a word, if any."""
    for at, line in enumerate(lines):
        if line.text and lead.search(last_sentence(line.text)):
            below = [] if line.text.endswith(".") else _list_below(lines, at)
            if found := _marked(below) or _inline([line]):
                return _counted(found)
    return ()


def _counted(found: Sequence[_Found]) -> tuple[Item, ...]:
    return tuple(
        Item(position=position, label=item.label, text=" ".join(item.words), line=item.line)
        for position, item in enumerate(found, 1)
    )


def _list_below(lines: Sequence[Line], at: int) -> list[Line]:
    """The lines below index *at*, up to the first text that belongs to no item."""
    found: list[Line] = []
    for below in range(at + 1, len(lines)):
        line = lines[below]
        if line.text and not is_marked(line.text) and not (found and found[-1].text):
            break
        found.append(line)
    return found


def _marked(lines: Sequence[Line], kind: str = "") -> list[_Found]:
    """The items that begin with a mark, up to what is not of *kind*."""
    found: list[_Found] = []
    bare_ranks = [mark.rank for line in lines if (mark := bare(line.text))]
    counts = _Counts(bare_too=count_up(bare_ranks))
    below = False
    for line in lines:
        if kind and is_of_others(line.text, kind):
            below = False
            continue
        if mark := counts.item(line, below=below):
            found.append(_Found(mark.label, [mark.text], line.number))
        elif line.text and below:
            found[-1].words.append(line.text)
        below = bool(line.text) and bool(mark or below)
    return found


def _inline(lines: Sequence[Line]) -> list[_Found]:
    """The items counted within a paragraph: ``1) ..., 2) ... and 3) ...``."""
    found: list[_Found] = []
    for line in lines:
        signs = _running(list(SIGN.finditer(line.text)))
        ends = [*(sign.start() for sign in signs[1:]), len(line.text)]
        for sign, end in zip(signs, ends, strict=False):
            text = line.text[sign.end() : end]
            text = first_sentence(text)[0] if end == len(line.text) else unjoined(text)
            found.append(_Found(sign["label"], [text], line.number))
    return found


def _running(signs: list[re.Match[str]]) -> list[re.Match[str]]:
    """The *signs* that count up from the first number or letter; none if they are not two."""
    found: list[re.Match[str]] = []
    for sign in signs:
        wanted = (str(len(found) + 1), chr(ord("a") + len(found)), *ROMAN[len(found) :][:1])
        if sign["sign"] in wanted:
            found.append(sign)
    return found if len(found) > 1 else []


def _bare(lines: Sequence[Line]) -> list[_Found]:
    """The items of a list without marks: short lines of which none but the last is a sentence."""
    filled = [line for line in lines if line.text]
    if filled and filled[0].text.endswith(":"):
        filled = filled[1:]
    whole = any(line.text[-1] in ".!?:" for line in filled[:-1])
    if len(filled) < 2 or whole or any(len(line.text) > LONGEST for line in filled):  # noqa: PLR2004 - two make a list
        return []
    return [_Found("", [line.text], line.number) for line in filled]


def _indent(line: Line) -> int:
    return len(line.raw) - len(line.raw.lstrip())
