"""The things that pages name and share: organisations, portfolios, people, and their keys.

A key is what all spellings of one thing have in common. It says which mentions are one; the slug
that the ledger gave to it says how the thing is called in an IRI.
"""

from collections.abc import Iterator

import msgspec

from graph.names.keys import key as name_key
from graph.pages import Mentions, PageEntry
from graph.records import OrganisationPath, PageRecord, Portfolio


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as the graph tells it; *parent*, *top* and *successors* are slugs.

    *parent* is the next step up and *top* the legal entity, both empty for a legal entity.
    """

    slug: str
    name: str
    kind: str
    parent: str = ""
    top: str = ""
    sv: str = ""
    en: str = ""
    aliases: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


class KnownPortfolio(msgspec.Struct, frozen=True, kw_only=True):
    """A portfolio as the graph tells it."""

    slug: str
    name: str
    as_printed: str
    start_year: int | None = None
    end_year: int | None = None


class Person(msgspec.Struct, frozen=True):
    """A person as the graph tells it."""

    slug: str
    name: str


Entity = Organisation | KnownPortfolio | Person


def organisation_key(path: OrganisationPath) -> str:
    """What the spellings of one organisation share: the keys of its whole chain."""
    return "/".join(name_key(step.name) for step in path)


def portfolio_key(portfolio: Portfolio) -> str:
    """What the spellings of one portfolio share: its name's key and its years."""
    return f"{name_key(portfolio.name)}/{portfolio.start_year or ''}/{portfolio.end_year or ''}"


def organisation_paths(record: PageRecord) -> tuple[OrganisationPath, ...]:
    """The organisations that the page names, each once, in the order of the record."""
    return tuple(dict.fromkeys(path for path in _mentioned(record) if path))


def mentions_of(record: PageRecord, entry: PageEntry) -> Mentions:
    """Whom the page of *record* names, which is kept under that *entry*."""
    return Mentions(
        entry=entry,
        portfolio=record.portfolio,
        organisations=organisation_paths(record),
        people=tuple(contact.name for contact in record.contacts),
    )


def _mentioned(record: PageRecord) -> Iterator[OrganisationPath]:
    for group in (record.participations, record.allocations, record.amounts, record.contacts):
        for part in group:
            yield part.organisation
