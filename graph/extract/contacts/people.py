"""The names of people among the words of a phrase.

A name is two to four words with capitals that are no title, no organisation and no place. A known
given name is proof enough; without one a name counts if a title, a phone or an address says so.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

from graph.extract.contacts.roles import is_title

PARTICLE: Final = re.compile(
    r"v[ao]n|der|den|de[lnr]?|la|d[aio]|af|bin|ibn|al|el|te[nr]|zu|ben|abu"
)
INITIAL: Final = re.compile(r"[A-ZÅÄÖ]\.?(?:-?[A-ZÅÄÖ]\.)?")
NAME_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’´`.][^\W\d_]+)*")
BODY_ENDING: Final = re.compile(
    r"(?:kaupun(?:ki|gi[nt])|kun(?:ta|nan|nat)|virasto\w*|keskus|keskuksen|toimisto\w*|hallin(?:to|non)"
    r"|palvel(?:u|ut|uiden|ujen|u[nt])|yksikkö?\w*|osasto\w*|laito(?:s|ksen|kset)|lii(?:tto|ton)"
    r"|säätiö\w*|yhdisty\w+|opisto\w*|koulu\w*|ministeriö\w*|konserni\w*|yhtymä\w*|instituut\w+"
    r"|museo\w*|teatteri\w*|kirjasto\w*|päivä(?:koti|kodin)|sairaala\w*|projekti\w*|ohjelma\w*"
    r"|hank(?:e|keen|keet)|salk(?:ku|un)|tiimi\w*|ryhmä\w*|verkosto\w*|\wseuran?|kamari\w*|piiri\w*"
    r"|\w{3}toime?n?|\walueen?|katu|posti\w*|puhelin\w*|osoite|osoitteesta|tiedot|tieto(?:a|ja)?"
    r"|rahoitus|rahoittaja\w*|toteuttaja\w*|kumppani\w*|henkilö\w*"
    r"|(?:kulttuuri|nuoriso|kaupungin|monitoimi|yhteis|perhe|asukas|virasto|musiikki|tiede)talo)$",
    re.IGNORECASE,
)
"""How words end that name a body, a house or a way to be reached, and nobody."""

NO_PERSON: Final = re.compile(
    r"(?:(?:pohjois|etelä|itä|länsi|keski|koillis)-\S+|oyj?|ab|[rk]y|rf|tmi|ltd|inc|gmbh|eu|eu:n|gsm"
    r"|city|cent(?:er|re)|business|university|college|institute|group|labs?|hub|studio|finland|villa"
    r"|suom(?:i|en)|euroopan|kansallinen|valtakunnallinen|pohde|internet|alue|toimi|tietoja)",
    re.IGNORECASE,
)
"""Whole words that stand in no person's name."""

LEGAL_FORM: Final = re.compile(r"oyj?|ab|[rk]y|rf|tmi|ltd|inc|gmbh", re.IGNORECASE)
"""What stands behind the name of a company or an association."""

PLACE: Final = re.compile(
    r"talo|koti|katu|tie|kuja|polku|väylä|aukio|kaari|tori|ranta|puisto|kylän?|seura", re.IGNORECASE
)
"""Words for places: a surname behind a given name."""

STREET: Final = re.compile(r"katu|tie|kuja|polku|väylä|aukio|kaari|tori|ranta|puisto")
"""What stands behind the name of somebody after whom a street is called."""

GENITIVE: Final = re.compile(r"\w{4}n$")
SOMEBODYS: Final = re.compile(r"[aeioöä]sen$")
"""How a surname ends in the genitive: *Meikäläisen*."""

FEWEST_WORDS: Final = 2
MOST_WORDS: Final = 4
"""A name that nothing is known of has so many words."""
SHORT_FORM: Final = 5
"""Capitals of this length or less are a short form, such as that of an office."""


class Person(NamedTuple):
    """A name as printed, in words; *known*: one of them is a known given name."""

    words: tuple[str, ...]
    known: bool

    @property
    def name(self) -> str:
        """The name as printed."""
        return " ".join(self.words)


class Found(NamedTuple):
    """A person among words: the words before the name, and the name."""

    before: tuple[str, ...]
    person: Person


