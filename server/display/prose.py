"""Printed text set as paragraphs, lists and headings: what a template needs to show it well."""

import re
from collections.abc import Collection, Iterator
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


def blocks(text: str, headings: Collection[str] = ()) -> tuple[Block, ...]:
    """Return the *text* as blocks; a line that is one of *headings* becomes a heading.

    Spaces do not count when a line is compared with the headings.
    """
    known = {_squeezed(heading) for heading in headings}
    lines = (_line(line, known) for line in text.splitlines())
    return tuple(_gathered(lines))


def _gathered(lines: Iterator[Line]) -> Iterator[Block]:
    for kind, group in groupby(lines, key=lambda line: line.kind):
        if kind != "blank":
            yield Block(kind, tuple(group))


def _line(text: str, headings: Collection[str]) -> Line:
    if not text.strip():
        return Line("blank", "", "")
    if _squeezed(text) in headings:
        return Line("heading", "", text.strip())
    mark = _MARK.match(text)
    if mark:
        return Line("item", mark[1], text[mark.end() :].strip())
    return Line("paragraph", "", text.strip())


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
