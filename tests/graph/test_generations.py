"""A data directory is whole at any moment: settings, generations, records, the switch."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from graph.errors import DataDirectoryError, UnknownEntity
from graph.generations.directory import DataDirectory
from graph.generations.durable import TEMPORARY, drop, replace_file, writing
from graph.generations.lock import only_writer
from graph.generations.manifest import (
    FILE,
    Counts,
    Manifest,
    Writes,
    encode_manifest,
    generation_id,
    later_than,
    read_manifest,
)
from graph.generations.retention import retire, sweep, sweep_unless_written
from graph.generations.segments import Records, Segment, SegmentWriter, pack, unpack
from graph.generations.settings import DirectorySettings
from graph.pages import PageEntry
from graph.privacy.policy import Contacts
from graph.records import PageRecord, Printed
from graph.register import Register
from tests.graph.made_records import READ_AT, bare, entry_of, full

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def directory(tmp_path: Path, oulu: Register) -> DataDirectory:
    return DataDirectory.create(tmp_path / "data", DirectorySettings(register=oulu))


def put(
    directory: DataDirectory, time: datetime, *, cleansed: bool = False, writes: int = 0
) -> str:
    """Put a generation without a store into *directory*, and return its id."""
    content = f"{time:%d%H%M%S}".rjust(64, "0")
    manifest = Manifest(
        id=generation_id(time, content),
        time=time,
        day=time.date(),
        base=directory.settings.base,
        contacts=Contacts.ONGOING,
        register=directory.settings.register,
        counts=Counts(),
        hash=content,
        fingerprint="",
        segments={},
        cleansed=cleansed,
        writes=Writes(head=f"{writes}", number=writes, pages=Counts(), pages_hash="")
        if writes
        else None,
    )
    folder = directory.generations_folder / manifest.id
    (folder / "store").mkdir(parents=True)
    (folder / FILE).write_bytes(encode_manifest(manifest))
    return manifest.id


def written(path: Path, *pages: tuple[PageEntry, PageRecord | None]) -> Segment:
    writer = SegmentWriter(path)
    writer.add_records((entry.key, pack(record)) for entry, record in pages if record)
    writer.add_entries(entry for entry, _ in pages)
    writer.close()
    return Segment(path)


# The directory


def test_an_empty_folder_becomes_a_data_directory(tmp_path: Path, oulu: Register) -> None:
    DataDirectory.create(tmp_path, DirectorySettings(register=oulu))
    assert DataDirectory.open(tmp_path).settings.register == oulu


def test_a_folder_with_something_else_in_it_does_not(tmp_path: Path, oulu: Register) -> None:
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(DataDirectoryError, match="not empty"):
        DataDirectory.create(tmp_path, DirectorySettings(register=oulu))


def test_a_missing_directory_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DataDirectoryError, match="there is no data directory; salkku build"):
        DataDirectory.open(tmp_path / "nowhere")


def test_a_folder_without_settings_is_no_data_directory(tmp_path: Path) -> None:
    with pytest.raises(DataDirectoryError, match="not a data directory"):
        DataDirectory.open(tmp_path)


def test_a_directory_of_another_version_is_refused(directory: DataDirectory) -> None:
    path = directory.path / "settings.json"
    path.write_bytes(path.read_bytes().replace(b'"format": 1', b'"format": 7'))
    with pytest.raises(DataDirectoryError, match="of version 7"):
        DataDirectory.open(directory.path)


def test_settings_that_are_no_settings_are_refused(directory: DataDirectory) -> None:
    (directory.path / "settings.json").write_text("{}")
    with pytest.raises(DataDirectoryError, match="not the settings"):
        DataDirectory.open(directory.path)


def test_nothing_is_current_before_the_first_build(directory: DataDirectory) -> None:
    assert directory.is_empty()
    with pytest.raises(DataDirectoryError, match="nothing is published here yet"):
        directory.current_id()


def test_a_switch_makes_a_generation_current(directory: DataDirectory) -> None:
    first, second = put(directory, NOW), put(directory, NOW + timedelta(seconds=1))
    directory.switch(second)
    directory.switch(first)
    assert directory.current_id() == first
    assert directory.generation().id == first
    assert directory.generation(second).id == second
    assert [manifest.id for manifest in directory.manifests()] == [first, second]


@pytest.mark.parametrize("name", ["20200101T000000.000Z-0", "../generations", "", ".", "a/b"])
def test_an_unknown_generation_is_one_clear_line(directory: DataDirectory, name: str) -> None:
    put(directory, NOW)
    with pytest.raises(UnknownEntity, match="salkku generations lists"):
        directory.generation(name)


def test_a_pointer_that_is_no_text_is_one_clear_line(directory: DataDirectory) -> None:
    (directory.path / "current").write_bytes(b"\xff\xfe")
    with pytest.raises(UnknownEntity, match="no generation"):
        directory.generation()


def test_ids_sort_as_times_do() -> None:
    times = [NOW + timedelta(milliseconds=n) for n in (0, 1, 999, 1000, 60_000)]
    ids = [generation_id(time, "f" * 64) for time in times]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_a_clock_that_went_back_still_gives_a_later_time() -> None:
    assert later_than(NOW, NOW - timedelta(days=1)) > NOW
    assert later_than(NOW, NOW + timedelta(days=1)) == NOW + timedelta(days=1)
    assert later_than(None, NOW) == NOW


def test_counts_are_added_and_taken_away() -> None:
    one, two = Counts(quads=5, people=1), Counts(quads=2, findings=3)
    assert one.plus(two) == Counts(quads=7, people=1, findings=3)
    assert one.plus(two).minus(two) == one


# What may go


def test_the_sweep_removes_what_a_killed_build_left(directory: DataDirectory) -> None:
    kept = put(directory, NOW)
    directory.switch(kept)
    (directory.generations_folder / f"{TEMPORARY}1" / "store").mkdir(parents=True)
    (directory.generations_folder / "20261121T120000.000Z-half").mkdir()
    (directory.path / f"{TEMPORARY}current").touch()
    sweep(directory)
    assert [path.name for path in directory.generations_folder.iterdir()] == [kept]
    assert not list(directory.path.glob(f"{TEMPORARY}*"))
    assert directory.current_id() == kept


def test_a_server_sweeps_unless_a_build_is_at_work(directory: DataDirectory) -> None:
    directory.switch(put(directory, NOW))
    left = directory.generations_folder / f"{TEMPORARY}1"
    left.mkdir()
    with only_writer(directory.path):
        assert not sweep_unless_written(directory)
        assert left.exists()
    assert sweep_unless_written(directory)
    assert not left.exists()


def test_the_sweep_finishes_dropping_what_may_not_be_published(directory: DataDirectory) -> None:
    put(directory, NOW)
    cleansed = put(directory, NOW + timedelta(days=1), cleansed=True)
    directory.switch(cleansed)
    sweep(directory)
    assert [manifest.id for manifest in directory.manifests()] == [cleansed]


def test_the_sweep_keeps_what_is_served_until_the_switch(directory: DataDirectory) -> None:
    served = put(directory, NOW)
    put(directory, NOW + timedelta(days=1), cleansed=True)
    directory.switch(served)
    sweep(directory)
    assert directory.current_id() == served
    assert directory.generation().id == served


def test_old_generations_go_when_there_are_many(directory: DataDirectory) -> None:
    directory.store_settings(msgspec.structs.replace(directory.settings, keep=2, keep_days=30))
    ids = [put(directory, NOW - timedelta(days=days)) for days in (90, 60, 40, 35, 1)]
    directory.switch(ids[0])
    assert retire(directory, NOW) == ids[1:3]
    assert [manifest.id for manifest in directory.manifests()] == [ids[0], *ids[3:]]


def test_a_day_of_many_builds_does_not_wipe_the_history(directory: DataDirectory) -> None:
    directory.store_settings(msgspec.structs.replace(directory.settings, keep=2, keep_days=30))
    ids = [put(directory, NOW - timedelta(minutes=minutes)) for minutes in range(9, -1, -1)]
    directory.switch(ids[-1])
    assert retire(directory, NOW) == []


def put_writes(directory: DataDirectory, times: list[datetime]) -> list[str]:
    """Put generations that writes made at those *times* into *directory*; the last is current."""
    ids = [put(directory, time, writes=number) for number, time in enumerate(times, 1)]
    directory.switch(ids[-1])
    return ids


def test_quick_writes_do_not_push_out_what_stood_before_them(directory: DataDirectory) -> None:
    built = put(directory, NOW - timedelta(days=90))
    quick = [NOW - timedelta(seconds=seconds) for seconds in range(30, -1, -1)]
    before, *ids = put_writes(directory, [NOW - timedelta(minutes=3), *quick])
    retire(directory, NOW)
    left = [manifest.id for manifest in directory.manifests()]
    assert left[:2] == [built, before]
    assert left[-10:] == ids[-10:]
    assert len(left) == 12


def test_of_writes_ever_fewer_stay_the_longer_ago_they_are(directory: DataDirectory) -> None:
    built = put(directory, NOW - timedelta(days=3))
    half_hours = [NOW - timedelta(minutes=30 * turn + 1) for turn in range(141, -1, -1)]
    put_writes(directory, half_hours)
    retire(directory, NOW)
    left = directory.manifests()
    ages = [NOW - manifest.time for manifest in left[1:]]
    days = [age for age in ages if age > timedelta(days=1, hours=1)]
    hours = [age for age in ages if timedelta(hours=6) < age <= timedelta(days=1)]
    assert left[0].id == built
    assert len(days) == 2
    assert len(hours) == 18
    assert retire(directory, NOW) == []


def test_what_writes_made_goes_when_it_is_too_old(directory: DataDirectory) -> None:
    directory.store_settings(msgspec.structs.replace(directory.settings, keep=1, keep_days=2))
    built = put(directory, NOW - timedelta(days=9))
    ids = put_writes(directory, [NOW - timedelta(days=days) for days in (8, 3, 1, 0)])
    assert retire(directory, NOW) == [built, ids[0]]


def test_a_build_between_writes_is_not_thinned(directory: DataDirectory) -> None:
    writes = [NOW - timedelta(seconds=seconds) for seconds in range(40, 0, -2)]
    ids = put_writes(directory, writes)
    folder = directory.generations_folder / ids[5]
    built = msgspec.structs.replace(read_manifest(folder), segments={"newer.sqlite": 1})
    (folder / FILE).write_bytes(encode_manifest(built))
    assert retire(directory, NOW) == [*ids[1:5], *ids[6:10]]


# One writer


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    told = pytest.raises(DataDirectoryError, match=f"process {os.getpid()}")
    with only_writer(tmp_path), told, only_writer(tmp_path):
        pytest.fail("two writers at once")
    with only_writer(tmp_path):
        pass


def test_the_lock_goes_with_the_process_that_held_it(tmp_path: Path) -> None:
    hold = (
        "import os, sys; from pathlib import Path; from graph.generations.lock import only_writer\n"
    )
    hold += "with only_writer(Path(sys.argv[1])): os._exit(9)"
    assert subprocess.run([sys.executable, "-c", hold, tmp_path], check=False).returncode == 9
    with only_writer(tmp_path):
        pass


def test_a_lock_that_cannot_be_taken_is_one_clear_line(tmp_path: Path) -> None:
    told = pytest.raises(DataDirectoryError, match="nowhere: cannot be written")
    with told, only_writer(tmp_path / "nowhere"):
        pytest.fail("a lock in no folder")


# Files


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "current"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["current"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "no space left"),
        (OSError("IO error: No space left on device: while appending"), "no space left"),
        (sqlite3.OperationalError("database or disk is full"), "no space left"),
        (PermissionError(13, "Permission denied"), "check its permissions"),
        (OSError(5, "Input/output error"), "see that the disk has space and is well"),
    ],
)
def test_whatever_hinders_writing_is_one_line(error: Exception, words: str) -> None:
    with pytest.raises(DataDirectoryError, match=words) as told, writing(Path("/data")):
        raise error
    assert "\n" not in str(told.value)
    assert str(told.value).startswith("/data: ")


def test_dropping_takes_folders_and_files_and_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "file").touch()
    for name in ("folder", "file", "nothing"):
        drop(tmp_path / name)
    assert not list(tmp_path.iterdir())


# Records


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    record = full()
    assert unpack(pack(record)) == record
    segment = written(tmp_path / "a.sqlite", (entry_of(record), record))
    assert segment.entry("7") == entry_of(record)
    assert segment.entry("8") is None
    assert Records([segment]).record("7") == record


def test_a_newer_entry_hides_an_older_one(tmp_path: Path) -> None:
    old, new = bare("1", name=Printed("Vanha", 1)), bare("1", name=Printed("Uusi", 1))
    older = written(tmp_path / "a", (entry_of(old), old), (entry_of(bare("2")), bare("2")))
    newer = written(tmp_path / "b", (entry_of(new, slug="uusi", sha256="b"), new))
    records = Records([newer, older])
    assert records.record("1") == new
    assert records.with_slug("hanke-1") is None
    assert records.with_slug("uusi") == entry_of(new, slug="uusi", sha256="b")
    assert [entry.key for entry in records.with_sha256("0" * 64)] == ["2"]
    assert sorted(entry.key for entry in records.entries()) == ["1", "2"]


def test_a_tombstone_has_no_record(tmp_path: Path) -> None:
    page = bare("1")
    older = written(tmp_path / "a", (entry_of(page), page))
    newer = written(tmp_path / "b", (entry_of(page, withdrawn=READ_AT), None))
    records = Records([newer, older])
    assert records.record("1") is None
    assert records.content("1") is None
    assert (found := records.with_slug("hanke-1"))
    assert found.withdrawn == READ_AT


def test_a_new_segment_takes_in_older_ones(tmp_path: Path) -> None:
    old, new = bare("1", name=Printed("Vanha", 1)), bare("1", name=Printed("Uusi", 1))
    gone = entry_of(bare("3"), withdrawn=READ_AT)
    older = written(
        tmp_path / "a", (entry_of(old), old), (entry_of(bare("2")), bare("2")), (gone, None)
    )
    writer = SegmentWriter(tmp_path / "b")
    writer.add_records([("1", pack(new))])
    writer.add_entries([entry_of(new)])
    writer.absorb(older)
    assert writer.count() == 3
    writer.close()
    records = Records([Segment(tmp_path / "b")])
    assert (records.record("1"), records.record("2"), records.record("3")) == (new, bare("2"), None)


@pytest.mark.parametrize(
    ("first", "last", "keys"),
    [
        ((2026, 1, 1), (2026, 1, 1), []),
        ((2026, 1, 1), (2026, 2, 1), ["starts"]),
        ((2026, 2, 1), (2026, 3, 1), []),
        ((2026, 2, 1), (2026, 3, 2), ["ends"]),
        ((2026, 3, 2), (2026, 1, 31), ["ends", "starts"]),
        ((2026, 3, 2), (2027, 1, 1), []),
    ],
)
def test_a_project_turns_when_it_begins_and_after_it_ends(
    tmp_path: Path, first: tuple[int, int, int], last: tuple[int, int, int], keys: list[str]
) -> None:
    entries = [
        entry_of(bare("starts"), start=date(2026, 2, 1)),
        entry_of(bare("ends"), end=date(2026, 3, 1)),
        entry_of(bare("undated")),
    ]
    records = Records([written(tmp_path / "a", *((entry, None) for entry in entries))])
    assert [entry.key for entry in records.turning(date(*first), date(*last))] == keys


def test_records_that_are_no_records_are_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"not a database, however long it is")
    with pytest.raises(DataDirectoryError, match="records cannot be read"):
        Segment(tmp_path / "a")


# Dropped while it is opened


def test_what_was_current_a_moment_ago_is_opened_again_under_the_new_id(
    directory: DataDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = put(directory, NOW)
    directory.switch(first)
    read = DataDirectory.current_id

    def read_just_before_the_switch(own: DataDirectory) -> str:
        monkeypatch.undo()
        own.switch(put(own, NOW + timedelta(days=1), cleansed=True))
        drop(own.generations_folder / first)
        return first

    monkeypatch.setattr(DataDirectory, "current_id", read_just_before_the_switch)
    assert directory.generation().id == read(directory) != first


def test_a_current_generation_that_cannot_be_opened_is_told_and_not_tried_for_ever(
    directory: DataDirectory,
) -> None:
    directory.switch(put(directory, NOW))
    drop(directory.generations_folder / directory.current_id())
    with pytest.raises(UnknownEntity, match="no generation"):
        directory.generation()
