"""What is withheld is in no byte of the data directory: every file of it is searched."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import zstandard
from pyoxigraph import Store

from graph.build.building import build
from graph.build.forget import forget
from graph.build.options import BuildOptions, BuildReport
from graph.errors import UnknownEntity
from graph.generations.directory import DataDirectory
from graph.privacy.policy import Contacts
from tests.graph.made_pages import Made, put, put_many

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = datetime(2027, 3, 1, 12, tzinfo=UTC)
DIGITS = "400001234"
ADDRESS = "maija.meikalainen"
FRAME = zstandard.MAGIC_NUMBER.to_bytes(4, "little")

REACHABLE = Made(
    name="Kokeilu",
    end="31.12.2026",
    contacts=(
        "Projektipäällikkö Maija Meikäläinen, p. 040 000 1234,"
        " maija.meikalainen (at) example.fi. Toimistosihteeri, 040-0001234"
    ),
    abstract=(
        "Ota yhteyttä: 0400001234 tai +358 40 000 1234, Maija Meikäläiseen.",
        "Meikäläisen, Maija: 040,000,1234, maija.meikalainen et example.fi, meikalainen_cv.pdf.",
        "MEIKÄLÄISELTÄ (040/000 1234) tai M. Meikäläiseltä, maija.meikalainen[at]example[dot]fi.",
        "Maijan 040 - 000 12 34, Meik&auml;l&auml;inen, maija meikäläinen, 040\u00ad000\u200b1234.",
        "",
        "Muuta.",
    ),
)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    put_many(tmp_path / "pages", 9)
    put(tmp_path / "pages", "p5", REACHABLE)
    return tmp_path / "pages"


def made(pages: Path, *, at: datetime = NOW, **more: Any) -> BuildReport:
    options = BuildOptions(sources=(pages,), now=at, **more)
    return build(pages.parent / "data", options)


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below *folder*, as it is and with what is compressed in it unpacked."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            yield path, data
            for found in re.finditer(re.escape(FRAME), data):
                try:
                    unpacked = zstandard.ZstdDecompressor().decompressobj()
                    yield path, unpacked.decompress(data[found.start() :])
                except zstandard.ZstdError:
                    continue


def rows(data: Path) -> Iterator[tuple[Path, bytes]]:
    """Every value in every SQLite file, unpacked where it is compressed."""
    for path in chain(data.rglob("*.sqlite"), data.rglob("*.db")):
        with closing(sqlite3.connect(path)) as base:
            tables = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                for value in chain.from_iterable(base.execute(f'SELECT * FROM "{table}"')):  # noqa: S608 - the file's own tables
                    packed = isinstance(value, bytes) and value.startswith(FRAME)
                    yield path, zstandard.decompress(value) if packed else str(value).encode()


def told(data: Path) -> Iterator[tuple[Path, bytes]]:
    """Every quad of every store, since a store's files may be compressed."""
    for store in data.glob("generations/*/store"):
        yield store, "\n".join(map(str, Store.read_only(str(store)))).encode()


def places(data: Path, *words: str) -> set[str]:
    """The files in which one of the *words* stands, digits with whatever is between them."""
    between = r"[\s().–-]{0,3}"
    shapes = [between.join(word) if word.isdigit() else re.escape(word) for word in words]
    patterns = [re.compile(shape, re.IGNORECASE) for shape in shapes]
    return {
        path.name
        for path, content in chain(contents(data), rows(data), told(data))
        for pattern in patterns
        if pattern.search(content.decode("utf-8", errors="replace").replace("\u00a0", " "))
    }


def test_the_search_finds_what_is_there(pages: Path) -> None:
    made(pages, contacts=Contacts.FULL)
    found = places(pages.parent / "data", DIGITS)
    assert any(name.endswith(".sqlite") for name in found)
    assert "store" in found
    assert places(pages.parent / "data", ADDRESS)
    assert places(pages.parent / "data", "meikäläi")


@pytest.mark.parametrize("policy", [Contacts.NAMES, Contacts.NONE])
def test_what_is_withheld_from_the_first_is_nowhere(pages: Path, policy: Contacts) -> None:
    made(pages, contacts=policy)
    assert places(pages.parent / "data", DIGITS, ADDRESS) == set()


def test_with_nobody_shown_there_is_no_name(pages: Path) -> None:
    made(pages, contacts=Contacts.NONE)
    assert places(pages.parent / "data", "meikäläi", "maija") == set()


def test_a_project_that_has_ended_takes_its_contacts_along(pages: Path) -> None:
    first = made(pages)
    assert places(pages.parent / "data", DIGITS)
    report = made(pages, at=LATER)
    assert (report.read, report.published) == (0, True)
    assert places(pages.parent / "data", DIGITS, ADDRESS) == set()
    assert "dropped" in report.notes[0]
    kept = DataDirectory.open(pages.parent / "data").manifests()
    assert [manifest.id for manifest in kept] == [report.generation]
    assert first.generation != report.generation