@cache
def given_names() -> frozenset[str]:
    """The known given names, in lower case."""
    text = resources.files(__package__).joinpath("given_names.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(name for line in lines for name in line.split())


def is_given(word: str) -> bool:
    """Whether *word*, or a part of it between hyphens, is a known given name."""
    names = given_names()
    folded = word.casefold()
    return folded in names or any(part in names for part in folded.split("-"))


def find_people(words: Sequence[str]) -> tuple[list[Found], tuple[str, ...]]:
    """The people named among *words*, each with the words before it, and the words that remain."""
    found: list[Found] = []
    begin = 0
    for first, last in _runs(words):
        if _closed_by_legal_form(words, first, last) or _names_a_street(words, last):
            continue
        for person_first, person_last, known in _people(words[first:last]):
            person = Person(tuple(words[first + person_first : first + person_last]), known)
            found.append(Found(tuple(words[begin : first + person_first]), person))
            begin = first + person_last
    return found, tuple(words[begin:])


def _closed_by_legal_form(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the run from *first* up to *last* is a body's name, all of it: *Malli Data Oy*."""
    closed = last < len(words) and LEGAL_FORM.fullmatch(words[last]) is not None
    return closed and (last - first <= FEWEST_WORDS or not any(map(is_given, words[first:last])))


def _names_a_street(words: Sequence[str], last: int) -> bool:
    """Whether the run up to *last* is whose street it is: *Esimerkin katu*."""
    return last < len(words) and STREET.fullmatch(words[last]) is not None


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs of words that may be names: the indexes of each one's first and end."""
    first = None
    for at in range(len(words) + 1):
        fits = at < len(words) and (_may_be_name(words, at) or _inside(words, at, first))
        if fits and first is None:
            first = at
        elif not fits and first is not None:
            yield first, at
            first = None


def _inside(words: Sequence[str], at: int, first: int | None) -> bool:
    """Whether a particle stands at index *at*, within a name that goes on."""
    small = first is not None and PARTICLE.fullmatch(words[at])
    return bool(small) and any(
        _may_be_name(words, n) for n in range(at + 1, min(at + 3, len(words)))
    )


def _may_be_name(words: Sequence[str], at: int) -> bool:
    """Whether the word at index *at* may be part of a name."""
    word = words[at]
    if not word[:1].isupper():
        return False
    if INITIAL.fullmatch(word):
        return True
    if PLACE.fullmatch(word):
        return at > 0 and is_given(words[at - 1])
    if not NAME_WORD.fullmatch(word) or is_title(word) or _names_a_body(word):
        return False
    return not word.isupper() or is_given(word) or len(word) > SHORT_FORM


@lru_cache(maxsize=4096)
def _names_a_body(word: str) -> bool:
    """Whether *word* is part of the name of an organisation, a place or a street."""
    return bool(NO_PERSON.fullmatch(word) or BODY_ENDING.search(word)) and not is_given(word)


def _people(run: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """The people in a *run* of name-like words: first index, end, and whether a name is known."""
    begin = 1 if _genitive(run[0]) or _led(run) else 0
    while len(run) - begin >= FEWEST_WORDS:
        given = [at for at in range(begin, len(run)) if leads(run[at])]
        first = given[0] if given and given[0] > begin + 1 else begin
        end = _end(run, first, given)
        if end - first < FEWEST_WORDS or not (given or _unheard(run[first:end])):
            return
        if not SOMEBODYS.search(run[end - 1]):
            yield first, end, bool(given)
        begin = end


def _end(run: Sequence[str], first: int, given: Sequence[int]) -> int:
    """The end of the name that begins at *first*: given names and a surname, or surname first."""
    if not given or (first not in given and given[0] == first + 1):
        following = (at for at in given if at > first + 1 and at - 1 not in given)
        return min(next(following, len(run)), first + MOST_WORDS)
    end = first + 1
    while end + 1 < len(run) and (end in given or PARTICLE.fullmatch(run[end])):
        end += 1
    end += 1
    alone = end + 1 == len(run) and end not in given and not _genitive(run[end])
    return end + 1 if alone else min(end, len(run))


def _led(run: Sequence[str]) -> bool:
    """Whether an unknown word, such as a title, leads in a given name and a surname."""
    three = len(run) > FEWEST_WORDS and not leads(run[0]) and leads(run[1])
    return three and not leads(run[2]) and not PARTICLE.fullmatch(run[1])


def leads(word: str) -> bool:
    """Whether *word* is such that a name begins with it: a given name or an initial."""
    return is_given(word) or bool(INITIAL.fullmatch(word))


def _genitive(word: str) -> bool:
    """Whether *word* looks like a genitive, such as that of a place: *Oulun*."""
    return bool(GENITIVE.search(word)) and not word.endswith("nen") and not is_given(word)


def _unheard(words: Sequence[str]) -> bool:
    """Whether *words*, none of them known, may still be a name."""
    return len(words) <= MOST_WORDS and not any(word.isupper() for word in words)
