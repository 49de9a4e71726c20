"""Words as they stand in a text: in small letters, with the hyphens and colons inside them."""

import re
import unicodedata
from typing import Final

_SAME: Final = (("\u2010", "-"), ("\u2011", "-"), ("\u2013", "-"), ("\u2019", "'"), ("\u00ad", ""))
"""Signs that are written in more than one way, and the soft hyphen, which is no sign."""

_WORD: Final = re.compile(r"[^\W_]+(?:[-:'][^\W_]+)*")

_LONGEST: Final = 100
"""A longer run of letters is no word; it is cut, as every index has a longest word."""


def words(text: str) -> list[str]:
    """The words of *text* in their order: ``EU:n Oulun–seutu`` gives ``eu:n``, ``oulun-seutu``."""
    plain = unicodedata.normalize("NFC", text)
    for sign, meant in _SAME:
        plain = plain.replace(sign, meant)
    return [word[:_LONGEST] for word in _WORD.findall(plain.lower())]


def folded(word: str) -> str:
    """*word* as it is written on a keyboard without marks: ``tyoton`` for ``työtön``."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
