"""From mentions to entities: every page learns the slugs of what it names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

import msgspec

from graph.entities import Entity, KnownPortfolio, Person, organisation_key, portfolio_key
from graph.identity.ledger import Ledger, LedgerChanges, NameRow
from graph.identity.organisations import chains, heir, organisations
from graph.identity.people import People
from graph.identity.slugs import mint
from graph.names.book import NameBook
from graph.pages import Evidence, Mentions, PageEntry
from graph.records import OrganisationPath, Portfolio

Form = TypeVar("Form")


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


class Naming:
    """Slugs as they are asked for: old ones from the ledger, new ones minted and remembered."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.new: list[NameRow] = []

    def slugs(self, kind: str, names: Mapping[str, str]) -> dict[str, str]:
        """Return the slug of each key of *names*, made from its name where it has none yet."""
        known = self.ledger.slugs(kind, names)
        minted = self.mint(kind, {key: name for key, name in names.items() if key not in known})
        self.new += (NameRow(kind, key, slug) for key, slug in minted.items())
        return known | minted

    def mint(self, kind: str, names: Mapping[str, str]) -> dict[str, str]:
        """Return a slug that no key of that *kind* has for each key of *names*."""
        return mint(names, partial(self.ledger.is_taken, kind))


class ResolvedPeople(NamedTuple):
    """Who is who: the slug of each piece of evidence, the entities, and who took over whom.

    *learnt* are those slugs that the ledger does not have yet.
    """

    slugs: dict[bytes, str]
    learnt: dict[bytes, str]
    entities: list[Person]
    moved: dict[str, str]


def resolve(
    pages: Sequence[Mentions], ledger: Ledger, book: NameBook, *, everything: bool
) -> Resolution:
    """Resolve what *pages* name; with *everything*, they are all the pages that there are."""
    naming = Naming(ledger)
    projects = naming.slugs("project", {page.entry.key: page.entry.name for page in pages})
    portfolios = _portfolios(pages, naming)
    found = chains(_mentioned(pages, book), book)
    units = naming.slugs("organisation", {key: _full_name(path) for key, path in found.items()})
    people = _people(pages, naming)
    entries = [
        msgspec.structs.replace(
            page.entry,
            slug=projects[page.entry.key],
            portfolio=portfolios[portfolio_key(page.portfolio)].slug if page.portfolio else "",
            organisations=tuple(units[organisation_key(path)] for path in page.organisations),
            people=tuple(people.slugs[signs[0]] if signs else "" for signs in page.entry.evidence),
        )
        for page in pages
    ]
    return Resolution(
        entries=entries,
        entities=[*portfolios.values(), *organisations(found, units, book), *people.entities],
        city=units[organisation_key(book.city)],
        moved=people.moved,
        changes=LedgerChanges(
            names=tuple(naming.new),
            evidence=people.learnt,
            redirects=(
                *(("person", old, new) for old, new in people.moved.items()),
                *(_heirs(ledger, units, book) if everything else ()),
            ),
            revived=tuple(
                ("organisation", slug)
                for slug in ledger.redirected("organisation") & set(units.values())
            ),
        ),
    )


def _most_used(forms: Counter[Form]) -> Form:
    """The form that stands most often, and of equals the first by its letters."""
    return min(forms, key=lambda form: (-forms[form], str(form)))


def _portfolios(pages: Iterable[Mentions], naming: Naming) -> dict[str, KnownPortfolio]:
    forms: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    years: dict[str, Portfolio] = {}
    for page in pages:
        if page.portfolio is not None:
            key = portfolio_key(page.portfolio)
            forms[key][page.portfolio.as_printed, page.portfolio.name] += 1
            years[key] = page.portfolio
    chosen = {key: _most_used(used) for key, used in forms.items()}
    slugs = naming.slugs("portfolio", {key: printed for key, (printed, _) in chosen.items()})
    return {
        key: KnownPortfolio(
            slug=slugs[key],
            name=name,
            as_printed=as_printed,
            start_year=years[key].start_year,
            end_year=years[key].end_year,
        )
        for key, (as_printed, name) in chosen.items()
    }


def _mentioned(pages: Iterable[Mentions], book: NameBook) -> Counter[OrganisationPath]:
    mentioned = Counter(path for page in pages for path in page.organisations)
    mentioned[book.city] += 1
    return mentioned


def _full_name(path: OrganisationPath) -> str:
    return " ".join(step.name for step in path)


def _heirs(
    ledger: Ledger, units: Mapping[str, str], book: NameBook
) -> Iterable[tuple[str, str, str]]:
    """Redirects from organisations that no page names now to those that they turned out to be."""
    for kind, key, slug in ledger.names("organisation"):
        now = heir(key, book)
        if key not in units and now in units:
            yield kind, slug, units[now]


def _people(pages: Iterable[Mentions], naming: Naming) -> ResolvedPeople:
    mentions: dict[str, tuple[str, Evidence]] = {
        f"{page.entry.key}#{number}": (name, signs)
        for page in pages
        for number, (name, signs) in enumerate(zip(page.people, page.entry.evidence, strict=True))
        if signs
    }
    united = People(signs for _, signs in mentions.values())
    before = naming.ledger.people(united.signs())
    known = united.known(before)
    forms: dict[bytes, Counter[str]] = defaultdict(Counter)
    first: dict[bytes, str] = {}
    for key in sorted(mentions):
        name, signs = mentions[key]
        person = united.person(signs)
        forms[person][name] += 1
        first.setdefault(person, key)
    names = {person: _most_used(used) for person, used in forms.items()}
    minted = naming.mint("person", {first[p]: names[p] for p in names if p not in known})
    naming.new += (NameRow("person", slug, slug) for slug in minted.values())
    slugs = {p: min(known[p], key=_age) if p in known else minted[first[p]] for p in names}
    by_sign = {sign: slugs[united.person((sign,))] for sign in united.signs()}
    return ResolvedPeople(
        slugs=by_sign,
        learnt={sign: slug for sign, slug in by_sign.items() if before.get(sign) != slug},
        entities=[Person(slugs[person], name) for person, name in names.items()],
        moved={old: slugs[p] for p, olds in known.items() for old in olds if old != slugs[p]},
    )


def _age(slug: str) -> tuple[int, str]:
    """Sorts the slug that was given first, the one without a hash, before the others."""
    return len(slug), slug
