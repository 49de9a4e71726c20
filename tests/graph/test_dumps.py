"""A generation as files: its graph and its tables, made once and gone with it."""

import csv
import gzip
import hashlib
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import zstandard
from arro3.io import read_parquet
from pyoxigraph import DefaultGraph, Quad, parse
from rdflib import Graph

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.dumps import parquet
from graph.dumps.alone import alone
from graph.dumps.clearing import clear
from graph.dumps.dumps import COUNTS, Dumps
from graph.dumps.graphs import FORMATS, dump
from graph.dumps.kept import ABOUT
from graph.errors import DataDirectoryError, Inexpressible, UnknownEntity
from graph.generations.directory import DUMPS, DataDirectory
from graph.generations.durable import TEMPORARY, drop
from graph.generations.retention import sweep
from graph.privacy.policy import Contacts
from graph.questions.library import load_library
from graph.questions.types import load_types
from tests.graph.made_pages import Made, put, put_many

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MANY = 1_000_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dumps")
    put_many(folder / "pages", 3)
    build(folder / "data", BuildOptions(sources=(folder / "pages",), now=NOW))
    return folder / "data"


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    put_many(tmp_path / "pages", 2)
    build(tmp_path / "data", BuildOptions(sources=(tmp_path / "pages",), now=NOW))
    return DataDirectory.open(tmp_path / "data")


def dumps_of(directory: DataDirectory) -> Dumps:
    return Dumps(directory, directory.generation(), load_library())


@pytest.fixture
def dumps(built: Path) -> Dumps:
    return dumps_of(DataDirectory.open(built))


def quads_of(dumps: Dumps) -> set[Quad]:
    return set(dumps.generation.open_store())


