"""A generation lists its files, so that a copy is known to be whole; and it holds all it needs."""

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.build import building
from graph.build.completing import complete_unless_written
from graph.build.forget import forget
from graph.build.options import BuildOptions
from graph.build.transfer import export_archive, import_archive
from graph.errors import DataDirectoryError
from graph.generations import contents
from graph.generations.contents import FILE, Sums, known_sums, read_contents
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.generations.manifest import FILE as MANIFEST
from graph.generations.sealing import unsealed
from graph.identity.ledger import LedgerChanges, Oblivion
from graph.identity.redirects import FILE as REDIRECTS
from graph.identity.redirects import Redirects
from graph.privacy.policy import Contacts
from graph.registers.kept import FOLDER as REGISTERS
from tests.graph.answers_told import LIBRARY
from tests.graph.made_copies import assert_whole, linked
from tests.graph.made_pages import Made as Page
from tests.graph.made_pages import put
from tests.graph.made_registers import load, made_linkers
from tests.graph.made_writes import NOTES, Made

__all__ = ["made_linkers"]

NOTE = f'INSERT DATA {{ GRAPH <{NOTES}> {{ :a :says "something" }} }}'


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A data directory in which small builds are patches, as large ones are in life."""
    monkeypatch.setattr(building, "PATCHABLE", 0)
    return Made(tmp_path)


def current(made: Made) -> Path:
    return made.directory.generation().folder


def build_anew(made: Made) -> None:
    made.build(contacts=Contacts.NONE)


def patch(made: Made) -> None:
    put(made.pages, "p1", Page(name="Toinen nimi"))
    made.build()


def write(made: Made) -> None:
    made.write(NOTE)


def write_and_patch(made: Made) -> None:
    write(made)
    patch(made)


def forget_somebody(made: Made) -> None:
    options = BuildOptions(sources=(), now=made.clock + timedelta(days=1))
    forget(made.folder, "Maija Meikäläinen", options)


@pytest.mark.parametrize("change", [build_anew, patch, write, write_and_patch, forget_somebody])
def test_every_generation_is_as_its_list_says(made: Made, change: Callable[[Made], None]) -> None:
    first = current(made)
    change(made)
    assert current(made) != first
    assert_whole(current(made))
    if first.exists():
        assert_whole(first)


def test_what_was_unpacked_is_as_its_list_says(made: Made, tmp_path: Path) -> None:
    write(made)
    export_archive(made.directory, made.directory.generation(), tmp_path / "all.zip")
    import_archive(tmp_path / "all.zip", tmp_path / "copy")
    assert_whole(DataDirectory.open(tmp_path / "copy").generation().folder)


def test_the_list_names_every_file_that_is_read(made: Made) -> None:
    write(made)
    folder = current(made)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    unlisted = {Path(name).name for name in files - read_contents(folder).files.keys()}
    assert {MANIFEST, FILE} <= unlisted
    assert {name for name in unlisted if not name.startswith(".")} <= {
        MANIFEST,
        FILE,
        "LOG",
        "LOCK",
    }


@pytest.mark.parametrize("change", [patch, write])
def test_only_new_files_are_read_for_the_list(
    made: Made, change: Callable[[Made], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    usual = hashlib.file_digest

    def digest(file: Any, name: str) -> object:
        read.append(f"{Path(file.name).parent.name}/{Path(file.name).name}")
        return usual(file, name)

    before = current(made)
    monkeypatch.setattr(hashlib, "file_digest", digest)
    change(made)
    shared = {
        f"{Path(name).parent.name}/{Path(name).name}" for name in linked(before, current(made))
    }
    assert len(shared & read_contents(before).files.keys()) > 10
    assert read
    assert not shared & {*read}


def test_a_shared_file_that_was_written_over_does_not_keep_its_old_sum(made: Made) -> None:
    folder = current(made)
    name, listed = next(iter(read_contents(folder).files.items()))
    assert listed.sha256 in known_sums(folder).known.values()
    (folder / name).write_bytes(b"x" * listed.size)
    assert known_sums(folder).of(folder, name) == hashlib.sha256(b"x" * listed.size).hexdigest()


def test_a_file_at_the_inode_of_another_has_a_sum_of_its_own(tmp_path: Path) -> None:
    sums = Sums()
    (tmp_path / "one").write_bytes(b"1")
    times = (tmp_path / "one").stat()
    assert sums.of(tmp_path, "one") == hashlib.sha256(b"1").hexdigest()
    (tmp_path / "one").rename(tmp_path / "other")
    (tmp_path / "other").write_bytes(b"2")
    os.utime(tmp_path / "other", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert (tmp_path / "other").stat().st_ino == times.st_ino
    assert sums.of(tmp_path, "other") == hashlib.sha256(b"2").hexdigest()


@pytest.mark.parametrize("name", [FILE, MANIFEST])
def test_a_changed_byte_in_list_or_manifest_is_noticed(made: Made, name: str) -> None:
    path = current(made) / name
    path.write_bytes(path.read_bytes().replace(b"2", b"3", 1))
    with pytest.raises(DataDirectoryError, match=r"not the (list|manifest) that belongs"):
        read_contents(path.parent)


def test_a_generation_without_a_list_says_how_the_next_one_gets_one(made: Made) -> None:
    strip(current(made))
    with pytest.raises(DataDirectoryError, match="by an older Salkku; salkku build"):
        read_contents(current(made))
    assert known_sums(current(made)).known == {}


def test_a_list_of_another_version_is_refused(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "FORMAT", 7)
    with pytest.raises(DataDirectoryError, match="of version 1, and this Salkku reads version 7"):
        read_contents(current(made))


# What is completed later is sealed again


def strip(folder: Path, *names: str) -> None:
    """Let the generation in *folder* be as an older Salkku made it, without those folders."""
    path = folder / MANIFEST
    told = msgspec.json.decode(path.read_bytes())
    path.write_bytes(msgspec.json.encode({k: v for k, v in told.items() if k != "contents"}))
    for name in (FILE, REDIRECTS):
        (folder / name).unlink()
    for name in names:
        shutil.rmtree(folder / name)


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ((), ["list of files"]),
        (("answers",), ["stored answers"]),
        (("index", "answers"), ["search index", "stored answers"]),
    ],
)
def test_what_an_older_salkku_made_is_completed_and_sealed(
    made: Made, missing: tuple[str, ...], told: list[str]
) -> None:
    folder = current(made)
    strip(folder, *missing)
    assert complete_unless_written(made.directory, LIBRARY) == told
    assert_whole(folder)
    assert {"index", "answers", REDIRECTS} <= {name.partition("/")[0] for name in listed(folder)}
    assert made.directory.generation().redirect("project", "nowhere") is None


def test_what_was_left_open_is_sealed_at_the_next_start(made: Made) -> None:
    folder = current(made)
    with pytest.raises(KeyboardInterrupt), unsealed(made.directory, folder):
        raise KeyboardInterrupt
    with pytest.raises(DataDirectoryError, match=r"contents\.json: cannot be read"):
        read_contents(folder)
    assert complete_unless_written(made.directory, LIBRARY) == ["list of files"]
    assert complete_unless_written(made.directory, LIBRARY) == []
    assert_whole(folder)


def test_what_is_sealed_is_left_alone(made: Made) -> None:
    before = (current(made) / MANIFEST).stat()
    complete_unless_written(made.directory, LIBRARY)
    assert (current(made) / MANIFEST).stat().st_mtime_ns == before.st_mtime_ns


def listed(folder: Path) -> set[str]:
    return {*read_contents(folder).files}


# What a generation needs of the directory


def test_a_generation_holds_the_registers_with_which_it_was_linked(
    made: Made, made_linkers: None
) -> None:
    del made_linkers
    load(made.folder, "yso")
    made.build()
    generation = made.directory.generation()
    kept = made.folder / REGISTERS / f"yso-{generation.manifest.registers['yso']}"
    assert generation.registers["yso"].folder == generation.folder / REGISTERS / kept.name
    assert linked(kept, generation.folder / REGISTERS / kept.name)
    assert_whole(generation.folder)


def test_a_generation_redirects_as_the_ledger_did_when_it_was_made(made: Made) -> None:
    generation = made.directory.generation()
    (generation.folder / REDIRECTS).write_bytes(b'[["organisation", "a", "b"]]')
    assert made.directory.generation().redirect("organisation", "a") == "b"


def test_a_generation_of_an_older_salkku_redirects_by_the_ledger(made: Made) -> None:
    (current(made) / REDIRECTS).unlink()
    generation = Generation(current(made), made.directory.ledger_path)
    assert generation.redirect("organisation", "nowhere") is None


def test_redirects_are_followed_to_their_end() -> None:
    redirects = Redirects([("project", "a", "b"), ("project", "b", "c"), ("person", "a", "z")])
    assert redirects.of("project", "a") == "c"
    assert redirects.of("project", "c") is None
    assert redirects.of("portfolio", "a") is None


def test_redirects_in_a_ring_end() -> None:
    ring = Redirects([("project", "a", "b"), ("project", "b", "a")])
    assert ring.of("project", "a") == "b"


def test_what_is_forgotten_leads_nowhere_and_is_led_to_by_nothing() -> None:
    known = Redirects([("person", "a", "b"), ("person", "c", "d"), ("project", "a", "b")])
    after = known.after(LedgerChanges(oblivion=Oblivion(slugs=frozenset({"b"}))))
    assert after.of("person", "a") is None
    assert after.of("person", "c") == "d"
    assert after.of("project", "a") == "b"


def test_what_stands_again_is_redirected_no_more(tmp_path: Path) -> None:
    changes = LedgerChanges(redirects=(("project", "x", "y"),), revived=(("project", "a"),))
    Redirects([("project", "a", "b")]).after(changes).write(tmp_path)
    after = Redirects.read(tmp_path)
    assert after.of("project", "a") is None
    assert after.of("project", "x") == "y"


def test_damaged_redirects_are_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / REDIRECTS).write_bytes(b"[")
    with pytest.raises(DataDirectoryError, match=r"redirects\.json: cannot be read"):
        Redirects.read(tmp_path)
