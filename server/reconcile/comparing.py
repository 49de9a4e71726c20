"""Whether a value from a table is that of a thing: from 0, not at all, to 1, just so."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from graph.search.words.names import likeness, pieces, plain_name
from graph.values import plain
from ontology.vocabulary import schemes
from server.reconcile.asked import Chosen, Value
from server.reconcile.marks import Mark, read_mark
from server.reconcile.properties import Property
from server.reconcile.statements import Said, Term, names_of
from server.reconcile.things import Thing, Things

_ALIKE: Final = 0.8
"""Names less alike than this are of different things."""

_KEPT: Final = 32_768
"""So many pairs of names are kept: in a batch the same ones are compared again and again."""

_YEAR: Final = re.compile(r"\b\d{4}\b")
_FINNISH_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")

_YES: Final = frozenset({"true", "1", "yes", "kyllä", "ja"})


class Comparing:
    """Compares values with what is *said* of things, and with the *names* of those it names."""

    def __init__(self, things: Things, said: Said, names: Said) -> None:
        self._things = things
        self._said = said
        self._names = names

    def agreement(self, known: Property, values: Iterable[Value], thing: Thing) -> float | None:
        """How well the best of *values* agrees with a property; None when it has no value."""
        told = self._said.get(self._things.iri(thing), {})
        terms = [term for each in known.predicates for term in told.get(each, ())]
        if known.reading == "identifier":
            marks = (read_mark(term.value) for term in terms)
            terms = [mark for mark in marks if mark and mark.scheme == known.of]
        if not terms:
            return None
        compare = self._compare(known)
        return max((compare(value, term) for value in values for term in terms), default=None)

    def _compare(self, known: Property) -> Callable[[Value, Term], float]:
        return self._same_thing if known.reading == "thing" else _COMPARISONS[known.reading]

    def _same_thing(self, value: Value, term: Term) -> float:
        if not isinstance(term, NamedNode):
            return 0.0
        asked = value.id if isinstance(value, Chosen) else str(value)
        thing = self._things.thing_by_id(asked)
        if thing and self._things.iri(thing) == term.value:
            return 1.0
        text = value.name if isinstance(value, Chosen) else asked
        return max((alike(text, name) for name in names_of(self._names, term.value)), default=0.0)


@lru_cache(maxsize=_KEPT)
def alike(one: str, other: str) -> float:
    """How much two names are alike; nothing if they are not enough."""
    first, second = plain_name(one), plain_name(other)
    if first == second:
        return 1.0 if first else 0.0
    near = likeness(pieces(first), pieces(second))
    return near if near >= _ALIKE else 0.0


def _text(value: Value) -> str:
    if isinstance(value, Chosen):
        return value.name or value.id
    return str(value).strip()


def _same_text(value: Value, term: Term) -> float:
    return alike(_text(value), str(plain(term)))


def _same_flag(value: Value, term: Term) -> float:
    return float((_text(value).lower() in _YES) == (plain(term) is True))


def _same_year(value: Value, term: Term) -> float:
    found = _YEAR.search(_text(value))
    return float(found is not None and found[0] == str(plain(term))[:4])


def _same_day(value: Value, term: Term) -> float:
    """A year alone agrees with all its days a little."""
    text = _text(value)
    day = _day(text)
    if day is None:
        return _same_year(value, term) / 2
    return float(day == plain(term))


def _day(text: str) -> date | None:
    finnish = _FINNISH_DAY.fullmatch(text)
    try:
        if finnish:
            return date(int(finnish[3]), int(finnish[2]), int(finnish[1]))
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _same_concept(value: Value, term: Term) -> float:
    names = _concept_names().get(term.value, frozenset())
    told = {plain_name(_text(value)), value.id if isinstance(value, Chosen) else _text(value)}
    return float(not names.isdisjoint(told))


@cache
def _concept_names() -> Mapping[str, frozenset[str]]:
    """Everything that a concept is called: its IRI, its word, its names."""
    return MappingProxyType(
        {
            concept.iri: frozenset(
                {
                    concept.iri,
                    concept.word,
                    *map(plain_name, (*concept.labels.values(), *concept.other_names)),
                }
            )
            for scheme in schemes()
            for concept in scheme.concepts
        }
    )


def _same_mark(value: Value, term: Term) -> float:
    text = value.id if isinstance(value, Chosen) else str(value)
    return float(isinstance(term, Mark) and read_mark(text) == term)


_COMPARISONS: Final[Mapping[str, Callable[[Value, Term], float]]] = MappingProxyType(
    {
        "text": _same_text,
        "flag": _same_flag,
        "year": _same_year,
        "day": _same_day,
        "concept": _same_concept,
        "identifier": _same_mark,
    }
)