@pytest.mark.parametrize("ending", FORMATS)
def test_a_dump_holds_the_graph(dumps: Dumps, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"dump.{ending}"
    dump(dumps.generation, ending, path)
    whole = FORMATS[ending].supports_datasets
    wanted = {q for q in quads_of(dumps) if whole or q.graph_name == DefaultGraph()}
    assert set(parse(path=path, format=FORMATS[ending])) == wanted


def test_another_library_reads_a_dump_as_well(dumps: Dumps, tmp_path: Path) -> None:
    dump(dumps.generation, "ttl", tmp_path / "dump.ttl")
    read = Graph().parse(data=(tmp_path / "dump.ttl").read_bytes(), format="turtle")
    assert len(read) == sum(1 for q in quads_of(dumps) if q.graph_name == DefaultGraph())


def test_an_unknown_format_is_one_clear_line(dumps: Dumps, tmp_path: Path) -> None:
    with pytest.raises(UnknownEntity, match="'doc' is no format"):
        dump(dumps.generation, "doc", tmp_path / "dump.doc")


def test_a_dump_that_cannot_be_written_is_one_clear_line(dumps: Dumps, tmp_path: Path) -> None:
    with pytest.raises(DataDirectoryError, match="cannot be written"):
        dump(dumps.generation, "nq", tmp_path / "no" / "folder.nq")


def test_the_tables_that_are_published_are_those_of_the_public_interface(dumps: Dumps) -> None:
    assert {"salkku.nq", "projects.csv", "findings.parquet"} <= set(dumps.offered)
    assert not any(name.startswith("chosen_") for name in dumps.names)


def test_what_is_known_of_a_file_is_true(dumps: Dumps) -> None:
    kept = dumps.make("projects.csv")
    content = dumps.path("projects.csv").read_bytes()
    assert kept.size == len(content)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert kept.sha1 == hashlib.sha1(content).hexdigest()  # noqa: S324 - a portal wants it
    assert dumps.kept()["projects.csv"] == kept


def test_a_file_lies_compressed_beside_itself(dumps: Dumps) -> None:
    kept = dumps.make("salkku.nq")
    content = dumps.path("salkku.nq").read_bytes()
    assert gzip.decompress(dumps.path("salkku.nq.gz").read_bytes()) == content
    packed = dumps.path("salkku.nq.zst")
    with zstandard.open(packed) as read:
        assert read.read() == content
    assert kept.compressed["zstd"] == packed.stat().st_size < kept.size


def test_a_file_is_made_once_and_kept_with_its_generation(directory: DataDirectory) -> None:
    dumps = dumps_of(directory)
    dumps.make("salkku.nq")
    made = dumps.path("salkku.nq").stat().st_mtime_ns
    dumps.make("salkku.nq")
    assert dumps.path("salkku.nq").stat().st_mtime_ns == made
    sweep(directory)
    assert dumps.path("salkku.nq").exists()


def test_files_go_with_their_generation(directory: DataDirectory) -> None:
    dumps = dumps_of(directory)
    dumps.make("salkku.nq")
    drop(dumps.generation.folder)
    with pytest.raises(UnknownEntity, match="was dropped"):
        dumps.make("projects.csv")
    assert not dumps.folder.exists()


@pytest.mark.parametrize("share", [0, 1])
def test_a_file_is_not_there_before_its_note_is_written(
    directory: DataDirectory, share: int
) -> None:
    dumps = dumps_of(directory)
    dumps.make("projects.csv")
    note = dumps.path(f"projects.csv{ABOUT}")
    note.with_name(f"{TEMPORARY}{note.name}").write_bytes(note.read_bytes() * share)
    note.unlink()
    assert dumps.kept() == {}


def test_a_file_that_was_not_finished_is_made_anew(directory: DataDirectory) -> None:
    dumps = dumps_of(directory)
    dumps.make("projects.csv")
    (dumps.folder / "projects.csv.about").unlink()
    dumps.path("projects.csv").write_bytes(b"half")
    assert "projects.csv" in dumps.missing(MANY)
    assert dumps.make("projects.csv").size > len(b"half")


def test_of_a_large_generation_only_what_is_counted_is_made_unasked(
    directory: DataDirectory,
) -> None:
    dumps = dumps_of(directory)
    missing = dumps.missing(dumps.generation.manifest.counts.quads - 1)
    assert missing == [f"{name}.csv" for name in COUNTS]
    assert {*missing} < {*dumps.missing(dumps.generation.manifest.counts.quads)}


def test_what_was_begun_and_not_finished_comes_last(directory: DataDirectory) -> None:
    dumps = dumps_of(directory)
    first = dumps.missing(MANY)[0]
    (dumps.folder / f".part-{first}").mkdir(parents=True)
    assert dumps.missing(MANY)[-1] == first
    dumps.make(first)
    assert first not in dumps.missing(MANY)


def test_what_is_no_file_of_a_generation_is_refused(dumps: Dumps) -> None:
    with pytest.raises(UnknownEntity, match="is no file"):
        dumps.make("../settings.json")


@pytest.mark.parametrize("name", [q.name for q in load_library().values() if q.table])
def test_a_table_says_the_same_as_csv_and_as_parquet(dumps: Dumps, name: str) -> None:
    dumps.make(f"{name}.csv")
    dumps.make(f"{name}.parquet")
    with dumps.path(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    table = read_parquet(dumps.path(f"{name}.parquet")).read_all()
    assert tuple(table.column_names) == load_library()[name].columns == tuple(columns)
    for number, column in enumerate(columns):
        told = [_shown(value) for value in table[column].to_pylist()]
        assert [_plain(row[number]) for row in rows] == [_plain(text) for text in told]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _plain(text: str) -> object:
    """A number as a number, whatever zeros it ends with."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def amounts(folder: Path, *texts: str) -> Path:
    """The Parquet of a table with one column, ``amount``."""
    (folder / "money.csv").write_text("\r\n".join(["amount", *texts, ""]))
    parquet.write(folder / "money.csv", ("amount",), load_types(), folder / "money.parquet")
    return folder / "money.parquet"


def test_money_is_exact_in_parquet(tmp_path: Path) -> None:
    sums = ("120000.1", "0.0001", "9999999999.99")
    read = read_parquet(amounts(tmp_path, *sums)).read_all()["amount"].to_pylist()
    assert [Decimal(str(value)) for value in read] == [Decimal(text) for text in sums]


def test_a_value_of_another_type_is_told_with_its_column(tmp_path: Path) -> None:
    with pytest.raises(Inexpressible, match="amount holds something else"):
        amounts(tmp_path, "3", "plenty")


def test_a_text_of_several_lines_and_quotes_is_the_same_in_parquet(tmp_path: Path) -> None:
    text = 'Ensin "näin",\r\nsitten\nnoin'
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], [text], [""]])
    parquet.write(tmp_path / "a.csv", ("text",), {}, tmp_path / "a.parquet")
    read = read_parquet(tmp_path / "a.parquet").read_all()["text"].to_pylist()
    assert read == [text, None]


def test_types_are_those_of_columns_that_are_published() -> None:
    published = {c for q in load_library().values() if q.table for c in q.columns}
    assert set(load_types()) <= published


@pytest.mark.parametrize(("policy", "is_told"), [(Contacts.FULL, True), (Contacts.NAMES, False)])
def test_files_hold_no_more_of_contacts_than_the_policy_allows(
    tmp_path: Path, policy: Contacts, is_told: bool
) -> None:
    page = Made(name="Hanke", contacts="Maija Meikäläinen, maija.meikalainen (at) example.fi")
    put(tmp_path / "pages", "a", page)
    options = BuildOptions(sources=(tmp_path / "pages",), contacts=policy, now=NOW)
    build(tmp_path / "data", options)
    dumps = dumps_of(DataDirectory.open(tmp_path / "data"))
    for name in dumps.offered:
        dumps.make(name)
    words = b"maija.meikalainen"
    told = {n for n in dumps.offered if words in dumps.path(n).read_bytes()}
    assert ({"salkku.nq", "project_contacts.csv"} <= told) == is_told
    assert bool(told) == is_told


def test_one_process_at_a_time_makes_files(directory: DataDirectory) -> None:
    with alone(directory) as first, alone(directory) as second:
        assert (first, second) == (True, False)
    with alone(directory) as again:
        assert again


def test_files_that_nobody_took_for_a_day_go_unless_they_are_of_the_newest(
    directory: DataDirectory,
) -> None:
    names = [f"2026010{day}T000000.000Z-aaaaaaaa" for day in range(1, 6)]
    for name in names:
        folder = directory.path / DUMPS / name
        folder.mkdir(parents=True)
        os.utime(folder, (0, 0))
    os.utime(directory.path / DUMPS / names[1])
    assert clear(directory) == [names[0]]
    assert [path.name for path in sorted((directory.path / DUMPS).iterdir())] == names[1:]
