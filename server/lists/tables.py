"""Whole lists as tables of terms: the columns, and the rows in the order wished for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Triple

from graph.search.collation import by_name
from graph.values import plain
from ontology.terms import Xsd
from server.lists.money import NOTHING, Role, Standing, standings
from server.lists.rows import iris_of, solutions_of
from server.lists.selection import FindingChoice, ProjectChoice, Search
from server.snapshot import Snapshot

Term = NamedNode | BlankNode | Literal | Triple | None

STANDING: Final = (
    "organisation",
    "organisation_name",
    "kind",
    "projects",
    "amount",
    "project_amount",
    "currency",
)
"""The columns of funders and of implementers, as their named questions have them."""


class WholeTable(NamedTuple):
    """Columns, and rows with a term or None for each of them."""

    columns: Sequence[str]
    rows: Iterator[Sequence[Term]]


def found_rows(question: str, snapshot: Snapshot, choice: Search, language: str) -> WholeTable:
    """The rows of a named *question* about everything that *choice* finds."""
    columns = snapshot.library[question].columns
    slugs = snapshot.index.slugs(choice.wish(), snapshot.generation.manifest.day)
    found = solutions_of(snapshot, question, choice.kind_found, slugs, language)
    return WholeTable(columns, (tuple(row[column] for column in columns) for row in found))


def findings(snapshot: Snapshot, choice: FindingChoice, language: str) -> WholeTable:
    """The findings that *choice* leaves, by the names of their projects."""
    table = snapshot.table("findings", lang=language)
    columns, solutions = table.columns, list(table)
    rows = [{column: plain(row[column]) for column in columns} for row in solutions]
    terms_of = {id(row): tuple(terms) for row, terms in zip(rows, solutions, strict=True)}
    return WholeTable(columns, (terms_of[id(row)] for row in choice.of(by_name(rows))))


def organisations_behind(
    role: Role, snapshot: Snapshot, choice: ProjectChoice, language: str
) -> WholeTable:
    """Who has a *role* in the projects that *choice* finds: a row for each currency of theirs."""
    found = standings(snapshot, choice, role)
    slugs = [one.slug for one in found]
    told = {
        str(plain(row["organisation"])): row
        for row in solutions_of(snapshot, "organisations", "organisation", slugs, language)
    }
    rows = (
        row
        for one in found
        for iri in iris_of(snapshot, "organisation", [one.slug])
        if iri in told
        for row in standing_rows(one, told[iri])
    )
    return WholeTable(STANDING, rows)


def standing_rows(one: Standing, told: QuerySolution) -> Iterator[Sequence[Term]]:
    """The rows of an organisation of which that is *told*."""
    who = (told["organisation"], told["name"], told["kind"], Literal(one.projects))
    for currency in one.currencies:
        own, all_money = one.own.get(currency, NOTHING), one.all_money.get(currency, NOTHING)
        yield (*who, _decimal(own), _decimal(all_money), Literal(currency))
    if not one.currencies:
        yield (*who, None, None, None)


def _decimal(amount: Decimal) -> Literal:
    return Literal(str(amount), datatype=Xsd.decimal)


TABLES: Final[Mapping[str, Callable[[Snapshot, Any, str], WholeTable]]] = {
    "projects": partial(found_rows, "projects"),
    "organisations": partial(found_rows, "organisations"),
    "people": partial(found_rows, "people"),
    "portfolios": partial(found_rows, "portfolios"),
    "subjects": partial(found_rows, "subjects"),
    "places": partial(found_rows, "places"),
    "allocations": partial(found_rows, "project_funding"),
    "funders": partial(organisations_behind, "funder"),
    "implementers": partial(organisations_behind, "implementer"),
    "findings": findings,
}
"""What makes each list, by the name of its files: a snapshot, a choice, the language of names."""
