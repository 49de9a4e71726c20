"""What form of which word a Finnish word is, and of what words it is made.

Voikko's grammar says it; the names of its classes and fields are Finnish. What it does not know
stays as it is written.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from pyvoikko import analyse

_PREFIX: Final = "etuliite"
"""The class of what is no word alone: ``yhteis-`` makes ``yhteiskunta`` one word, and not two."""


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
    readings = _likely(analyse(form))
    bases = {_base(_pieces(reading)) for reading in readings}
    parts = {part for reading in readings for part in _inner(_pieces(reading))}
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
    """The words inside a compound, those of several pieces too; none begins inside a prefix."""
    starts = [at for at in range(len(pieces)) if not at or pieces[at - 1].CLASS != _PREFIX]
    for start in starts:
        for end in range(start + 1, len(pieces) + 1):
            if end - start < len(pieces) and pieces[end - 1].CLASS != _PREFIX:
                yield _base(pieces[start:end])
