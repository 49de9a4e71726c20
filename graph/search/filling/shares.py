"""In how many projects an entity takes part: counted while they are indexed, or in the index."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from graph.search.columns.opened import Columns
from graph.search.document import Facets
from graph.search.schema import COLUMNS, ROLES


class Share(NamedTuple):
    """In how many projects an entity takes part, and in which *roles*."""

    projects: int = 0
    roles: tuple[str, ...] = ()


class Counted(Protocol):
    """What knows in how many projects entities take part."""

    def of(self, kind: str, slug: str) -> Share:
        """Return the share of an entity."""


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
        self._columns = Columns.open(folder / COLUMNS)

    def of(self, kind: str, slug: str) -> Share:
        """The share of an organisation, a portfolio, a subject or a place."""
        if kind != "organisation":
            return Share(self._number(kind, slug))
        roles = tuple(role for role in ROLES if self._number(role, slug))
        return Share(self._number("participant", slug), roles)

    def _number(self, facet: str, slug: str) -> int:
        return len(self._columns.rows_of(facet, (slug,)))
