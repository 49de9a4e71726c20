"""The language of questions: words, "phrases", OR, NOT and minus.

All words must fit. ``OR`` stands between alternatives and binds less than what stands side by side;
a minus before a word or a phrase, or ``NOT``, leaves out what has it. Everything that is typed
means something, if only nothing: no question is refused.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from graph.search.words.text import words

_QUOTES: Final = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'))

_PIECE: Final = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')

_SIGNS: Final = {
    **dict.fromkeys(("AND", "JA", "OCH"), "and"),
    **dict.fromkeys(("OR", "TAI", "ELLER", "|"), "or"),
    **dict.fromkeys(("NOT", "EI", "INTE"), "not"),
}
"""What joins words, in capitals and in any language of the pages."""

_LONGEST: Final = 400
"""So many characters of a question are heard."""


class Term(msgspec.Struct, frozen=True):
    """A word, or several side by side, that must stand in a text, or must not."""

    words: tuple[str, ...]
    wanted: bool = True


Question = tuple[tuple[Term, ...], ...]
"""Alternatives, of each of which all terms must fit; none if nothing is asked."""


def question(text: str) -> Question:
    """What *text* asks for."""
    alternatives: list[list[Term]] = [[]]
    for term in _terms(text[:_LONGEST].translate(_QUOTES)):
        if term is None:
            alternatives.append([])
        else:
            alternatives[-1].append(term)
    return tuple(tuple(terms) for terms in alternatives if terms)


def _terms(text: str) -> Iterator[Term | None]:
    """The terms of *text*, and None for each sign of an alternative."""
    wanted = True
    for piece in _PIECE.finditer(text):
        sign = _SIGNS.get(piece["word"] or "")
        if sign is None:
            yield from _said(piece, wanted=wanted)
        elif sign == "or":
            yield None
        wanted = sign != "not"


def _said(piece: re.Match[str], *, wanted: bool) -> Iterator[Term]:
    """The terms of a *piece*; several words without a blank between stay together if unwanted."""
    said = piece["word"] or piece["minus"] + (piece["phrase"] or "")
    wanted = wanted and not said.startswith("-")
    heard = tuple(words(said))
    if len(heard) > 1 and not (wanted and piece["word"]):
        yield Term(heard, wanted=wanted)
    else:
        yield from (Term((word,), wanted=wanted) for word in heard)
