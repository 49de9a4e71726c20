"""The page of a project: who, when, with what money, and everything that its page says."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from flask import g, render_template

from graph.errors import UnknownEntity
from graph.pages import PageEntry
from graph.store import construct
from server.addresses import page_address
from server.citations.blueprint import FORMATS
from server.citations.citation import citation_of
from server.data.rows import Row
from server.data.whole_project import WholeProject, whole_project
from server.display.links import published_links
from server.display.money import money_tables
from server.display.prose import Block, blocks, squeezed
from server.display.relations import relations
from server.display.roles import by_role
from server.display.texts import gettext
from server.display.wording import contacts_rule
from server.http.formats import ENTITY
from server.pages.asking import entity
from server.snapshot import current

ITEMS: Final = ("project_objectives", "project_results")

Parts = Mapping[str, Sequence[Row]]


class Section(NamedTuple):
    """A section of the abstract: its row, and its text as blocks.

    *folded*: it is the money table, which stands above already.
    """

    row: Row
    blocks: tuple[Block, ...]
    folded: bool


def project(slug: str) -> str:
    """The page of the project *slug*."""
    told = read_project(slug)
    row, parts = told.row, told.parts
    return render_template(
        "project.html",
        slug=slug,
        project=row,
        parts=parts,
        participants=list(by_role(parts["project_participants"])),
        money=money_tables(parts["project_funding"], parts["project_funding_totals"]),
        sections=list(sections(parts)),
        extra_items=list(items_outside(parts)),
        part_of=partial(part_of, dict(places(parts))),
        subjects=names_of(told.concepts["subject"]),
        places=names_of(told.concepts["place"]),
        links=published_links(current(), row["project"]),
        related=relations(current(), row, parts["project_participants"], g.language),
        citation=citation_of(row, slug, current().generation, g.language),
        citation_formats=FORMATS,
        entry=entry_of(slug),
        contacts_rule=contacts_rule(current().generation.manifest.contacts),
        data_formats=ENTITY,
        source_address=page_address(current().generation.iris, row["page"] or ""),
        line_name=gettext("line %(number)s", number="{}"),
    )


def read_project(slug: str) -> WholeProject:
    """Return the project *slug*; raises and redirects as ``server.data.entities.find`` does."""
    snapshot = current()
    try:
        iri = snapshot.generation.iris.entity("project", slug).value
        asked = snapshot.library["project_whole"].bind({"project": iri})
        told = whole_project(construct(snapshot.store, asked), iri, g.language)
    except ValueError:
        told = None
    if told is None:
        entity("project", slug)
        raise UnknownEntity(f"{slug}: the register holds no such project")
    return told


def names_of(concepts: Sequence[str]) -> list[Row]:
    """What each of *concepts* is called; without a name where its register is not loaded."""
    names = current().names(concepts, g.language)
    return [names.get(concept, {"entity": concept}) for concept in concepts]


def entry_of(slug: str) -> PageEntry | None:
    """What is kept of the page of the project *slug*: when it was read, how much of it is shown."""
    return current().generation.records.with_slug(slug)


def sections(parts: Parts) -> Iterator[Section]:
    """The sections of the abstract, set as paragraphs, lists and titles of work packages."""
    titles = [f"{row['label'] or ''}{row['title'] or ''}" for row in parts["project_work_packages"]]
    items = [row["text"] or "" for name in ITEMS for row in parts[name]]
    sources = {row["source_as_printed"] for row in parts["project_funding"]}
    for row in parts["project_sections"]:
        folded = bool(sources) and sources <= set((row["text"] or "").splitlines())
        yield Section(row, blocks(row["text"] or "", titles, items), folded)


def items_outside(parts: Parts) -> Iterator[tuple[str, str, list[Row]]]:
    """Objectives and results that no section shows: their question, a heading of ours, the rows."""
    text = squeezed("".join(row["text"] or "" for row in parts["project_sections"]))
    headings = {
        "project_objectives": gettext("Objectives"),
        "project_results": gettext("Expected results"),
    }
    for name, heading in headings.items():
        missing = [row for row in parts[name] if squeezed(row["text"] or "") not in text]
        if missing:
            yield name, heading, missing


def part_of(places: Mapping[str, str], text: str) -> str:
    """Where the *text* of a line stands below the project; empty when it is no part of its own."""
    return places.get(squeezed(text), "")


def places(parts: Parts) -> Iterator[tuple[str, str]]:
    """Each item and work package of the abstract, as squeezed text, and its part."""
    for name in ITEMS:
        yield from ((squeezed(row["text"] or ""), row["part"]) for row in parts[name])
    for row in parts["project_work_packages"]:
        yield squeezed(f"{row['label'] or ''}{row['title'] or ''}"), row["part"]
