"""Documents as the fields of the indexes hold them."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from hashlib import blake2b
from typing import Final

import msgspec

from graph.search.bands import band
from graph.search.collation import finnish, packed
from graph.search.document import AllocationDocument, Card, EntityDocument, Facets
from graph.search.schema import LETTERS, NAMES

Fields = dict[str, list[str | int]]
"""The values of each field of one document."""

EARLIEST: Final = 0
LATEST: Final = date.max.toordinal()
"""The days of what began, or ends, on a day that is not known."""

_LONGEST: Final = 50
"""A project of more years than this has a misprinted date; it counts in its first and its last."""

_LAST: Final = 2**63 - 1
"""The greatest value by which is ordered; it stands for one that is not known."""


def facet_fields(facets: Facets) -> Fields:
    """The fields by which a project, or its money, is chosen."""
    return {
        "portfolio": [facets.portfolio] if facets.portfolio else [],
        "phase": [facets.phase] if facets.phase else [],
        "funder": [*facets.funders],
        "implementer": [*facets.implementers],
        "partner": [*facets.partners],
        "participant": sorted({*facets.funders, *facets.implementers, *facets.partners}),
        "instrument": [*facets.instruments],
        "kind": [*facets.organisation_kinds],
        "municipality": [*facets.municipalities],
        "subject": [*facets.subjects],
        "place": [*facets.places],
        "year": [*years(facets.start, facets.end)],
        "start_day": [facets.start.toordinal() if facets.start else EARLIEST],
        "end_day": [facets.end.toordinal() if facets.end else LATEST],
    }


def years(start: date | None, end: date | None) -> list[int]:
    """Every year from *start* to *end*; if one of them is not known, the year of the other."""
    known = sorted(day.year for day in (start, end) if day)
    if not known:
        return []
    whole = range(known[0], known[-1] + 1)
    return [*whole] if len(whole) <= _LONGEST else [*dict.fromkeys(known)]


def entity_fields(document: EntityDocument) -> Fields:
    """What of *document* is no words: what it is, its facets, its place in each order."""
    facets = facet_fields(document.facets) if document.kind == "project" else {}
    return {
        **facets,
        "number": [project_number(document.slug)],
        **_order_fields(document),
        "id": [identity(document.kind, document.slug)],
        "name": [document.names[0]],
        "entity": [document.kind],
        "kind_of": [document.kind_of] if document.kind_of else [],
        "role": [*document.roles],
        "amount": [band(document.amount)],
        "weight": [document.weight],
        "card": [packed_card(document.card)] if document.card else [],
    }


def packed_card(card: Card) -> str:
    """The *card* as a document's line holds it: bytes in Base64."""
    return b64encode(msgspec.json.encode(card)).decode()


def identity(kind: str, slug: str) -> str:
    """The one word that tells an entity from all others."""
    return f"{kind}/{slug}"


def project_number(slug: str) -> int:
    """A number for the project *slug*, by which its money is found."""
    return int.from_bytes(blake2b(slug.encode(), digest_size=8).digest(), "big")


def _order_fields(document: EntityDocument) -> Fields:
    """Numbers that put the latest, the greatest, the weightiest first, and the unknown last."""
    places = {
        "by_start": _later_first(document.facets.start),
        "by_end": _later_first(document.facets.end),
        "by_amount": _LAST if document.amount is None else _greater_first(document.amount),
        "by_weight": _greater_first(document.weight),
        "by_changed": _newer_first(document.changed),
    }
    letters = packed(finnish(document.names[0]), LETTERS)
    return {
        order: [place] for order, place in (*places.items(), *zip(NAMES, letters, strict=False))
    }


def _greater_first(number: int) -> int:
    return max(0, min(_LAST - 1 - number, _LAST))


def _later_first(day: date | None) -> int:
    return _greater_first(day.toordinal()) if day else _LAST


def _newer_first(moment: datetime | None) -> int:
    return _greater_first(int(moment.timestamp())) if moment else _LAST


def money_fields(document: AllocationDocument, groups: Iterable[int]) -> Fields:
    """The fields of an allocation that is its project's first in *groups*, numbered."""
    return facet_fields(document.facets) | {
        "project": [document.project],
        "number": [project_number(document.project)],
        "of_year": [str(document.year)],
        "of_instrument": [document.instrument],
        "of_source": [document.source],
        "of_portfolio": [document.facets.portfolio],
        "currency": [document.currency],
        "cents": [document.cents],
        "multi_year": [int(document.multi_year)],
        "first_of": [*groups],
    }


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
