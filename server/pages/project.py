"""The page of a project: who, when, with what money, and everything that its page says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from flask import render_template

from server.data.rows import Row
from server.display.money import money_tables
from server.display.prose import Block, blocks
from server.display.roles import by_role
from server.display.texts import gettext
from server.http.formats import ENTITY
from server.pages.asking import ask, entity

Answers = Mapping[str, Sequence[Row]]

QUESTIONS: Final = (
    "project_participants",
    "project_funding",
    "project_funding_totals",
    "project_amounts",
    "project_contacts",
    "project_attachments",
    "project_sections",
    "project_objectives",
    "project_results",
    "project_work_packages",
    "findings",
)
"""The named questions whose answers for one project make its page."""


class Section(NamedTuple):
    """A section of the abstract; *folded*: it is the money table, which stands above already."""

    heading: str
    blocks: tuple[Block, ...]
    folded: bool


def project(slug: str) -> str:
    """The page of the project *slug*."""
    row = entity("project", slug)
    answers = {name: ask(name, project=row["project"]) for name in QUESTIONS}
    return render_template(
        "project.html",
        slug=slug,
        project=row,
        participants=list(by_role(answers["project_participants"])),
        money=money_tables(answers["project_funding"], answers["project_funding_totals"]),
        amounts=answers["project_amounts"],
        contacts=answers["project_contacts"],
        attachments=answers["project_attachments"],
        sections=list(sections(answers)),
        extra_items=list(items_outside(answers)),
        findings=answers["findings"],
        data_formats=ENTITY,
    )


def sections(answers: Answers) -> Iterator[Section]:
    """The sections of the abstract, set as paragraphs, lists and titles of work packages."""
    titles = [
        f"{row['label'] or ''}{row['title'] or ''}" for row in answers["project_work_packages"]
    ]
    sources = {row["source_as_printed"] for row in answers["project_funding"]}
    for row in answers["project_sections"]:
        folded = bool(sources) and sources <= set(row["text"].splitlines())
        yield Section(row["heading"] or "", blocks(row["text"], titles), folded)


def items_outside(answers: Answers) -> Iterator[tuple[str, list[Row]]]:
    """Objectives and results that no section shows, each list under a heading of ours."""
    text = "".join("".join(row["text"].split()) for row in answers["project_sections"])
    headings = {
        "project_objectives": gettext("Objectives"),
        "project_results": gettext("Expected results"),
    }
    for name, heading in headings.items():
        missing = [row for row in answers[name] if "".join(row["text"].split()) not in text]
        if missing:
            yield heading, missing
