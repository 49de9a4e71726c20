"""From pages to a published generation: what changed is read, and what is published is whole."""

import os
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.build import ground, reading
from graph.build.building import build
from graph.build.options import BuildOptions, BuildReport
from graph.errors import DataDirectoryError, NothingToBuild, SettingsError
from graph.extract.page import read_page
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.generations.lock import only_writer
from graph.privacy.policy import Contacts
from ontology.terms import Dcterms, Org, Rdf, Schema, Sk
from ontology.vocabulary import triples
from tests.graph.contents import content_of
from tests.graph.made_pages import Made, put, put_many

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DEFAULT = DefaultGraph()


class House:
    """A folder of pages and a data directory that is built from it."""

    def __init__(self, path: Path) -> None:
        self.pages = path / "pages"
        self.data = path / "data"
        self.pages.mkdir()

    def build(self, *sources: Path, **more: Any) -> BuildReport:
        options = {"now": NOW} | more
        return build(self.data, BuildOptions(sources=sources or (self.pages,), **options))

    def generation(self) -> Generation:
        return DataDirectory.open(self.data).generation()

    def quads(self) -> set[Quad]:
        return set(self.generation().open_store())

    def titles(self) -> set[str]:
        found = self.generation().open_store().quads_for_pattern(None, Dcterms.title, None, DEFAULT)
        return {text(q.object) for q in found if "/id/project/" in str(q.subject)}


def text(term: object) -> str:
    assert isinstance(term, Literal | NamedNode)
    return term.value


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def told(house: House, kind: NamedNode) -> int:
    return sum(1 for quad in house.quads() if (quad.predicate, quad.object) == (Rdf.type, kind))


def assert_whole(house: House) -> None:
    """The current generation's manifest says of its store exactly what is in it."""
    generation = house.generation()
    quads = list(generation.open_store())
    content = content_of(quads)
    counts = generation.manifest.counts
    assert (content.quads, content.digest) == (counts.quads, generation.manifest.hash)
    assert told(house, Sk.Project) == counts.projects
    assert told(house, Sk.WithdrawnProject) == counts.withdrawn
    assert told(house, Sk.Portfolio) == counts.portfolios
    assert told(house, Sk.Finding) == counts.findings
    organisations = told(house, Org.FormalOrganization) + told(house, Org.OrganizationalUnit)
    people = {q.subject for q in quads if "/id/person/" in str(q.subject)}
    assert (organisations, len(people)) == (counts.organisations, counts.people)


def assert_as_if_new(house: House, tmp_path: Path, **more: Any) -> None:
    """The current graph is the one that a build of the same pages into nothing makes."""
    other = House.__new__(House)
    other.pages, other.data = house.pages, tmp_path / "anew"
    other.build(**more)
    assert other.generation().manifest.hash == house.generation().manifest.hash
    assert (
        other.generation().manifest.counts.projects == house.generation().manifest.counts.projects
    )


# The first build


def test_pages_become_a_generation(house: House) -> None:
    put_many(house.pages, 3)
    report = house.build()
    assert (report.read, report.published, report.counts.projects) == (3, True, 3)
    assert house.titles() == {"Kokeilu p1", "Kokeilu p2", "Kokeilu p3"}
    assert house.generation().id == report.generation
    assert_whole(house)


def test_the_generation_keeps_the_records(house: House) -> None:
    put(house.pages, "p1", Made(name="Kokeilu"))
    house.build()
    record = house.generation().page("p1")
    assert record
    assert record.name.text == "Kokeilu"
    assert house.generation().page_of("kokeilu") == record
    assert house.generation().page("p2") is None


def test_the_order_of_the_sources_changes_nothing(house: House, tmp_path: Path) -> None:
    for key in "abcdef":
        put(house.pages, key, Made(name="Sama nimi"))
    house.build(*sorted(house.pages.iterdir(), reverse=True))
    assert_as_if_new(house, tmp_path)


