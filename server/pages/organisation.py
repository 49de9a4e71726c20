"""The page of an organisation: all its roles, its money, its partners, its units."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from flask import g, render_template, request

from server.data.rows import Row
from server.display.involvement import Involved, Role
from server.display.links import published_links
from server.display.naming import other_names
from server.display.timeline import Timeline, timeline
from server.http.formats import ENTITY
from server.lists.cards import cards
from server.lists.kept import kept
from server.pages.asking import ask, entity, organisations_of, slug_of
from server.snapshot import current

NEWEST: Final = 8
FOREMOST: Final = 8
"""So many projects and partners of each role stand on the page; the lists behind it hold all."""

LONGEST_SCOPE: Final = 4_000
"""With slugs of more letters than that, an address of a list would be too long for proxies."""


class Unit(NamedTuple):
    """A unit and those right below it."""

    row: Row
    units: tuple["Unit", ...]


@kept
def organisation(slug: str) -> str:
    """The page of the organisation *slug*, with its units if the parameters ask for them."""
    row = entity("organisation", slug)
    iri, snapshot = row["organisation"], current()
    units = ask("organisation_units", organisation=iri)
    with_units = bool(units) and request.args.get("with_units") == "1"
    slugs = [slug, *map(slug_of, (unit["unit"] for unit in units))] if with_units else [slug]
    involved = Involved(snapshot.index, snapshot.generation.manifest.day, slugs)
    told = involved.told(NEWEST, FOREMOST)
    partners = [count.value for together in told.partners for count in together.foremost]
    successions = ask("organisation_successors", organisation=iri)
    return render_template(
        "organisation.html",
        slug=slug,
        organisation=row,
        with_units=with_units,
        scope=slugs if sum(map(len, slugs)) <= LONGEST_SCOPE else [],
        links=published_links(snapshot, iri),
        parents=above(row),
        units=tree(units, iri),
        unit_count=len(units),
        successors=[each for each in successions if each["organisation"] == iri],
        predecessors=[each for each in successions if each["successor"] == iri],
        told=told,
        timelines=in_time(told.roles),
        known=organisations_of(partners),
        other_names=other_names,
        data_formats=ENTITY,
    )


def above(row: Row) -> list[Row]:
    """The rows of ``organisation_units`` of those that the one of *row* is under, from the top."""
    rows = ask("organisation_units", unit=row["organisation"]) if row["unit_of"] else []
    return sorted(rows, key=lambda each: each["steps"], reverse=True)


def tree(rows: Sequence[Row], iri: str) -> tuple[Unit, ...]:
    """Those of *rows* of ``organisation_units`` right below *iri*, each with those below it.

    A ring of units, which a hand may write into the graph, is followed once.
    """
    others = [row for row in rows if row["unit_of"] != iri]
    return tuple(Unit(row, tree(others, row["unit"])) for row in rows if row["unit_of"] == iri)


def in_time(roles: Sequence[Role]) -> dict[str, Timeline | None]:
    """For the word of each of *roles* its newest projects on an axis of years."""
    snapshot = current()
    hits = {hit.slug: hit for role in roles for hit in role.newest}
    rows = cards(snapshot, hits.values(), g.language).rows
    told = {slug_of(row["project"]): row for row in rows}
    return {
        role.word: timeline(
            [told[hit.slug] for hit in role.newest if hit.slug in told],
            snapshot.generation.manifest.day,
        )
        for role in roles
    }
