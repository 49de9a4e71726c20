"""What documents say of their entities: words in facets, numbers, beginnings of names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from graph.search.bands import band
from graph.search.document import EntityDocument, Facets
from graph.search.schema import NUMBERS

Fields = dict[str, list[str | int]]
"""The values of each field of one document."""

EARLIEST: Final = 0
LATEST: Final = date.max.toordinal()
"""The days of what began, or ends, on a day that is not known."""

NEVER: Final = LATEST + 1
"""The day on which begins what is no project."""

_LONGEST: Final = 50
"""A project of more years than this has a misprinted date; it counts in its first and its last."""

_LAST: Final = 2**63 - 1
"""The greatest value by which is ordered; it stands for one that is not known."""


def facet_words(document: EntityDocument) -> dict[str, tuple[str, ...]]:
    """The words by which an entity is chosen, by the facet."""
    of_project = _words_of_project(document.facets) if document.kind == "project" else {}
    return {
        **of_project,
        "entity": (document.kind,),
        "amount": (band(document.amount),),
        "kind_of": _known(document.kind_of),
        "role": document.roles,
    }


def _words_of_project(facets: Facets) -> Mapping[str, tuple[str, ...]]:
    return {
        "portfolio": _known(facets.portfolio),
        "phase": _known(facets.phase),
        "funder": facets.funders,
        "implementer": facets.implementers,
        "partner": facets.partners,
        "participant": tuple(sorted({*facets.funders, *facets.implementers, *facets.partners})),
        "instrument": facets.instruments,
        "kind": facets.organisation_kinds,
        "municipality": facets.municipalities,
        "subject": facets.subjects,
        "place": facets.places,
        "year": tuple(map(str, years(facets.start, facets.end))),
    }


def _known(word: str) -> tuple[str, ...]:
    return (word,) if word else ()


def years(start: date | None, end: date | None) -> list[int]:
    """Every year from *start* to *end*; if one of them is not known, the year of the other."""
    known = sorted(day.year for day in (start, end) if day)
    if not known:
        return []
    whole = range(known[0], known[-1] + 1)
    return [*whole] if len(whole) <= _LONGEST else [*dict.fromkeys(known)]


def numbers(document: EntityDocument) -> dict[str, int]:
    """The days of an entity, and the numbers that order it, as NUMBERS names them.

    They put the latest, the greatest, the weightiest first, and the unknown last.
    """
    facets, amount = document.facets, document.amount
    begun = facets.start.toordinal() if facets.start else EARLIEST
    found = (
        begun if document.kind == "project" else NEVER,
        facets.end.toordinal() if facets.end else LATEST,
        _later_first(facets.start),
        _later_first(facets.end),
        _LAST if amount is None else _greater_first(amount),
        _greater_first(document.weight),
        _newer_first(document.changed),
    )
    return dict(zip(NUMBERS, found, strict=True))


def entity_fields(document: EntityDocument) -> Fields:
    """What of *document* is no words: what it is, its facets, its weight."""
    found = numbers(document)
    return {
        **{facet: [*words] for facet, words in facet_words(document).items()},
        **{name: [found[name]] for name in ("start_day", "end_day", "by_weight")},
        "id": [identity(document.kind, document.slug)],
        "name": [document.names[0]],
        "weight": [document.weight],
    }


def identity(kind: str, slug: str) -> str:
    """The one word that tells an entity from all others."""
    return f"{kind}/{slug}"


def _greater_first(number: int) -> int:
    return max(0, min(_LAST - 1 - number, _LAST))


def _later_first(day: date | None) -> int:
    return _greater_first(day.toordinal()) if day else _LAST


def _newer_first(moment: datetime | None) -> int:
    return _greater_first(int(moment.timestamp())) if moment else _LAST


def beginnings(names: Iterable[Sequence[str]]) -> Iterator[str]:
    """What of the words of *names* may have been typed, also from a hyphen on.

    What may have been typed of the first word of a name stands there once more, marked as such.
    """
    for name in names:
        for at, word in enumerate(name):
            for begun in _begun(word):
                yield begun
                if not at:
                    yield FIRST + begun
            for piece in word.split("-")[1:]:
                yield from _begun(piece)


def _begun(word: str) -> Iterator[str]:
    return (word[:length] for length in range(1, min(len(word), LONGEST_TYPED) + 1))


FIRST: Final = "^"
"""What stands before that which begins a whole name."""

LONGEST_TYPED: Final = 20
"""So much of a word is looked at when it is typed."""
