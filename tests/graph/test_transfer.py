"""A data directory as an archive that becomes one again."""

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import Quad

from graph.build.building import build
from graph.build.forget import forget
from graph.build.options import BuildOptions
from graph.build.transfer import export_archive, import_archive
from graph.errors import DataDirectoryError
from graph.generations.directory import CURRENT, DataDirectory
from tests.graph.made_pages import Made, put, put_many

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    put_many(tmp_path / "pages", 3)
    rebuilt(tmp_path / "data", tmp_path / "pages")
    return DataDirectory.open(tmp_path / "data")


def rebuilt(data: Path, pages: Path) -> bool:
    return build(data, BuildOptions(sources=(pages,), now=NOW)).published


def quads_of(directory: DataDirectory) -> set[Quad]:
    return set(directory.generation().open_store())


def test_an_archive_becomes_the_same_data_directory(
    directory: DataDirectory, tmp_path: Path
) -> None:
    export_archive(directory, directory.generation(), tmp_path / "all.zip")
    manifest = import_archive(tmp_path / "all.zip", tmp_path / "copy")
    copy = DataDirectory.open(tmp_path / "copy")
    assert copy.current_id() == manifest.id == directory.current_id()
    assert copy.settings == directory.settings
    assert quads_of(copy) == quads_of(directory)
    assert copy.generation().page("p1") == directory.generation().page("p1")
    assert not rebuilt(tmp_path / "copy", tmp_path / "pages")


def test_slugs_travel_in_the_archive(directory: DataDirectory, tmp_path: Path) -> None:
    export_archive(directory, directory.generation(), tmp_path / "all.zip")
    import_archive(tmp_path / "all.zip", tmp_path / "copy")
    put(tmp_path / "pages", "p1", Made(name="Uusi nimi"))
    assert rebuilt(tmp_path / "copy", tmp_path / "pages")
    renamed = DataDirectory.open(tmp_path / "copy").generation().page_of("kokeilu-p1")
    assert renamed
    assert renamed.name.text == "Uusi nimi"


def altered(directory: DataDirectory, path: Path, alter: Callable[[str, bytes], bytes]) -> Path:
    """An archive of *directory* at *path*, each file in it altered; an empty one is left out."""
    whole = path.with_name("whole.zip")
    export_archive(directory, directory.generation(), whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            if content := alter(name, source.read(name)):
                target.writestr(name, content)
    return path


DAMAGES: tuple[Callable[[str, bytes], bytes], ...] = (
    lambda name, content: b"" if name == "manifest.json" else content,
    lambda name, content: b"" if name == "store/default.nt" else content,
    lambda name, content: b"" if name == "ledger.sqlite" else content,
    lambda name, content: b"no graph\n" if name == "store/default.nt" else content,
    lambda name, content: b"no ledger" if name == "ledger.sqlite" else content,
    lambda name, content: b"no records" if name.startswith("records") else content,
    lambda _, content: content.replace(b"Kokeilu p1", b"Kokeilu p9"),
    lambda _, content: content.replace(b'"id": "', b'"id": "../../'),
)


@pytest.mark.parametrize("alter", DAMAGES)
def test_a_damaged_archive_makes_nothing(
    directory: DataDirectory, tmp_path: Path, alter: Callable[[str, bytes], bytes]
) -> None:
    path = altered(directory, tmp_path / "part.zip", alter)
    with pytest.raises(DataDirectoryError):
        import_archive(path, tmp_path / "copy")
    assert not DataDirectory.is_one(tmp_path / "copy")
    import_archive(tmp_path / "whole.zip", tmp_path / "copy")
    assert quads_of(DataDirectory.open(tmp_path / "copy")) == quads_of(directory)


def test_an_archive_with_broken_bytes_is_one_clear_line(
    directory: DataDirectory, tmp_path: Path
) -> None:
    path = tmp_path / "all.zip"
    export_archive(directory, directory.generation(), path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("store/default.nt").header_offset + 200
    data[start : start + 2000] = bytes(byte ^ 0x5A for byte in data[start : start + 2000])
    path.write_bytes(data)
    with pytest.raises(DataDirectoryError, match="damaged"):
        import_archive(path, tmp_path / "copy")


def test_an_archive_whose_graph_was_changed_is_refused(
    directory: DataDirectory, tmp_path: Path
) -> None:
    path = altered(directory, tmp_path / "part.zip", DAMAGES[-2])
    with pytest.raises(DataDirectoryError, match="not the one that the manifest describes"):
        import_archive(path, tmp_path / "copy")


def test_a_data_directory_takes_no_archive(directory: DataDirectory, tmp_path: Path) -> None:
    export_archive(directory, directory.generation(), tmp_path / "all.zip")
    with pytest.raises(DataDirectoryError, match="is a data directory already"):
        import_archive(tmp_path / "all.zip", directory.path)


def test_an_archive_does_not_bring_back_who_was_forgotten(
    directory: DataDirectory, tmp_path: Path
) -> None:
    export_archive(directory, directory.generation(), tmp_path / "all.zip")
    forget(directory.path, "Maija Meikäläinen", BuildOptions(sources=()))
    with pytest.raises(DataDirectoryError, match="is a data directory already"):
        import_archive(tmp_path / "all.zip", directory.path)
    (directory.path / CURRENT).unlink()
    with pytest.raises(DataDirectoryError, match="somebody was forgotten here"):
        import_archive(tmp_path / "all.zip", directory.path)


def test_a_folder_in_use_takes_no_archive(directory: DataDirectory, tmp_path: Path) -> None:
    export_archive(directory, directory.generation(), tmp_path / "all.zip")
    with pytest.raises(DataDirectoryError, match="not empty"):
        import_archive(tmp_path / "all.zip", tmp_path / "pages")
