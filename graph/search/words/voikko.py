"""Voikko's grammar of Finnish reads forms; what it calls their classes and cases is Finnish."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any


def read(form: str) -> Sequence[Any]:
    """Every reading of *form*, which is written in small letters; none if it is not known."""
    return _grammar()(form)


def pieces_of(reading: Any) -> list[Any]:
    """The pieces of a compound; of any other word itself."""
    return reading.COMPOUND_PARTS or [reading]


def base_of(pieces: Sequence[Any]) -> str:
    """The base form of a compound: only its last piece is inflected."""
    stem = "".join(piece.FORM for piece in pieces[:-1])
    return f"{stem}{pieces[-1].BASEFORM}".replace("=", "").lower().strip("-")


@cache
def _grammar() -> Callable[[str], Sequence[Any]]:
    from pyvoikko import analyse  # noqa: PLC0415 - it takes half a second and 240 MB

    reads: Callable[[str], Sequence[Any]] = analyse
    return reads
