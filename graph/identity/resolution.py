"""From mentions to entities: every page learns the slugs of what it names."""

from collections import Counter
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from graph.entities import Entity, Person, organisation_key, portfolio_key
from graph.identity.chains import (
    NOTHING_REGROUPED,
    ORGANISATION,
    Regrouping,
    Wholes,
    redirects,
    regroup,
)
from graph.identity.ledger import Ledger, LedgerChanges
from graph.identity.naming import Naming
from graph.identity.organisations import (
    heirs,
    organisation_slug,
    organisation_spellings,
    organisation_told,
    organisation_wish,
    path_spellings,
)
from graph.identity.people import ResolvedPeople, people_spellings, resolve_people
from graph.identity.portfolios import (
    PORTFOLIO,
    portfolio_spellings,
    portfolio_told,
    portfolio_wish,
)
from graph.identity.slugs import plain_slug
from graph.identity.spellings import Spellings, by_thing, most_used
from graph.names.book import NameBook
from graph.pages import Mentions, PageEntry

WISHES: Final = MappingProxyType({ORGANISATION: organisation_wish, PORTFOLIO: portfolio_wish})
"""What the slug of a new thing is made of, by the kinds of things whose key is in their names."""


class Resolution(NamedTuple):
    """What the pages name, resolved.

    *entries* are the pages' with their slugs, *spellings* how the pages spell whom they name,
    *regrouping* which chains of organisations leave steps out.
    *city* is the slug of the register's city. *moved* gives each person's slug that another took
    over, with that other. *changes* is what the ledger must learn.
    """

    entries: list[PageEntry]
    spellings: Spellings
    regrouping: Regrouping
    naming: Naming
    city: str
    moved: dict[str, str]
    changes: LedgerChanges


def resolve(
    pages: Sequence[Mentions],
    ledger: Ledger,
    book: NameBook,
    *,
    everything: bool,
    regrouping: Regrouping = NOTHING_REGROUPED,
) -> Resolution:
    """Resolve what *pages* name; with *everything*, they are all the pages that there are.

    Then the register's city is spelled too, as if one page more named it. Else *regrouping* tells
    which chains are one once *pages* are what they are now.
    """
    naming = Naming(ledger)
    projects = naming.slugs("project", {page.entry.key: page.entry.slug for page in pages})
    spellings = _things(pages, book)
    if everything:
        spellings.update(path_spellings({book.city: 1}, book))
    slugs = _slugs(spellings, naming)
    if everything:
        regrouping = regroup(Counter(), spellings)
    wholes = regrouping.after
    people = resolve_people(pages, naming)
    resolved = [_resolved(page, projects[page.entry.key], naming, people, wholes) for page in pages]
    spellings.update(people_spellings(resolved))
    moved = (("person", old, new) for old, new in people.moved.items())
    inherited = heirs(ledger, slugs, book) if everything else ()
    named = {*slugs, *regrouping.turned}
    changes = LedgerChanges(
        names=tuple(naming.new),
        evidence=people.learnt,
        redirects=(*moved, *inherited, *redirects(named, wholes, naming)),
        revived=tuple(_revived(naming, named - wholes.keys())),
    )
    return Resolution(
        entries=[page.entry for page in resolved],
        spellings=spellings,
        regrouping=regrouping,
        naming=naming,
        city=naming.slug(ORGANISATION, organisation_key(book.city)),
        moved=people.moved,
        changes=changes,
    )


def count_spellings(pages: Sequence[Mentions], book: NameBook) -> Spellings:
    """Return how *pages* whose entries have all slugs spell everything that they name."""
    spellings = _things(pages, book)
    spellings.update(people_spellings(pages))
    return spellings


def _things(pages: Sequence[Mentions], book: NameBook) -> Spellings:
    """How the *pages* spell what they name, except people."""
    spellings = organisation_spellings(pages, book)
    spellings.update(portfolio_spellings(pages))
    return spellings


def _slugs(spellings: Spellings, naming: Naming) -> dict[str, str]:
    """Let everything that is spelled have its slug; return those of the organisations."""
    wanted: dict[str, dict[str, str]] = {kind: {} for kind in WISHES}
    for counts in by_thing(spellings):
        chosen = most_used(counts)
        wanted[chosen.kind][chosen.key] = plain_slug(WISHES[chosen.kind](chosen))
    return {kind: naming.slugs(kind, keys) for kind, keys in wanted.items()}[ORGANISATION]


def _resolved(
    page: Mentions, slug: str, naming: Naming, people: ResolvedPeople, wholes: Wholes
) -> Mentions:
    """The *page* with all slugs in its entry."""
    portfolio, paths = page.portfolio, page.organisations
    entry = msgspec.structs.replace(
        page.entry,
        slug=slug,
        portfolio=naming.slug(PORTFOLIO, portfolio_key(portfolio)) if portfolio else "",
        organisations=tuple(organisation_slug(path, naming, wholes) for path in paths),
        people=tuple(map(people.slug, page.entry.evidence)),
    )
    return msgspec.structs.replace(page, entry=entry)


def _revived(naming: Naming, keys: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The organisations that stand in the graph again, though they led elsewhere."""
    slugs = {naming.slug(ORGANISATION, key) for key in keys}
    return ((ORGANISATION, slug) for slug in naming.ledger.redirected(ORGANISATION) & slugs)


def entity(spellings: Spellings, naming: Naming, book: NameBook, wholes: Wholes) -> Entity | None:
    """Return the one thing that is spelled so, as the graph tells it.

    None when nothing is, and for a chain that leaves steps out: the whole one is told.
    """
    if not spellings:
        return None
    chosen = most_used(spellings)
    match chosen.kind:
        case "organisation" if chosen.key in wholes:
            return None
        case "organisation":
            return organisation_told(chosen, naming, book, wholes)
        case "portfolio":
            return portfolio_told(chosen, naming)
        case _:
            return Person(chosen.key, chosen.form)


def entities(spellings: Spellings, naming: Naming, book: NameBook, wholes: Wholes) -> list[Entity]:
    """Return everything that is spelled so."""
    found = (entity(counts, naming, book, wholes) for counts in by_thing(spellings))
    return [one for one in found if one is not None]
