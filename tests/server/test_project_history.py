"""The history of a record over the generations that are kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.directory import DataDirectory
from graph.privacy.policy import Contacts
from graph.register import Register
from server.app import create_app
from server.pages.project_history import kept_records, versions
from server.settings import read_settings
from tests.graph.made_pages import Made, put
from tests.server.conftest import NOW
from tests.server.test_pages import words

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory, oulu: Register) -> Path:
    """Four generations: another page alone, ours, ours unchanged, ours changed."""
    folder = tmp_path_factory.mktemp("history")
    pages = (folder / "pages",)
    steps = (
        {"other": Made(name="Toinen")},
        {"ours": Made(name="Meidän")},
        {"other": Made(name="Toinen", end="31.12.2029")},
        {"ours": Made(name="Meidän", end="31.12.2031")},
    )
    for turn, step in enumerate(steps):
        for key, page in step.items():
            put(folder / "pages", key, page)
        options = BuildOptions(
            sources=pages,
            register=oulu if turn == 0 else None,
            contacts=Contacts.FULL,
            now=NOW + turn * HOUR,
        )
        build(folder / "data", options)
    return folder / "data"


@pytest.fixture
def client(directory: Path) -> FlaskClient:
    return create_app(read_settings({"data": str(directory)}, {})).test_client()


def test_each_kept_generation_tells_what_happened(directory: Path) -> None:
    kept = list(kept_records(DataDirectory.open(directory), "meidan"))
    assert [version.change for version in versions(kept)] == ["absent", "new", "same", "page"]


def test_a_generation_that_cannot_be_opened_is_left_out(directory: Path) -> None:
    opened = DataDirectory.open(directory)
    broken = opened.generations_folder / "20260101T000000.000Z-00000000"
    broken.mkdir()
    (broken / "manifest.json").write_text("{")
    try:
        assert len(list(kept_records(opened, "meidan"))) == 4
    finally:
        (broken / "manifest.json").unlink()
        broken.rmdir()


def test_the_history_is_a_page_with_the_newest_first(client: FlaskClient) -> None:
    answer = client.get("/en/projects/meidan/history")
    assert answer.status_code == 200
    said = words(answer.text)
    told = ("The source page changed shown now", "Unchanged", "Came into the register", "Not there")
    places = [said.index(words) for words in told]
    assert places == sorted(places)
    assert 'href="/en/projects/meidan/history"' in client.get("/en/projects/meidan").text


def test_what_is_not_there_has_no_history(client: FlaskClient) -> None:
    assert client.get("/en/projects/nowhere/history").status_code == 404
