"""EURA, the register of structural-funds projects: who applied, with whom, when, decided by whom.

EURA publishes pages and no data, so what is read are facts in a JSON document
``{"projects": [{"code": "S20469", "name": ..., "start": ..., "applicant": {...}}]}``; where several
documents tell of one project, the last one stands. Facts are under no licence.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import msgspec

from graph.registers.document import Document, json_of, refused
from graph.registers.entry import Entry, Identifier, Name, Party
from graph.registers.readable import ReadableRegister, Reading, reading_of
from graph.registers.ytunnus import in_official_form
from ontology.registers import eura

CODE: Final = re.compile(r"[A-Z]\d{5}")
"""A project's code: S is of the social fund, A of the regional one, later funds have others."""


class _Party(msgspec.Struct):
    name: str
    ytunnus: str = ""
    type: str = ""
    type_en: str = ""


class _Project(msgspec.Struct, kw_only=True):
    code: str
    name: str
    start: date | None = None
    end: date | None = None
    fund: str = ""
    programming_period: str = ""
    status_fi: str = ""
    authority: str = ""
    applicant: _Party | None = None
    partners: list[_Party] = []
    related: list[str] = []


class _Projects(msgspec.Struct):
    projects: list[_Project]


def read(documents: Sequence[Document]) -> Reading:
    """Return every project by its code. Raises RegisterError when a document is of another form."""
    found = {entry.iri: entry for document in documents for entry in _entries(document)}
    return reading_of("", [found[iri] for iri in sorted(found)])


def _entries(document: Document) -> Iterator[Entry]:
    for number, project in enumerate(json_of(document, _Projects).projects, 1):
        for code in (project.code, *project.related):
            if not CODE.fullmatch(code):
                raise refused(document.place, f"project {number}: {code!r} is no code of EURA")
        for party in (*filter(None, [project.applicant]), *project.partners):
            if party.ytunnus and not in_official_form(party.ytunnus):
                raise refused(document.place, f"project {number}: {party.ytunnus!r} is no Y-tunnus")
        yield _entry(project)


def _entry(project: _Project) -> Entry:
    return Entry(
        kind="project",
        iri=eura(project.code).value,
        # EURA does not say in which language a name is.
        names=(Name(project.name),),
        identifiers=(Identifier("eura", project.code),),
        start=project.start,
        end=project.end,
        types=tuple(filter(None, (project.fund, project.programming_period))),
        status=project.status_fi,
        related=tuple(eura(code).value for code in project.related),
        authority=project.authority,
        applicant=_party(project.applicant) if project.applicant else None,
        partners=tuple(map(_party, project.partners)),
    )


def _party(party: _Party) -> Party:
    return Party(
        name=party.name,
        ytunnus=in_official_form(party.ytunnus),
        kind=party.type or party.type_en,
    )


EURA: Final = ReadableRegister(
    name="eura",
    links="projects that the structural funds paid for",
    read=read,
)
