"""Organisations as the graph would tell them, from names as pages print them."""

from datetime import date

from graph.entities import Organisation
from graph.identity.organisations import known, successors
from graph.identity.slugs import plain_slug
from graph.names.book import NameBook
from graph.records import OrganisationPath


def organisation(printed: str, year: str, book: NameBook) -> Organisation | None:
    """Who is meant by what is *printed* on a page of that *year*, if it is given; None: nobody."""
    day = date(int(year), 7, 1) if year else None
    path = book.understand(printed, day).organisation
    return _told(path, book) if path else None


def _told(path: OrganisationPath, book: NameBook) -> Organisation:
    entry = known(path, book)
    return Organisation(
        slug=_slug(path),
        name=path[-1].name,
        kind=path[-1].kind,
        parent=_slug(path[:-1]) if len(path) > 1 else "",
        top=_slug(path[:1]) if len(path) > 1 else "",
        sv=entry.sv if entry else "",
        en=entry.en if entry else "",
        aliases=entry.aliases if entry else (),
        successors=tuple(map(_slug, successors(path, book))),
    )


def _slug(path: OrganisationPath) -> str:
    return plain_slug(" ".join(step.name for step in path))
