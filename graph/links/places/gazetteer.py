"""The names of places and what each may mean."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, Self

from graph.links.text.grammar import readings
from graph.links.text.tokens import Token, tokens
from graph.registers.entry import Entry

LANGUAGE: Final = "fi"
_ASIDE: Final = re.compile(r"\s*\(([^()]*)\)\s*$")

_ENDING: Final = re.compile(
    r"(?:n|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|n[aä]|h[aeiouyäö]n|seen|ksen|[aä])$"
)
"""How the cases of names end that the grammar does not know."""

SHORTEST: Final = 3
"""So many letters have both parts of a name at least that is put together."""


class Place(NamedTuple):
    """A place that a *name* may mean: *within* which place it lies, of what *kind* it is.

    Both are what stands in brackets behind its label, in small letters; empty if nothing does.
    """

    iri: str
    label: str
    name: str
    within: str = ""
    kind: str = ""


class Gazetteer:
    """Every place by its name, and by the first word of it."""

    def __init__(self, places: Mapping[tuple[str, ...], Sequence[Place]]) -> None:
        self._places = places
        self._longer: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in sorted(places, key=len, reverse=True):
            if len(name) > 1:
                self._longer[name[0]].append(name)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Return the gazetteer of the places among *entries*, by their Finnish names."""
        places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        for entry in entries:
            for name in entry.names:
                if name.language == LANGUAGE:
                    words, place = _read(entry.iri, name.text)
                    places[words].append(place)
        places.pop((), None)
        return cls(places)

    def places(self, name: str) -> Sequence[Place]:
        """The places of a *name* of one word, in small letters."""
        return self._places.get((name,), ())

    def at(self, text: Sequence[Token], start: int) -> tuple[int, Sequence[Place]]:
        """Where the longest name ends that begins at *start*, and what it may mean."""
        for name in self._longer.get(text[start].form, ()):
            if _stands(name, text[start : start + len(name)]):
                return start + len(name), self._places[name]
        form = text[start].form
        named = next(filter(None, map(self.places, bases(form))), ())
        return start + 1, named


def bases(form: str) -> Iterator[str]:
    """The names of which *form* may be a form, the likeliest first."""
    known = readings(form)
    yield from dict.fromkeys(reading.base for reading in known if reading.is_name)
    yield from dict.fromkeys(reading.base for reading in known if not reading.is_name)
    yield form
    if not known:
        yield from _put_together(form)
        stem = _ENDING.sub("", form)
        yield stem
        if stem[-2:-1] == stem[-1:]:
            yield stem[:-1]


def _put_together(form: str) -> Iterator[str]:
    """The bases of an unknown name that ends in a known word: ``sanginjoen`` in ``joen``."""
    for cut in range(SHORTEST, len(form) - SHORTEST + 1):
        for reading in readings(form[cut:]):
            yield form[:cut] + reading.base


def _stands(name: Sequence[str], text: Sequence[Token]) -> bool:
    """Whether *text* is that *name* of several words, of which the last one may be inflected."""
    if len(text) < len(name) or any(token.apart for token in text[1:]):
        return False
    *firsts, last = zip(name, text, strict=True)
    same = all(word == token.form for word, token in firsts)
    return same and last[0] in bases(last[1].form)


def _read(iri: str, label: str) -> tuple[tuple[str, ...], Place]:
    """The words of a *label* without its brackets, and the place that it says."""
    aside = _ASIDE.search(label)
    bare = label[: aside.start()] if aside else label
    said = [part.strip() for part in aside[1].split(":")] if aside else []
    within = next((part for part in said if part[:1].isupper()), "")
    kind = next((part for part in said if part[:1].islower()), "")
    words = tuple(token.form for token in tokens(bare))
    return words, Place(iri, label, bare.lower(), within.lower(), kind)


def joined(gazetteer: Gazetteer, written: str) -> list[str]:
    """The names at the head of a word that hyphens join: ``oulu-kajaani-rata`` has two."""
    names = written.split("-")
    heads = [name for name in names if gazetteer.places(name.lower()) and name[:1].isupper()]
    together = any(one in heads and other in heads for one, other in pairwise(names))
    return [name.lower() for name in heads] if together else []
