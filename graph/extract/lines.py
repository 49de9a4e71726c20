"""The lines of a page: numbered from 1, with their blanks made plain."""

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """One line of a page: its number, its text with single plain blanks and no edges.

    *raw* is the text with the blanks as printed: they tell table cells from spaces in numbers.
    """

    number: int
    text: str
    raw: str = ""


def plain(text: str) -> str:
    """*text* with every run of blanks, narrow and no-break ones too, as one space."""
    return " ".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())


def numbered(texts: Iterable[str], first: int = 1) -> list[Line]:
    """The *texts* as plain lines, numbered from *first*."""
    return [Line(number, plain(text), text) for number, text in enumerate(texts, first)]
