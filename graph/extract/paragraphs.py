"""Running text as paragraphs, and as sentences."""

import re
from collections.abc import Iterable
from typing import Final

SENTENCE_END: Final = re.compile(r"\s(?<=(?:[^\W\d_]{2}|\w\))[.!?]\s)\s*(?=[A-ZÅÄÖ])")
"""Between two sentences; an initial or a number before the stop ends none.

It begins with the blank, for which alone a text is searched in no time."""
JOINING: Final = re.compile(r"\s(?:ja|sekä|and|och)$")


def paragraphs(texts: Iterable[str]) -> str:
    """The *texts* line by line, one blank line where there are blank ones, none at the edges."""
    kept: list[str] = []
    for text in texts:
        if text or (kept and kept[-1]):
            kept.append(text)
    return "\n".join(kept).rstrip("\n")


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of *text*, and the rest."""
    first, *rest = SENTENCE_END.split(text, maxsplit=1)
    return first, rest[0] if rest else ""


def last_sentence(text: str) -> str:
    """The last sentence of *text*."""
    return SENTENCE_END.split(text)[-1]


def unjoined(text: str) -> str:
    """*text*, one of several things counted in a sentence, without what joins it to the next."""
    return JOINING.sub("", text.rstrip(" ,;")).rstrip(" ,;")
