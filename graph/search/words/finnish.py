"""What form of which word a Finnish word is, and of what words it is made.

What the grammar does not know stays as it is written.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import msgspec

from graph.search.words.voikko import base_of, pieces_of, read

_PREFIX: Final = "etuliite"
"""The class of what is no word alone, as ``avo-`` in ``avopalvelu``."""

_NEGATION: Final = "epä"
"""What stands after it is not meant: ``varmuus`` is not what ``epävarmuus`` is about."""

_COMMON: Final = ("nimisana", "laatusana", "nimisana_laatusana")
"""The classes of nouns and adjectives that are no names."""

_JOINT: Final = re.compile(r"\[X\]([^\[\]]+)\[Bm\]")
"""The first word in a compound that the dictionary has as one word."""


class Analysis(msgspec.Struct, frozen=True):
    """The words that a form may be of, and the words inside of it if it is a compound."""

    bases: tuple[str, ...]
    parts: tuple[str, ...] = ()


def analysis(form: str) -> Analysis:
    """The words of *form*, which is written in small letters; no words if it is not known."""
    readings = [pieces_of(reading) for reading in _likely(read(form))]
    bases = {base_of(pieces) for pieces in readings}
    parts = {part for pieces in readings for part in _inner(pieces)}
    return Analysis(tuple(sorted(bases)), tuple(sorted(parts - bases - {form})))


def _likely(readings: Sequence[Any]) -> list[Any]:
    """The readings with the fewest parts, and of these the ones without a possessive.

    ``kuusi`` is six, or a spruce; ``thy moon`` only where nothing else can be meant.
    """
    fewest = min((len(pieces_of(reading)) for reading in readings), default=0)
    shortest = [reading for reading in readings if len(pieces_of(reading)) == fewest]
    return [reading for reading in shortest if not reading.POSSESSIVE] or shortest


def _inner(pieces: Sequence[Any]) -> Iterator[str]:
    """The words inside a compound, compounds themselves or not; a prefix is no word."""
    if len(pieces) == 1:
        yield from _joined(pieces[0])
    spans = [*combinations(range(len(pieces) + 1), 2)]
    whole = [span for span in spans if base_of(pieces[slice(*span)]) in _whole()]
    for span in spans:
        if _stands_alone(pieces, span) and not any(_cuts(one, span) for one in whole):
            yield base_of(pieces[slice(*span)])


def _stands_alone(pieces: Sequence[Any], span: tuple[int, int]) -> bool:
    """Whether the pieces of *span* are a word, and not all of them."""
    start, end = span
    negated = start > 0 and pieces[start - 1].FORM == _NEGATION
    return end - start < len(pieces) and not negated and pieces[end - 1].CLASS != _PREFIX


def _joined(piece: Any) -> Iterator[str]:
    """The words inside a compound that the dictionary has as one word."""
    joint = _JOINT.search(piece.FSTOUTPUT)
    base = base_of([piece])
    if joint and piece.CLASS in _COMMON and base not in _whole() and base.startswith(joint[1]):
        yield from analysis(joint[1]).bases
        yield base.removeprefix(joint[1])


def _cuts(whole: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether *span* begins or ends inside of a *whole*."""
    return any(whole[0] < edge < whole[1] for edge in span)


@cache
def _whole() -> frozenset[str]:
    """The compounds that are one word to a reader."""
    text = Path(__file__).with_name("whole.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
