"""The times that head the columns and rows of a table: periods, and years told by number only.

``Vuosi 1`` and ``2. hankevuosi`` name no calendar year; which one it is depends on the project.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from graph.extract.periods import Period, find_periods


class Time(NamedTuple):
    """A time in a text, from *start* up to *end*: a *period*, or the *nth* year of the project."""

    start: int
    end: int
    period: Period | None = None
    nth: int = 0


_NTH = ("1|I", "2|II", "3|III", "4|IV", "5|V", "6|VI", "7|VII")
_WORDS = ("ensimmäinen", "toinen", "kolmas", "neljäs", "viides", "kuudes", "seitsemäs")
_ROMAN = "I{1,3}|IV|VI{0,2}"
_NUMBER = f"[1-7]|{_ROMAN}"
_YEAR = r"(?:hanke|projekti|toiminta|toteutus|rahoitus)?-?(?:vuosi|year|år)"
_NUMBERED = re.compile(
    rf"\b{_YEAR}\s?(?P<behind>{_NUMBER})(?![\w%]|[.,/]\d|\s?%|\s\d{{3}}\b)"
    rf"|(?<![\w.,/])(?:(?P<before>(?:{_NUMBER})(?=\.)|(?-i:{_ROMAN})(?=\s))\.?"
    rf"|(?P<word>{'|'.join(_WORDS)}))\s?{_YEAR}\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def find_times(text: str) -> tuple[Time, ...]:
    """The times in *text* (with plain blanks), in order: periods if there are any, else years."""
    found = find_periods(text)
    return tuple(Time(*one) for one in found) if found else tuple(_numbered(text))


def rise(times: tuple[Time, ...]) -> bool:
    """Whether each of *times* begins after the one before it."""
    return all(_begins(one) < _begins(other) for one, other in pairwise(times))


def _begins(time: Time) -> int:
    return time.period.start.toordinal() if time.period else time.nth


def _numbered(text: str) -> Iterator[Time]:
    if "uosi" in text.casefold() or "year" in text.casefold() or "år" in text.casefold():
        for match in _NUMBERED.finditer(text):
            yield Time(match.start(), match.end(), nth=_nth(match))


def _nth(match: re.Match[str]) -> int:
    if word := match["word"]:
        return _WORDS.index(word.casefold()) + 1
    number = (match["behind"] or match["before"]).upper()
    return next(n for n, forms in enumerate(_NTH, 1) if number in forms.split("|"))
