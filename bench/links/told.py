"""Organisations as the graph would tell them, from names as pages print them."""

from datetime import date

from graph.entities import Organisation
from graph.identity.organisations import described
from graph.identity.slugs import plain_slug
from graph.names.book import NameBook
from graph.records import OrganisationPath


def organisation(printed: str, year: str, book: NameBook) -> Organisation | None:
    """Who is meant by what is *printed* on a page of that *year*, if it is given; None: nobody."""
    day = date(int(year), 7, 1) if year else None
    path = book.understand(printed, day).organisation
    return described(path, book, _slug) if path else None


def _slug(path: OrganisationPath) -> str:
    return plain_slug(" ".join(step.name for step in path))