def test_sources_may_be_files_folders_and_archives(house: House, tmp_path: Path) -> None:
    put_many(house.pages / "deep", 1)
    single = put(tmp_path, "alone")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("2024/packed.txt", Made(name="Pakattu").text())
        archive.writestr("2024/readme.md", "not a page")
    report = house.build(house.pages, single, tmp_path / "more.zip")
    assert (report.read, len(report.refused)) == (3, 0)
    assert "Pakattu" in house.titles()


def test_an_empty_existing_folder_is_a_new_data_directory(house: House) -> None:
    house.data.mkdir()
    put_many(house.pages, 1)
    assert house.build().published


def test_the_vocabulary_is_in_the_graph(house: House) -> None:
    put_many(house.pages, 1)
    house.build()
    assert {quad.subject for quad in house.quads()} >= {triple.subject for triple in triples()}


# Bad input


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("large.txt", b"Hankkeen nimi   Suuri\n" * 300_000),
        ("nothing.txt", b"just some words"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_and_the_others_build(
    house: House, name: str, content: bytes
) -> None:
    put_many(house.pages, 2)
    (house.pages / name).write_bytes(content)
    report = house.build()
    assert (report.read, report.counts.projects) == (2, 2)
    (refusal,) = report.refused
    assert refusal.page.endswith(name)
    assert "\n" not in str(refusal)


def test_no_page_at_all_publishes_nothing(house: House) -> None:
    (house.pages / "empty.txt").touch()
    report = house.build()
    assert (report.published, report.generation, len(report.refused)) == (False, "", 1)
    with pytest.raises(DataDirectoryError, match="nothing is published"):
        house.generation()


def test_no_source_is_one_clear_line(house: House, tmp_path: Path) -> None:
    with pytest.raises(NothingToBuild, match="no page to build from"):
        house.build()
    with pytest.raises(NothingToBuild, match="nowhere: cannot be opened"):
        house.build(tmp_path / "nowhere")
    (tmp_path / "broken.zip").write_bytes(b"PK no archive")
    with pytest.raises(NothingToBuild, match=r"broken\.zip: cannot be opened"):
        house.build(tmp_path / "broken.zip")
    assert not house.data.exists()


def test_a_damaged_archive_in_a_folder_is_named(house: House) -> None:
    (house.pages / "broken.zip").write_bytes(b"PK no archive")
    with pytest.raises(NothingToBuild, match=r"broken\.zip: cannot be opened as a source"):
        house.build()


def test_a_damaged_archive_in_a_folder_is_refused_and_the_others_build(house: House) -> None:
    put_many(house.pages, 2)
    archive = house.pages / "more.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("packed.txt", Made(name="Pakattu").text())
    house.build()
    archive.write_bytes(b"PK no archive")
    (house.pages / "p2.txt").unlink()
    report = house.build(prune=True)
    (refusal,) = report.refused
    assert "more.zip:1: cannot be opened as a source" in str(refusal)
    assert (report.withdrawn, report.unchanged) == (0, 1)
    assert "No page was withdrawn" in report.notes[0]
    assert "Pakattu" in house.titles()
    archive.unlink()
    assert house.build(prune=True).withdrawn == 2


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_page_in_an_archive_is_refused_alone(house: House, packing: int) -> None:
    path = house.pages / "pages.zip"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("damaged.txt", Made(name="Rikki").text())
        archive.writestr("whole.txt", Made(name="Ehjä").text())
    data = bytearray(path.read_bytes())
    data[60:200] = bytes(byte ^ 0x5A for byte in data[60:200])
    path.write_bytes(data)
    report = house.build()
    assert house.titles() == {"Ehjä"}
    assert "damaged.txt:1: cannot be unpacked" in str(report.refused[0])


def test_an_archive_with_names_in_no_encoding_is_one_clear_line(house: House) -> None:
    path = house.pages / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ä.txt", Made().text())
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xff\xff"))
    with pytest.raises(NothingToBuild, match=r"pages\.zip: cannot be opened"):
        house.build()


def test_links_that_lead_in_a_circle_end(house: House) -> None:
    put_many(house.pages, 1)
    (house.pages / "again").symlink_to(house.pages)
    assert house.build().refused == ()
    (house.pages / "itself.txt").symlink_to("itself.txt")
    assert "itself.txt:1: cannot be opened" in str(house.build().refused[0])


def test_a_pipe_is_refused_and_nobody_waits_for_it(house: House) -> None:
    put_many(house.pages, 1)
    os.mkfifo(house.pages / "pipe.txt")
    report = house.build()
    assert (report.read, len(report.refused)) == (1, 1)
    assert "a pipe or a device" in report.refused[0].reason


def test_a_file_may_have_any_name_that_the_system_allows(house: House) -> None:
    page = put(house.pages, "p1")
    page.rename(os.fsdecode(os.fsencode(house.pages) + b"/\xff\n.txt"))
    report = house.build(*house.pages.iterdir())
    assert (report.read, report.refused) == (1, ())
    (entry,) = house.generation().records.entries()
    assert entry.file_name == "\ufffd\ufffd.txt"
    assert house.build(*house.pages.iterdir()).unchanged == 1


def test_two_files_of_one_key_are_one_page(house: House) -> None:
    for folder in ("a", "b"):
        put(house.pages / folder, "p1", Made(name=f"Kokeilu {folder}"))
    report = house.build()
    assert house.titles() == {"Kokeilu a"}
    assert "p1" in report.refused[0].reason


def test_a_file_that_is_named_twice_is_read_once(house: House) -> None:
    path = put(house.pages, "p1")
    report = house.build(path, house.pages / ".." / "pages" / "p1.txt", house.pages)
    assert (report.read, report.refused) == (1, ())


def test_without_validation_a_page_that_is_no_rdf_stops_the_build_by_name(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_many(house.pages, 2)

    def worse(data: bytes, name: str, tools: Any) -> Any:
        record = read_page(data, name, tools)
        contact = msgspec.structs.replace(record.contacts[0], email="no <address>@example.fi")
        return msgspec.structs.replace(record, contacts=(contact,))

    monkeypatch.setattr(reading, "read_page", worse)
    with pytest.raises(DataDirectoryError, match=r"p1\.txt: cannot be told as RDF"):
        house.build(check=False)
    assert [refusal.page for refusal in house.build().refused] == ["p1.txt", "p2.txt"]


def test_records_of_another_version_are_asked_for_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_many(house.pages, 6)
    house.build()
    generation = house.generation()
    (name,) = generation.manifest.segments
    with closing(sqlite3.connect(generation.folder / "records" / name)) as file:
        other = zstandard.compress(msgspec.msgpack.encode({"key": 1}))
        file.execute("UPDATE record SET content = :content", {"content": other})
        file.commit()
    monkeypatch.setattr(ground, "fingerprint", lambda *_: "another")
    with pytest.raises(DataDirectoryError, match="another version of Salkku"):
        house.build(house.pages / "p1.txt")
    assert house.build().read == 6


def test_a_damaged_page_leaves_what_was_published_of_it(house: House) -> None:
    put_many(house.pages, 3)
    house.build()
    (house.pages / "p2.txt").write_bytes(b"")
    report = house.build(prune=True)
    assert (report.published, report.unchanged, len(report.refused)) == (False, 2, 1)
    assert "Kokeilu p2" in house.titles()


def test_a_page_that_breaks_a_shape_is_refused_by_name(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_many(house.pages, 2)
    put(house.pages, "bad", Made(name="Huono"))

    def worse(data: bytes, name: str, tools: Any) -> Any:
        record = read_page(data, name, tools)
        if name != "bad.txt":
            return record
        wrong = msgspec.structs.replace(record.participations[0], role="spectator")
        return msgspec.structs.replace(record, participations=(wrong,))

    monkeypatch.setattr(reading, "read_page", worse)
    report = house.build()
    (refusal,) = report.refused
    assert refusal.page == "bad.txt"
    assert "exactly one role" in refusal.reason
    assert report.counts.projects == 2


# Later builds


def test_a_second_build_reads_nothing(house: House) -> None:
    put_many(house.pages, 3)
    first = house.build()
    second = house.build()
    assert (second.read, second.unchanged, second.published) == (0, 3, False)
    assert second.generation == first.generation


def test_only_the_changed_page_is_read(house: House) -> None:
    put_many(house.pages, 9)
    house.build()
    put(house.pages, "p3", Made(name="Aivan uusi", funders=("Esimerkki Oy",), contacts=""))
    report = house.build()
    assert (report.read, report.unchanged) == (1, 8)
    assert "Aivan uusi" in house.titles()
    assert "Kokeilu p3" not in house.titles()
    assert_whole(house)


def test_a_patched_graph_is_the_one_that_a_new_build_makes(house: House, tmp_path: Path) -> None:
    put_many(house.pages, 12)
    house.build()
    put(
        house.pages,
        "p3",
        Made(name="Kokeilu p3", funders=("Esimerkki Oy",), contacts="Matti Esimerkki"),
    )
    put(house.pages, "p13", Made(name="Kokeilu p13", phase="Päättynyt", portfolio="Toinen salkku"))
    house.build()
    assert_whole(house)
    assert_as_if_new(house, tmp_path)


def test_going_back_gives_the_graph_as_it_was(house: House) -> None:
    put_many(house.pages, 9)
    house.build()
    before = house.generation().manifest
    put(house.pages, "p3", Made(name="Toinen", funders=("Esimerkki Oy",), implementers=("Koe ry",)))
    house.build()
    assert house.generation().manifest.counts.organisations > before.counts.organisations
    put_many(house.pages, 9)
    house.build()
    assert house.generation().manifest.counts == before.counts
    assert_whole(house)


def test_a_changed_title_keeps_the_iri(house: House) -> None:
    put(house.pages, "p1", Made(name="Vanha nimi"))
    house.build()
    put(house.pages, "p1", Made(name="Uusi nimi"))
    house.build()
    assert house.generation().page_of("vanha-nimi")
    assert house.titles() == {"Uusi nimi"}


def test_pages_that_are_not_given_stay(house: House) -> None:
    put_many(house.pages, 5)
    house.build()
    report = house.build(put(house.pages, "p6"))
    assert (report.read, report.counts.projects) == (1, 6)


def test_many_small_builds_keep_every_record(house: House) -> None:
    put_many(house.pages, 8)
    house.build()
    for turn in range(1, 8):
        put(house.pages, f"p{turn}", Made(name=f"Uusi {turn}"))
        house.build()
    generation = house.generation()
    assert len(generation.manifest.segments) < 6
    names = [page.name.text for turn in range(1, 9) if (page := generation.page(f"p{turn}"))]
    assert names == [*(f"Uusi {turn}" for turn in range(1, 8)), "Kokeilu p8"]
    assert_whole(house)


# Withdrawn pages


def test_a_withdrawn_page_leaves_a_tombstone(house: House) -> None:
    put_many(house.pages, 8)
    house.build()
    (house.pages / "p2.txt").unlink()
    assert house.build().withdrawn == 0
    report = house.build(prune=True)
    assert (report.withdrawn, report.counts.projects, report.counts.withdrawn) == (1, 7, 1)
    stone = house.generation().withdrawn("kokeilu-p2")
    assert stone
    assert (stone.name, stone.people, stone.withdrawn) == ("Kokeilu p2", (), report_time(house))
    assert house.generation().page("p2") is None
    assert_whole(house)


def report_time(house: House) -> datetime:
    return house.generation().time


def test_a_tombstone_goes_when_the_page_returns(house: House) -> None:
    put_many(house.pages, 8)
    house.build()
    before = house.generation().manifest.hash
    (house.pages / "p2.txt").unlink()
    house.build(prune=True)
    put(house.pages, "p2")
    report = house.build(prune=True)
    assert (report.counts.projects, report.counts.withdrawn) == (8, 0)
    assert house.generation().withdrawn("kokeilu-p2") is None
    assert house.generation().manifest.hash == before
    assert_whole(house)


def test_a_tombstone_stays_in_a_new_store(house: House) -> None:
    put_many(house.pages, 4)
    house.build()
    (house.pages / "p2.txt").unlink()
    house.build(prune=True)
    report = house.build(contacts=Contacts.FULL)
    assert (report.read, report.counts.withdrawn) == (3, 1)
    assert house.generation().withdrawn("kokeilu-p2")
    assert_whole(house)


# Days


def test_what_runs_is_told_for_the_day_of_the_build(house: House) -> None:
    put_many(house.pages, 8)
    put(house.pages, "soon", Made(name="Pian", start="1.12.2026", contacts=""))
    house.build()
    assert running(house, "pian") == ["false"]
    report = house.build(now=datetime(2026, 12, 1, 12, tzinfo=UTC))
    assert (report.read, report.published) == (0, True)
    assert running(house, "pian") == ["true"]
    assert_whole(house)


def running(house: House, slug: str) -> list[str]:
    project = house.generation().iris.entity("project", slug)
    found = house.generation().open_store().quads_for_pattern(project, Sk.running, None, DEFAULT)
    return [text(quad.object) for quad in found]


def test_a_day_on_which_nothing_turns_publishes_nothing(house: House) -> None:
    put_many(house.pages, 4)
    house.build()
    assert not house.build(now=datetime(2026, 12, 1, 12, tzinfo=UTC)).published


def test_generations_follow_each_other_though_the_clock_goes_back(house: House) -> None:
    put_many(house.pages, 4)
    first = house.build()
    put(house.pages, "p1", Made(name="Uusi"))
    second = house.build(now=datetime(2020, 1, 1, tzinfo=UTC))
    assert second.generation > first.generation
    assert house.generation().manifest.parent == first.generation


# Settings


def test_the_base_iri_is_fixed_by_the_first_build(house: House) -> None:
    put_many(house.pages, 1)
    house.build(base="https://example.fi/salkut")
    assert house.generation().iris.base == "https://example.fi/salkut/"
    assert house.build().published is False
    with pytest.raises(SettingsError, match="stays so"):
        house.build(base="https://other.example.fi/")


@pytest.mark.parametrize(
    "base",
    [
        "no iri",
        "http://exa mple.fi/",
        "http:///",
        "urn:example:/",
        "https://example.fi/?q=/",
        "https://example.fi/#",
        "https://example.fi/työ/",
        "",
    ],
)
def test_a_base_that_is_no_iri_is_one_clear_line(house: House, base: str) -> None:
    put_many(house.pages, 1)
    if base:
        with pytest.raises(SettingsError, match="is no base IRI"):
            house.build(base=base)
    else:
        assert house.build(base=base).published


def test_names_that_are_given_once_are_kept(house: House, tmp_path: Path) -> None:
    put_many(house.pages, 2)
    put(house.pages, "x", Made(name="X", funders=("Kokeilukoneikko",)))
    names = tmp_path / "own.toml"
    names.write_text(
        '[[organisation]]\nname = "Kokeilukone Oy"\nkind = "company"\n'
        'aliases = ["Kokeilukoneikko"]\n'
    )
    house.build()
    report = house.build(names=names)
    assert report.read == 3
    names.unlink()
    assert house.build().published is False
    assert any("kokeilukone-oy" in str(quad.subject) for quad in house.quads())


def test_a_second_build_at_the_same_time_is_refused(house: House) -> None:
    put_many(house.pages, 1)
    house.build()
    with only_writer(house.data), pytest.raises(DataDirectoryError, match="is writing here"):
        house.build()


def test_a_rollback_is_a_switch_and_the_next_build_grows_from_there(house: House) -> None:
    put_many(house.pages, 8)
    first = house.build()
    put(house.pages, "p1", Made(name="Uusi"))
    house.build()
    DataDirectory.open(house.data).switch(first.generation)
    assert "Kokeilu p1" in house.titles()
    report = house.build()
    assert (report.read, report.published) == (1, True)
    assert house.generation().manifest.parent == first.generation
    assert_whole(house)


def test_what_others_wrote_into_graphs_of_their_own_stays(house: House) -> None:
    put_many(house.pages, 4)
    house.build()
    generation = house.generation()
    note = Quad(Sk.Project, Schema.url, Literal("x"), generation.iris.graph("register/ytj"))
    store = Store(str(generation.store_path))
    store.add(note)
    store.flush()
    del store
    house.build(contacts=Contacts.FULL)
    assert note in house.quads()
