"""The reading of generated pages stays above its floors."""

import json

import pytest
from rich.console import Console

from bench import extract
from bench.extract import Outcome

FLOOR = 0.995
"""Precision and recall of all fields together."""

FLOOR_OF_A_FIELD = 0.92
"""Precision and recall of every single field that is found often enough to be judged."""

OFTEN = 40


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return extract.run(300, seed=11)


def test_all_fields_together_are_read_right(outcome: Outcome) -> None:
    tally = extract.whole(outcome)
    assert min(tally.precision, tally.recall) >= FLOOR, extract.examples(outcome)


def test_no_single_field_is_read_badly(outcome: Outcome) -> None:
    low = {
        field: tally
        for field, tally in outcome.tallies.items()
        if tally.found + tally.missed >= OFTEN
        and min(tally.precision, tally.recall) < FLOOR_OF_A_FIELD
    }
    assert low == {}, extract.examples(outcome)


def test_what_is_no_page_is_refused_and_nothing_else_is(outcome: Outcome) -> None:
    refused = outcome.tallies["refused"]
    assert refused.found > 0
    assert (refused.missed, refused.invented) == (0, 0)


def test_the_table_has_a_row_for_every_field(outcome: Outcome) -> None:
    console = Console(record=True, width=120)
    extract.show(outcome, console)
    text = console.export_text()
    assert all(field in text for field in outcome.tallies)


def test_the_json_holds_every_field_and_every_misreading(outcome: Outcome) -> None:
    told = json.loads(extract.as_json(outcome))
    assert told["fields"].keys() == outcome.tallies.keys()
    assert len(told["misread"]) == len(outcome.misread)
