"""How withheld words are made unreadable: what finds them, and what stands in their place.

A text may hide its words from a search: entities, escapes, wide letters, characters that nobody
sees, a word broken at the end of its line. So what is searched is the text as somebody reads it,
and what is masked are the characters that are really there.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import unquote

MASK: Final = "[…]"
"""What stands in the place of withheld words."""

Mask = Callable[[str], str]
"""Text in, the same text out with what is withheld masked; line breaks stay where they are."""

Span = tuple[int, int]
"""Where in a text something begins and ends."""

Finder = Callable[[str], Iterable[Span]]
"""Text in, the places out of what is withheld, in any order."""

UNSEEN: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
WIDE: Final = "\ufe50-\ufe6b\uff01-\uff5e\U0001d400-\U0001d7ff"
ODD: Final = re.compile(
    rf"[{UNSEEN}{WIDE}]|&(?:#\d{{1,6}}|#[xX][0-9A-Fa-f]{{1,5}}|[A-Za-z]{{2,8}});"
    r"|%[C-Dc-d][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]|%[2-7][0-9A-Fa-f]|-\n(?=[a-zà-öø-ÿ])"
)
"""Characters that are read as another one or not at all; each is one at most."""

RARE: Final = re.compile(rf"[{UNSEEN}{WIDE}]")

NOTHING: Final = re.compile(rf"[{UNSEEN}]|-\n")


def hiding(*finders: Finder) -> Mask:
    """Return the mask of all that the *finders* find in a text as it is read."""

    def mask(text: str) -> str:
        plain, places = as_read(text)
        found = sorted(span for find in finders for span in find(plain))
        return blackened(text, ((places[start], places[end]) for start, end in found))

    return mask


def as_read(text: str) -> tuple[str, Sequence[int]]:
    """The *text* as somebody reads it, and for each character of that its place in the *text*.

    One place more tells the end.
    """
    if not may_be_odd(text):
        return text, range(len(text) + 1)
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for odd in ODD.finditer(text):
        meant = NOTHING.sub("", _meant(odd[0]))
        pieces += (text[end : odd.start()], meant)
        places += (*range(end, odd.start()), *[odd.start()] * len(meant))
        end = odd.end()
    return "".join((*pieces, text[end:])), [*places, *range(end, len(text) + 1)]


def may_be_odd(text: str) -> bool:
    """Whether *text* may be read otherwise than it stands there; a quick look."""
    if "&" in text or "%" in text or "-\n" in text:
        return ODD.search(text) is not None
    return not text.isascii() and RARE.search(text) is not None


def _meant(odd: str) -> str:
    if odd.startswith("&"):
        return html.unescape(odd)
    return unquote(odd) if odd.startswith("%") else unicodedata.normalize("NFKC", odd)


def blackened(text: str, spans: Iterable[Span]) -> str:
    """The *text* with a mask, once a line, on each of the *spans*, which are in order."""
    parts: list[str] = []
    end = 0
    for start, stop in merged(spans):
        parts += (text[end:start], "\n".join(MASK for _ in text[start:stop].split("\n")))
        end = stop
    return "".join((*parts, text[end:])) if parts else text


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the *spans*, which are in order, each that overlaps others as one with them."""
    start, end = 0, 0
    for first, last in spans:
        if first >= end:
            if end:
                yield start, end
            start, end = first, last
        end = max(end, last)
    if end:
        yield start, end
