"""In how many projects an entity takes part: counted while they are indexed, or in the index."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from tantivy import Occur, Query

from graph.search.asking.reading import number
from graph.search.document import Facets
from graph.search.schema import ENTITIES

ROLES: Final = ("funder", "implementer", "partner")
"""What an organisation may be in a project; so are the fields of the index called."""


class Share(NamedTuple):
    """In how many projects an entity takes part, and in which *roles*."""

    projects: int = 0
    roles: tuple[str, ...] = ()


class Shares:
    """Counts the projects of each entity as they come."""

    def __init__(self) -> None:
        self._projects: Counter[tuple[str, str]] = Counter()
        self._roles: dict[str, set[str]] = defaultdict(set)

    def count(self, facets: Facets, people: Iterable[str]) -> None:
        """Take in one project, and the slugs of the *people* that it names."""
        taking = (facets.funders, facets.implementers, facets.partners)
        for role, slugs in zip(ROLES, taking, strict=True):
            for slug in slugs:
                self._roles[slug].add(role)
        organisations = {slug for slugs in taking for slug in slugs}
        self._projects.update(("organisation", slug) for slug in organisations)
        self._projects.update(("person", slug) for slug in {*people})
        self._projects.update([("portfolio", facets.portfolio)])
        for kind, names in (("subject", facets.subjects), ("place", facets.places)):
            self._projects.update((kind, name) for name in names)

    def of(self, kind: str, slug: str) -> Share:
        """The share of an entity."""
        roles = self._roles[slug] if kind == "organisation" else ()
        return Share(self._projects[kind, slug], tuple(sorted(roles)))

    def slugs(self, kind: str) -> list[str]:
        """The slugs of that *kind* that were counted."""
        return sorted(slug for counted, slug in self._projects if counted == kind and slug)


class IndexedShares:
    """Counts the projects of what they name in the index that lies in a *folder*.

    That takes no longer for an organisation that takes part in most projects of a large register.
    """

    def __init__(self, folder: Path) -> None:
        self._index = ENTITIES.open(folder)

    def of(self, kind: str, slug: str) -> Share:
        """The share of an organisation, a portfolio, a subject or a place."""
        if kind != "organisation":
            return Share(self._number(kind, slug))
        roles = tuple(role for role in ROLES if self._number(role, slug))
        return Share(self._number_of_any(roles, slug), roles)

    def _number(self, field: str, slug: str) -> int:
        return number(self._index, self._has(field, slug))

    def _number_of_any(self, fields: Iterable[str], slug: str) -> int:
        asked = [(Occur.Should, self._has(field, slug)) for field in fields]
        return number(self._index, Query.boolean_query(asked)) if asked else 0

    def _has(self, field: str, slug: str) -> Query:
        return Query.term_query(self._index.schema, field, slug)
