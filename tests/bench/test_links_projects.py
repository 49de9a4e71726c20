"""The lists of projects, places and subjects are fit to count with, and counted as they say."""

import pytest

from bench.links import projects
from bench.links.gold import TUNED, rows
from bench.links.ground import Ground
from graph.links.link import Proposal
from graph.links.subjects import SubjectLinker
from graph.names.book import NameBook
from graph.records import PageRecord
from graph.register import load_register
from graph.registers.kept import Registers
from ontology.registers import eura_code, yso

LENGTHS = {"projects": 60, "places": 100, "subjects": 100}


@pytest.mark.parametrize(("name", "least"), LENGTHS.items())
def test_a_list_is_long_enough_and_a_third_of_it_or_more_is_held_out(name: str, least: int) -> None:
    apart = [row.part != TUNED for row in rows(name)]
    assert len(apart) >= least
    assert sum(apart) / len(apart) > 0.3


@pytest.mark.parametrize(("name", "column"), [("places", "text"), ("subjects", "text")])
def test_nothing_stands_twice_on_a_list(name: str, column: str) -> None:
    things = [row.cells[column] for row in rows(name)]
    assert len(things) == len(set(things))


def test_a_list_holds_near_homonyms_and_names_that_are_no_places() -> None:
    assert sum(not row.cells["record"] for row in rows("projects")) >= 15
    assert sum(not row.cells["places"] for row in rows("places")) >= 30


def test_a_project_expects_a_record_that_there_is() -> None:
    invented = {row.cells["code"] for row in rows("eura")}
    expected = {row.cells["record"] for row in rows("projects")} - {""}
    assert {code for code in expected if code[1:3] == "99"} <= invented


@pytest.fixture
def ground() -> Ground:
    return Ground(Registers(), NameBook.load(load_register("oulu")))


def test_records_are_scored_among_those_invented(ground: Ground) -> None:
    answers = [*projects.record_answers(ground)]
    ours = next(one for one in answers if one.thing == "Askel töihin 2")
    assert ours.published == ours.expected == {"S99004"}
    assert eura_code("nothing") == ""


class Sayer:
    """Says the same subjects of every page."""

    def __init__(self, *slugs: str) -> None:
        self._slugs = slugs

    def propose(self, record: PageRecord) -> list[Proposal]:
        del record
        return [
            Proposal(
                register="yso",
                relation="subject",
                target=yso(slug).value,
                score=0.99,
                method="label",
                evidence=("said",),
            )
            for slug in self._slugs
        ]


def test_of_two_that_are_right_either_counts_and_what_is_not_asked_for_counts_as_neither(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(
        row for row in rows("subjects") if "|" in row.cells["subjects"] and row.cells["also"]
    )
    first, second = next(g for g in row.cells["subjects"].split() if "|" in g).split("|")
    also = row.cells["also"].split()[0]
    said = Sayer(second, also, "p1")
    monkeypatch.setattr(SubjectLinker, "of", lambda *_: said)
    answer = next(a for a in projects.subject_answers(ground) if a.thing == row.cells["name"])
    strict = next(
        a for a in projects.strict_subject_answers(ground) if a.thing == row.cells["name"]
    )
    assert (answer.tally.found, answer.tally.invented) == (1, 1)
    assert (strict.tally.found, strict.tally.invented) == (0, 3)
    assert first in strict.expected
