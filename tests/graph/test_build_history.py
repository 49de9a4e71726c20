"""Whatever was built before: the graph is the one that a new build of its last pages makes."""

import shutil
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
    "Haukiputaan kunta",
    "Pohjois-Pohjanmaan ELY-keskus",
)
UNITS = (
    "Sivistyspalvelut",
    "Esimerkki Oy, tuotanto",
    "esimerkki oy, Tuotanto",
    "Konserni, hallinto, koetoiminta",
)
PORTFOLIOS = ("Salkku 2021-2027", "salkku 2021–2027", "SALKKU 2021-2027", "Toinen salkku", "")
PEOPLE = ("Maija Meikäläinen", "MAIJA MEIKÄLÄINEN", "Maija  meikäläinen", "Liisa Esimerkki")
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
    people = (chance.choice(PEOPLE) + chance.choice(REACH) for _ in range(chance.randint(0, 2)))
    return Made(
        name=chance.choice((f"Kokeilu {key}", f"KOKEILU {key}")),
        phase=chance.choice(("Käynnissä", "Päättynyt", "Suunnitteilla")),
        end=chance.choice(("31.12.2026", "31.12.2030", "")),
        funders=tuple(chance.sample(FUNDERS, 2)),
        implementers=(chance.choice(UNITS),),
        portfolio=chance.choice(PORTFOLIOS),
        contacts="; ".join(people),
    )


def change(house: House, chance: Random) -> None:
    """Write, change, remove or bring back a few pages."""
    for key in chance.sample([f"p{number}" for number in range(9)], 3):
        if chance.random() < 0.3:
            (house.pages / f"{key}.txt").unlink(missing_ok=True)
        else:
            put(house.pages, key, page(key, chance))
    put(house.pages, "last", page("last", chance))


def assert_any_history_ends_well(path: Path, chance: Random, builds: int) -> None:
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
        other = house.anew(path / f"anew{turn}", now)
        assert_same(house.generation(), other.generation())


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
