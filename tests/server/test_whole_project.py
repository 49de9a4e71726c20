"""A project read whole says what the named questions say, one by one."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from graph.store import construct
from server.data.rows import Row
from server.data.whole_project import PARTS, WholeProject, place_of, whole_project
from server.snapshot import Snapshot

LANGUAGES = ("fi", "sv", "en")


@pytest.fixture(scope="module")
def snapshot(data: Path) -> Snapshot:
    return Snapshot(DataDirectory.open(data).generation(), load_library())


def read(snapshot: Snapshot, iri: str, language: str) -> WholeProject | None:
    asked = snapshot.library["project_whole"].bind({"project": iri}, snapshot.generation.iris)
    return whole_project(construct(snapshot.store, asked), iri, language)


def without_order(rows: Sequence[Row]) -> list[str]:
    return sorted(repr(sorted(row.items())) for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_project_is_its_row_of_projects(snapshot: Snapshot, language: str) -> None:
    for row in snapshot.rows("projects", lang=language):
        told = read(snapshot, row["project"], language)
        assert told is not None
        assert {column: told.row.get(column) for column in row} == row


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PARTS)
def test_the_parts_are_the_answers_of_the_questions(
    snapshot: Snapshot, name: str, language: str
) -> None:
    for project in snapshot.rows("projects"):
        told = read(snapshot, project["project"], language)
        assert told is not None
        asked = [
            {k: v for k, v in row.items() if not k.startswith("project")}
            for row in snapshot.rows(name, project=project["project"], lang=language)
        ]
        columns = {column for row in asked for column in row}
        shown = [{k: row[k] for k in row if k in columns} for row in told.parts[name]]
        full = [{**dict.fromkeys(columns), **row} for row in shown]
        wanted = [{**dict.fromkeys(columns), **row} for row in asked]
        assert without_order(full) == without_order(wanted)


def test_the_parts_stand_in_the_order_of_the_page(snapshot: Snapshot) -> None:
    told = read(snapshot, snapshot.generation.iris.entity("project", "aanekas-kokeilu").value, "fi")
    assert told is not None
    for rows in told.parts.values():
        assert [row["line"] or 0 for row in rows] == sorted(row["line"] or 0 for row in rows)
    assert [row["part"] for row in told.parts["project_funding"]] == [
        f"funding/{number}" for number in range(1, 5)
    ]


def test_what_is_not_in_the_register_is_not_read(snapshot: Snapshot) -> None:
    assert read(snapshot, "http://localhost:8000/id/project/nowhere", "fi") is None


def test_a_part_written_by_hand_stands_behind_those_of_the_page() -> None:
    assert sorted(["finding/write-3", "finding/10", "finding/9"], key=place_of) == [
        "finding/9",
        "finding/10",
        "finding/write-3",
    ]
