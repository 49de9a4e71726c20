"""A reader serves what was copied to it whole, and nothing else, whatever the copying does."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

import pytest

from graph.build import building
from graph.build.building import build
from graph.build.completing import complete_unless_written
from graph.build.options import BuildOptions
from graph.build.transfer import export_archive, import_archive
from graph.errors import DataDirectoryError, UnknownEntity
from graph.generations.contents import FILE, read_contents
from graph.generations.directory import CURRENT, DUMPS, GENERATIONS, DataDirectory
from graph.generations.lock import only_writer
from graph.generations.manifest import FILE as MANIFEST
from graph.generations.received import TAKEN, WHOLE, waiting_for
from graph.generations.retention import sweep_unless_written
from graph.generations.settings import FILE as SETTINGS
from graph.generations.settings import READER, read_settings
from graph.generations.taking import Taking
from graph.writes.tokens import Scope, Tokens
from tests.graph.answers_told import LIBRARY
from tests.graph.made_copies import Publisher, Reader

Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    """A publisher of three generations, which no test changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "PATCHABLE", 0)
        publisher = Publisher(tmp_path_factory.mktemp("publisher"))
        publisher.publish("Toinen nimi")
        publisher.publish("Kolmas nimi")
    return publisher


@pytest.fixture
def reader(tmp_path: Path, made: Publisher) -> Reader:
    """A reader who has the first generation, and to whom nothing else was copied yet."""
    reader = Reader(tmp_path, made)
    reader.copy(*made.files(first(made)))
    (reader.folder / CURRENT).write_text(first(made))
    assert reader.look() == first(made)
    return reader


def first(made: Publisher) -> str:
    return made.directory.ids()[0]


def newest(made: Publisher) -> str:
    return made.directory.current_id()


def equal(made: Publisher, one: str, other: str) -> list[str]:
    """The files that two generations have alike, by their paths in both."""
    files = [read_contents(made.generation(name)).files for name in (one, other)]
    return [name for name in files[0] if files[1].get(name) == files[0][name]]


def is_read(path: Path) -> bool:
    return not (path.name in {"LOG", "LOCK"} or path.name.startswith("."))


def reason(reader: Reader) -> str:
    waiting = waiting_for(reader.folder)
    assert waiting is not None
    return waiting.reason


# Whole or not at all


def test_nothing_is_served_before_anything_is_whole(tmp_path: Path, made: Publisher) -> None:
    reader = Reader(tmp_path, made)
    assert reader.look() == ""
    with pytest.raises(DataDirectoryError, match="nothing of what is copied here is whole yet"):
        DataDirectory.open(reader.folder).current_id()
    assert reason(reader) == "it is not here yet"


def test_a_whole_generation_is_served_as_it_was_made(tmp_path: Path, made: Publisher) -> None:
    reader = Reader(tmp_path, made)
    reader.copy_all(newest(made))
    assert reader.look() == newest(made)
    copy = DataDirectory.open(reader.folder)
    assert set(copy.generation().open_store()) == set(made.directory.generation().open_store())
    assert copy.generation().page("p0") == made.directory.generation().page("p0")
    assert waiting_for(reader.folder) is None
    assert reader.told == [f"Generation {newest(made)} is whole and is served now."]


@pytest.mark.parametrize("seed", range(3))
def test_in_whatever_order_files_arrive_the_last_one_completes_it(
    reader: Reader, made: Publisher, seed: int
) -> None:
    paths = [*made.files(newest(made)), Path(CURRENT)]
    Random(seed).shuffle(paths)  # noqa: S311 - an order, no secret
    paths = sorted(paths, key=is_read)
    for path in paths[:-1]:
        reader.copy(path)
        assert reader.look() == first(made)
        assert newest(made) not in DataDirectory.open(reader.folder).ids()
    reader.copy(paths[-1])
    assert reader.look() == newest(made)


def test_a_generation_on_its_way_cannot_be_asked_for_by_its_id(
    reader: Reader, made: Publisher
) -> None:
    reader.copy(*made.files(newest(made)))
    (reader.folder / GENERATIONS / newest(made) / "store" / "CURRENT").unlink()
    with pytest.raises(UnknownEntity, match="no generation"):
        DataDirectory.open(reader.folder).generation(newest(made))


def test_older_generations_are_taken_up_after_the_current_one(
    reader: Reader, made: Publisher
) -> None:
    for name in made.directory.ids():
        reader.copy(*made.files(name))
    reader.copy(Path(CURRENT))
    for _ in made.directory.ids():
        reader.look()
    assert DataDirectory.open(reader.folder).ids() == made.directory.ids()


