"""The normal form of an organisation's name: what its spellings have in common.

Letters and digits alone, without accents that Finnish and Swedish do not have, without legal forms,
with short forms of common words written out. What is left of a difference after that is a case
ending, a slip of the pen, or another name.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from graph.names.keys import key

LEGAL_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("oy", "oyj", "ab", "abp", "osk", "ltd", "plc", "inc"), "company"),
        **dict.fromkeys(("ry", "rf"), "association"),
        **dict.fromkeys(("sr", "rs"), "foundation"),
    }
)
"""The kind that a legal form tells."""

_IN_FRONT: Final = frozenset(("oy", "ab"))
"""The legal forms that stand before names too; ``Osk.`` there is a person."""

_FULL: Final = MappingProxyType(
    {
        "amk": "ammattikorkeakoulu",
        "shp": "sairaanhoitopiiri",
        **dict.fromkeys(("ja", "and", "och", "&"), ""),
    }
)
_DOTTED = re.compile(r"\b([a-z])\.\s?([a-z])\.?(?=$|[\s,)])", re.IGNORECASE)
_CASE = re.compile(rf"\b({'|'.join(LEGAL_FORMS)}):\w+$", re.IGNORECASE)
_COUNTRY = re.compile(r"\s*\((?:Finland|Suomi)\)\s*$")
_ABBREVIATION_BEHIND = re.compile(
    r"(?<=\w)(?:,?\s+\([^()\s]{2,9}\)|,?\s+[A-ZÅÄÖ]{2,7}|\s+(?=\w*[A-ZÅÄÖ]\w*[A-ZÅÄÖ])\w{2,9})"
    r"(?=$|\s+(?:ry|rf|sr|oyj?|r\.\s?[yf]\.)$)"
)
_DISTRICT = re.compile(r"sairaanhoitopiirin(?: kuntayhtymä| ky)?$", re.IGNORECASE)
_FOUNDATION = re.compile(r"(?:säätiö|stiftelsen?|foundation)$", re.IGNORECASE)
_FOREIGN = re.compile(r"[^\x00-\x7FåäöÅÄÖ]")
_MARKS: Final = ".,;:()\"'”“"


@lru_cache(maxsize=65_536)
def normal(name: str) -> str:
    """What the spellings of *name* have in common: ``X Oy``, ``Oy X Ab`` and ``X (Finland)``."""
    words = _words(_DISTRICT.sub("sairaanhoitopiiri", _COUNTRY.sub("", name)))
    bare = _without_forms(words) or words
    return key(_plain(" ".join(_FULL.get(word.casefold(), word) for word in bare)))


def normals(name: str) -> tuple[str, ...]:
    """The normal form of *name*, then that without an abbreviation that stands behind it."""
    short = trimmed(name)
    return (normal(name),) if short == name else (normal(name), normal(short))


def trimmed(name: str) -> str:
    """*name* without an abbreviation that stands behind it."""
    return _ABBREVIATION_BEHIND.sub("", name)


def bare(name: str) -> str:
    """The words of *name* without legal forms at its ends, and without the country behind them."""
    words = _words(_COUNTRY.sub("", name))
    return " ".join(_without_forms(words) or words)


@lru_cache(maxsize=65_536)
def legal_form(name: str) -> str:
    """The kind that a legal form at an end of *name* tells, or nothing.

    ROR has a country in brackets behind the names of companies, and only there. A name that ends in
    the word for a foundation tells it without a form.
    """
    if _COUNTRY.search(name):
        return "company"
    first, *rest = [word.casefold() for word in _words(name)] or [""]
    if rest and rest[-1] in LEGAL_FORMS:
        return LEGAL_FORMS[rest[-1]]
    if rest and first in _IN_FRONT:
        return LEGAL_FORMS[first]
    return "foundation" if _FOUNDATION.search(name) else ""


def _words(name: str) -> list[str]:
    """The words of *name* without marks, without an article; ``r.y.`` and ``ry:n`` are ``ry``."""
    plain = _CASE.sub(r"\1", _DOTTED.sub(r"\1\2", name))
    words = [word.strip(_MARKS) for word in plain.split()]
    kept = [word for word in words if word]
    return kept[1:] if len(kept) > 1 and kept[0].casefold() == "the" else kept


def _without_forms(words: list[str]) -> list[str]:
    """The *words* without legal forms at both ends."""
    start, end = 0, len(words)
    while start < end and words[end - 1].casefold() in LEGAL_FORMS:
        end -= 1
    while start < end and words[start].casefold() in _IN_FRONT:
        start += 1
    return words[start:end]


def _plain(text: str) -> str:
    """*text* without accents, but for the letters of Finnish and Swedish."""
    composed = unicodedata.normalize("NFC", text)
    return _FOREIGN.sub(lambda letter: unicodedata.normalize("NFD", letter[0])[0], composed)
