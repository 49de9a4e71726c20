"""The organisations behind the printed chains: one entity a key, with what is known besides."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import msgspec

from graph.entities import Organisation, organisation_key
from graph.identity.chains import ORGANISATION, Wholes
from graph.identity.ledger import Ledger, Redirect
from graph.identity.naming import Naming
from graph.identity.spellings import Spelling, Spellings
from graph.names.book import NameBook
from graph.names.entries import Entry
from graph.pages import Mentions
from graph.records import OrganisationPath

PATH: Final = msgspec.json.Decoder(OrganisationPath)


def organisation_spellings(pages: Iterable[Mentions], book: NameBook) -> Spellings:
    """Return how the *pages* spell the organisations that they name, and those above them.

    Whoever went on with their tasks is implied.
    """
    return path_spellings(Counter(path for page in pages for path in page.organisations), book)


def path_spellings(mentioned: Mapping[OrganisationPath, int], book: NameBook) -> Spellings:
    """Return the same for chains, each with the number of pages on which it is *mentioned*."""
    found: Spellings = Counter()
    for path, times in mentioned.items():
        for step in _steps(path):
            found[_spelling(step)] += times
        for step in implied(path, book):
            found[_spelling(step)._replace(implied=True)] += times
    return found


def _spelling(path: OrganisationPath) -> Spelling:
    return Spelling(ORGANISATION, organisation_key(path), msgspec.json.encode(path).decode())


def _steps(path: OrganisationPath) -> Iterator[OrganisationPath]:
    """The chains of every organisation on *path*, from the top down."""
    return (path[:length] for length in range(1, len(path) + 1))


def implied(path: OrganisationPath, book: NameBook) -> Iterator[OrganisationPath]:
    """Yield whoever stands in the graph because *path* does: successors, and those above them."""
    waiting = list(_steps(path))
    seen = set(map(organisation_key, waiting))
    while waiting:
        for successor in successors(waiting.pop(), book):
            for step in _steps(successor):
                if organisation_key(step) not in seen:
                    seen.add(organisation_key(step))
                    waiting.append(step)
                    yield step


def known(path: OrganisationPath, book: NameBook) -> Entry | None:
    """What the book says of the organisation at the end of *path*: its own entry, no namesake's."""
    entry = book.entry(path[-1].name)
    return entry if entry is not None and bool(entry.parent) == (len(path) > 1) else None


def successors(path: OrganisationPath, book: NameBook) -> list[OrganisationPath]:
    """The chains of the organisations that went on with the tasks of that at the end of *path*."""
    entry = known(path, book)
    found = (book.understand(name).organisation for name in entry.successors) if entry else ()
    own = organisation_key(path)
    return [successor for successor in found if successor and organisation_key(successor) != own]


def organisation_slug(path: OrganisationPath, naming: Naming, wholes: Wholes) -> str:
    """The slug of the organisation at the end of *path*, which may leave steps of a whole out."""
    key = organisation_key(path)
    return naming.slug(ORGANISATION, wholes.get(key, key))


def organisation_told(
    spelling: Spelling, naming: Naming, book: NameBook, wholes: Wholes
) -> Organisation:
    """The organisation as the graph tells it in that *spelling*."""
    path = PATH.decode(spelling.form)
    return described(path, book, lambda chain: organisation_slug(chain, naming, wholes))


def described(
    path: OrganisationPath, book: NameBook, slug: Callable[[OrganisationPath], str]
) -> Organisation:
    """The organisation at the end of *path*, with what *book* knows of it and a *slug* a chain."""
    entry = known(path, book)
    return Organisation(
        slug=slug(path),
        name=path[-1].name,
        kind=path[-1].kind,
        parent=slug(path[:-1]) if len(path) > 1 else "",
        top=slug(path[:1]) if len(path) > 1 else "",
        sv=entry.sv if entry else "",
        en=entry.en if entry else "",
        aliases=entry.aliases if entry else (),
        successors=tuple(map(slug, successors(path, book))),
    )


def organisation_wish(spelling: Spelling) -> str:
    """The words of which the organisation's slug is made if it is new: those of its whole chain."""
    return " ".join(step.name for step in PATH.decode(spelling.form))


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
