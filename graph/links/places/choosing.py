"""Which of several places of one name is meant."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from graph.links.places.gazetteer import Place

TOWNS: Final = frozenset(("kunta", "kaupunki", "maalaiskunta"))
"""What a place is of which a city's projects speak unless they say something else."""

WATERS: Final = frozenset(("joki", "järvi", "lampi", "meri", "koski"))
"""What a place is of which a page says so."""

WATER: Final = frozenset(
    (
        "vesi",
        "vesistö",
        "tulva",
        "suisto",
        "voimalaitos",
        "vaelluskala",
        "kalatie",
        "uoma",
        "virrata",
    )
)
"""Words that speak of waters."""


class Surroundings(NamedTuple):
    """What stands around a name.

    *home* are the names of the register's city and its region, *named* those of places that the
    page names for certain, *beside* the base forms of common words in the same sentence; in which
    a *district* of the city is named as well, or not.
    """

    home: frozenset[str]
    named: frozenset[str]
    beside: frozenset[str]
    district: bool


class Choice(NamedTuple):
    """The *place* meant, how sure that is, from 0 to 1, and why."""

    place: Place
    sure: float
    why: str


def choose(places: Sequence[Place], around: Surroundings) -> Choice:
    """The likeliest of *places*, which share a name."""
    return max((_weighed(place, places, around) for place in places), key=lambda one: one.sure)


def _weighed(place: Place, places: Sequence[Place], around: Surroundings) -> Choice:
    sure, why = _by_home(place, around)
    if place.kind:
        kind, told = _by_kind(place, around)
        sure, why = min(sure, kind), told or why
    if not place.within and not place.kind:
        sure = _plain(places, around)
    return Choice(place, sure, why)


def _plain(places: Sequence[Place], around: Surroundings) -> float:
    """How sure it is that a name means the place that bears it alone."""
    waters = any(one.kind in WATERS and _is_told(one.kind, around) for one in places)
    own = any(one.within in around.home for one in places)
    if own:
        return 0.8 if around.district else 0.9
    return 0.8 if waters else 0.95


def _by_home(place: Place, around: Surroundings) -> tuple[float, str]:
    """How sure it is by where it lies."""
    if not place.within:
        return 0.95, ""
    if place.within in around.home:
        return (0.94 if around.district else 0.88), place.within
    return (0.9, place.within) if place.within in around.named else (0.3, "")


def _by_kind(place: Place, around: Surroundings) -> tuple[float, str]:
    """How sure it is by what it is, and the word that says so."""
    if place.kind in WATERS:
        return (0.95, place.kind) if _is_told(place.kind, around) else (0.5, "")
    if place.kind in TOWNS:
        return 0.92, ""
    return (0.92, place.kind) if place.kind in around.beside else (0.7, "")


def _is_told(kind: str, around: Surroundings) -> bool:
    """Whether words beside a name speak of waters of that *kind*."""
    return kind in around.beside or not WATER.isdisjoint(around.beside)