def test_a_return_to_an_older_generation_is_followed(reader: Reader, made: Publisher) -> None:
    reader.copy_all(newest(made))
    assert reader.look() == newest(made)
    (reader.folder / CURRENT).write_text(first(made))
    assert reader.look() == first(made)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flipped(path: Path) -> None:
    times = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


DAMAGES = [truncated, flipped, zeroed, emptied, Path.unlink]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("which", ["store", "index", "records", MANIFEST, FILE])
def test_a_damaged_copy_is_never_served_and_a_mended_one_is(
    reader: Reader, made: Publisher, which: str, damage: Damage
) -> None:
    folder = Path(GENERATIONS, newest(made))
    reader.copy_all(newest(made))
    places = [*(reader.folder / folder / which).rglob("*")] or [reader.folder / folder / which]
    place = max(
        (p for p in places if p.is_file() and is_read(p)), key=lambda path: path.stat().st_size
    )
    damage(place)
    assert reader.look() == reader.look() == first(made)
    assert reason(reader)
    assert waiting_for(reader.folder) is not None
    assert len(reader.told) == 2, "it is told once what is waited for"
    reader.copy(place.relative_to(reader.folder))
    assert reader.look() == newest(made)
    assert waiting_for(reader.folder) is None


def test_what_is_waited_for_is_told_in_words(reader: Reader, made: Publisher) -> None:
    reader.copy_all(newest(made))
    files = len([path for path in made.files(newest(made)) if is_read(path)])
    place = reader.folder / GENERATIONS / newest(made) / "store" / "CURRENT"
    truncated(place)
    reader.look()
    assert reason(reader) == f"1 of {files - 2} files are not here in full, such as store/CURRENT"
    zeroed_again = made.generation(newest(made)) / "store" / "CURRENT"
    place.write_bytes(bytes(zeroed_again.stat().st_size))
    reader.look()
    assert "damaged, such as store/CURRENT; copy it again, with rsync --checksum" in reason(reader)
    assert [line.partition(":")[0] for line in reader.told[1:]] == [
        f"Waiting for generation {newest(made)}"
    ] * 2


