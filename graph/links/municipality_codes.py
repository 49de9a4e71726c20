"""Municipalities as organisations: the code that was theirs, and the place where they are.

A municipality is known by its name in the book of names, which also says until when it was one.
Several codes may bear one name, as Akaa does that ended in 1945 and the one of 2007; the right one
is the one that ended when the municipality did, or that is still in force as it is. A place is
related to its municipality and never equated with it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple, Self

import msgspec

from graph.entities import Organisation
from graph.links.link import Proposal
from graph.names.book import NameBook
from graph.names.entries import Entry as Known
from graph.names.keys import genitive, key
from graph.registers.entry import Entry
from graph.registers.kept import Registers

CODES: Final = "municipalities"
PLACES: Final = "yso-places"
MUNICIPALITY: Final = "municipality"

SURE: Final = 0.99
"""The score of what is named as the municipality is, and was there when it was."""

PLAIN: Final = 0.97
"""The score of a place that is called like the municipality, without a word on its kind."""

OTHER_NAME: Final = 0.94
"""The score of what agrees with another name of the municipality."""

OTHER_TIME: Final = 0.05
"""What the only code of a name is less sure where its years are not those of the municipality."""

AMBIGUOUS: Final = 0.7
"""The score of each of several that it may be."""

_RURAL: Final = re.compile(r"(?P<town>.+) mlk", re.IGNORECASE)
"""How a list of codes calls a rural municipality: by the name of its town, not always inflected."""

_OF_A_KIND: Final = re.compile(
    r"(?P<name>.+) \((?:[^()]* : )?(?P<kind>kunta|kaupunki|kauppala|Suomi)\)"
)
"""How a place says that it is a municipality, or the Finnish one, where others bear its name."""

_KIND_BEHIND: Final = re.compile(r" (?:kommun|stad|köping)$")


class Found(NamedTuple):
    """An entry that may be the municipality's: by which *name*, how sure that is, and why."""

    entry: Entry
    name: str
    score: float
    method: str


class MunicipalityLinker:
    """Proposes codes and places for municipalities, from *codes* and *places* of registers."""

    def __init__(self, codes: Iterable[Entry], places: Iterable[Entry], book: NameBook) -> None:
        self._book = book
        genitives = {entry.bare: entry.genitive for entry in book.entries() if entry.bare}
        self._codes = _grouped(codes, lambda text: _as_listed(text, genitives))
        finnish = [_in_finnish(place) for place in places]
        self._places = _grouped(finnish, lambda text: (text,))
        self._municipal = _grouped(finnish, _name_of_municipality)

    @classmethod
    def of(cls, registers: Registers, book: NameBook) -> Self | None:
        """Return the linker for what is loaded of its two registers; None when neither is."""
        if CODES not in registers and PLACES not in registers:
            return None
        codes, places = (
            registers[name].entries() if name in registers else () for name in (CODES, PLACES)
        )
        return cls(codes, places, book)

    def propose(self, organisation: Organisation) -> Iterator[Proposal]:
        """Yield the code and the place of *organisation*, if it is a municipality of the book."""
        known = self._book.entry(organisation.name)
        if known is None or known.kind != MUNICIPALITY or organisation.parent:
            return
        codes = self._codes_of(known)
        for found in codes:
            yield _code(found, known)
        for found in self._places_of(known, codes):
            yield _location(found, known)

    def _codes_of(self, known: Known) -> list[Found]:
        """The codes that may be the municipality's; several when they cannot be told apart."""
        for name, score, method in _names(known):
            if bearers := self._codes.get(key(name)):
                fitting = [entry for entry in bearers if _is_of_time(entry, known)]
                less = 0.0 if fitting else OTHER_TIME
                return _weighed(fitting or bearers, name, score - less, method)
        return []

    def _places_of(self, known: Known, codes: list[Found]) -> list[Found]:
        """The places that may be the municipality's.

        A bare name alone is trusted only where the book says that it means the municipality.
        """
        if exact := self._places.get(key(known.name)):
            return _weighed(exact, known.name, SURE, "name")
        bare = known.bare or (codes[0].entry.names[0].text if len(codes) == 1 else "")
        if kinds := self._municipal.get(key(bare)):
            kind = f"{known.name.rpartition(' ')[2]})"
            same = [place for place in kinds if place.names[0].text.endswith(kind)]
            return _weighed(same or kinds, bare, SURE, "kind")
        plain = self._places.get(key(known.bare)) if known.bare else None
        return _weighed(plain or [], bare, PLAIN, "name")


