"""Whatever was built before: the graph is the one that a new build of its last pages makes."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pyoxigraph import Literal, Quad

from graph.build import building
from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.directory import GENERATIONS, DataDirectory
from graph.generations.generation import Generation
from graph.generations.manifest import Counts
from graph.privacy.policy import Contacts
from graph.quads.entities import WITHDRAWN
from ontology.terms import Foaf, Prov, Skos
from tests.graph.contents import content_of
from tests.graph.made_pages import Made, put

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FUNDERS = (
    "Oulun kaupunki",
    "Esimerkki Oy",
    "ESIMERKKI OY",
    "esimerkki oy",
    "STM",
    "Koe ry",
    "KOE RY",
    "Kempele",
    "Tekes",
    "Pohjois-Pohjanmaan ELY-keskus",
)
UNITS = (
    "Sivistyspalvelut",
    "Esimerkki Oy, tuotanto",
    "esimerkki oy, Tuotanto",
    "Konserni, hallinto, koetoiminta",
    "Keskushallinto, Sivistyspalvelut",
    "Keskushallinto, koetoiminta",
    "koetoiminta",
    "Sivistyspalvelut, koetoiminta",
    "Koetoiminta, opetus",
)
PORTFOLIOS = ("Salkku 2021-2027", "salkku 2021–2027", "SALKKU 2021-2027", "Toinen salkku", "")
BUDGETS = (
    ("Koetta tehdään omalla työllä.",),
    ("Rahoitus", "2024", "2025", "Yhteensä", "ESR", "10 000", "20 000", "30 000"),
    ("Rahoitus", "2023", "2024", "Yhteensä", "Oulun kaupunki", "500,50", "900", "1 400,50"),
    ("Rahoitus", "2024", "2025", "Yhteensä", "Koe ry", "100", "0", "100", "STM", "7", "8", "15"),
)
PEOPLE = ("Maija Meikäläinen", "Maija MEIKÄLÄINEN", "MAIJA MEIKÄLÄINEN")
REACH = (
    "",
    ", p. 040 000 0000",
    ", p. 040 000 0001",
    ", m@example.fi",
    ", m@example.fi, p. 040 000 0001",
    ", p. 040 000 0000, n@example.fi",
)


class House:
    """A folder of pages and a data directory; every build but the first patches a store."""

    def __init__(self, path: Path, data: Path, contacts: Contacts) -> None:
        self.pages = path
        self.data = data
        self.contacts = contacts

    def build(self, now: datetime, **more: Any) -> None:
        options = BuildOptions(sources=(self.pages,), now=now, contacts=self.contacts, **more)
        assert not build(self.data, options).refused

    def generation(self) -> Generation:
        return DataDirectory.open(self.data).generation()

    def anew(self, data: Path, now: datetime) -> "House":
        """A house that knows what this one's ledger knows, and has built nothing but its pages."""
        (data / GENERATIONS).mkdir(parents=True)
        for name in ("ledger.sqlite", "settings.json"):
            shutil.copy(self.data / name, data / name)
        other = House(self.pages, data, self.contacts)
        other.build(now)
        return other


@pytest.fixture(autouse=True)
def always_patching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "PATCHABLE", 0)


def quads(generation: Generation) -> set[Quad]:
    """What the graph says of standing pages, except when they were read."""
    withdrawn = generation.iris.graph(WITHDRAWN)
    return {
        quad
        for quad in generation.open_store()
        if quad.predicate != Prov.generatedAtTime and quad.graph_name != withdrawn
    }


def counts(generation: Generation) -> Counts:
    """How much stands in it; tombstones are in no new build, and so are not compared."""
    return generation.manifest.counts.minus(Counts(quads=tombstone_quads(generation), withdrawn=0))


def tombstone_quads(generation: Generation) -> int:
    withdrawn = generation.iris.graph(WITHDRAWN)
    return sum(quad.graph_name == withdrawn for quad in generation.open_store())


def assert_same(one: Generation, other: Generation) -> None:
    assert quads(one) ^ quads(other) == set()
    assert one.manifest.hash == other.manifest.hash
    assert counts(one).minus(counts(other)) == Counts(withdrawn=one.manifest.counts.withdrawn)
    content = content_of(list(one.open_store()))
    assert (content.quads, content.digest) == (one.manifest.counts.quads, one.manifest.hash)