def test_a_page_that_says_it_has_ended_takes_its_contacts_along(pages: Path) -> None:
    made(pages)
    put(pages, "p5", REACHABLE._replace(phase="Päättynyt"))
    assert made(pages).notes
    assert places(pages.parent / "data", DIGITS, ADDRESS) == set()


def test_a_stricter_setting_reaches_pages_that_are_not_given_again(pages: Path) -> None:
    made(pages, contacts=Contacts.FULL)
    other = put(pages.parent / "other", "p10")
    report = made(other.parent.parent / "other", contacts=Contacts.NAMES)
    assert (report.read, report.counts.projects) == (1, 10)
    assert places(pages.parent / "data", DIGITS, ADDRESS) == set()


def test_with_nobody_shown_any_more_no_name_is_left(pages: Path) -> None:
    made(pages, contacts=Contacts.FULL)
    made(pages, contacts=Contacts.NONE)
    assert places(pages.parent / "data", DIGITS, ADDRESS, "meikäläi", "meikalai") == set()
    assert not made(pages).published


def test_a_laxer_setting_reads_the_pages_again(pages: Path) -> None:
    made(pages, contacts=Contacts.NAMES)
    report = made(pages, contacts=Contacts.FULL)
    assert (report.read, report.notes) == (9, ())
    assert places(pages.parent / "data", DIGITS)


def test_a_person_stays_the_same_when_phones_are_withheld(pages: Path) -> None:
    def people() -> set[str]:
        records = DataDirectory.open(pages.parent / "data").generation().records
        return {slug for entry in records.entries() for slug in entry.people}

    made(pages, contacts=Contacts.FULL)
    before = people()
    made(pages, contacts=Contacts.NAMES)
    assert people() == before


@pytest.mark.parametrize("by", ["name", "slug", "iri"])
def test_a_forgotten_person_is_nowhere(pages: Path, by: str) -> None:
    made(pages, contacts=Contacts.FULL)
    generation = DataDirectory.open(pages.parent / "data").generation()
    entry = generation.records.entry("p5")
    assert entry
    slug = entry.people[0]
    iri = generation.iris.entity("person", slug).value
    person = {"name": "Maija Meikäläinen", "slug": slug, "iri": iri}[by]
    report = forget(pages.parent / "data", person, BuildOptions(now=NOW))
    assert slug in report.slugs
    words = ("meikäläi", "meikalai") if by == "name" else ()
    assert places(pages.parent / "data", DIGITS, ADDRESS, *words) == set()
    kept = DataDirectory.open(pages.parent / "data").manifests()
    assert [manifest.id for manifest in kept] == [report.generation]


def test_the_forgotten_stay_out_of_later_builds(pages: Path) -> None:
    made(pages, contacts=Contacts.FULL)
    forget(pages.parent / "data", "Maija Meikäläinen", BuildOptions(now=NOW))
    put(pages, "p5", REACHABLE._replace(name="Uusi"))
    put(pages, "p6", Made(name="Toinen", contacts="Hankkeen vetäjänä Maija Meikäläinen, 09 000 00"))
    put(pages, "p7", Made(name="Kolmas", abstract=("Tukena toimi Maija Meikäläisen ryhmä.",)))
    report = made(pages)
    assert report.read >= 3
    assert places(pages.parent / "data", "meikäläi", "meikalai") == set()


def test_a_namesake_is_not_forgotten_along(pages: Path) -> None:
    put(pages, "other", Made(name="Toinen", contacts="Maija Meikäläinen, p. 041 000 0000"))
    made(pages, contacts=Contacts.FULL)
    records = DataDirectory.open(pages.parent / "data").generation().records
    entry = records.entry("p5")
    assert entry
    forget(pages.parent / "data", entry.people[0], BuildOptions(now=NOW))
    assert places(pages.parent / "data", DIGITS) == set()
    assert places(pages.parent / "data", "410000000")


def test_forgetting_somebody_unknown_changes_nothing(pages: Path) -> None:
    report = made(pages)
    with pytest.raises(UnknownEntity, match="Liisa Esimerkki: nobody of that name"):
        forget(pages.parent / "data", "Liisa Esimerkki", BuildOptions(now=NOW))
    assert DataDirectory.open(pages.parent / "data").current_id() == report.generation


def test_nobody_can_be_forgotten_where_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(UnknownEntity, match="nothing is published"):
        forget(tmp_path / "data", "Maija Meikäläinen", BuildOptions(now=NOW))
