"""What changed from generation to generation, for people and as a feed."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.changes import ProjectChange, changes
from graph.generations.directory import DataDirectory
from graph.register import Register
from server.app import create_app
from server.settings import read_settings
from tests.graph.made_pages import Made, put

ATOM = "{http://www.w3.org/2005/Atom}"
STAYING = Made(name="Pysyvä hanke", abstract=("Tavoitteet:", "a. Kuullaan nuoria."))
CHANGING = Made(name="Muuttuva hanke", start="1.1.2024", end="31.12.2024")
LEAVING = Made(name="Poistuva hanke")
COMING = Made(name="Uusi hanke")


def rebuild(data: Path, pages: Path, register: Register) -> None:
    build(data, BuildOptions(sources=(pages,), register=register, prune=True))


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, oulu: Register) -> Path:
    """A data directory of two generations."""
    folder = tmp_path_factory.mktemp("changes")
    pages, data = folder / "pages", folder / "data"
    for key, page in {"s": STAYING, "c": CHANGING, "l": LEAVING}.items():
        put(pages, key, page)
    rebuild(data, pages, oulu)
    put(pages, "c", CHANGING._replace(end="30.6.2025", funders=("Kempele",)))
    put(pages, "n", COMING)
    (pages / "l.txt").unlink()
    rebuild(data, pages, oulu)
    return data


@pytest.fixture(scope="module")
def found(twice: Path) -> dict[str, ProjectChange]:
    directory = DataDirectory.open(twice)
    older, newer = map(directory.generation, directory.ids())
    told = {change.slug: change for change in changes(newer, older)}
    older.close()
    newer.close()
    return told


@pytest.fixture
def visitor(twice: Path) -> FlaskClient:
    return create_app(read_settings({"data": str(twice)}, {})).test_client()


def test_each_project_that_came_changed_or_went_is_told(found: dict[str, ProjectChange]) -> None:
    assert {slug: change.how for slug, change in found.items()} == {
        "uusi-hanke": "added",
        "muuttuva-hanke": "changed",
        "poistuva-hanke": "withdrawn",
    }


def test_what_changed_in_a_project_is_told(found: dict[str, ProjectChange]) -> None:
    assert found["muuttuva-hanke"].parts == ("dates", "participants")


def test_the_page_tells_the_changes_of_the_newest_generation(visitor: FlaskClient) -> None:
    text = visitor.get("/en/changes").text
    assert "Uusi hanke" in text
    assert "Muuttuva hanke" in text
    assert "dates, participants" in text
    assert "Pysyvä hanke" not in text


def test_the_oldest_generation_has_nothing_to_be_compared_with(
    visitor: FlaskClient, twice: Path
) -> None:
    oldest = DataDirectory.open(twice).ids()[0]
    assert "nothing to compare it with" in visitor.get(f"/en/changes?generation={oldest}").text


def test_a_generation_that_is_not_kept_is_not_found(visitor: FlaskClient) -> None:
    assert visitor.get("/en/changes?generation=gone").status_code == 404


def test_the_feed_tells_of_every_generation_that_is_kept(visitor: FlaskClient, twice: Path) -> None:
    answer = visitor.get("/en/changes.atom")
    assert answer.mimetype == "application/atom+xml"
    entries = ET.fromstring(answer.data).findall(f"{ATOM}entry")  # noqa: S314 - our own answer
    assert len(entries) == len(DataDirectory.open(twice).ids())
