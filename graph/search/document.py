"""What the index holds: a document for each entity, and one for each allocation of money."""

from datetime import date, datetime
from typing import Final, Literal

import msgspec

Kind = Literal["project", "organisation", "person", "portfolio", "subject", "place"]
"""The kinds of what is found by words: entities, the words of ``{base}id/<kind>/``; and subjects
and places, which are those of registers that others keep."""

KINDS: Final[tuple[Kind, ...]] = (
    *("project", "organisation", "person", "portfolio"),
    *("subject", "place"),
)


EURO: Final = "EUR"
"""The currency in which projects have an amount, by which they are ordered."""


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """What projects are chosen by: slugs of entities, words of concepts.

    *organisation_kinds* and *municipalities* are those of its funders, implementers and partners;
    a unit counts as the legal entity it belongs to. *subjects* and *places* are the names of
    concepts in their registers, such as ``p94320``.
    """

    portfolio: str = ""
    phase: str = ""
    funders: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    organisation_kinds: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


class Card(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What a list says of a project: *titles* with their languages, *money* in cents by currency.

    *portfolio* is a slug, *phase* the word of a concept; *running* is as the graph says it.
    """

    titles: tuple[tuple[str, str], ...] = ()
    portfolio: str = ""
    phase: str = ""
    start: date | None = None
    end: date | None = None
    running: bool = False
    money: tuple[tuple[str, int], ...] = ()


class EntityDocument(msgspec.Struct, frozen=True, kw_only=True):
    """An entity as it is found: *names* weigh more than *texts*; the first name is its title.

    *amount* is all money allocated to a project, in cents of euros; None when none is known.
    *weight* is the number of projects an entity takes part in. *kind_of* is the word of an
    organisation's kind, *roles* those it has in projects. *changed* is when a project's page
    was last read anew. *card* is what lists say of a project.
    """

    kind: Kind
    slug: str
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()
    facets: Facets = Facets()
    amount: int | None = None
    weight: int = 0
    kind_of: str = ""
    roles: tuple[str, ...] = ()
    changed: datetime | None = None
    card: Card | None = None


class AllocationDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Money that one source gives a project in one period: the rows that sums are made of.

    *source* is the slug of the organisation that gives it, empty when there is none; *year* the
    first of the period, 0 when unknown; *cents* are cents of *currency*. *facets* are the
    project's.
    """

    project: str
    number: int
    source: str = ""
    source_as_printed: str = ""
    instrument: str = ""
    year: int = 0
    multi_year: bool = False
    cents: int = 0
    currency: str = "EUR"
    facets: Facets = Facets()
