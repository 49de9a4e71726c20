"""Is what a page gives a good graph? Asked before anything has a slug, since no shape needs one."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec
from pyoxigraph import NamedNode

from graph.entities import KnownPortfolio, Organisation, organisation_paths
from graph.pages import PageEntry
from graph.quads.entities import entity_statements
from graph.quads.page import given_by_page
from graph.quads.statements import Statement
from graph.records import OrganisationPath, PageRecord
from graph.shapes import Violation, compile_shapes
from ontology.iris import Iris
from ontology.terms import Foaf, Org, Sh, Sk
from ontology.vocabulary import turtle

ANY_SLUG: Final = "page"
"""The slug of the project while it is checked."""

Types = dict[NamedNode, tuple[NamedNode, ...]]


class Fault(msgspec.Struct, frozen=True):
    """What a shape has against a page, and the line where the faulty part stands."""

    line: int
    reason: str


class PageChecker:
    """Checks pages against the shapes, together with the entities that they name."""

    def __init__(self, iris: Iris, language: str, day: date) -> None:
        self.iris = iris
        self.language = language
        self.day = day
        self._shapes = compile_shapes(turtle("shapes"))
        self._organisations: dict[OrganisationPath, Violation | None] = {}
        self._portfolios: dict[KnownPortfolio, Violation | None] = {}

    def fault(self, record: PageRecord, entry: PageEntry) -> Fault | None:
        """Return the first fault of the page, or None; an oddity of the page itself is no fault."""
        paths = organisation_paths(record)
        named = msgspec.structs.replace(
            entry,
            slug=ANY_SLUG,
            portfolio=ANY_SLUG if record.portfolio else "",
            organisations=tuple(f"{number}" for number, _ in enumerate(paths)),
            people=tuple(ANY_SLUG if contact.name else "" for contact in record.contacts),
        )
        try:
            given = given_by_page(record, named, self.iris, self.language, self.day)
            found = self._violation([*given.default, *given.named], self._types(named, paths))
            found = found or self._entity_violation(record, paths)
        except ValueError as error:
            return Fault(record.name.line, f"cannot be told as RDF: {error}")
        return None if found is None else self._described(found, given.default)

    def _violation(self, statements: Sequence[Statement], types: Types) -> Violation | None:
        found = self._shapes.violations(statements, types)
        return next((fault for fault in found if fault.severity == Sh.Violation), None)

    def _types(self, named: PageEntry, paths: Sequence[OrganisationPath]) -> Types:
        """The classes of what the page names and does not describe."""
        types: Types = {
            self.iris.entity("organisation", slug): (_class(path),)
            for slug, path in zip(named.organisations, paths, strict=True)
        }
        types[self.iris.entity("person", ANY_SLUG)] = (Foaf.Person,)
        types[self.iris.entity("portfolio", ANY_SLUG)] = (Sk.Portfolio,)
        return types

    def _entity_violation(
        self, record: PageRecord, paths: Sequence[OrganisationPath]
    ) -> Violation | None:
        found = (self._organisation_violation(path) for path in paths)
        return next(filter(None, found), None) or self._portfolio_violation(record)

    def _organisation_violation(self, path: OrganisationPath) -> Violation | None:
        """The first fault of an organisation or of one above it; each is looked at once."""
        if path not in self._organisations:
            steps = [path[:length] for length in range(1, len(path) + 1)]
            told = [statement for step in steps for statement in self._organisation(step)]
            self._organisations[path] = self._violation(told, {})
        return self._organisations[path]

    def _organisation(self, path: OrganisationPath) -> tuple[Statement, ...]:
        above = len(path) > 1
        entity = Organisation(
            slug=f"{len(path)}",
            name=path[-1].name,
            kind=path[-1].kind,
            parent=f"{len(path) - 1}" if above else "",
            top="1" if above else "",
        )
        return entity_statements(entity, self.iris, self.language)

    def _portfolio_violation(self, record: PageRecord) -> Violation | None:
        """The first fault of the page's portfolio; each is looked at once."""
        if record.portfolio is None:
            return None
        entity = KnownPortfolio(
            slug=ANY_SLUG,
            name=record.portfolio.name,
            as_printed=record.portfolio.as_printed,
            start_year=record.portfolio.start_year,
            end_year=record.portfolio.end_year,
        )
        if entity not in self._portfolios:
            told = entity_statements(entity, self.iris, self.language)
            self._portfolios[entity] = self._violation(told, {})
        return self._portfolios[entity]

    def _described(self, fault: Violation, told: Sequence[Statement]) -> Fault:
        lines = (o.value for s, p, o in told if s == fault.focus and p == Sk.line)
        line = int(next(lines, "1"))
        part = str(fault.focus).strip("<>").removeprefix(f"{self.iris.base}id/project/{ANY_SLUG}")
        where = f" ({part.strip('/')})" if part.strip("/") else ""
        return Fault(line, f"{fault.message}{where} Nothing of the page is published.")


def _class(path: OrganisationPath) -> NamedNode:
    return Org.OrganizationalUnit if len(path) > 1 else Org.FormalOrganization
