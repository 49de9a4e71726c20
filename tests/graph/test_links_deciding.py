"""What a person decides on links: kept for good, published at once, and never overturned."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.build import building
from graph.entities import Organisation
from graph.errors import DataDirectoryError, UnknownEntity
from graph.generations.directory import DataDirectory
from graph.identity.ledger import Ledger, LedgerChanges
from graph.links import deciding, linkers
from graph.links.deciding import decide
from graph.links.decisions import (
    FILE,
    Choice,
    Decided,
    Verdict,
    append_decisions,
    in_effect,
    read_decided,
    successors,
)
from graph.links.link import Link, LinkKey, Proposal
from graph.links.quads import conflicts
from graph.links.thresholds import Threshold, verdict
from graph.privacy.policy import Contacts
from graph.writes.publishing import publish
from graph.writes.write import Update
from tests.graph.made_pages import Made as Page
from tests.graph.made_pages import put
from tests.graph.made_registers import NumberLinker, made_linkers
from tests.graph.test_build_history import NOW, House
from tests.graph.test_links_build import anew, built, links

__all__ = ["made_linkers"]

pytestmark = pytest.mark.usefixtures("made_linkers")
NOTES = "http://example.fi/notes"
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def always_patching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "PATCHABLE", 0)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of two pages, linked to subjects: one link is published, one waits."""
    house = House(tmp_path / "pages", tmp_path / "data", Contacts.FULL)
    put(house.pages, "p1", Page(name="KOKEILU"))
    put(house.pages, "p2", Page(name="Toinen kokeilu"))
    built(house, "yso")
    return house


def link_of(house: House, slug: str) -> Link:
    (found,) = [link for link in links(house.generation()) if link.slug == slug]
    return found


def choose(house: House, slug: str, decision: Verdict, minutes: int = 2) -> str:
    choice = Choice(link_of(house, slug).key.id, decision)
    return decide(house.data, [choice], by="tester", now=NOW + timedelta(minutes=minutes))


def assert_made_anew_it_is_the_same(house: House, path: Path) -> None:
    other = anew(house, path, LATER + timedelta(hours=1))
    generation = house.generation()
    assert set(generation.open_store()) ^ set(other.open_store()) == set()
    assert generation.manifest.hash == other.manifest.hash
    assert generation.manifest.counts == other.manifest.counts


# One generation


def test_an_accepted_link_is_published(house: House, tmp_path: Path) -> None:
    assert choose(house, "toinen-kokeilu", "accepted") == house.generation().id
    link = link_of(house, "toinen-kokeilu")
    assert (link.decision, link.time) == ("accepted", NOW + timedelta(minutes=2))
    assert_made_anew_it_is_the_same(house, tmp_path / "anew")


def test_a_rejected_link_is_published_no_more(house: House, tmp_path: Path) -> None:
    before = house.generation().manifest.counts
    choose(house, "kokeilu", "rejected")
    assert link_of(house, "kokeilu").decision == "rejected"
    assert house.generation().manifest.counts.quads == before.quads - 1
    assert_made_anew_it_is_the_same(house, tmp_path / "anew")


def test_what_is_taken_back_is_as_if_nobody_had_decided(house: House, tmp_path: Path) -> None:
    before = house.generation().manifest
    choose(house, "kokeilu", "rejected", 2)
    choose(house, "kokeilu", "undecided", 3)
    assert house.generation().manifest.hash == before.hash
    assert house.generation().manifest.counts == before.counts
    assert_made_anew_it_is_the_same(house, tmp_path / "anew")


def test_only_the_links_of_the_entity_change(house: House) -> None:
    before = set(house.generation().open_store())
    choose(house, "toinen-kokeilu", "accepted")
    changed = before ^ set(house.generation().open_store())
    iris = house.generation().iris
    link = iris.entity("link", link_of(house, "toinen-kokeilu").key.id)
    assert {quad.subject for quad in changed} == {link, iris.entity("project", "toinen-kokeilu")}


def test_many_choices_make_one_generation(house: House) -> None:
    before = len(DataDirectory.open(house.data).ids())
    choices = [Choice(link.key.id, "accepted") for link in links(house.generation())]
    decide(house.data, choices, by="tester")
    assert len(DataDirectory.open(house.data).ids()) == before + 1
    assert {link.decision for link in links(house.generation())} == {"accepted"}


def test_a_choice_that_changes_nothing_publishes_nothing(house: House) -> None:
    current = choose(house, "kokeilu", "accepted", 2)
    assert choose(house, "kokeilu", "accepted", 3) == current
    assert choose(house, "toinen-kokeilu", "undecided", 4) == current
    assert len(read_decided(house.data)) == 1