def _names(known: Known) -> Iterator[tuple[str, float, str]]:
    """What a municipality is called, the surest first; how sure it is, and the method's word."""
    yield known.name, SURE, "name"
    if known.bare:
        yield known.bare, SURE, "name"
    also = (*known.aliases, _KIND_BEHIND.sub("", known.sv))
    yield from ((name, OTHER_NAME, "alias") for name in also if name)


def _is_of_time(code: Entry, known: Known) -> bool:
    """Whether a *code* may have ended when the municipality did, or is in force as it is."""
    if known.valid_to is None:
        return code.end is None
    return code.end is not None and code.end.year >= known.valid_to


def _weighed(entries: list[Entry], name: str, score: float, method: str) -> list[Found]:
    """The *entries* with the score of each, which is low when they are several."""
    alone = len(entries) == 1
    sure = round(score, 2) if alone else AMBIGUOUS
    return [Found(entry, name, sure, method) for entry in entries]


def _as_listed(text: str, genitives: dict[str, str]) -> Iterator[str]:
    """The names under which a code is found that is listed as *text*."""
    yield text
    if rural := _RURAL.fullmatch(text):
        town = rural["town"]
        yield f"{genitives.get(town) or genitive(town)} mlk"


def _name_of_municipality(text: str) -> Iterator[str]:
    """The bare name of the municipality that a place called *text* says to be."""
    if found := _OF_A_KIND.fullmatch(text):
        yield found["name"]


def _grouped(
    entries: Iterable[Entry], forms: Callable[[str], Iterable[str]]
) -> dict[str, list[Entry]]:
    """The *entries* by the keys of the *forms* of their names, each once a key."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        words = {key(form) for name in entry.names for form in forms(name.text)}
        for word in words:
            groups[word].append(entry)
    return dict(groups)


def _code(found: Found, known: Known) -> Proposal:
    code = found.entry.identifier("municipality")
    listed = found.entry.names[0].text
    return Proposal(
        register=CODES,
        relation="identifier",
        scheme="municipality",
        target=code,
        score=found.score,
        method=found.method,
        evidence=(
            f"name: {known.name}, listed as {listed}",
            f"time: {known.name} {_years(known)}, code {code} {_in_force(found.entry)}",
        ),
    )


def _in_finnish(place: Entry) -> Entry:
    """The *place* with its Finnish names only: names in others are less exact about what it is."""
    names = tuple(name for name in place.names if name.language in {"fi", ""})
    return msgspec.structs.replace(place, names=names)


def _location(found: Found, known: Known) -> Proposal:
    return Proposal(
        register=PLACES,
        relation="location",
        scheme="yso",
        target=found.entry.identifier("yso"),
        score=found.score,
        method=found.method,
        evidence=(f"name: {known.name}, place {found.entry.names[0].text}",),
    )


def _years(known: Known) -> str:
    """When there was such a municipality, as far as the book of names says."""
    since = f"since {known.valid_from}" if known.valid_from else ""
    until = f"until {known.valid_to}" if known.valid_to else "still there"
    return " ".join(filter(None, (since, until)))


def _in_force(code: Entry) -> str:
    """When a *code* was in force, as far as the register says."""
    since = f"since {code.start.year} at the earliest" if code.start else ""
    until = f"until {code.end.year} at the latest" if code.end else "in force"
    return " ".join(filter(None, (since, until)))
