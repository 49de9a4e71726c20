"""What an earlier Salkku made is served, built on and copied; another version is refused."""

import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from pyoxigraph import NamedNode

from graph.build.building import build
from graph.build.completing import complete_unless_written
from graph.build.options import BuildOptions
from graph.generations.directory import DataDirectory
from graph.generations.settings import FILE as SETTINGS
from graph.generations.settings import FORMAT
from graph.questions.library import load_library
from graph.writes.publishing import publish
from graph.writes.write import Update
from server.app import create_app
from server.command import salkku
from server.settings import read_settings
from tests.graph.made_copies import assert_whole

ARCHIVES = sorted((Path(__file__).parent / "earlier").glob("*.tar.xz"))
NOTES = NamedNode("http://example.fi/notes")
RENAMED = "/en/projects/vanha-kokeilu"


@pytest.fixture(params=ARCHIVES, ids=lambda path: path.name)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with the ``data`` that an earlier Salkku made of the ``pages`` beside."""
    with tarfile.open(request.param) as archive:
        # Python 3.11.2, which Debian has, knows no argument for the filter yet.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(tmp_path)  # noqa: S202 - the archives are ours
    return tmp_path


@pytest.fixture
def directory(place: Path) -> DataDirectory:
    return DataDirectory.open(place / "data")


def start(directory: DataDirectory) -> FlaskClient:
    """A client of a server that starts on *directory*, and completes what it has not."""
    complete_unless_written(directory, load_library())
    return create_app(read_settings({"data": str(directory.path)}, {})).test_client()


def test_an_earlier_data_directory_is_served(directory: DataDirectory) -> None:
    client = start(directory)
    assert "Uudistettu kokeilu" in client.get(RENAMED).text
    assert "Uudistettu kokeilu" in client.get("/en/projects?q=uudistettu").text
    assert client.get("/sparql?query=ASK{?s ?p ?o}").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_the_generations_that_are_kept_can_be_returned_to(directory: DataDirectory) -> None:
    ids = directory.ids()
    assert len(ids) == 3
    told = CliRunner().invoke(salkku, ["rollback", ids[0], "--data", str(directory.path)])
    assert told.exit_code == 0
    assert "Vanha kokeilu" in start(directory).get(RENAMED).text
    assert_whole(directory.generation().folder)


def test_an_earlier_generation_can_be_copied_once_a_server_started(
    directory: DataDirectory,
) -> None:
    start(directory)
    assert_whole(directory.generation().folder)


def test_a_build_goes_on_from_what_was_there(place: Path, directory: DataDirectory) -> None:
    (place / "pages" / "p3.txt").write_bytes((place / "pages" / "p2.txt").read_bytes())
    build(place / "data", BuildOptions(sources=(place / "pages",), jobs=1))
    generation = directory.generation()
    assert generation.id > max(directory.ids()[:3])
    assert generation.page_of("vanha-kokeilu") is not None, "a slug stays as it was"
    assert len([*generation.open_store().quads_for_pattern(None, None, None, NOTES)]) == 1
    assert_whole(generation.folder)


def test_a_write_goes_on_from_what_was_there(directory: DataDirectory) -> None:
    text = f"INSERT DATA {{ GRAPH <{NOTES.value}> {{ <{NOTES.value}#b> a <{NOTES.value}#c> }} }}"
    assert publish(directory.path, Update(text=text), by="tester").number == 2
    assert (
        len([*directory.generation().open_store().quads_for_pattern(None, None, None, NOTES)]) == 2
    )
    assert_whole(directory.generation().folder)


@pytest.mark.parametrize("words", [["build", "{pages}"], ["serve"], ["generations"]])
def test_a_data_directory_of_another_version_is_refused_in_one_line(
    place: Path, words: list[str]
) -> None:
    path = place / "data" / SETTINGS
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))
    before = sorted(place.rglob("*"))
    asked = [word.format(pages=place / "pages") for word in words]
    told = CliRunner().invoke(salkku, [*asked, "--data", str(place / "data")])
    assert told.exit_code == 1
    assert f"of version 2, and this Salkku reads version {FORMAT}" in told.stderr
    assert len(told.stderr.splitlines()) == 1
    assert {path for path in place.rglob("*") if path.name != "lock"} == {*before}
