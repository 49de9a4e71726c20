"""A text cut into tokens that know what stands before them."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_]+(?:[-:'/][^\W_]+)*-?")
_SAME: Final = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2019": "'"})
_ENDS: Final = re.compile(r"[.!?:;\n\u2022]")
"""What parts sentences and items of lists; nobody's name goes on behind it."""

_LONGEST: Final = 100
"""A longer run of letters is no word."""

_REMEMBERED: Final = 256
"""So many texts are remembered: those of a page are read by one linker after another."""


class Token(NamedTuple):
    """A word as *written*, its *form* in small letters, and how it stands.

    *at* is where it begins in the text. *opens*: a sentence begins with it. *apart*: a mark stands
    between it and the word before.
    """

    written: str
    form: str
    at: int
    opens: bool
    apart: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.written[0].isupper()


@lru_cache(maxsize=_REMEMBERED)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of *text* in their order."""
    plain = unicodedata.normalize("NFC", text).translate(_SAME).replace("\u00ad", "")
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(plain):
        if len(match[0]) <= _LONGEST:
            between = plain[end : match.start()]
            opens = not found or bool(_ENDS.search(between))
            apart = opens or bool(between.strip())
            found.append(Token(match[0], match[0].lower(), match.start(), opens, apart))
        end = match.end()
    return tuple(found)
