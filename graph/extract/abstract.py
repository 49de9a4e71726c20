"""The abstract of a page: its sections, its objectives and expected results, its work packages."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from msgspec import structs

from graph.extract.headings import Heading, find_headings
from graph.extract.items import read_items, read_led_items
from graph.extract.lines import Line
from graph.extract.named_items import read_named_items
from graph.extract.packages import read_work_packages
from graph.extract.paragraphs import paragraphs
from graph.records import Item, Section, WorkPackage

LEADS: Final = {
    "objectives": re.compile(
        r"\b(?:\w*tavoit(?:e|tee)\w*|päämäär\w+|tarkoitukse\w+|objectives?)\b", re.IGNORECASE
    ),
    "results": re.compile(r"\b(?:\w*tulok(?:se|si)\w*|tuotok\w+|results?)\b", re.IGNORECASE),
}
"""The words by which a sentence leads in a list, where no heading stands above it."""


class Abstract(NamedTuple):
    """What an abstract says, but for its money."""

    sections: tuple[Section, ...]
    objectives: tuple[Item, ...]
    results: tuple[Item, ...]
    work_packages: tuple[WorkPackage, ...]


class _Part(NamedTuple):
    """A section: its heading, the heading's line, and the lines below it.

    Before the first heading there is none, and the line is the first that holds something.
    """

    heading: Heading | None
    line: int
    lines: Sequence[Line]


def read_abstract(lines: Sequence[Line], cells: frozenset[int]) -> Abstract:
    """What *lines*, the whole abstract with its blank lines, say.

    *cells* numbers the lines that were read as funding: a cell of a table is no heading.
    """
    headings = find_headings(lines, cells)
    parts = _parts(lines, headings)
    return Abstract(
        sections=_sections(parts),
        objectives=_items(parts, "objectives"),
        results=_items(parts, "results"),
        work_packages=read_work_packages(lines, [heading.at for heading in headings]),
    )


def _parts(lines: Sequence[Line], headings: Sequence[Heading]) -> list[_Part]:
    first = headings[0].at if headings else len(lines)
    filled = (line.number for line in lines[:first] if line.text)
    parts = [_Part(None, next(filled, 0), lines[:first])]
    ends = [*(heading.at for heading in headings[1:]), len(lines)]
    for heading, end in zip(headings, ends, strict=False):
        number = lines[heading.at].number
        rest = [Line(number, heading.rest, heading.rest)] if heading.rest else []
        parts.append(_Part(heading, number, [*rest, *lines[heading.at + 1 : end]]))
    return parts


def _sections(parts: Iterable[_Part]) -> tuple[Section, ...]:
    """The sections in order; text before the first heading is at position 0, if there is any."""
    sections = []
    for position, part in enumerate(parts):
        text = paragraphs(line.text for line in part.lines)
        heading = part.heading.text if part.heading else ""
        if heading or text:
            section = Section(position=position, heading=heading, text=text, line=part.line)
            sections.append(section)
    return tuple(sections)


def _items(parts: Sequence[_Part], kind: str) -> tuple[Item, ...]:
    """The items of the sections of that *kind*, else those that are led in or named elsewhere."""
    headed = [part for part in parts if part.heading and part.heading.kind == kind]
    if headed:
        listed = (read_named_items(p.lines, kind) or read_items(p.lines, kind) for p in headed)
        found = [item for items in listed for item in items]
    else:
        found = list(_without_heading(parts, kind))
    return tuple(structs.replace(item, position=position) for position, item in enumerate(found, 1))


def _without_heading(parts: Sequence[_Part], kind: str) -> tuple[Item, ...]:
    """The items of the first list that a sentence leads in, or all that are named."""
    led = (read_led_items(part.lines, LEADS[kind]) for part in parts)
    every = [line for part in parts for line in part.lines]
    return next(filter(None, led), ()) or read_named_items(every, kind)