def page(key: str, chance: Random) -> Made:
    people = (chance.choice(PEOPLE) + chance.choice(REACH) for _ in range(chance.randint(0, 3)))
    return Made(
        name=chance.choice((f"Kokeilu {key}", f"KOKEILU {key}")),
        phase=chance.choice(("Käynnissä", "Päättynyt", "Suunnitteilla")),
        start=chance.choice(("1.1.2022", "1.6.2023", "1.1.2024", "")),
        end=chance.choice(("31.12.2026", "31.12.2030", "")),
        funders=tuple(chance.sample(FUNDERS, 2)),
        implementers=(chance.choice(UNITS),),
        portfolio=chance.choice(PORTFOLIOS),
        contacts="; ".join(people),
        abstract=("Rahoitus:", *chance.choice(BUDGETS)),
    )


def change(house: House, chance: Random) -> None:
    """Write, change, remove or bring back a few pages."""
    for key in chance.sample([f"p{number}" for number in range(9)], 3):
        if chance.random() < 0.3:
            (house.pages / f"{key}.txt").unlink(missing_ok=True)
        else:
            put(house.pages, key, page(key, chance))
    put(house.pages, "last", page("last", chance))


def any_history(path: Path, chance: Random, builds: int) -> Iterator[tuple[House, Path, datetime]]:
    """Yield a house after each of so many builds, with a free path, and the time of the build."""
    house = House(path / "pages", path / "data", chance.choice(list(Contacts)))
    change(house, chance)
    house.build(NOW)
    for turn in range(1, builds + 1):
        now = NOW + timedelta(days=10 * turn)
        if chance.random() < 0.2:
            directory = DataDirectory.open(house.data)
            directory.switch(chance.choice(directory.manifests()).id)
        change(house, chance)
        house.build(now, prune=True)
        yield house, path / f"anew{turn}", now


def assert_any_history_ends_well(path: Path, chance: Random, builds: int) -> None:
    for house, scratch, now in any_history(path, chance, builds):
        assert_same(house.generation(), house.anew(scratch, now).generation())


@pytest.mark.parametrize("seed", range(4))
def test_any_history_ends_in_the_graph_of_its_last_pages(tmp_path: Path, seed: int) -> None:
    assert_any_history_ends_well(tmp_path, Random(seed), builds=4)  # noqa: S311 - no secret


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_long_history_ends_in_the_graph_of_its_last_pages(tmp_path: Path, seed: int) -> None:
    assert_any_history_ends_well(tmp_path, Random(seed), builds=15)  # noqa: S311 - no secret


# What a thing is called


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "pages", tmp_path / "data", Contacts.FULL)


def names(house: House) -> set[str]:
    store = house.generation().open_store()
    told = (quad for quad in store if quad.predicate in {Skos.prefLabel, Foaf.name})
    return {quad.object.value for quad in told if isinstance(quad.object, Literal)}


def test_a_name_turns_when_another_spelling_becomes_the_most_used(house: House) -> None:
    put(house.pages, "p1", Made(funders=("Esimerkki Oy",)))
    house.build(NOW)
    assert "Esimerkki Oy" in names(house)
    for key in ("p2", "p3"):
        put(house.pages, key, Made(funders=("ESIMERKKI OY",)))
        house.build(NOW)
    assert "ESIMERKKI OY" in names(house)
    assert "Esimerkki Oy" not in names(house)
    (house.pages / "p3.txt").unlink()
    (house.pages / "p2.txt").unlink()
    house.build(NOW, prune=True)
    assert "Esimerkki Oy" in names(house)


def test_a_successor_that_no_page_names_stands_as_long_as_it_follows_from_one(
    house: House,
) -> None:
    put(house.pages, "p1", Made(funders=("Oulun kaupunki",)))
    house.build(NOW)
    before = house.generation().manifest
    put(house.pages, "p2", Made(funders=("Tekes",)))
    house.build(NOW)
    assert {"Tekes", "Business Finland"} < names(house)
    counts = house.generation().manifest.counts
    assert counts.organisations == before.counts.organisations + 2
    (house.pages / "p2.txt").unlink()
    house.build(NOW, prune=True)
    assert house.generation().manifest.hash == before.hash


def organisations(house: House) -> set[str]:
    """The slugs of the organisations that stand in the graph."""
    store = house.generation().open_store()
    places = (house.generation().iris.place(str(quad.subject)[1:-1]) for quad in store)
    return {place[1] for place in places if place and place[0] == "organisation"}


SHORT, WHOLE, OTHER = (
    Made(funders=(), implementers=(unit,))
    for unit in ("Koetoiminta", "Keskushallinto, koetoiminta", "Sivistyspalvelut, koetoiminta")
)


