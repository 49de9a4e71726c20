"""The organisations behind the printed chains: one entity a key, with what is known besides."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from graph.entities import Organisation, organisation_key
from graph.identity.ledger import Ledger, Redirect
from graph.identity.naming import Naming, most_used
from graph.identity.slugs import plain_slug
from graph.names.book import NameBook
from graph.names.entries import Entry
from graph.pages import Mentions
from graph.records import OrganisationPath


class ResolvedOrganisations(NamedTuple):
    """What the organisations are called, by key, and what the graph tells of them."""

    slugs: dict[str, str]
    entities: list[Organisation]


def resolve_organisations(
    pages: Iterable[Mentions], naming: Naming, book: NameBook
) -> ResolvedOrganisations:
    """Return the organisations that the *pages* name, with the register's city."""
    mentioned = Counter(path for page in pages for path in page.organisations)
    mentioned[book.city] += 1
    found = chains(mentioned, book)
    wanted = {key: plain_slug(" ".join(s.name for s in path)) for key, path in found.items()}
    slugs = naming.slugs("organisation", wanted)
    named = {organisation_key(path) for path, _ in _with_steps_above(mentioned)}
    return ResolvedOrganisations(slugs, list(_entities(found, slugs, named, book)))


def chains(mentioned: Counter[OrganisationPath], book: NameBook) -> dict[str, OrganisationPath]:
    """Return every organisation that is *mentioned*, above one that is, or its successor.

    They stand under their keys, each in its most used spelling.
    """
    spellings: dict[str, Counter[OrganisationPath]] = defaultdict(Counter)
    for path, times in _with_steps_above(mentioned):
        spellings[organisation_key(path)][path] += times
    found = {key: most_used(used) for key, used in spellings.items()}
    waiting = list(found.values())
    while waiting:
        for path in _above_and(successors(waiting.pop(), book)):
            if organisation_key(path) not in found:
                found[organisation_key(path)] = path
                waiting.append(path)
    return found


def _with_steps_above(
    mentioned: Counter[OrganisationPath],
) -> Iterator[tuple[OrganisationPath, int]]:
    for path, times in mentioned.items():
        for length in range(1, len(path) + 1):
            yield path[:length], times


def _above_and(paths: Iterable[OrganisationPath]) -> Iterator[OrganisationPath]:
    return (path[:length] for path in paths for length in range(1, len(path) + 1))


def known(path: OrganisationPath, book: NameBook) -> Entry | None:
    """What the book says of the organisation at the end of *path*: its own entry, no namesake's."""
    entry = book.entry(path[-1].name)
    return entry if entry is not None and bool(entry.parent) == (len(path) > 1) else None


def successors(path: OrganisationPath, book: NameBook) -> list[OrganisationPath]:
    """The chains of the organisations that went on with the tasks of that at the end of *path*."""
    entry = known(path, book)
    found = (book.understand(name).organisation for name in entry.successors) if entry else ()
    return [successor for successor in found if successor and successor != path]


def _entities(
    found: Mapping[str, OrganisationPath],
    slugs: Mapping[str, str],
    named: Container[str],
    book: NameBook,
) -> Iterator[Organisation]:
    for key, path in found.items():
        entry = known(path, book)
        yield Organisation(
            slug=slugs[key],
            name=path[-1].name,
            kind=path[-1].kind,
            parent=slugs[organisation_key(path[:-1])] if len(path) > 1 else "",
            top=slugs[organisation_key(path[:1])] if len(path) > 1 else "",
            sv=entry.sv if entry else "",
            en=entry.en if entry else "",
            aliases=entry.aliases if entry else (),
            successors=tuple(slugs[organisation_key(p)] for p in successors(path, book)),
            named=key in named,
        )


def heirs(ledger: Ledger, slugs: Mapping[str, str], book: NameBook) -> Iterator[Redirect]:
    """Redirects from organisations that nothing names now to those that they turned out to be."""
    for kind, key, slug in ledger.names("organisation"):
        now = heir(key, book)
        if key not in slugs and now in slugs:
            yield kind, slug, slugs[now]


def heir(key: str, book: NameBook) -> str:
    """The key under which *book* knows the organisation that was known as *key*."""
    top, *units = key.split("/")
    path = book.understand(top).organisation if book.is_known(top) else ()
    return "/".join([organisation_key(path) or top, *units])
