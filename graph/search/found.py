"""What was found: entities, counts by facet, words as they were understood, sums of money."""

from collections.abc import Mapping

import msgspec

from graph.search.document import Card, Kind


class Hit(msgspec.Struct, frozen=True):
    """An entity that fits; a project has a *card*."""

    kind: Kind
    slug: str
    name: str
    card: Card | None = None


class Named(msgspec.Struct, frozen=True):
    """An entity that bears *names*: each whole, in small letters, without punctuation.

    *bases* are the same names with every word in its base form. *weight* is the number of projects
    it takes part in.
    """

    kind: Kind
    slug: str
    name: str
    names: tuple[str, ...]
    bases: tuple[str, ...]
    weight: int


class Count(msgspec.Struct, frozen=True):
    """How many of what fits have *value* in a facet, all other facets being as they are chosen."""

    value: str
    number: int


class Foremost(msgspec.Struct, frozen=True):
    """The most frequent values of a facet, and how many values there are in all."""

    counts: tuple[Count, ...]
    total: int


class Understood(msgspec.Struct, frozen=True):
    """A word of the question, and the words of the texts that were taken as it.

    *how* is ``base`` (another form of it, or a compound with it), ``close`` (a typing error) or
    ``written`` (just so).
    """

    word: str
    matched: tuple[str, ...]
    how: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of what fits, in the order wished for, and the number of all that does."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[Count, ...]]
    understood: tuple[Understood, ...] = ()


class Suggestion(msgspec.Struct, frozen=True):
    """A completion of what is typed: an entity, by the name that the typed words begin."""

    kind: Kind
    slug: str
    name: str
    weight: int


class Sum(msgspec.Struct, frozen=True):
    """Money of one group: its values in the order of the grouping, cents, allocations, projects.

    So many of the allocations are for several years.
    """

    group: tuple[str, ...]
    currency: str
    cents: int
    allocations: int
    projects: int
    multi_year: int = 0


class Giver(msgspec.Struct, frozen=True):
    """What a *source* gives, an organisation; where it is empty, what comes of an *instrument*."""

    source: str
    instrument: str
    currency: str
    cents: int
