"""The SPARQL of a filter gives just what the filter gives, whatever is chosen."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from graph.store import select
from graph.values import Plain, plain
from server.lists.selection import (
    OrganisationChoice,
    PersonChoice,
    PortfolioChoice,
    ProjectChoice,
    Search,
)
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
def snapshot(sample_data: Path) -> Snapshot:
    directory = DataDirectory.open(sample_data)
    return directory.with_current(lambda id_: Snapshot(directory.generation(id_), load_library()))


def chosen(filter_: str) -> ProjectChoice:
    pairs = [pair.partition("=")[::2] for pair in filter_.split("&") if pair]
    return ProjectChoice.read(MultiDict(pairs))


def asked(snapshot: Snapshot, choice: ProjectChoice, view: str) -> Iterator[Row]:
    query = query_of(snapshot, choice, (), "fi", view)
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
    shown = query_shown(snapshot, few, len(slugs), "fi")
    rows = select(snapshot.store, shown.text)
    assert shown.words == "named"
    assert {str(plain(row["project"])).rpartition("/")[2] for row in rows} == {*slugs}
    assert query_shown(snapshot, many, 60, "fi").words == "left"
    assert query_shown(snapshot, many, 0, "fi").words == "left"
    assert query_shown(snapshot, chosen(""), 78, "fi").words == "none"


@pytest.mark.parametrize(
    ("choices", "chosen", "words"),
    [
        (OrganisationChoice, "", "none"),
        (OrganisationChoice, "kind=ministry&kind=university", "none"),
        (OrganisationChoice, "kind=university&role=implementer", "named"),
        (PersonChoice, "", "none"),
        (PersonChoice, "q=maija", "named"),
        (PortfolioChoice, "", "none"),
        (PortfolioChoice, "q=salkku", "named"),
    ],
)
def test_every_list_has_its_query(
    snapshot: Snapshot, choices: type[Search], chosen: str, words: str
) -> None:
    choice = choices.read(MultiDict(pair.partition("=")[::2] for pair in chosen.split("&") if pair))
    slugs = snapshot.index.slugs(choice.wish(), snapshot.generation.manifest.day)
    shown = query_shown(snapshot, choice, len(slugs), "sv")
    rows = select(snapshot.store, shown.text)
    assert slugs
    assert shown.words == words
    assert {str(plain(row[choice.kind_found])).rpartition("/")[2] for row in rows} == {*slugs}


def test_too_many_organisations_in_a_role_are_not_named(snapshot: Snapshot) -> None:
    choice = OrganisationChoice(role=("funder",))
    assert query_shown(snapshot, choice, 60, "fi").words == "roles"


def test_whatever_an_address_chooses_is_bound_and_never_pasted(snapshot: Snapshot) -> None:
    choice = chosen('amount=x" } DROP ALL #')
    assert filter_of(choice) == {"band": ('x" } DROP ALL #',)}
    assert not list(asked(snapshot, choice, "list"))
