"""Objectives and results that are named one by one: ``Tavoite 1: ...``, ``Tulos: ...``."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from graph.extract.heading_words import kind_of
from graph.extract.lines import Line
from graph.extract.marks import PACKAGE, named, readings
from graph.records import Item

WITHIN: Final = re.compile(
    r"(?<=[.;!?)])[\s–→-]*\s(?=(?:odotettu\s)?(?:osa|pää)?-?(?:tavoite|tulos|tuotos)(?:\s?\d{1,2})?:\s)",
    re.IGNORECASE,
)
"""Between an item and the name of the next one in the same line."""
LABEL: Final = re.compile(r"([A-ZÅÄÖ][^:.!?]{2,40}):")


class _Named(NamedTuple):
    """An item on its way: its name, the words so far, its line."""

    label: str
    words: list[str]
    line: int


def parted(lines: Sequence[Line]) -> Iterator[Line]:
    """*lines*, each name that stands within one at the start of a line of its own."""
    for line in lines:
        if ":" in line.text:
            yield from (Line(line.number, text, line.raw) for text in WITHIN.split(line.text))
        else:
            yield line


def is_of_others(text: str, kind: str) -> bool:
    """Whether the line *text* names something, and no item of *kind*: a result, a package."""
    if mark := named(text):
        return mark.kind != kind
    label = LABEL.match(text)
    other = label is not None and kind_of(label[1]) not in ("", kind)
    return other or PACKAGE.match(text) is not None


def read_named_items(lines: Sequence[Line], kind: str) -> tuple[Item, ...]:
    """The items of *kind* that are named in *lines*; a name without a number is none alone."""
    found = [item for item in _named(lines, kind) if item.words]
    if len(found) == 1 and not any(map(str.isdigit, found[0].label)):
        return ()
    return tuple(
        Item(position=position, label=item.label, text=" ".join(item.words), line=item.line)
        for position, item in enumerate(found, 1)
    )


def _is_counted(text: str) -> bool:
    return any(mark.rank for mark in readings(text))


def _named(lines: Sequence[Line], kind: str) -> list[_Named]:
    """The named items; one goes on until a blank line or what is of another kind."""
    found: list[_Named] = []
    below = False
    for line in parted(lines):
        mark = named(line.text)
        if mark and mark.kind == kind:
            found.append(_Named(mark.label, [mark.text] if mark.text else [], line.number))
            below = True
        elif line.text and (is_of_others(line.text, kind) or _is_counted(line.text)):
            below = False
        elif line.text and below:
            found[-1].words.append(line.text)
        elif below:
            below = not found[-1].words
    return found
