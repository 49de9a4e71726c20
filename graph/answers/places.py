"""Where a row stands in an answer, as bytes that sort as SPARQL sorts terms (section 15.1)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from graph.answers.terms import Term
from graph.questions.summing import Term as Ordered

NOTHING, BLANK, NAMED, NUMBER, WORDS = (bytes([kind]) for kind in range(1, 6))
"""The kinds of terms in their order."""

WIDTH: Final = 32
MIDDLE: Final = 1 << (WIDTH * 8 - 1)
FRACTION: Final = 18
"""Digits behind the point; no decimal of the engine has more."""

FLIPPED: Final = bytes(255 - byte for byte in range(256))
TRUE: Final = {"true": Decimal(1), "false": Decimal(0)}


def place(row: Mapping[str, Term], order: Iterable[Ordered]) -> bytes:
    """Return where *row* stands in an answer of that *order*."""
    return b"".join(_placed(row, term) for term in order)


def _placed(row: Mapping[str, Term], ordered: Ordered) -> bytes:
    terms = [row.get(column) for column in ordered.columns]
    placed = _one(terms[0]) if len(terms) == 1 else _together(terms)
    return placed.translate(FLIPPED) if ordered.descending else placed


def _one(term: Term | None) -> bytes:
    if term is None:
        return NOTHING
    if term.type == "literal":
        number = term.number
        return _counted(number) if number is not None else _written(WORDS, term.value)
    return _written(NAMED if term.type == "uri" else BLANK, term.value)


def _together(terms: Iterable[Term | None]) -> bytes:
    numbers = [term.number if term else None for term in terms]
    known = [number for number in numbers if number is not None]
    return _counted(sum(known, Decimal(0))) if len(known) == len(numbers) else NOTHING


def _written(kind: bytes, text: str) -> bytes:
    return kind + text.encode().replace(b"\0", b"\0\xff") + b"\0\0"


def _counted(number: Decimal) -> bytes:
    scaled = int(number.scaleb(FRACTION)) + MIDDLE
    return NUMBER + scaled.to_bytes(WIDTH, "big")
