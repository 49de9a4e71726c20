"""Work packages: a mark such as ``Työpaketti 1.`` or ``TP2:``, a title, and the text below."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from graph.extract.lines import Line
from graph.extract.marks import BULLET, PACKAGE
from graph.extract.paragraphs import first_sentence, paragraphs, unjoined
from graph.records import WorkPackage

INLINE: Final = re.compile(
    r"(?<!\w)(?P<label>(?:Työpaketti|TP|WP|AP)\s?-?\s?(?P<number>\d{1,2})(?!\w|/|-\w|:[a-zåäö])"
    r"\s?[.:)]?)\s*(?:[-–—]\s)?"
)
SHORT_MARKS: Final = ("TP", "WP", "AP", "Työpaketti")
"""What INLINE finds begins with one of these; looking for them first is faster."""
STOPPED: Final = re.compile(r"[.:)]$")


class _Package(NamedTuple):
    """A work package on its way."""

    label: str
    title: str
    description: str
    line: int

    def record(self, position: int) -> WorkPackage:
        """The package at its place among the others."""
        return WorkPackage(
            position=position,
            label=self.label,
            title=self.title,
            description=self.description,
            line=self.line,
        )


class _Start(NamedTuple):
    """The line where a work package begins: its index, mark, number, and the rest of the line."""

    at: int
    label: str
    number: str
    rest: str


def read_work_packages(lines: Sequence[Line], ends: Iterable[int]) -> tuple[WorkPackage, ...]:
    """The work packages among *lines*; *ends* holds the indexes of lines that end the one above."""
    starts = [start for at, line in enumerate(lines) if (start := _start(at, line.text))]
    bounds = sorted({*(start.at for start in starts), *ends, len(lines)})
    merged: dict[str, _Package] = {}
    for start in starts:
        end = bounds[bisect_right(bounds, start.at)]
        package = _package(
            start, [line.text for line in lines[start.at + 1 : end]], lines[start.at]
        )
        merged[start.number] = _merged(merged.get(start.number), package)
    found = list(merged.values()) or [package for line in lines for package in _inline(line)]
    return tuple(package.record(position) for position, package in enumerate(found, 1))


def _start(at: int, text: str) -> _Start | None:
    """The work package that begins with *text*; a sentence about one begins none."""
    bullet = BULLET.match(text)
    match = PACKAGE.match(bullet["text"] if bullet else text)
    if match is None:
        return None
    label, title = match["label"].strip(), match["title"]
    told = title[:1].islower() and not STOPPED.search(label) and not _dashed(match)
    number = match["number"] or match["short"] or match["ordinal"]
    return None if told else _Start(at, label, number, title)


def _dashed(match: re.Match[str]) -> bool:
    return match.start("title") - match.end("label") > 1


def _package(start: _Start, below: list[str], line: Line) -> _Package:
    """The package that *start* begins; its title is one sentence, or stands on the next line."""
    title, rest = first_sentence(start.rest)
    if not title:
        filled = next((at for at, text in enumerate(below) if text), 0)
        title, below = "".join(below[filled : filled + 1]), below[filled + 1 :]
    if rest:
        below = [rest, *below]
    return _Package(start.label, title.rstrip(" :."), paragraphs(below), line.number)


def _merged(earlier: _Package | None, later: _Package) -> _Package:
    """A package listed first and told of later is one: the first title, the text of both."""
    if earlier is None:
        return later
    parts = (earlier.description, later.description)
    return earlier._replace(description="\n\n".join(part for part in parts if part))


def _inline(line: Line) -> list[_Package]:
    """The packages counted within a paragraph: ``TP1 ..., TP2 ... and TP3 ...``."""
    if not any(word in line.text for word in SHORT_MARKS):
        return []
    marks = list(INLINE.finditer(line.text))
    numbers = [int(mark["number"]) for mark in marks]
    if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)):  # noqa: PLR2004 - two make a list
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(line.text)]
    titles = (line.text[mark.end() : end] for mark, end in zip(marks, ends, strict=True))
    firsts = (first_sentence(title)[0] for title in titles)
    return [
        _Package(mark["label"].strip(), unjoined(title).rstrip("."), "", line.number)
        for mark, title in zip(marks, firsts, strict=True)
    ]
