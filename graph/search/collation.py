"""Finnish alphabetical order: Å, Ä and Ö are letters of their own after Z.

The order is that of SFS-EN 13710 in short: case and other diacritics count only between words
that are otherwise alike, Ü goes with Y, Ø and Õ with Ö, Æ with Ä. The store orders by code point.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

_LETTERS: Final = str.maketrans(
    {
        "å": "z\uf000",
        "ä": "z\uf001",
        "æ": "z\uf001",
        "ö": "z\uf002",
        "ø": "z\uf002",
        "õ": "z\uf002",
        "ü": "y",
        "ß": "ss",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
    }
)

Key = tuple[str, str, str]

Row = TypeVar("Row", bound=Mapping[str, Any])

NAMES: Final = ("name", "project_name")
"""The columns by which a list for people is sorted: the first that it has."""


def by_name(rows: Sequence[Row]) -> list[Row]:
    """Return *rows* in the alphabetical order of their names; as they stand if they have none."""
    columns = [column for column in NAMES if rows and column in rows[0]]
    return sorted(rows, key=lambda row: finnish(row[columns[0]] or "")) if columns else list(rows)


def finnish(text: str) -> Key:
    """The key by which *text* sorts among other texts: letters first, then marks, then case."""
    composed = unicodedata.normalize("NFC", text.strip())
    folded = composed.lower()
    return _base(folded.translate(_LETTERS)), folded, composed.swapcase()


def _base(text: str) -> str:
    """*text* without diacritics and punctuation, which count only between like words."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() or "\uf000" <= c <= "\uf002" else " " for c in bare)
    return " ".join(words.split())
