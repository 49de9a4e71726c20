"""How far the names of two projects agree."""

import re
from typing import Final, NamedTuple

from graph.links.text.forms import known
from graph.links.text.grammar import readings
from graph.links.text.tokens import Token, tokens
from graph.search.words.stems import STEM

FILLERS: Final = frozenset(
    ("hanke", "projekti", "kärkihanke", "ja", "sekä", "esr", "eakr", "eu", "the", "and", "in", "a")
)
"""Words that make no difference between the names of projects."""

_ADDED: Final = re.compile(r"-(?:hanke|projekti|kärkihanke)\w*$")
_ROMAN: Final = re.compile(r"i{1,3}|iv|v")
_PLAIN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
"""Small numbers: of which year or period of its kind a project is."""

_LONGEST_NUMBER: Final = 2
"""A number of more digits is a year."""

INSIDE: Final = 0.9
"""How far a name agrees with a longer one that holds it."""

PARTED: Final = 0.8
"""What is left of the share of words in common where each name has words that the other lacks."""


class ProjectName(NamedTuple):
    """A project's name as it is compared: base forms of its *words*, *places* among them, numbers.

    The first of a row of projects needs no number.
    """

    words: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]


def read_name(text: str) -> ProjectName:
    """The name *text*, ready to be compared."""
    said = [token for token in tokens(text) if _ADDED.sub("", token.form) not in FILLERS]
    numbers = {_number(token) for token in said} - {""}
    words = [token for token in said if not _number(token) and not _is_year(token)]
    bases = {token: _base(token) for token in words}
    return ProjectName(
        words=frozenset(bases.values()) - FILLERS,
        places=frozenset(base for token, base in bases.items() if _is_place(token)),
        numbers=frozenset(numbers - {"1"}),
    )


def agreement(one: ProjectName, other: ProjectName) -> float:
    """How far two names agree, from 0 to 1; not at all where places or numbers tell them apart."""
    if one.numbers != other.numbers or not (one.words and other.words):
        return 0.0
    first, second = one.words - other.words, other.words - one.words
    if first & one.places and second & other.places:
        return 0.0
    if not first and not second:
        return 1.0
    shared = len(one.words & other.words)
    if not shared or not (first and second):
        return INSIDE if shared else 0.0
    return PARTED * 2 * shared / (len(one.words) + len(other.words))


def _number(token: Token) -> str:
    """The small number that a token is, in digits; nothing if it is none."""
    if token.written.isupper() and _ROMAN.fullmatch(token.form):
        return _PLAIN[token.form]
    return token.form if token.form.isdigit() and len(token.form) <= _LONGEST_NUMBER else ""


def _is_year(token: Token) -> bool:
    """Whether a token is but digits, as years are: ``2014-2020``."""
    return token.form.replace("-", "").isdigit()


def _base(token: Token) -> str:
    """One base form for all forms of a word; of an unknown word its stem."""
    form = _ADDED.sub("", token.form)
    if _is_place(token):
        return next(reading.base for reading in readings(form) if reading.is_name)
    bases = known(form).bases
    return next((base for base in bases if STEM in base), min(bases))


def _is_place(token: Token) -> bool:
    """Whether it is written as the name of a place that the grammar knows."""
    return token.is_capital and any(
        reading.kind == "paikannimi" for reading in readings(_ADDED.sub("", token.form))
    )