def test_a_unit_printed_without_the_one_above_it_becomes_the_one_printed_with_it(
    house: House, tmp_path: Path
) -> None:
    put(house.pages, "p1", SHORT)
    house.build(NOW)
    assert "oulun-kaupunki-koetoiminta" in organisations(house)
    put(house.pages, "p2", WHOLE)
    house.build(NOW)
    whole = "oulun-kaupunki-keskushallinto-koetoiminta"
    assert "oulun-kaupunki-koetoiminta" not in organisations(house)
    assert whole in organisations(house)
    assert house.generation().redirect("organisation", "oulun-kaupunki-koetoiminta") == whole
    assert_same(house.generation(), house.anew(tmp_path / "anew", NOW).generation())


def test_a_unit_that_may_be_two_stands_by_itself_again(house: House, tmp_path: Path) -> None:
    put(house.pages, "p1", SHORT)
    put(house.pages, "p2", WHOLE)
    house.build(NOW)
    put(house.pages, "p3", OTHER)
    house.build(NOW)
    assert "oulun-kaupunki-koetoiminta" in organisations(house)
    assert house.generation().redirect("organisation", "oulun-kaupunki-koetoiminta") is None
    assert_same(house.generation(), house.anew(tmp_path / "anew", NOW).generation())
    (house.pages / "p2.txt").unlink()
    house.build(NOW, prune=True)
    assert "oulun-kaupunki-koetoiminta" not in organisations(house)
    other = "oulun-kaupunki-sivistyspalvelut-koetoiminta"
    assert house.generation().redirect("organisation", "oulun-kaupunki-koetoiminta") == other
    assert_same(house.generation(), house.anew(tmp_path / "anew2", NOW).generation())


# Who is who


BY_PHONE = Made(contacts="Maija Meikäläinen, p. 040 000 0000")
BY_ADDRESS = Made(contacts="MAIJA MEIKÄLÄINEN, m@example.fi")
BY_BOTH = Made(contacts="Maija Meikäläinen, p. 040 000 0000, m@example.fi")
NOBODY = Made(contacts="")


def people(house: House) -> int:
    return house.generation().manifest.counts.people


def test_people_who_were_one_stay_one_though_the_page_that_said_so_goes(
    house: House, tmp_path: Path
) -> None:
    put(house.pages, "p1", BY_PHONE)
    put(house.pages, "p2", BY_ADDRESS)
    house.build(NOW)
    assert people(house) == 2
    put(house.pages, "p3", BY_BOTH)
    house.build(NOW)
    assert people(house) == 1
    (house.pages / "p3.txt").unlink()
    house.build(NOW, prune=True)
    assert people(house) == 1
    assert_same(house.generation(), house.anew(tmp_path / "anew", NOW).generation())


def test_a_page_names_the_person_who_took_over_though_all_links_to_them_are_gone(
    house: House, tmp_path: Path
) -> None:
    both = Made(contacts="MAIJA MEIKÄLÄINEN, p. 040 000 0001, m@example.fi")
    for key, made in (("p1", BY_PHONE), ("p2", both), ("p3", BY_ADDRESS)):
        put(house.pages, key, made)
    house.build(NOW)
    put(house.pages, "p2", Made(contacts="MAIJA MEIKÄLÄINEN, p. 040 000 0001"))
    put(house.pages, "p4", Made(contacts=f"{BY_PHONE.contacts}, maija@example.fi"))
    house.build(NOW)
    put(house.pages, "p5", Made(contacts="Maija Meikäläinen, p. 040 000 0001, maija@example.fi"))
    house.build(NOW)
    assert people(house) == 1
    put(house.pages, "p3", BY_ADDRESS._replace(name="Uusi nimi"))
    house.build(NOW)
    assert people(house) == 1
    assert_same(house.generation(), house.anew(tmp_path / "anew", NOW).generation())


def test_after_a_return_to_older_pages_people_are_who_they_turned_out_to_be(
    house: House, tmp_path: Path
) -> None:
    put(house.pages, "p1", BY_PHONE)
    put(house.pages, "p2", BY_ADDRESS)
    house.build(NOW)
    first = house.generation().id
    put(house.pages, "p3", BY_BOTH)
    house.build(NOW)
    DataDirectory.open(house.data).switch(first)
    assert people(house) == 2
    put(house.pages, "p3", NOBODY)
    house.build(NOW)
    assert people(house) == 1
    assert_same(house.generation(), house.anew(tmp_path / "anew", NOW).generation())
