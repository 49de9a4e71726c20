"""Printed text set as paragraphs, lists and headings: what a template needs to show it well."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Final, Literal, NamedTuple

_MARK: Final = re.compile(
    r"^\s*([-–•*]|\d{1,2}[.)]{1,2}|[a-zåäö][.)]|\([a-zåäö\d]{1,2}\))\s+(?=\S)"
)

Kind = Literal["paragraph", "item", "heading", "blank"]


class Line(NamedTuple):
    """One line of text: what it is, its printed mark (items only) and its words."""

    kind: Kind
    mark: str
    text: str


class Block(NamedTuple):
    """Neighbouring lines of one kind: a paragraph a line, one list, or headings."""

    kind: Kind
    lines: tuple[Line, ...]


def blocks(
    text: str, headings: Collection[str] = (), items: Collection[str] = ()
) -> tuple[Block, ...]:
    """Return the *text* as blocks; a line that is one of *headings* or *items* becomes such.

    Spaces do not count when a line is compared with them. An item with a printed mark is one
    anyhow.
    """
    known: dict[str, Kind] = {squeezed(item): "item" for item in items}
    known |= {squeezed(heading): "heading" for heading in headings}
    lines = (_line(line, known) for line in text.splitlines())
    return tuple(_gathered(lines))


def _gathered(lines: Iterator[Line]) -> Iterator[Block]:
    for kind, group in groupby(lines, key=lambda line: line.kind):
        if kind != "blank":
            yield Block(kind, tuple(group))


def _line(text: str, known: Mapping[str, Kind]) -> Line:
    if not text.strip():
        return Line("blank", "", "")
    kind = known.get(squeezed(text), "paragraph")
    mark = _MARK.match(text)
    if mark and kind != "heading":
        return Line("item", mark[1], text[mark.end() :].strip())
    return Line(kind, "", text.strip())


def squeezed(text: str) -> str:
    """The *text* by which lines are compared: without blanks, letters of one case."""
    return "".join(text.split()).casefold()