def test_a_damaged_file_is_read_once_and_not_at_every_look(
    reader: Reader, made: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.copy_all(newest(made))
    flipped(reader.folder / GENERATIONS / newest(made) / "redirects.json")
    reader.look()
    monkeypatch.setattr(hashlib, "file_digest", no_digest)
    assert reader.look() == first(made)


def no_digest(file: BinaryIO, _: str) -> None:
    raise AssertionError(f"{file.name} is read again")


def test_a_reader_whose_graph_is_at_an_engine_needs_none(tmp_path: Path, made: Publisher) -> None:
    reader = Reader(tmp_path, made)
    reader.copy_all(newest(made))
    shutil.rmtree(reader.folder / GENERATIONS / newest(made) / "store")
    assert reader.look() == ""
    taking = Taking(DataDirectory.open(reader.folder), reader.told.append, ("store", "pages"))
    taking.look()
    assert DataDirectory.open(reader.folder).current_id() == newest(made)
    (reader.folder / GENERATIONS / newest(made) / "redirects.json").unlink()
    taking.begin()
    assert DataDirectory.open(reader.folder).is_empty()


# The reader's own


def test_a_reader_that_starts_again_serves_at_once_and_reads_nothing(
    reader: Reader, made: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashlib, "file_digest", no_digest)
    reader.start()
    assert DataDirectory.open(reader.folder).current_id() == first(made)
    assert reader.look() == first(made)


@pytest.mark.parametrize("damage", [truncated, zeroed, Path.unlink])
def test_what_changed_while_the_reader_was_down_is_not_served(
    reader: Reader, made: Publisher, damage: Damage
) -> None:
    damage(reader.folder / GENERATIONS / first(made) / "store" / "CURRENT")
    reader.start()
    assert DataDirectory.open(reader.folder).is_empty()
    assert reader.look() == ""
    reader.copy(*made.files(first(made)))
    assert reader.look() == first(made)


def test_files_shared_with_what_is_whole_are_not_read_again(
    reader: Reader, made: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (reader.folder / GENERATIONS / name for name in (first(made), newest(made)))
    reader.copy(*made.files(newest(made)))
    name = next(name for name in equal(made, first(made), newest(made)) if is_read(Path(name)))
    shared = new / name
    shared.unlink()
    shared.hardlink_to(old / name)
    read: list[str] = []
    usual = hashlib.file_digest

    def digest(file: Any, name: str) -> object:
        read.append(file.name)
        return usual(file, name)

    monkeypatch.setattr(hashlib, "file_digest", digest)
    reader.copy(Path(CURRENT))
    assert reader.look() == newest(made)
    assert len(read) > 10
    assert str(shared) not in read


def test_a_generation_that_is_dropped_leaves_nothing_behind(
    reader: Reader, made: Publisher
) -> None:
    reader.copy_all(newest(made))
    reader.look()
    dump = reader.folder / DUMPS / first(made)
    dump.mkdir(parents=True)
    shutil.rmtree(reader.folder / GENERATIONS / first(made))
    assert reader.look() == newest(made)
    assert not dump.exists()
    assert not (reader.folder / TAKEN / f"{first(made)}{WHOLE}").exists()
    assert DataDirectory.open(reader.folder).ids() == [newest(made)]


def test_nothing_is_served_when_what_was_served_is_dropped(reader: Reader, made: Publisher) -> None:
    shutil.rmtree(reader.folder / GENERATIONS / first(made))
    reader.copy(Path(CURRENT))
    assert reader.look() == ""


def test_a_generation_without_a_list_is_waited_for_in_words(
    reader: Reader, made: Publisher
) -> None:
    reader.copy_all(newest(made))
    path = reader.folder / GENERATIONS / newest(made) / MANIFEST
    text = path.read_text()
    start = text.index('"contents"')
    path.write_text(text[:start] + '"contents": ""' + text[text.index("\n", start) :])
    assert reader.look() == first(made)
    assert "made without a list of its files, by an older Salkku" in reason(reader)


def test_a_generation_whose_index_another_salkku_made_is_waited_for(
    reader: Reader, made: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DataDirectoryError("another Salkku made the search index; build anew")

    monkeypatch.setattr("graph.generations.generation.Generation.open_index", refuse)
    reader.copy_all(newest(made))
    assert reader.look() == first(made)
    assert "another Salkku" in reason(reader)


@pytest.mark.parametrize("name", ["..", "../../made", ".", "a/b", "\xff"])
def test_a_pointer_that_is_no_id_is_waited_for(reader: Reader, made: Publisher, name: str) -> None:
    (reader.folder / CURRENT).write_bytes(name.encode("latin-1"))
    assert reader.look() == first(made)
    assert reason(reader) == "it is not here yet"


# Nothing is written in a copy


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    stats = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {str(path): (stat.st_ino, stat.st_mtime_ns) for path, stat in stats.items()}


def import_there(folder: Path) -> None:
    other = Publisher(folder.parent)
    export_archive(other.directory, other.directory.generation(), folder.parent / "all.zip")
    import_archive(folder.parent / "all.zip", folder)


def build_there(folder: Path) -> None:
    build(folder, BuildOptions(sources=(folder,)))


def lock_there(folder: Path) -> None:
    with only_writer(folder):
        pass


def make_token_there(folder: Path) -> None:
    Tokens(folder).make("somebody", [Scope.ADMIN])


def export_there(folder: Path) -> None:
    directory = DataDirectory.open(folder)
    export_archive(directory, directory.generation(), folder.parent / "copy.zip")


ACTS = [build_there, import_there, export_there, lock_there, make_token_there]


@pytest.mark.parametrize("act", ACTS)
def test_whoever_writes_in_a_copy_is_told_where_to(
    reader: Reader, act: Callable[[Path], None]
) -> None:
    before = tree(reader.folder)
    with pytest.raises(DataDirectoryError, match="a copy, which is only served; write where"):
        act(reader.folder)
    assert tree(reader.folder) == before


def test_a_server_neither_sweeps_nor_completes_a_copy(reader: Reader) -> None:
    part = reader.folder / GENERATIONS / "20261122T130000.000Z-half"
    part.mkdir()
    before = tree(reader.folder)
    assert not sweep_unless_written(DataDirectory.open(reader.folder))
    assert complete_unless_written(DataDirectory.open(reader.folder), LIBRARY) == []
    assert part.exists()
    assert tree(reader.folder) == before


def test_readers_are_told_another_secret_than_is_kept(made: Publisher) -> None:
    told = read_settings(made.folder).secret
    (made.folder / SETTINGS).rename(made.folder / "aside")
    try:
        assert read_settings(made.folder).secret != told
    finally:
        (made.folder / "aside").rename(made.folder / SETTINGS)
    secret = (made.folder / SETTINGS).read_text().split('"secret": "')[1].split('"')[0]
    assert secret not in (made.folder / READER).read_text()
