"""Builds with registers: everything is linked, and a patched graph is the one made anew."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from graph.build import building
from graph.build.building import build
from graph.build.forget import forget
from graph.build.options import BuildOptions
from graph.build.relinking import relink
from graph.build.transfer import export_archive, import_archive
from graph.errors import NothingToBuild
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.generations.retention import retire, sweep
from graph.links import linkers
from graph.links.deciding import decide
from graph.links.decisions import Choice, Verdict, read_decided
from graph.links.link import Link, Proposal
from graph.links.quads import given_by_links, register_node
from graph.links.stored import StoredLinks
from graph.privacy.policy import Contacts
from graph.registers.kept import FOLDER
from graph.shapes import compile_shapes
from ontology.iris import Iris
from ontology.registers import yso
from ontology.terms import Dcterms, Org, Prov, Rdf, Sk
from ontology.vocabulary import turtle
from tests.graph.index_answers import assert_index_tells_what_the_store_does
from tests.graph.made_pages import Made as Page
from tests.graph.made_pages import put
from tests.graph.made_registers import CONCEPTS, load, made_linkers
from tests.graph.test_build_history import NOW, House, change, quads

__all__ = ["made_linkers"]

ALL = ("yso", "eura", "ytunnus")
pytestmark = pytest.mark.usefixtures("made_linkers")


@pytest.fixture(autouse=True)
def always_patching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "PATCHABLE", 0)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "pages", tmp_path / "data", Contacts.FULL)


def links(generation: Generation) -> list[Link]:
    """All links in what the pages give."""
    store = generation.open_pages()
    stored = StoredLinks(store, generation.iris)
    nodes = (quad.subject for quad in store.quads_for_pattern(None, Rdf.type, Sk.Link, None))
    found = [stored.link(node.value.rpartition("/")[2]) for node in nodes]  # type: ignore[union-attr]  # links are no blank nodes
    return [link for link in found if link is not None]


def built(house: House, *registers: str) -> Generation:
    """The generation of a build of the pages with these registers loaded."""
    house.build(NOW)
    load(house.data, *registers)
    house.build(NOW + timedelta(minutes=1))
    return house.generation()


def anew(house: House, path: Path, now: datetime) -> Generation:
    """The generation of a copy of the house, linked anew from the kept records."""
    shutil.copytree(house.data, path)
    relink(path, BuildOptions(now=now))
    return DataDirectory.open(path).generation()


# What is told


def test_a_published_link_is_told_and_followed(house: House) -> None:
    put(house.pages, "p1", Page(name="KOKEILU"))
    generation = built(house, "yso")
    project = generation.iris.entity("project", "kokeilu")
    assert Quad(project, Dcterms.subject, yso("p1"), DefaultGraph()) in generation.open_store()
    (link,) = links(generation)
    assert (link.decision, link.proposal.score) == ("automatic", 0.95)
    assert link.proposal.evidence == ("name: KOKEILU",)


def test_a_link_that_waits_is_told_in_a_graph_of_its_own_and_nothing_follows(house: House) -> None:
    put(house.pages, "p1", Page(name="Kokeilu"))
    generation = built(house, "yso")
    (link,) = links(generation)
    assert link.decision == "pending"
    node = generation.iris.entity("link", link.key.id)
    told = [quad for quad in generation.open_store() if quad.subject == node]
    assert {quad.graph_name for quad in told} == {generation.iris.graph("links")}
    subjects = generation.open_store().quads_for_pattern(None, Dcterms.subject, None, None)
    assert [*subjects] == []


def test_an_organisation_bears_a_number_of_its_own_kind(house: House) -> None:
    put(house.pages, "p1", Page(funders=("ESIMERKKI OY",)))
    store = built(house, "ytunnus").open_store()
    number = Literal("0000000-0", datatype=Sk.ytunnus)
    (found,) = store.quads_for_pattern(None, Org.identifier, None, DefaultGraph())
    assert found.object == number
    assert str(found.subject).endswith("/id/organisation/esimerkki-oy>")


def test_a_register_stands_in_its_own_graph_and_is_described(house: House) -> None:
    put(house.pages, "p1")
    generation = built(house, "yso")
    store, graph = generation.open_store(), generation.iris.graph("register/yso")
    assert len([*store.quads_for_pattern(None, None, None, graph)]) == len(CONCEPTS)
    node = generation.iris.entity("register", "yso")
    assert Quad(node, Sk.registerGraph, graph, DefaultGraph()) in store
    assert generation.manifest.counts.quads == len(store)
    assert generation.registers["yso"].about.entries == len(CONCEPTS)


def test_a_conflict_is_a_finding_and_is_counted(house: House) -> None:
    put(house.pages, "p1", Page(end="31.12.2030"))
    house.build(NOW)
    before = house.generation().manifest.counts.findings
    generation = built(house, "eura")
    assert generation.manifest.counts.findings == before + 1
    project = generation.iris.entity("project", "kokeilu")
    finding = generation.iris.part(project, "finding", "eura-1")
    store = generation.open_store()
    assert Quad(project, Sk.finding, finding, DefaultGraph()) in store
    (message,) = store.quads_for_pattern(finding, Sk.message, None, DefaultGraph())
    assert "2030-12-31" in str(message.object)
    assert "2027-06-30" in str(message.object)


def test_everything_that_is_told_of_links_keeps_to_the_shapes(house: House) -> None:
    for key, name in (("p1", "KOKEILU"), ("p2", "Uusi kokeilu")):
        put(house.pages, key, Page(name=name))
    generation = built(house, *ALL)
    graphs = (DefaultGraph(), generation.iris.graph("links"))
    told = [quad for quad in generation.open_store() if quad.graph_name in graphs]
    assert {link.decision for link in links(generation)} == {"automatic", "pending"}
    assert [*compile_shapes(turtle("shapes")).violations(told)] == []


@pytest.mark.parametrize(
    ("predicate", "message"),
    [
        (Sk.score, "A link has exactly one score, a decimal from 0 to 1."),
        (Sk.decision, "A link has exactly one decision, a concept of the scheme decision."),
        (Sk.linkedRegister, "A link leads to exactly one register, which is described."),
        (Prov.generatedAtTime, "A link was made or decided at one time."),
    ],
)
def test_a_link_that_lacks_something_breaks_the_shapes(predicate: NamedNode, message: str) -> None:
    said = Proposal(
        register="yso",
        relation="subject",
        target=yso("p1").value,
        score=0.95,
        method="label",
        evidence=("name: Koe",),
    )
    link = Link(kind="project", slug="koe", proposal=said, decision="automatic", time=NOW)
    told = [one for one in given_by_links([link], Iris()).default if one[1] != predicate]
    types = {
        Iris().entity("project", "koe"): (Sk.Project,),
        register_node("yso", Iris()): (Sk.LinkedRegister,),
    }
    found = [*compile_shapes(turtle("shapes")).violations(told, types)]
    assert [fault.message for fault in found] == [message]


def test_links_read_back_are_those_that_were_told(house: House) -> None:
    for key, name in (("p1", "KOKEILU"), ("p2", "Uusi kokeilu")):
        put(house.pages, key, Page(name=name))
    generation = built(house, *ALL)
    told = {
        quad
        for quad in generation.open_store()
        if str(quad.subject).startswith(f"<{generation.iris.base}id/link/")
    }
    assert told
    given = set(given_by_links(links(generation), generation.iris).quads())
    assert told <= given
    assert given <= set(generation.open_store())


# Which builds link


def test_without_registers_no_linker_is_made(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(linkers, "PROJECTS", (refuse,))
    monkeypatch.setattr(linkers, "ORGANISATIONS", (refuse,))
    put(house.pages, "p1")
    house.build(NOW)
    put(house.pages, "p2")
    house.build(NOW)
    assert links(house.generation()) == []


def test_other_registers_link_everything_anew_and_read_no_page(house: House) -> None:
    put(house.pages, "p1", Page(name="KOKEILU"))
    house.build(NOW)
    load(house.data, "yso")
    options = BuildOptions(sources=(house.pages,), now=NOW + timedelta(hours=1))
    report = build(house.data, options)
    assert (report.read, report.unchanged, report.published) == (0, 1, True)
    generation = house.generation()
    assert len(links(generation)) == 1
    assert [*generation.manifest.registers] == ["yso"]
    assert not build(house.data, options).published


def test_a_register_that_changed_takes_the_place_of_the_old_one(house: House) -> None:
    put(house.pages, "p1", Page(name="KOKEILU"))
    built(house, "yso")
    load(house.data, "yso", words={"kokeilu": "p9"})
    house.build(NOW + timedelta(hours=1))
    generation = house.generation()
    graph = generation.iris.graph("register/yso")
    told = generation.open_store().quads_for_pattern(None, None, None, graph)
    assert [quad.subject for quad in told] == [yso("p9")]
    assert [link.proposal.target for link in links(generation)] == [yso("p9").value]


def test_a_register_that_is_unloaded_leaves_no_trace(house: House) -> None:
    put(house.pages, "p1", Page(name="KOKEILU"))
    house.build(NOW)
    before = house.generation().manifest
    built(house, *ALL)
    load(house.data)
    house.build(NOW + timedelta(hours=1))
    assert house.generation().manifest.hash == before.hash
    assert house.generation().manifest.counts == before.counts


def test_linking_needs_a_register_and_something_to_link(house: House) -> None:
    with pytest.raises(NothingToBuild, match="nothing is published"):
        relink(house.data, BuildOptions())
    put(house.pages, "p1")
    house.build(NOW)
    with pytest.raises(NothingToBuild, match="no register is loaded"):
        relink(house.data, BuildOptions())


def test_linking_tells_by_register_what_there_is_and_what_changed(house: House) -> None:
    for key, name in (("p1", "KOKEILU"), ("p2", "Toinen kokeilu")):
        put(house.pages, key, Page(name=name))
    house.build(NOW)
    load(house.data, "yso")
    report = relink(house.data, BuildOptions(now=NOW + timedelta(hours=1)))
    (told,) = report.registers
    assert (told.register, told.published, told.pending, told.changed) == ("yso", 1, 1, 2)
    (again,) = relink(house.data, BuildOptions(now=NOW + timedelta(hours=2))).registers
    assert (again.published, again.pending, again.changed) == (1, 1, 0)


def test_the_index_finds_projects_by_the_subjects_that_the_store_tells(
    house: House, tmp_path: Path
) -> None:
    put(house.pages, "p1", Page(name="KOKEILU"))
    built(house, "yso")
    assert_index_tells_what_the_store_does(house.generation(), tmp_path / "one")
    put(house.pages, "p2", Page(name="UUSI KOKEILU"))
    put(house.pages, "p1", Page(name="Muu"))
    house.build(NOW + timedelta(hours=1))
    assert_index_tells_what_the_store_does(house.generation(), tmp_path / "other")


# Whatever was built and decided before


def decide_something(house: House, chance: Random, now: datetime) -> None:
    """Let somebody decide on some links, or on none."""
    there = sorted(link.key.id for link in links(house.generation()))
    chosen = chance.sample(there, min(len(there), chance.randint(0, 3)))
    words: list[Verdict] = ["accepted", "rejected", "undecided"]
    choices = [Choice(link, chance.choice(words)) for link in chosen]
    decide(house.data, choices, by="tester", now=now)


def assert_made_anew_it_is_the_same(house: House, path: Path, now: datetime) -> None:
    generation = house.generation()
    other = anew(house, path / "anew", now)
    assert set(generation.open_pages()) ^ set(other.open_pages()) == set()
    assert generation.manifest.hash == other.manifest.hash
    assert generation.manifest.counts == other.manifest.counts
    assert_index_tells_what_the_store_does(generation, path / "index")


def assert_any_history_ends_well(path: Path, chance: Random, builds: int) -> None:
    house = House(path / "pages", path / "data", chance.choice(list(Contacts)))
    change(house, chance)
    house.build(NOW)
    load(house.data, *ALL)
    for turn in range(1, builds + 1):
        now = NOW + timedelta(days=10 * turn)
        change(house, chance)
        house.build(now, prune=True)
        for step in range(1, 3):
            decide_something(house, chance, now + timedelta(minutes=step))
        if chance.random() < 0.2:
            directory = DataDirectory.open(house.data)
            directory.switch(chance.choice(directory.manifests()).id)
            change(house, chance)
            house.build(now + timedelta(hours=1))
        folder = path / f"turn{turn}"
        folder.mkdir()
        assert_made_anew_it_is_the_same(house, folder, now + timedelta(hours=2))


@pytest.mark.parametrize("seed", range(3))
def test_any_history_ends_in_the_links_of_its_last_pages_and_decisions(
    tmp_path: Path, seed: int
) -> None:
    assert_any_history_ends_well(tmp_path, Random(seed), builds=3)  # noqa: S311 - no secret


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 108))
def test_a_long_history_ends_in_the_links_of_its_last_pages_and_decisions(
    tmp_path: Path, seed: int
) -> None:
    assert_any_history_ends_well(tmp_path, Random(seed), builds=12)  # noqa: S311 - no secret


def test_a_build_of_the_same_pages_elsewhere_links_them_alike(house: House, tmp_path: Path) -> None:
    for key, name in (("p1", "KOKEILU"), ("p2", "Toinen kokeilu")):
        put(house.pages, key, Page(name=name))
    built(house, *ALL)
    put(house.pages, "p3", Page(name="UUSI"))
    house.build(NOW + timedelta(hours=1))
    other = House(house.pages, tmp_path / "other", Contacts.FULL)
    built(other, *ALL)
    assert quads(house.generation()) == quads(other.generation())


# Who is withheld


def bytes_of(folder: Path) -> Iterator[bytes]:
    yield from (path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_evidence_of_links_names_nobody_who_is_withheld(house: House) -> None:
    put(house.pages, "p1", Page(contacts="Maija Meikäläinen, p. 040 000 0000"))
    generation = built(house, "eura")
    (link,) = links(generation)
    assert "contact: Maija Meikäläinen" in link.proposal.evidence
    decide(house.data, [Choice(link.key.id, "accepted")], by="tester")
    house.contacts = Contacts.NONE
    house.build(NOW + timedelta(hours=1))
    (link,) = links(house.generation())
    assert link.decision == "accepted"
    assert not [said for said in link.proposal.evidence if "Meikäläinen" in said]
    assert not any("Meikäläinen".encode() in content for content in bytes_of(house.data))


def test_who_is_forgotten_is_in_no_evidence_either(house: House) -> None:
    put(house.pages, "p1", Page(contacts="Maija Meikäläinen, p. 040 000 0000"))
    generation = built(house, "eura")
    (link,) = links(generation)
    decide(house.data, [Choice(link.key.id, "accepted")], by="tester")
    forget(house.data, "Maija Meikäläinen", BuildOptions())
    (link,) = links(house.generation())
    assert (link.decision, link.proposal.evidence) == ("accepted", ("key: p1",))
    assert not any("Meikäläinen".encode() in content for content in bytes_of(house.data))


# What is kept


def kept(house: House) -> set[str]:
    return {path.name.partition("-")[0] for path in (house.data / FOLDER).iterdir()}


def test_a_register_stays_as_long_as_a_generation_was_made_with_it(house: House) -> None:
    put(house.pages, "p1")
    first = built(house, *ALL).id
    load(house.data)
    house.build(NOW + timedelta(hours=1))
    sweep(DataDirectory.open(house.data))
    assert kept(house) == {*ALL}
    DataDirectory.open(house.data).switch(first)
    assert len(links(house.generation())) > 0
    DataDirectory.open(house.data).switch(max(DataDirectory.open(house.data).ids()))
    directory = DataDirectory.open(house.data)
    directory.store_settings(msgspec.structs.replace(directory.settings, keep=1, keep_days=0))
    retire(directory, NOW + timedelta(days=9))
    sweep(directory)
    assert kept(house) == set()


def test_links_and_decisions_travel_in_an_archive(house: House, tmp_path: Path) -> None:
    put(house.pages, "p1", Page(name="KOKEILU"))
    (link,) = links(built(house, "yso"))
    decide(house.data, [Choice(link.key.id, "rejected")], by="tester")
    generation = house.generation()
    export_archive(DataDirectory.open(house.data), generation, tmp_path / "all.zip")
    import_archive(tmp_path / "all.zip", tmp_path / "copy")
    copy = DataDirectory.open(tmp_path / "copy").generation()
    assert links(copy) == links(generation)
    assert read_decided(tmp_path / "copy") == read_decided(house.data)
    relink(tmp_path / "copy", BuildOptions(now=NOW + timedelta(hours=3)))
    again = DataDirectory.open(tmp_path / "copy").generation()
    assert again.manifest.hash == generation.manifest.hash
