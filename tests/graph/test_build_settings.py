"""What a data directory is told: kept when it is published, and whatever else is untouched."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.build import building
from graph.build.building import build
from graph.build.forget import forget
from graph.build.options import BuildOptions, BuildReport
from graph.build.transfer import export_archive, import_archive
from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.publishing import publish
from graph.generations.retention import sweep
from graph.privacy.policy import Contacts
from tests.graph.made_pages import Made, put, put_many

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAMES = """[[organisation]]
name = "Kokeilukone Oy"
kind = "company"
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    put_many(tmp_path / "pages", 3)
    return tmp_path / "pages"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(NAMES)
    return path


def built(data: Path, pages: Path, **more: Any) -> BuildReport:
    return build(data, BuildOptions(sources=(pages,), now=NOW, **more))


def files(folder: Path) -> dict[str, bytes]:
    """What lies in the folder itself, except what a lock leaves."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name != "lock"}


@contextmanager
def killed_when_published(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a build end as soon as its generation is the current one."""

    def killed(*arguments: Any) -> None:
        publish(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(building, "publish", killed)
        yield


# Settings


def test_a_build_that_fails_leaves_the_settings_as_they_were(
    data: Path, pages: Path, names: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(data, pages)
    before = files(data)

    def refused(*_: object, **__: object) -> None:
        raise DataDirectoryError("no space left")

    monkeypatch.setattr(building, "publish", refused)
    with pytest.raises(DataDirectoryError, match="no space"):
        built(data, pages, contacts=Contacts.NONE, names=names)
    sweep(DataDirectory.open(data))
    assert files(data) == before


def test_a_build_that_is_killed_when_it_has_published_keeps_its_settings(
    data: Path, pages: Path, names: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(data, pages)

    with killed_when_published(monkeypatch):
        built(data, pages, contacts=Contacts.NONE, names=names)
    assert DataDirectory.open(data).settings.contacts is Contacts.ONGOING
    sweep(DataDirectory.open(data))
    settings = DataDirectory.open(data).settings
    assert (settings.contacts, (data / settings.names).read_text()) == (Contacts.NONE, NAMES)
    assert not built(data, pages).published


def test_settings_of_a_killed_build_are_kept_before_a_rollback(
    data: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(data, pages).generation

    with killed_when_published(monkeypatch):
        built(data, pages, contacts=Contacts.FULL)
    DataDirectory.open(data).switch(first)
    assert DataDirectory.open(data).settings.contacts is Contacts.FULL


def test_a_first_build_that_publishes_nothing_keeps_no_settings(data: Path, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "empty.txt").touch()
    built(data, tmp_path / "pages", contacts=Contacts.FULL, base="https://example.fi/")
    settings = DataDirectory.open(data).settings
    assert (settings.contacts, "example.fi" in settings.base) == (Contacts.ONGOING, False)


def test_other_names_take_the_place_of_those_before(data: Path, pages: Path, names: Path) -> None:
    built(data, pages, names=names)
    names.write_text(NAMES.replace("Kokeilukone", "Koekone"))
    built(data, pages, names=names)
    sweep(DataDirectory.open(data))
    kept = [path.read_text() for path in data.glob("names*")]
    assert kept == [names.read_text()]


# Folders of something else


def test_a_folder_of_something_else_is_left_as_it_is(
    data: Path, pages: Path, tmp_path: Path
) -> None:
    built(data, pages)
    directory = DataDirectory.open(data)
    export_archive(directory, directory.generation(), tmp_path / "all.zip")
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("mine")
    with pytest.raises(DataDirectoryError, match="not empty and not a data directory"):
        built(foreign, pages)
    with pytest.raises(DataDirectoryError, match="not empty and not a data directory"):
        import_archive(tmp_path / "all.zip", foreign)
    assert [path.name for path in foreign.iterdir()] == ["thesis.txt"]


def with_changes(changes: dict[str, str], archive: Path, other: Path) -> None:
    """Copy *archive* to *other*, with *changes* of its settings."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            told = json.loads(content) | changes if name == "settings.json" else None
            new.writestr(name, json.dumps(told) if told else content)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"base": "no iri"}, "is no base IRI"),
        ({"base": "https://example.fi"}, "no slash at its end"),
        ({"base": "https://other.example.fi/"}, "two base IRIs"),
        ({"names": "../names.toml"}, "outside of the directory"),
    ],
)
def test_an_archive_with_settings_that_cannot_be_used_is_one_clear_line(
    data: Path, pages: Path, tmp_path: Path, changes: dict[str, str], says: str
) -> None:
    built(data, pages)
    directory = DataDirectory.open(data)
    export_archive(directory, directory.generation(), tmp_path / "all.zip")
    with_changes(changes, tmp_path / "all.zip", tmp_path / "bad.zip")
    with pytest.raises(DataDirectoryError, match=says) as caught:
        import_archive(tmp_path / "bad.zip", tmp_path / "new")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "new").exists()


def test_an_archive_does_not_undo_a_forgetting(data: Path, pages: Path, tmp_path: Path) -> None:
    built(data, pages)
    directory = DataDirectory.open(data)
    export_archive(directory, directory.generation(), tmp_path / "all.zip")
    forget(data, "Maija Meikäläinen", BuildOptions(now=NOW))
    (data / "current").unlink()
    before = files(data)
    with pytest.raises(DataDirectoryError, match="somebody was forgotten here"):
        import_archive(tmp_path / "all.zip", data)
    assert files(data) == before


# Damaged manifests


def damage(data: Path, generation: str) -> None:
    (data / "generations" / generation / "manifest.json").write_text("{")


def test_a_damaged_current_generation_is_left_by_a_rollback(data: Path, pages: Path) -> None:
    first = built(data, pages).generation
    put(pages, "p1", Made(name="Uusi"))
    damage(data, built(data, pages).generation)
    with pytest.raises(DataDirectoryError, match=r"manifest\.json: .* salkku rollback"):
        built(data, pages)
    directory = DataDirectory.open(data)
    assert [manifest.id for manifest in directory.manifests()] == [first]
    directory.switch(first)
    assert built(data, pages).published


def test_without_another_generation_all_pages_are_built_again(data: Path, pages: Path) -> None:
    put(pages, "p1", Made(name="Vanha nimi"))
    damage(data, built(data, pages).generation)
    put(pages, "p1", Made(name="Uusi nimi"))
    with pytest.raises(DataDirectoryError, match="remove the file current"):
        built(data, pages)
    (data / "current").unlink()
    assert built(data, pages).published
    assert DataDirectory.open(data).generation().page_of("vanha-nimi")


def test_a_damaged_generation_is_dropped_with_the_others_when_somebody_is_forgotten(
    data: Path, pages: Path
) -> None:
    first = built(data, pages).generation
    put(pages, "p1", Made(name="Uusi"))
    built(data, pages)
    damage(data, first)
    forget(data, "Maija Meikäläinen", BuildOptions(now=NOW))
    directory = DataDirectory.open(data)
    assert directory.ids() == [directory.current_id()]
