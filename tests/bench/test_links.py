"""``python -m bench links`` counts what is right, and its lists are fit to be counted with."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from bench.links import run as linking
from bench.links.answers import Answer, Timed
from bench.links.gold import TUNED, rows
from bench.links.ground import make_ground
from bench.links.organisations import municipality_answers, organisation_answers
from bench.score import Tally

RIGHT = Answer("ror", "Esimerkki", frozenset("a"), frozenset("a"))
MISSED = Answer("ror", "Esimerkin seura", frozenset("b"), frozenset(), frozenset("b"))
INVENTED = Answer("ror", "Esimerkin säätiö", frozenset(), frozenset("c"))
HELD_OUT = INVENTED._replace(part="held out")
OUTCOME = linking.Outcome([RIGHT, MISSED, HELD_OUT], [Timed("organisations", 1_000, 0.02)])


def test_what_waits_for_a_person_is_not_found() -> None:
    assert MISSED.tally == Tally(found=0, missed=1, invented=0)


def test_what_is_held_out_is_counted_apart() -> None:
    scores = [(score.part, score.things, score.tally) for score in linking.scores(OUTCOME.answers)]
    assert scores == [("tuned", 2, Tally(1, 1, 0)), ("held out", 1, Tally(0, 0, 1))]


def test_what_is_wrong_is_told_a_line_each() -> None:
    assert linking.wrong([RIGHT, MISSED, INVENTED, HELD_OUT]) == [
        "ror: Esimerkin seura: nothing (asked: b), not b",
        "ror: Esimerkin säätiö: c, not nothing",
    ]


def test_the_outcome_is_a_table_and_json() -> None:
    console = Console(file=io.StringIO(), width=120)
    linking.show(OUTCOME, console)
    assert isinstance(console.file, io.StringIO)
    assert "held out" in console.file.getvalue()
    assert "s for 100,000" in console.file.getvalue()
    told = json.loads(linking.as_json(OUTCOME))
    assert told["scores"][0]["recall"] == 0.5
    assert told["timed"] == [{"kind": "organisations", "things": 1_000, "seconds": 0.02}]


def names(name: str, *, tuned: bool) -> list[str]:
    return [row.cells["name"] for row in rows(name) if (row.part == TUNED) is tuned]


@pytest.mark.parametrize(("name", "least"), [("organisations", 150), ("municipalities", 100)])
def test_a_list_is_long_enough_and_a_quarter_of_it_is_held_out(name: str, least: int) -> None:
    tuned, apart = names(name, tuned=True), names(name, tuned=False)
    assert len(tuned) + len(apart) >= least
    assert len(apart) * 4 >= len(tuned) + len(apart)
    assert set(tuned).isdisjoint(apart)


@pytest.mark.parametrize("name", ["organisations", "municipalities"])
def test_every_row_of_a_list_has_a_cell_a_column(name: str) -> None:
    for row in rows(name):
        assert None not in row.cells
        assert row.cells["name"]


@pytest.mark.slow
def test_links_of_organisations_and_municipalities_are_as_right_as_is_asked(
    shared: Path, tmp_path: Path
) -> None:
    names = ("yso-places", "municipalities", "ror", "eura", "ytunnus")
    ground = make_ground(tmp_path / "data", shared / "registries", names)
    for answers in (organisation_answers(ground), municipality_answers(ground)):
        whole = sum((answer.tally for answer in answers), Tally())
        assert whole.precision >= 0.99
        assert whole.recall >= 0.95
