"""The page of a subject or a place: its names, its projects in time and money, what is near."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from flask import g, render_template, request

from graph.search.found import Count
from graph.search.wish import Wish
from ontology.terms import Skos
from server.addresses import MANY
from server.data.rows import Row
from server.display.funds import funds
from server.display.linked_registers import register_of
from server.display.timeline import timeline
from server.http.formats import ENTITY
from server.lists.kept import kept
from server.lists.rows import entity_rows
from server.pages.asking import ask, entity, organisations_of
from server.pages.portfolio import projects, running
from server.snapshot import current

FOREMOST: Final = 8
"""So many sources of money, portfolios, and concepts that come together stand on the page."""

RELATIONS: Final = (Skos.broader, Skos.narrower, Skos.related)


class Together(NamedTuple):
    """What stands beside a concept in projects: its *kind*, its row, and in how many projects."""

    kind: str
    row: Row
    projects: int


@kept
def subject(slug: str) -> str:
    """The page of the subject *slug*, such as ``p1234``."""
    return concept("subject", slug, Wish(kind="project", subjects=(slug,), order="start"))


@kept
def place(slug: str) -> str:
    """The page of the place *slug*, such as ``p94320``."""
    return concept("place", slug, Wish(kind="project", places=(slug,), order="start"))


def concept(kind: str, slug: str, wish: Wish) -> str:
    """The page of a concept of that *kind*, and of the projects that fit *wish*."""
    row, snapshot = entity(kind, slug), current()
    day = snapshot.generation.manifest.day
    found = projects(wish, request.args.get("page", 1, int))
    money = funds(snapshot.index, wish, day, FOREMOST)
    return render_template(
        "concept.html",
        slug=slug,
        kind=kind,
        many=MANY[kind],
        iri=row[kind],
        concept=row,
        names=ask("concept_names", concept=row[kind]),
        near=near(row[kind]),
        together=[*together(wish, "subject", slug), *together(wish, "place", slug)],
        portfolios=[*together(wish, "portfolio", "")],
        page=found,
        timeline=timeline(found.items, day),
        running=running(wish),
        money=money,
        known=organisations_of(source.source for source in money.sources),
        source=register_of(kind),
        data_formats=ENTITY,
    )


def near(iri: str) -> Mapping[str, Sequence[Row]]:
    """The broader, narrower and related concepts of *iri*, by the word of the relation."""
    rows = ask("related_concepts", concept=iri)
    return {
        relation.value.rpartition("#")[2]: [
            row for row in rows if row["relation"] == relation.value
        ]
        for relation in RELATIONS
    }


def together(wish: Wish, kind: str, but: str) -> Sequence[Together]:
    """What of a *kind* the projects that fit *wish* have most often, *but* one aside."""
    day = current().generation.manifest.day
    counted = current().index.taking_part(wish, day, kind)
    foremost = [count for count in counted if count.value not in {"", but}][:FOREMOST]
    return [*_told(kind, foremost)]


def _told(kind: str, counts: Sequence[Count]) -> Sequence[Together]:
    rows = entity_rows(current(), kind, [count.value for count in counts], g.language)  # type: ignore[arg-type]  # a word of Kind
    told = {row[kind].rpartition("/")[2]: row for row in rows}
    return [Together(kind, told[one.value], one.number) for one in counts if one.value in told]
