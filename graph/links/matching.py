"""Names of our organisations that are names of entries of a register, and how they are."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from graph.entities import Organisation
from graph.links.normal_forms import bare, legal_form, normal, normals, trimmed
from graph.links.text.forms import ways
from graph.links.text.tokens import tokens
from graph.links.translations import translations
from graph.names.book import NameBook
from graph.names.keys import genitive, one_slip_apart
from graph.registers.entry import Entry, Name

Method = Literal["name", "alias", "inflected", "translated", "letters", "misprint", "short"]
"""How a name of ours is one of theirs."""

STRENGTHS: Final[Mapping[Method, float]] = MappingProxyType(
    {
        "name": 0.98,
        "alias": 0.96,
        "inflected": 0.94,
        "translated": 0.92,
        "letters": 0.91,
        "misprint": 0.91,
        "short": 0.7,
    }
)
"""How much an agreement of that kind is worth, where nothing else is known."""

SHORT: Final = 5
"""A name of so many letters or fewer may stand for much, unless a legal form tells its kind."""

LETTERS: Final = 4
"""So many capital letters, or more, stand for one body of a country, though they are short."""

LONG: Final = 16
"""A name of so many letters is still itself when one of them is wrong."""

END: Final = 7
"""So many letters at an end of a long name; two ends of it have a letter between them."""

HEAD: Final = 3
"""So many letters at the beginning of a word no case changes."""

_ONE_ENTRY: Final = 64
"""So many names has an entry at most, but for a few."""

_REMEMBERED: Final = 4_096
"""So many names are remembered with their base forms."""

_FINNISH: Final = frozenset({"fi", ""})
_LOCAL: Final = frozenset({"fi", "sv", ""})

_ASIDE: Final = re.compile(r"\(([^()]+)\)$")
_DASH: Final = re.compile(r"\s+[-–—]\s+")
_OF_COUNTRY: Final = re.compile(r"^Suomen | i Finland$")
_COUNTRY: Final = ("Finland", "Suomi")
_FOUNDATION_BEFORE: Final = re.compile(r"^Säätiö ", re.IGNORECASE)
_FOUNDATION_BEHIND: Final = re.compile(r"(?<=\w) -(?:säätiö|stiftelsen?)$", re.IGNORECASE)

Forms = Callable[[Entry, Name], Iterable[str]]
"""The forms under which a name of an entry is found."""


class Match(NamedTuple):
    """A name of *ours* that is a name of *theirs*: of which *entry*, and how."""

    entry: Entry
    ours: str
    theirs: Name
    method: Method

    @property
    def strength(self) -> float:
        """How much it is worth by itself."""
        return STRENGTHS[self.method]

    @property
    def contradicts(self) -> bool:
        """Whether the legal forms of the two say that they are of other kinds."""
        forms = {legal_form(self.ours), legal_form(self.theirs.text)} - {""}
        return len(forms) > 1

    def __str__(self) -> str:
        language = f" ({self.theirs.language})" if self.theirs.language else ""
        return f"{self.method}: {self.ours} = {self.theirs.text}{language}"


def own_names(organisation: Organisation) -> tuple[str, ...]:
    """What *organisation* is called: its name, in other languages, and its other names."""
    also = organisation.sv, organisation.en, *organisation.aliases
    return (organisation.name, *(name for name in also if name))


class NameIndex:
    """The *entries* of a register, found by any spelling of any of their names.

    The *book* knows what the words of names say.
    """

    def __init__(self, entries: Iterable[Entry], book: NameBook) -> None:
        self._book = book
        self._named = [(entry, name) for entry in entries for name in entry.names]
        self._names = self._grouped(lambda _, name: normals(name.text))
        self._inflected = self._grouped(_inflections)
        self._heads = self._grouped(_finnish_heads)
        self._near = self._grouped(_long_ends)
        self._translated = self._grouped(_translations)
        self._pieces = self._grouped(_pieces)
        self._own = self._grouped(_own_name)

    def _grouped(self, forms: Forms) -> dict[str, tuple[int, ...]]:
        """The places of the names, by each of the *forms* of a name."""
        groups: dict[str, dict[int, None]] = defaultdict(dict)
        for place, (entry, name) in enumerate(self._named):
            for form in forms(entry, name):
                groups[form][place] = None
        return {form: tuple(places) for form, places in groups.items() if form}

    def matches(self, organisation: Organisation) -> list[Match]:
        """Every name of *organisation* that is a name of an entry.

        What is less than a name is looked for only where nothing else is found.
        """
        names = own_names(organisation)
        found = [match for name in names for match in self.called(name)]
        found = found or [match for name in names for match in self._loosely(name)]
        return found or list(self._misprinted(organisation.name))

    def called(self, ours: str) -> Iterator[Match]:
        """The names that *ours* is as it stands, or without the letters behind it."""
        for form in normals(ours):
            if places := self._names.get(form):
                return (self._match(ours, place, form) for place in places)
        return iter(())

    def _loosely(self, ours: str) -> Iterator[Match]:
        """The names that *ours* is in the genitive, in Finnish, in part, or with more behind."""
        for method, index in self._looser():
            for form in normals(ours):
                if places := index.get(form):
                    return (Match(*self._pair(ours, place), method) for place in places)
        return chain(
            self._in_two_languages(ours),
            self._with_own_name_behind(ours),
            self._by_own_name(ours),
            self._of_country(ours),
            self._translated_from(ours),
            self._in_case(ours),
        )

    def _looser(self) -> tuple[tuple[Method, Mapping[str, tuple[int, ...]]], ...]:
        """How else a name is found, the surest way first."""
        return (
            ("inflected", self._inflected),
            ("alias", self._pieces),
            ("translated", self._translated),
        )

    def _in_case(self, ours: str) -> Iterator[Match]:
        """The names of which *ours* is a form, its adjectives inflected as well."""
        for place in self._heads.get(_heads(ours), ()):
            if not _bases(ours).isdisjoint(_bases(self._named[place][1].text)):
                yield Match(*self._pair(ours, place), "inflected")

    def _in_two_languages(self, ours: str) -> Iterator[Match]:
        """The names that *ours* is before a dash, where it is another name of the same behind."""
        before, *behind = (self._names.get(normal(side), ()) for side in _DASH.split(ours))
        same = {id(self._named[place][0]) for places in behind for place in places}
        for place in before:
            if id(self._named[place][0]) in same:
                yield Match(*self._pair(ours, place), "alias")

    def _with_own_name_behind(self, ours: str) -> Iterator[Match]:
        """The names that *ours* is before its last word, which ends another name of the same."""
        before, _, last = bare(ours).rpartition(" ")
        own = f" {last}".casefold()
        for place in self._names.get(normal(before), ()) if before else ():
            entry, name = self._named[place]
            if any(f" {bare(other.text)}".casefold().endswith(own) for other in entry.names):
                yield Match(entry, ours, name, "alias")

    def _by_own_name(self, ours: str) -> Iterator[Match]:
        """The names with whose own name *ours* ends: alone, or behind what it says it is.

        A legal form must stand behind: whoever has one is alone in the country with its name.
        """
        form, words = legal_form(ours), bare(ours).split()
        alone = len(words) == 1
        if not form or not (alone or self._book.kind(words[-2]) == "association"):
            return
        own = normal(words[-1])
        bearers = () if alone else self._names.get(own, ())
        told = (place for place in bearers if legal_form(self._named[place][1].text) == form)
        for place in dict.fromkeys((*self._own.get(own, ()), *told)):
            yield Match(*self._pair(ours, place), "alias")

    def _of_country(self, ours: str) -> Iterator[Match]:
        """The names that *ours* is without the country whose body it is."""
        for place in self._names.get(normal(_without_country(ours)), ()):
            yield Match(*self._pair(ours, place), "alias")

    def _translated_from(self, ours: str) -> Iterator[Match]:
        """The names that *ours* is in another language than Finnish."""
        for form in map(normal, translations(bare(ours))):
            for place in (*self._names.get(form, ()), *self._translated.get(form, ())):
                yield Match(*self._pair(ours, place), "translated")

    def _misprinted(self, ours: str) -> Iterator[Match]:
        wrong = normal(ours)
        if len(wrong) < LONG:
            return
        near = {place for end in _ends(wrong) for place in self._near.get(end, ())}
        for place in sorted(near):
            right = normal(self._named[place][1].text)
            if right[:2] == wrong[:2] and one_slip_apart(right, wrong):
                yield Match(*self._pair(ours, place), "misprint")

    def _match(self, ours: str, place: int, form: str) -> Match:
        entry, name = self._named[place]
        form_told = legal_form(ours) and legal_form(ours) == legal_form(name.text)
        if len(form) <= SHORT and not form_told:
            letters = len(form) >= LETTERS and form.upper() in ours
            return Match(entry, ours, name, "letters" if letters else "short")
        return Match(entry, ours, name, "name" if name.preferred else "alias")

    def _pair(self, ours: str, place: int) -> tuple[Entry, str, Name]:
        entry, name = self._named[place]
        return entry, ours, name


def _pieces(entry: Entry, name: Name) -> Iterator[str]:
    """What of a name is one too: a side of a dash, what letters stand for, all but what is behind.

    What letters stand for may be in brackets.
    """
    text = bare(name.text)
    said = (aside for aside in _ASIDE.findall(name.text) if " " in aside)
    home = "" if "company" in entry.types else _without_country(name.text)
    pieces = chain(_of_foundation(text), _sides(text), said, _without_end(entry, name), [home])
    return map(normal, pieces)


def _of_foundation(text: str) -> Iterator[str]:
    """A foundation's name without the word behind a hyphen, if that is several; or with it there.

    The word may stand before the name instead.
    """
    if _FOUNDATION_BEFORE.search(text):
        yield f"{_FOUNDATION_BEFORE.sub('', text)} -säätiö"
    whose = _FOUNDATION_BEHIND.sub("", text)
    if whose != text and " " in whose:
        yield whose


def _sides(text: str) -> Iterator[str]:
    """Both sides of a dash: before it no short word, behind it no single one."""
    sides = _DASH.split(text)
    yield from (side for side in sides[:-1] if len(side) > SHORT)
    yield from (side for side in sides[1:] if " " in side)


def _without_end(entry: Entry, name: Name) -> Iterator[str]:
    """A name without the place or an own name behind it, which ends several names of an entry."""
    if entry.place and name.text.endswith(f", {entry.place}"):
        yield name.text.removesuffix(f", {entry.place}")
    text = bare(name.text)
    before, _, last = text.rpartition(" ")
    ends = sum(bare(other.text).endswith(f" {last}") for other in entry.names)
    if " " in before and ends > 1 and last[:1].isupper():
        yield before


def _own_name(entry: Entry, name: Name) -> Iterator[str]:
    """The word at an end of a name that stands at one of another name too, all else translated.

    Foundations and schools bear the names of people and places, which are others' as well.
    """
    if "education" in entry.types or any(_names_foundation(other) for other in entry.names):
        return
    for word, rest in _ends_apart(name.text):
        if word in {entry.place, *_COUNTRY}:
            continue
        ends = (end for other in entry.names for end in _ends_apart(other.text))
        if any(word == own and rest.isdisjoint(others) for own, others in ends):
            yield normal(word)


def _names_foundation(name: Name) -> bool:
    return legal_form(name.text) == "foundation"


@lru_cache(maxsize=_ONE_ENTRY)
def _ends_apart(name: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The first and the last word of a *name*, where they may be own ones, with all the others."""
    words = bare(name).split()
    ends = ((words[0], words[1:]), (words[-1], words[:-1])) if words[1:] else ()
    return tuple(
        (word, frozenset(map(str.casefold, others)))
        for word, others in ends
        if word[:1].isupper() and len(word) >= LETTERS and word.isalpha()
    )


