"""What form of which word a Finnish word is, and of what words it is made.

Voikko's grammar says it; the names of its classes and fields are Finnish. What it does not know
stays as it is written.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import msgspec

_PREFIX: Final = "etuliite"
"""The class of what is no word alone, as ``avo-`` in ``avopalvelu``."""


class Analysis(msgspec.Struct, frozen=True):
    """The words that a form may be of, and the words inside of it if it is a compound."""

    bases: tuple[str, ...]
    parts: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the grammar knows the form."""
        return bool(self.bases)


def analysis(form: str) -> Analysis:
    """The words of *form*, which is written in small letters; no words if it is not known."""
    readings = [_pieces(reading) for reading in _likely(_grammar()(form))]
    bases = {_base(pieces) for pieces in readings}
    parts = {part for pieces in readings for part in _inner(pieces)}
    return Analysis(tuple(sorted(bases)), tuple(sorted(parts - bases - {form})))


def _likely(readings: Sequence[Any]) -> list[Any]:
    """The readings with the fewest parts, and of these the ones without a possessive.

    ``kuusi`` is six, or a spruce; ``thy moon`` only where nothing else can be meant.
    """
    fewest = min((len(_pieces(reading)) for reading in readings), default=0)
    shortest = [reading for reading in readings if len(_pieces(reading)) == fewest]
    return [reading for reading in shortest if not reading.POSSESSIVE] or shortest


def _pieces(reading: Any) -> list[Any]:
    return reading.COMPOUND_PARTS or [reading]


def _base(pieces: Sequence[Any]) -> str:
    """The base form of a compound: only its last piece is inflected."""
    stem = "".join(piece.FORM for piece in pieces[:-1])
    return f"{stem}{pieces[-1].BASEFORM}".replace("=", "").lower().strip("-")


def _inner(pieces: Sequence[Any]) -> Iterator[str]:
    """The words inside a compound, compounds themselves or not; a prefix is no word."""
    spans = [*combinations(range(len(pieces) + 1), 2)]
    whole = [span for span in spans if _base(pieces[slice(*span)]) in _whole()]
    for start, end in spans:
        inside = any(_cuts(span, (start, end)) for span in whole)
        if not inside and end - start < len(pieces) and pieces[end - 1].CLASS != _PREFIX:
            yield _base(pieces[start:end])


def _cuts(whole: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether *span* begins or ends inside of a *whole*."""
    return any(whole[0] < edge < whole[1] for edge in span)


@cache
def _whole() -> frozenset[str]:
    """The compounds that are one word to a reader."""
    text = Path(__file__).with_name("whole.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def _grammar() -> Callable[[str], Sequence[Any]]:
    """What reads a form, loaded when it is first needed."""
    from pyvoikko import analyse  # noqa: PLC0415 - it takes half a second and 240 MB

    reads: Callable[[str], Sequence[Any]] = analyse
    return reads