def test_a_link_that_is_not_there_cannot_be_decided_and_nothing_is_kept(house: House) -> None:
    choices = [Choice(link_of(house, "kokeilu").key.id, "rejected"), Choice("0" * 20, "accepted")]
    with pytest.raises(UnknownEntity, match="no link 0000"):
        decide(house.data, choices, by="tester")
    assert read_decided(house.data) == []
    assert link_of(house, "kokeilu").decision == "automatic"


def test_who_decided_and_when_is_kept(house: House) -> None:
    choose(house, "kokeilu", "rejected")
    (kept,) = read_decided(house.data)
    assert (kept.by, kept.decision) == ("tester", "rejected")
    assert kept.time == NOW + timedelta(minutes=2)
    assert kept.key.slug == "kokeilu"


# A conflict is told while its link is published


def test_a_rejected_link_tells_of_no_conflict(tmp_path: Path) -> None:
    house = House(tmp_path / "pages", tmp_path / "data", Contacts.FULL)
    put(house.pages, "p1")
    built(house, "eura")
    before = house.generation().manifest.counts.findings
    (link,) = links(house.generation())
    assert conflicts([link]) == 1
    decide(house.data, [Choice(link.key.id, "rejected")], by="tester")
    assert house.generation().manifest.counts.findings == before - 1
    assert link_of(house, link.slug).proposal == link.proposal
    decide(house.data, [Choice(link.key.id, "accepted")], by="tester")
    assert house.generation().manifest.counts.findings == before
    assert_made_anew_it_is_the_same(house, tmp_path / "anew")


# No later run overturns it


def test_a_decision_outlives_builds_relinking_and_changed_pages(
    house: House, tmp_path: Path
) -> None:
    choose(house, "kokeilu", "rejected")
    put(house.pages, "p1", Page(name="KOKEILU", end="31.12.2029"))
    house.build(LATER)
    assert link_of(house, "kokeilu").decision == "rejected"
    assert_made_anew_it_is_the_same(house, tmp_path / "anew")


def test_what_was_accepted_stands_though_nothing_speaks_for_it_any_more(
    house: House, tmp_path: Path
) -> None:
    choose(house, "toinen-kokeilu", "accepted")
    target = link_of(house, "toinen-kokeilu").proposal.target
    put(house.pages, "p2", Page(name="Toinen"))
    house.build(LATER)
    link = link_of(house, "toinen-kokeilu")
    assert (link.decision, link.proposal.target, link.proposal.evidence) == ("accepted", target, ())
    assert_made_anew_it_is_the_same(house, tmp_path / "anew")
    choose(house, "toinen-kokeilu", "undecided", 90)
    assert [link.slug for link in links(house.generation())] == ["kokeilu"]
    assert_made_anew_it_is_the_same(house, tmp_path / "again")


def test_a_decision_made_just_before_the_power_went_counts_in_the_next_build(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        """The process is gone."""

    def cut(*_: Any, **__: Any) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(deciding, "publish", cut)
        with pytest.raises(PowerCut):
            choose(house, "kokeilu", "rejected")
    assert link_of(house, "kokeilu").decision == "automatic"
    put(house.pages, "p3", Page(name="Kolmas"))
    house.build(LATER)
    assert link_of(house, "kokeilu").decision == "rejected"
    assert_made_anew_it_is_the_same(house, tmp_path / "anew")


def test_a_decision_follows_an_organisation_that_turns_out_to_be_another(tmp_path: Path) -> None:
    key = LinkKey(
        kind="organisation", slug="old", register="ror", relation="sameAs", target="http://a.fi/"
    )
    decided = decision(key, "rejected")
    changes = LedgerChanges(redirects=(("organisation", "old", "new"),))
    ledger = Ledger(tmp_path / "none")
    (found,) = in_effect([decided], successors(ledger, changes)).values()
    assert found.key == msgspec.structs.replace(key, slug="new")
    revived = msgspec.structs.replace(changes, revived=(("organisation", "old"),))
    (found,) = in_effect([decided], successors(ledger, revived)).values()
    assert found.key == key


class UnitLinker(NumberLinker):
    """Proposes numbers for units too."""

    def propose(self, organisation: Organisation) -> Iterator[Proposal]:
        return super().propose(msgspec.structs.replace(organisation, parent=""))


SHORT, WHOLE = (
    Page(funders=(), implementers=(unit,))
    for unit in ("Koetoiminta", "Keskushallinto, koetoiminta")
)


def test_links_of_a_unit_that_turns_out_to_be_another_are_those_of_that_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linkers, "ORGANISATIONS", (UnitLinker.of,))
    house = House(tmp_path / "pages", tmp_path / "data", Contacts.FULL)
    put(house.pages, "p1", SHORT)
    built(house, "ytunnus")
    choose(house, "oulun-kaupunki-koetoiminta", "accepted")
    put(house.pages, "p2", WHOLE)
    house.build(LATER)
    whole = link_of(house, "oulun-kaupunki-keskushallinto-koetoiminta")
    assert whole.decision == "accepted"
    assert_made_anew_it_is_the_same(house, tmp_path / "anew")