def _without_country(name: str) -> str:
    """A long *name* without the country whose body it is; nothing if that is part of the name.

    So it is of a company, and of what is short: ``Suomen Pankki`` is not any bank.
    """
    text = bare(trimmed(name))
    rest = _OF_COUNTRY.sub("", text)
    is_part = rest == text or len(rest) < LONG or legal_form(name) == "company"
    return "" if is_part else rest


def _inflections(_: Entry, name: Name) -> Iterator[str]:
    """The genitive of a Finnish name."""
    if name.language in _FINNISH and len(name.text) > SHORT:
        yield normal(genitive(name.text))


def _finnish_heads(_: Entry, name: Name) -> Iterator[str]:
    """How the words of a Finnish name begin."""
    if name.language in _FINNISH and len(name.text) > SHORT:
        yield _heads(name.text)


def _heads(name: str) -> str:
    """How the words of a *name* begin, which no case changes."""
    return " ".join(word[:HEAD] for word in bare(trimmed(name)).casefold().split())


@lru_cache(maxsize=_REMEMBERED)
def _bases(name: str) -> frozenset[str]:
    """A *name* with its words in their base forms, in every way they may be read."""
    return frozenset(ways(token.form for token in tokens(bare(trimmed(name)))))


def _translations(_: Entry, name: Name) -> Iterator[str]:
    """The Finnish names of which a foreign *name* is the translation."""
    if name.language != "fi":
        yield from map(normal, translations(name.text))


def _long_ends(_: Entry, name: Name) -> Iterable[str]:
    """Of a long name the ends by which its misprints are found."""
    form = normal(name.text) if name.language in _LOCAL else ""
    return _ends(form) if len(form) >= LONG else ()


def _ends(form: str) -> tuple[str, str]:
    """The first and the last letters of a long name: a slip of the pen cannot change both."""
    return f"{form[:END]}-", f"-{form[-END:]}"
