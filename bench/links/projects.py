"""The lists of projects, places and subjects, and the time to link projects."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from time import perf_counter
from typing import Final

import msgspec

from bench.generator import generate
from bench.links.answers import Answer, Timed, targets
from bench.links.gold import Row, rows
from bench.links.ground import Ground
from graph.links.eura import EuraLinker
from graph.links.eura.linker import known_records
from graph.links.link import ProjectLinker, Proposal
from graph.links.linkers import project_linkers
from graph.links.places import PlaceLinker
from graph.links.subjects import SubjectLinker
from graph.names.book import NameBook
from graph.records import Day, PageRecord, Participation, Printed, Section, Source
from graph.register import load_register
from graph.registers.entry import Entry, Identifier, Name, Party
from ontology.registers import eura, eura_code, yso_slug

MEASURED: Final = 2_000
"""So many generated pages are linked to measure the time; it grows with their number alone."""

OBJECTIVES: Final = "Tavoitteet"
BETWEEN: Final = "; "
"""What stands between several values of a cell that hold blanks."""

EITHER: Final = "|"
"""What stands between two subjects of which either is right."""


def record_answers(ground: Ground) -> Iterator[Answer]:
    """Which records of EURA are linked to the projects on the list."""
    register = ground.registers.get("eura")
    known = [*(register.entries() if register else ()), *map(_entry, rows("eura"))]
    linker = EuraLinker(known_records(known, ground.book))
    for row in rows("projects"):
        proposals = [*linker.propose(_project(row, ground.book))]
        yield Answer(
            register="projects: eura",
            thing=row.cells["name"],
            expected=row.values("record"),
            published=frozenset(map(eura_code, targets(proposals, "automatic"))),
            asked=frozenset(map(eura_code, targets(proposals, "pending"))),
            part=row.part,
        )


def place_answers(ground: Ground) -> Iterator[Answer]:
    """Which places are linked to the sentences on the list."""

    @cache
    def linker_in(city: str) -> PlaceLinker | None:
        register = msgspec.structs.replace(load_register("oulu"), city=city)
        return PlaceLinker.of(ground.registers, NameBook.load(register))

    for row in rows("places"):
        linker = linker_in(row.cells["city"])
        proposals = [*linker.propose(_page("Hanke", row.cells["text"]))] if linker else []
        yield Answer(
            register="places",
            thing=row.cells["text"],
            expected=row.values("places"),
            published=_slugs(proposals, "automatic"),
            asked=_slugs(proposals, "pending"),
            part=row.part,
        )


def subject_answers(ground: Ground) -> Iterator[Answer]:
    """Which subjects are linked to the texts on the list, counted as the list allows."""
    for row, published, asked in _subjects(ground):
        groups = [group.split(EITHER) for group in row.values("subjects")]
        expected = {next((one for one in group if one in published), group[0]) for group in groups}
        right = row.values("also").union(*groups)
        neither = right - expected
        yield Answer(
            register="subjects",
            thing=row.cells["name"],
            expected=frozenset(expected),
            published=published - neither,
            asked=asked - neither,
            part=row.part,
        )


def strict_subject_answers(ground: Ground) -> Iterator[Answer]:
    """The same counted strictly: right is only what was written down before linking."""
    for row, published, asked in _subjects(ground):
        yield Answer(
            register="subjects, strictly",
            thing=row.cells["name"],
            expected=frozenset(group.split(EITHER)[0] for group in row.values("subjects")),
            published=published,
            asked=asked,
            part=row.part,
        )


def _subjects(ground: Ground) -> Iterator[tuple[Row, frozenset[str], frozenset[str]]]:
    """The rows of the list with the subjects that are published, and those that wait."""
    linker = SubjectLinker.of(ground.registers, ground.book)
    for row in rows("subjects"):
        cells = row.cells
        record = _page(cells["name"], cells["text"], cells["objectives"])
        proposals = [*linker.propose(record)] if linker else []
        yield row, _slugs(proposals, "automatic"), _slugs(proposals, "pending")


def linked_projects(ground: Ground) -> Timed:
    """Link generated pages with all linkers; these are made before the clock is started."""
    linkers: list[ProjectLinker] = project_linkers(ground.registers, ground.book)
    pages = generate(load_register("oulu"), 1, range(MEASURED), 0.0)
    records = [page.truth.record for page in pages if page.truth.record]
    begin = perf_counter()
    for record in records:
        for linker in linkers:
            list(linker.propose(record))
    return Timed("projects", len(records), perf_counter() - begin)


def _slugs(proposals: Iterable[Proposal], decision: str) -> frozenset[str]:
    return frozenset(map(yso_slug, targets(proposals, decision)))


def _page(name: str, text: str, objectives: str = "") -> PageRecord:
    """A page of that *name*, with a *text* under no heading and objectives under theirs."""
    said = (("", text), (OBJECTIVES, objectives))
    sections = (
        Section(position=position, heading=heading, text=body, line=position + 2)
        for position, (heading, body) in enumerate(said)
        if body
    )
    source = Source(file_name="", sha256="", encoding="utf-8")
    return PageRecord(
        key="", source=source, name=Printed(name, 1), lines=(), sections=tuple(sections)
    )


def _project(row: Row, book: NameBook) -> PageRecord:
    """The page of the project of a row, its organisations understood as on a real one."""
    cells = row.cells
    start, end = (date.fromisoformat(cells[day]) for day in ("start", "end"))
    roles = (("funder", "funders"), ("implementer", "implementers"))
    participations = (
        _participation(role, printed, start, book)
        for role, column in roles
        for printed in cells[column].split(BETWEEN)
    )
    return msgspec.structs.replace(
        _page(cells["name"], cells["text"]),
        start=Day(value=start, as_printed=cells["start"], line=1),
        end=Day(value=end, as_printed=cells["end"], line=1),
        participations=tuple(participations),
    )


def _participation(role: str, printed: str, day: date, book: NameBook) -> Participation:
    meaning = book.understand(printed, day)
    return Participation(
        role=role,
        as_printed=printed,
        line=1,
        organisation=meaning.organisation,
        instrument=meaning.instrument,
    )


def _entry(row: Row) -> Entry:
    """The invented record of a row, as the register would hold it."""
    cells = row.cells
    return Entry(
        kind="project",
        names=(Name(cells["name"]),),
        iri=eura(cells["code"]).value,
        identifiers=(Identifier("eura", cells["code"]),),
        start=date.fromisoformat(cells["start"]),
        end=date.fromisoformat(cells["end"]),
        authority=cells["authority"],
        applicant=Party(name=cells["applicant"]),
        partners=tuple(Party(name=name) for name in cells["partners"].split(BETWEEN) if name),
    )