# Beside what was written


@pytest.mark.parametrize(
    "update",
    [
        f"INSERT DATA {{ GRAPH <{NOTES}> {{ <n:a> <n:b> 1 }} }}",
        "INSERT { ?p <n:seen> true } WHERE { ?p a <https://w3id.org/salkku/ontology#Project> }",
    ],
    ids=["apart", "seeing"],
)
def test_decisions_and_writes_stand_beside_each_other(
    house: House, tmp_path: Path, update: str
) -> None:
    publish(house.data, Update(text=update), by="tester", now=NOW + timedelta(minutes=1, seconds=9))
    written = {quad for quad in house.generation().open_store() if "<n:" in str(quad)}
    assert written
    choose(house, "toinen-kokeilu", "accepted", 2)
    generation = house.generation()
    store = generation.open_store()
    assert {quad for quad in store if "<n:" in str(quad)} == written
    assert link_of(house, "toinen-kokeilu").decision == "accepted"
    node = generation.iris.entity("link", link_of(house, "toinen-kokeilu").key.id)
    assert any(quad.subject == node for quad in store)
    assert len(store) == generation.manifest.counts.quads
    assert_made_anew_it_is_the_same(house, tmp_path / "anew")


def test_the_generations_of_decisions_are_thinned_as_those_of_writes(house: House) -> None:
    for second in range(1, 5):
        word: Verdict = "rejected" if second % 2 else "accepted"
        choice = Choice(link_of(house, "kokeilu").key.id, word)
        decide(house.data, [choice], by="tester", now=NOW + timedelta(minutes=5, seconds=second))
    made = len(DataDirectory.open(house.data).ids())
    for minute in range(20, 32):
        put(house.pages, "p1", Page(name=f"KOKEILU {minute}"))
        house.build(NOW + timedelta(minutes=minute))
    assert made == 2 + 4
    kept = [name for name in DataDirectory.open(house.data).ids() if name[8:15] > "T120500"]
    assert len([name for name in kept if name[8:13] == "T1205"]) == 1


# The file


def decision(key: LinkKey, word: Verdict, seconds: int = 0) -> Decided:
    time = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=seconds)
    return Decided(key=key, decision=word, by="tester", time=time, score=0.7, method="name")


KEY = LinkKey(kind="project", slug="koe", register="yso", relation="subject", target="http://a.fi/")
NOBODY_MOVED = successors(Ledger(Path("none")))


def test_the_latest_decision_on_a_link_counts(tmp_path: Path) -> None:
    append_decisions(tmp_path, [decision(KEY, "accepted"), decision(KEY, "rejected", 1)])
    (found,) = in_effect(read_decided(tmp_path), NOBODY_MOVED).values()
    assert found.decision == "rejected"
    append_decisions(tmp_path, [decision(KEY, "undecided", 2)])
    assert in_effect(read_decided(tmp_path), NOBODY_MOVED) == {}
    assert len(read_decided(tmp_path)) == 3


@pytest.mark.parametrize("torn", [1, 20, 150])
def test_a_torn_last_line_does_not_count_and_is_cut_off(tmp_path: Path, torn: int) -> None:
    append_decisions(tmp_path, [decision(KEY, "accepted")])
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole + whole[:torn])
    assert len(read_decided(tmp_path)) == 1
    append_decisions(tmp_path, [decision(KEY, "rejected", 1)])
    assert [one.decision for one in read_decided(tmp_path)] == ["accepted", "rejected"]


def test_a_damaged_line_is_refused_by_its_number(tmp_path: Path) -> None:
    append_decisions(tmp_path, [decision(KEY, "accepted")])
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole + whole[:20] + b"\n" + whole)
    with pytest.raises(DataDirectoryError, match=r"decisions\.jsonl:2: not a decision"):
        read_decided(tmp_path)


# The table


@pytest.mark.parametrize(
    ("score", "said"), [(0.95, "automatic"), (0.9, "automatic"), (0.89, "pending"), (0.59, None)]
)
def test_a_score_is_weighed_on_the_table(score: float, said: str | None) -> None:
    assert Threshold() == Threshold(publish=0.9, ask=0.6)
    assert verdict("unheard-of", "sameAs", score) == said
