"""From mentions to entities: every page learns the slugs of what it names."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from graph.entities import Entity, organisation_key, portfolio_key
from graph.identity.ledger import Ledger, LedgerChanges
from graph.identity.naming import Naming
from graph.identity.organisations import heirs, resolve_organisations
from graph.identity.people import resolve_people
from graph.identity.portfolios import resolve_portfolios
from graph.names.book import NameBook
from graph.pages import Mentions, PageEntry


class Resolution(NamedTuple):
    """What the pages name, resolved.

    *entries* are the pages' with their slugs; *entities* are all that they name, and what stands
    above it. *city* is the slug of the register's city. *moved* gives each person's slug that
    another took over, with that other. *changes* is what the ledger must learn.
    """

    entries: list[PageEntry]
    entities: list[Entity]
    city: str
    moved: dict[str, str]
    changes: LedgerChanges


def resolve(
    pages: Sequence[Mentions], ledger: Ledger, book: NameBook, *, everything: bool
) -> Resolution:
    """Resolve what *pages* name; with *everything*, they are all the pages that there are."""
    naming = Naming(ledger)
    projects = naming.slugs("project", {page.entry.key: page.entry.slug for page in pages})
    portfolios = resolve_portfolios(pages, naming)
    units = resolve_organisations(pages, naming, book)
    people = resolve_people(pages, naming)
    entries = [
        msgspec.structs.replace(
            page.entry,
            slug=projects[page.entry.key],
            portfolio=portfolios[portfolio_key(page.portfolio)].slug if page.portfolio else "",
            organisations=tuple(units.slugs[organisation_key(path)] for path in page.organisations),
            people=tuple(map(people.slug, page.entry.evidence)),
        )
        for page in pages
    ]
    moved = (("person", old, new) for old, new in people.moved.items())
    inherited = heirs(ledger, units.slugs, book) if everything else ()
    changes = LedgerChanges(
        names=tuple(naming.new),
        evidence=people.learnt,
        redirects=(*moved, *inherited),
        revived=tuple(_revived(ledger, units.slugs.values())),
    )
    entities: list[Entity] = [*portfolios.values(), *units.entities, *people.entities]
    city = units.slugs[organisation_key(book.city)]
    return Resolution(entries, entities, city, people.moved, changes)


def _revived(ledger: Ledger, slugs: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The organisations that stand in the graph again, though they led elsewhere."""
    return (("organisation", slug) for slug in ledger.redirected("organisation") & set(slugs))
