"""How well a candidate fits, and when there is no doubt: pure, from what was compared.

    score        from 0 to 100, the weighted mean of the features below; 100 for an identifier
    identifier   whether the query is an identifier of the candidate
    name         1 when it is called just so; 0.95 when only in other forms of the same words; else
                 the share of three-letter pieces that both names have (Dice), at most 0.94;
                 it weighs three times what a property does
    type         whether it is of a type that was asked for; there when one was
    projects     the number of projects it takes part in; it does not count in the score
    <property>   how well the value agrees, from 0 to 1; absent, and not counted, when the
                 candidate has none. An identifier weighs as much as the name.

A candidate is a match when it scores at least 95, its name or an identifier fits, and no other one
comes within 5 points.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from graph.search.found import Named
from graph.search.words.names import likeness, pieces

EXACT: Final = 1.0
INFLECTED: Final = 0.95
ALIKE: Final = 0.94
"""What a name is worth that is called just so, that is inflected, and at most any other."""

NAME_WEIGHT: Final = 3.0
IDENTIFIER_WEIGHT: Final = 3.0
PROPERTY_WEIGHT: Final = 1.0

MATCHES_FROM: Final = 95.0
CLEAR_BY: Final = 5.0

Features = Mapping[str, float | bool]


class AskedName(NamedTuple):
    """A name that is looked for: plain, its pieces, and what tells it in *base* forms if needed."""

    name: str
    base: Callable[[], str]
    pieces: frozenset[str]


class Agreement(NamedTuple):
    """How well a property agrees, and whether it is an identifier."""

    value: float
    identifier: bool


class Judged(NamedTuple):
    """A candidate with its score and features; *certain*: its name or an identifier fits."""

    named: Named
    score: float
    features: Features
    certain: bool


def name_value(asked: AskedName, named: Named) -> float:
    """How far *named* is called as *asked*."""
    if asked.name in named.names:
        return EXACT
    if asked.base() in named.bases:
        return INFLECTED
    near = (likeness(asked.pieces, pieces(name)) for name in named.names)
    return round(ALIKE * max(near, default=0.0), 3)


def judge(
    named: Named,
    asked: AskedName | None,
    agreements: Mapping[str, Agreement],
    *,
    identified: bool,
    fits_type: bool | None,
) -> Judged:
    """Return the candidate *named* with its score; *asked* is None when no name was asked for."""
    name = name_value(asked, named) if asked else None
    features: dict[str, float | bool] = {"identifier": identified, "projects": named.weight}
    if name is not None:
        features["name"] = name
    if fits_type is not None:
        features["type"] = fits_type
    features |= {each: round(told.value, 3) for each, told in agreements.items()}
    proven = identified or any(
        told.identifier and told.value == EXACT for told in agreements.values()
    )
    score = 100.0 if identified else round(100 * _mean([*_weighed(name, agreements)]), 1)
    named_so = name is not None and name >= INFLECTED
    return Judged(named, score, features, certain=(proven or named_so) and fits_type is not False)


def _weighed(
    name: float | None, agreements: Mapping[str, Agreement]
) -> Iterator[tuple[float, float]]:
    if name is not None:
        yield name, NAME_WEIGHT
    for value, identifier in agreements.values():
        yield value, IDENTIFIER_WEIGHT if identifier else PROPERTY_WEIGHT


def _mean(weighed: list[tuple[float, float]]) -> float:
    weight = sum(weight for _, weight in weighed)
    return sum(value * weight for value, weight in weighed) / weight if weight else 0.0


def ranked(judged: Iterable[Judged]) -> list[Judged]:
    """Return the best first; what scores alike by the number of projects, then by slug."""
    return sorted(
        judged, key=lambda one: (-one.score, -one.named.weight, one.named.kind, one.named.slug)
    )


def has_match(ranking: list[Judged]) -> bool:
    """Whether the first of the *ranking* is what was meant, without a doubt."""
    if not ranking or not ranking[0].certain or ranking[0].score < MATCHES_FROM:
        return False
    return len(ranking) == 1 or ranking[0].score - ranking[1].score >= CLEAR_BY
