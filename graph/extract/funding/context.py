"""Which lines of an abstract stand under a heading about money."""

import re
from collections.abc import Iterable
from functools import lru_cache

from graph.extract.funding import words
from graph.extract.lines import Line

_LONGEST_HEADING = 80
_SUM = re.compile(r"\d[ .]\d{3}\b|\d{4,}\s?€|\d{5}")


def about_money(lines: Iterable[Line]) -> frozenset[int]:
    """The numbers of the lines under a heading about money, the heading's own too.

    A heading is a short line that is no sentence, or the words before a colon.
    """
    found = []
    inside = False
    for line in lines:
        if line.text:
            inside = _after(line.text, inside=inside)
            if inside:
                found.append(line.number)
    return frozenset(found)


def _after(text: str, *, inside: bool) -> bool:
    """Whether text that follows *text* is about money, when what is before it was *inside*."""
    heading, colon, _ = text.partition(":")
    if len(heading) > _LONGEST_HEADING or not (colon or _is_heading(text)):
        return inside
    if inside and not _is_of_another(heading):
        return True
    row = inside and (words.COSTS.search(heading) or _SUM.search(text))
    return bool(row or words.is_about_money(heading))


@lru_cache(maxsize=4096)
def _is_of_another(heading: str) -> bool:
    """Whether *heading* is one of another matter; the same head page after page."""
    return words.HEADINGS.match(heading) is not None


@lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    return not text.endswith((".", ",", ";")) and not words.has_verb(text)
