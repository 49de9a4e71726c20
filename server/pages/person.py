"""The page of a person whom projects name as a contact: their projects, and for whom they act."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from flask import g, render_template, request

from server.data.rows import Row
from server.display.timeline import timeline
from server.display.wording import contacts_rule
from server.http.formats import ENTITY
from server.lists.cards import cards
from server.lists.paging import page_of
from server.pages.asking import ask, entity, organisations_of, slug_of
from server.snapshot import current

IN_TIME: Final = 50
"""So many projects stand on one timeline."""


class Reach(NamedTuple):
    """A phone or an e-mail address, and the last project that prints it; *derived*: was made."""

    value: str
    derived: bool
    project: Row


def person(slug: str) -> str:
    """The page of the person *slug*: the projects that name them, the newest first."""
    row, snapshot = entity("person", slug), current()
    contacts = ask("project_contacts", person=row["person"])
    slugs = list(dict.fromkeys(slug_of(contact["project"]) for contact in contacts))
    found = cards(snapshot, snapshot.index.hits("project", slugs), g.language)
    projects = sorted(found.rows, key=_start, reverse=True)
    page = page_of(projects, request.args.get("page", 1, int), IN_TIME)
    roles, acting_for = by_project(contacts), organisations(contacts)
    return render_template(
        "person.html",
        person=row,
        page=page,
        roles=roles,
        timeline=timeline(page.items, snapshot.generation.manifest.day),
        organisations=acting_for,
        known=organisations_of(slug_of(told["organisation"]) for told, _ in acting_for),
        phones=reaches(projects, roles, "phone"),
        emails=reaches(projects, roles, "email"),
        contacts_rule=contacts_rule(snapshot.generation.manifest.contacts),
        data_formats=ENTITY,
    )


def by_project(contacts: Iterable[Row]) -> Mapping[str, list[Row]]:
    """The rows of ``project_contacts`` of each project."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for contact in contacts:
        groups[contact["project"]].append(contact)
    return groups


def organisations(contacts: Iterable[Row]) -> list[tuple[Row, int]]:
    """For whom the person acts: a row that names each, and in how many projects it does."""
    projects: dict[str, dict[str, Row]] = defaultdict(dict)
    for contact in contacts:
        if contact["organisation"]:
            projects[contact["organisation"]][contact["project"]] = contact
    told = [(next(iter(rows.values())), len(rows)) for rows in projects.values()]
    return sorted(told, key=lambda item: (-item[1], item[0]["organisation_name"]))


def reaches(
    projects: Iterable[Row], roles: Mapping[str, Sequence[Row]], column: str
) -> list[Reach]:
    """The phones or the e-mail addresses, each once, that the newest *projects* print."""
    found: dict[str, Reach] = {}
    for project in projects:
        for contact in roles[project["project"]]:
            value = contact[column]
            if value:
                derived = column == "email" and bool(contact["email_derived"])
                found.setdefault(value, Reach(value, derived, project))
    return list(found.values())


def _start(row: Row) -> date:
    return row["start"] or date.min
