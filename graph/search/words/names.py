"""Whole names, as one is told from another: how they are written, and how far they are alike."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from graph.search.document import EntityDocument
from graph.search.words.text import folded, words

BASE: Final = "="
"""What stands before a name that is told in base forms."""

_QUALIFIER: Final = re.compile(r"\s*\([^()]*\)\s*$")
"""What tells namesakes apart in a register: ``Lumijoki (kunta)``."""

_PIECE: Final = 3

_KEPT: Final = 8192
"""So many names are kept in pieces: candidates come again."""

BaseOf = Callable[[str], str]
"""What knows of a word its base form."""


def plain_name(text: str) -> str:
    """The words of *text* and nothing else: ``EU:n Oulun–seutu!`` gives ``eu:n oulun-seutu``."""
    return " ".join(words(text))


def base_name(name: str, base_of: BaseOf) -> str:
    """A plain *name* with every word in its base form, marked as such."""
    return BASE + " ".join(map(base_of, name.split()))


def whole_names(document: EntityDocument, base_of: BaseOf) -> list[str]:
    """All that an entity is called: plain names, and the same in base forms.

    A name that is told from others by what stands in brackets is also there without that. The slug
    of an organisation names also what it is a unit of.
    """
    plain = dict.fromkeys(filter(None, map(plain_name, _spelled(document))))
    return [*plain, *dict.fromkeys(base_name(name, base_of) for name in plain)]


def _spelled(document: EntityDocument) -> Iterator[str]:
    for name in document.names:
        yield name
        yield _QUALIFIER.sub("", name)
    if document.kind == "organisation":
        yield document.slug.replace("-", " ")


def spellings(name: str) -> tuple[str, ...]:
    """A plain *name* as it may be written: with and without marks on its letters."""
    return tuple(dict.fromkeys((name, folded(name))))


@lru_cache(maxsize=_KEPT)
def pieces(name: str) -> frozenset[str]:
    """The runs of three letters in a plain *name*, with the beginnings and ends of its words."""
    padded = [f"  {word} " for word in name.split()]
    return frozenset(
        word[at : at + _PIECE] for word in padded for at in range(len(word) - _PIECE + 1)
    )


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the pieces of two names is in both: from 0, nothing, to 1, everything.

    It is the coefficient of Dice. Neither the order of words nor an inflected end changes it much.
    """
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0
