"""Names in short: whether a few letters stand for a name."""

import re
from typing import Final

LEAST, MOST = 2, 9
"""So many letters have what stands for a name."""

_SMALL: Final = frozenset(
    ("ja", "sekä", "och", "för", "i", "and", "for", "of", "the", "in", "de", "la", "et", "und")
)
"""The words of a name that have no letter among those that stand for it."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_CAPITALS: Final = 2


def is_short_form(text: str) -> bool:
    """Whether *text* looks like letters that stand for a name: ``LFTY``, ``FinBIF``."""
    capitals = sum(letter.isupper() for letter in text)
    return text.isalpha() and LEAST <= len(text) <= MOST and capitals >= _CAPITALS


def stands_for(short: str, name: str) -> bool:
    """Whether *short* stands for *name*: for its words in their order, and beginning with it.

    Each word gives its first letter, and may give more: ``SYKE`` is *Suomen ympäristökeskus*. A
    long word alone gives letters of its parts: ``ETK`` is *Eläketurvakeskus*.
    """
    words = [word for word in _WORD.findall(name.casefold()) if word not in _SMALL]
    is_long = len(words) > 1 or any(len(word) > MOST for word in words)
    if not is_long or not is_short_form(short) or len(words) > len(short):
        return False
    return _covers(short.casefold(), words)


def _covers(letters: str, words: list[str]) -> bool:
    """Whether *letters* are first letters of all *words*, with some that follow them there."""
    if not words:
        return not letters
    word, *rest = words
    return letters[:1] == word[0] and any(
        _within(letters[1:end], word[1:]) and _covers(letters[end:], rest)
        for end in range(1, len(letters) - len(rest) + 1)
    )


def _within(letters: str, word: str) -> bool:
    """Whether *letters* stand in *word* one after another, whatever is between them."""
    left = iter(word)
    return all(letter in left for letter in letters)
