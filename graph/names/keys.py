"""How a name is looked up: by its letters and digits alone, in the nominative or the genitive."""

import re
import unicodedata
from functools import lru_cache

_IGNORED = re.compile(r"[^\w+]|_")
_VOWELS = frozenset("aeiouyåäö")
_INITIALS = 2


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """The letters, digits and plus signs of *text*, case folded: what its variants share.

    ``Pohjois–Pohjanmaan ELY -keskus`` and ``pohjois-pohjanmaan ely-keskus`` have one key. Two
    letters keep their case, because ``YM`` is a ministry and ``ym.`` is and so on.
    """
    letters = _IGNORED.sub("", unicodedata.normalize("NFKC", text))
    return letters.casefold() if len(letters) > _INITIALS else letters


_GENITIVES = (
    ("kaupunki", "kaupungin"),
    ("kunta", "kunnan"),
    ("liitto", "liiton"),
    ("palvelut", "palvelujen"),
    ("kirkko", "kirkon"),
    ("instituutti", "instituutin"),
    ("pankki", "pankin"),
    ("nen", "sen"),
    ("us", "uksen"),
    ("ys", "yksen"),
    ("os", "oksen"),
    ("is", "iksen"),
    ("e", "een"),
)
"""Endings of nominative and genitive where more than an n is added; the first that fits."""


def genitive(name: str) -> str:
    """The genitive of an organisation's *name*, which stands before the name of its unit.

    An abbreviation and a name that ends in a consonant take a colon: ``STM:n``, ``Oy:n``.
    """
    if name.isupper():
        return f"{name}:n"
    for ending, replacement in _GENITIVES:
        if name.lower().endswith(ending):
            stem, first = name[: -len(ending)], name[-len(ending)]
            return stem + (replacement.capitalize() if first.isupper() else replacement)
    return f"{name}n" if name[-1:].casefold() in _VOWELS else f"{name}:n"


def one_slip_apart(one: str, other: str) -> bool:
    """Whether one letter too many, too few, wrong, or two swapped tell *one* from *other*."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if one[1:2] + one[0:1] == other[0:2] and one[2:] == other[2:]:
        return True
    return one[1:] == other[1:] or one[1:] == other or one == other[1:]
