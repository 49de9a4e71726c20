"""Named questions as pages ask them: of the snapshot and in the language of the request."""

from collections.abc import Iterable, Sequence

from flask import g

from graph.questions.question import Said
from server.data.entities import find
from server.data.rows import Row
from server.snapshot import current


def ask(name: str, **values: Said) -> list[Row]:
    """Return the answer of a named question about *values*."""
    return current().rows(name, lang=g.language, **values)


def entity(kind: str, slug: str) -> Row:
    """Return the row of an entity in the list of its kind; raise what ``find`` does."""
    return find(current(), kind, slug, g.language)


def ask_whole(name: str) -> Sequence[Row]:
    """Return the whole answer of a named question, which the snapshot keeps at hand."""
    return current().whole(name, g.language)


def organisations_of(slugs: Iterable[str]) -> dict[str, Row]:
    """Return the rows of what organisations of those *slugs* are called, by their slugs."""
    iris, snapshot = current().generation.iris, current()
    wanted = {slug: iris.entity("organisation", slug).value for slug in slugs if slug}
    names = snapshot.names(wanted.values(), g.language)
    return {slug: names[iri] for slug, iri in wanted.items() if iri in names}


def slug_of(iri: str) -> str:
    """The slug in the IRI of an entity; empty when it is none of ours."""
    place = current().generation.iris.place(iri)
    return place[1] if place else ""
