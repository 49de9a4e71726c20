"""The very command by which generations are copied to readers: that of the page."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.build import building
from graph.generations.directory import CURRENT, DUMPS, GENERATIONS, DataDirectory
from graph.generations.received import TAKEN
from graph.generations.settings import FILE as SETTINGS
from graph.generations.settings import READER
from server.app import create_app
from server.settings import read_settings
from tests.debian import debian_program
from tests.graph.made_copies import Publisher, Reader, assert_whole, linked
from tests.server.pages_of_docs import commands, put_in


def copying(publisher: Publisher, folder: Path) -> str:
    """The command that copies from *publisher* to *folder*."""
    debian_program("rsync", "rsync")
    (command,) = commands("operations.md", "## Many readers")[:1]
    there = put_in(command, {"reader1.example.fi:/var/lib/salkku/": f"{folder}/"})
    return put_in(there, {"/var/lib/salkku/": f"{publisher.folder}/"})


@pytest.fixture
def publisher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    monkeypatch.setattr(building, "PATCHABLE", 0)
    return Publisher(tmp_path, pages=3)


@pytest.fixture
def reader(tmp_path: Path, publisher: Publisher) -> Reader:
    """A reader who serves the first generation."""
    reader = Reader(tmp_path, publisher)
    copy(reader)
    assert reader.look() == publisher.directory.current_id()
    return reader


def copy(reader: Reader, *options: str) -> None:
    command = copying(reader.publisher, reader.folder).replace(
        "rsync ", f"rsync {' '.join(options)} "
    )
    subprocess.run(["sh", "-c", command], check=True)


def test_a_reader_gets_what_it_needs_and_nothing_else(reader: Reader, publisher: Publisher) -> None:
    (publisher.folder / "tokens.json").write_text("[]")
    (publisher.folder / GENERATIONS / ".part-begun").mkdir()
    proposed = publisher.generation(publisher.directory.current_id()) / SETTINGS
    shutil.copy(publisher.folder / SETTINGS, proposed)
    copy(reader)
    assert {path.name for path in reader.folder.iterdir()} == {CURRENT, READER, GENERATIONS, TAKEN}
    assert [*(reader.folder / GENERATIONS).rglob(SETTINGS)] == []
    assert not (reader.folder / GENERATIONS / ".part-begun").exists()


def test_files_that_generations_share_are_sent_and_kept_once(
    reader: Reader, publisher: Publisher
) -> None:
    old = publisher.directory.current_id()
    new = publisher.publish("Toinen nimi")
    copy(reader)
    assert reader.look() == new
    places = [reader.folder / GENERATIONS / name for name in (old, new)]
    assert linked(*places) == linked(*(publisher.generation(name) for name in (old, new)))
    assert len(linked(*places)) > 10


def test_the_folders_of_the_reader_survive_and_dropped_generations_do_not(
    reader: Reader, publisher: Publisher
) -> None:
    old = publisher.directory.current_id()
    dump = reader.folder / DUMPS / old / "salkku.nq"
    dump.parent.mkdir(parents=True)
    dump.touch()
    copy(reader)
    assert dump.exists()
    new = publisher.publish("Toinen nimi")
    shutil.rmtree(publisher.generation(old))
    copy(reader)
    assert not (reader.folder / GENERATIONS / old).exists()
    assert reader.look() == new
    assert reader.look() == new
    assert not dump.exists()


def test_a_killed_copying_leaves_what_was_served_and_is_resumed(
    reader: Reader, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "PATCHABLE", 1000)  # so that nothing is shared
    old, new = publisher.directory.current_id(), publisher.publish("Toinen nimi")
    command = copying(publisher, reader.folder).replace("rsync ", "exec rsync --bwlimit=100 ")
    with subprocess.Popen(["sh", "-c", command]) as rsync:
        place = reader.folder / GENERATIONS / new
        while not place.is_dir() or len([*place.rglob("*")]) < 8:
            assert rsync.poll() is None, "it was not killed in the middle"
            time.sleep(0.01)
        assert reader.look() == old
        rsync.kill()
    assert reader.look() == old
    copy(reader)
    assert reader.look() == new
    assert_whole(place)


def rotten(path: Path) -> None:
    """Change a bit of the file, and neither its size nor its time."""
    times = path.stat()
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize(("damage", "options"), [(Path.unlink, ""), (rotten, "--checksum")])
def test_a_damaged_copy_is_mended_by_copying_again(
    reader: Reader, publisher: Publisher, damage: Callable[[Path], None], options: str
) -> None:
    old, new = publisher.directory.current_id(), publisher.publish("Toinen nimi")
    copy(reader)
    damage(reader.folder / GENERATIONS / new / "manifest.json")
    damage(reader.folder / GENERATIONS / new / "redirects.json")
    assert reader.look() == old
    copy(reader, options)
    assert reader.look() == new


def test_whoever_serves_a_copy_changes_no_file_of_it(reader: Reader) -> None:
    folder = reader.folder / GENERATIONS
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    client = create_app(read_settings({"data": str(reader.folder)}, {})).test_client()
    for path in ("/en/projects?q=kokeilu", "/en/organisations", "/sparql?query=ASK{}", "/catalog"):
        assert client.get(path).status_code == 200
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert {path for path in after if not path.name.startswith(".tantivy")} == {
        path for path in before if not path.name.startswith(".tantivy")
    }
    assert all(before[path] == after[path] for path in before)
    assert DataDirectory.open(reader.folder).is_received
