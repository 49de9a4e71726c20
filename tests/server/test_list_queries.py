"""The SPARQL of a filter gives just what the filter gives, whatever is chosen."""

from collections.abc import Iterator
from decimal import Decimal
from importlib import resources

import pytest
from werkzeug.datastructures import MultiDict

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from graph.register import load_register
from graph.store import select
from graph.values import Plain, plain
from server.lists.selection import ProjectChoice
from server.lists.sparql import filter_of, query_of, query_shown
from server.lists.tables import TABLES
from server.snapshot import Snapshot

Row = tuple[Plain | None, ...]

FILTERS = [
    "",
    "phase=ended&phase=running&year=2015&year=2016",
    "running=1",
    "year=2020",
    "portfolio=kasvun-ja-yrittajyyden-salkku-2014-2020",
    "funder=oulun-kaupunki&amount=100k-250k&amount=unknown",
    "implementer=kempeleen-kunta",
    "participant=oulun-yliopisto&participant=kempeleen-kunta",
    "instrument=ERDF&instrument=ESF",
    "kind=ministry",
    "municipality=kempeleen-kunta&phase=ended",
    "amount=over-5m&amount=1m-5m",
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    data = tmp_path_factory.mktemp("sample") / "data"
    with resources.as_file(resources.files("graph.sample").joinpath("pages")) as folder:
        build(data, BuildOptions(sources=(folder,), register=load_register("sample")))
    directory = DataDirectory.open(data)
    return directory.with_current(lambda id_: Snapshot(directory.generation(id_), load_library()))


def chosen(filter_: str) -> ProjectChoice:
    pairs = [pair.partition("=")[::2] for pair in filter_.split("&") if pair]
    return ProjectChoice.read(MultiDict(pairs))


def asked(snapshot: Snapshot, choice: ProjectChoice, view: str) -> Iterator[Row]:
    query = query_of(snapshot, choice, view, (), "fi")
    return (tuple(map(plain, row)) for row in select(snapshot.store, query))


def found(snapshot: Snapshot, choice: ProjectChoice, many: str) -> Iterator[Row]:
    return (tuple(map(plain, row)) for row in TABLES[many](snapshot, choice, "fi").rows)


@pytest.mark.parametrize("filter_", FILTERS)
def test_the_query_gives_the_same_projects(snapshot: Snapshot, filter_: str) -> None:
    choice = chosen(filter_)
    by_query = sorted(str(row[0]) for row in asked(snapshot, choice, "list"))
    assert by_query == sorted(str(row[0]) for row in found(snapshot, choice, "projects"))


@pytest.mark.parametrize("filter_", FILTERS)
@pytest.mark.parametrize("view", ["funders", "implementers"])
def test_the_query_gives_the_same_organisations_and_money(
    snapshot: Snapshot, filter_: str, view: str
) -> None:
    choice = chosen(filter_)
    by_query = sorted(map(str, asked(snapshot, choice, view)))
    assert by_query == sorted(map(str, found(snapshot, choice, view)))


@pytest.mark.parametrize("filter_", FILTERS)
def test_the_query_gives_the_same_allocations(snapshot: Snapshot, filter_: str) -> None:
    choice = chosen(filter_)
    by_query = sorted(Decimal(str(row[8])) for row in asked(snapshot, choice, "allocations"))
    in_file = [row[11] for row in found(snapshot, choice, "allocations") if row[11] is not None]
    assert by_query == sorted(Decimal(str(amount)) for amount in in_file)


def test_what_few_words_found_is_named_and_what_many_found_is_left_out(
    snapshot: Snapshot,
) -> None:
    few, many = chosen("q=kirjasto&phase=ended"), chosen("q=oulun kaupunki")
    slugs = snapshot.index.slugs(few.wish(), snapshot.generation.manifest.day)
    shown = query_shown(snapshot, few, "list", len(slugs), "fi")
    rows = select(snapshot.store, shown.text)
    assert shown.words == "named"
    assert {str(plain(row["project"])).rpartition("/")[2] for row in rows} == {*slugs}
    assert query_shown(snapshot, many, "list", 60, "fi").words == "left"
    assert query_shown(snapshot, many, "list", 0, "fi").words == "left"
    assert query_shown(snapshot, chosen(""), "list", 78, "fi").words == "none"


def test_whatever_an_address_chooses_is_bound_and_never_pasted(snapshot: Snapshot) -> None:
    choice = chosen('amount=x" } DROP ALL #')
    assert filter_of(choice) == {"band": ('x" } DROP ALL #',)}
    assert not list(asked(snapshot, choice, "list"))
