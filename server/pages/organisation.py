"""The page of an organisation, in all its roles."""

from collections.abc import Mapping
from typing import Final

from flask import render_template, request

from graph.search.collation import by_name
from server.data.rows import Row
from server.display.earnings import by_currency, by_year
from server.display.naming import other_names
from server.display.roles import by_role
from server.http.formats import ENTITY
from server.pages.asking import ask, ask_whole, entity

PARTNERS_SHOWN: Final = 20
PROJECTS_SHOWN: Final = 100
"""How many of a role's projects stand on the page; the question behind it holds all."""


def organisation(slug: str) -> str:
    """The page of the organisation *slug*, with its units if the parameters ask for them."""
    row = entity("organisation", slug)
    iri = row["organisation"]
    with_units = request.args.get("with_units") == "1"
    about = {"organisation": iri, "with_units": "true" if with_units else ""}
    partners = ask("organisation_partners", **about)
    successions = ask("organisation_successors", organisation=iri)
    return render_template(
        "organisation.html",
        slug=slug,
        organisation=row,
        with_units=with_units,
        parents=chain({row["organisation"]: row for row in ask_whole("organisations")}, row),
        units=[unit for unit in ask_whole("organisations") if unit["unit_of"] == iri],
        successors=[each for each in successions if each["organisation"] == iri],
        predecessors=[each for each in successions if each["successor"] == iri],
        projects=list(by_role(by_name(ask("organisation_projects", **about)))),
        projects_shown=PROJECTS_SHOWN,
        partners=partners[:PARTNERS_SHOWN],
        partners_left=max(len(partners) - PARTNERS_SHOWN, 0),
        own_money=by_year(ask("funding_by_year", **about)),
        project_money=by_currency(ask("funding_by_project", **about)),
        other_names=other_names,
        data_formats=ENTITY,
    )


def chain(organisations: Mapping[str, Row], row: Row) -> list[Row]:
    """The organisations that the one of *row* is a unit of, from the top down."""
    above = organisations.get(row["unit_of"] or "")
    return [*chain(organisations, above), above] if above else []
