"""The questions behind a filter of projects, and the names and readings that lists show."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from graph.questions.library import Library
from graph.search import bands
from tests.queries.conftest import Ask

CHOSEN = ("chosen_projects", "chosen_funders", "chosen_implementers", "chosen_allocations")
BASE = "http://localhost:8000/"


def projects(ask: Ask, **values: str | list[str]) -> list[object]:
    return [row[0] for row in ask("chosen_projects", **values)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, ["niukka", "puisto", "silta"]),
        ({"project": ["silta", "niukka"]}, ["niukka", "silta"]),
        ({"portfolio": "tyo"}, ["puisto"]),
        ({"phase": ["ended", "running"]}, ["puisto"]),
        ({"running": "true"}, ["niukka", "silta"]),
        ({"year": "2010"}, []),
        ({"year": ["2011", "2012"]}, ["puisto"]),
        ({"year": "2013"}, ["puisto", "silta"]),
        ({"year": "2014"}, []),
        ({"funder": "stiftelse"}, ["puisto", "silta"]),
        ({"funder": "stiftelse", "phase": "ended"}, ["puisto"]),
        ({"implementer": "kaupunki-palvelut-nuoret"}, ["puisto"]),
        ({"participant": ["kaupunki", "stiftelse"]}, ["puisto", "silta"]),
        ({"instrument": "ESF"}, ["puisto"]),
        ({"kind": "foundation"}, ["puisto", "silta"]),
        ({"kind": "unit"}, []),
        ({"municipality": "kaupunki"}, ["puisto", "silta"]),
        ({"municipality": "stiftelse"}, []),
        ({"band": "under-10k"}, ["puisto", "silta"]),
        ({"band": ["unknown", "over-5m"]}, ["niukka"]),
        ({"band": "under-10k", "year": "2011"}, ["puisto"]),
    ],
)
def test_projects_are_chosen_by_every_facet_and_by_alternatives(
    ask: Ask, values: dict[str, str | list[str]], found: list[str]
) -> None:
    assert projects(ask, **values) == found


def test_a_chosen_project_stands_with_what_is_known_of_it(ask: Ask) -> None:
    assert ask("chosen_projects", project="puisto") == [
        (
            *("puisto", "Puisto", "tyo", "Työ", "ended"),
            *(date(2011, 2, 1), date(2013, 1, 31), False),
        )
    ]


def test_funders_stand_with_own_money_and_with_all_money_of_their_projects(ask: Ask) -> None:
    assert [(row[0], *row[3:]) for row in ask("chosen_funders")] == [
        ("stiftelse", 2, Decimal(40), Decimal("1090.5"), "EUR"),
        ("kaupunki", 1, Decimal(300), Decimal("1050.5"), "EUR"),
        ("kaupunki-palvelut-nuoret", 1, Decimal(50), Decimal(0), "EUR"),
    ]


def test_the_money_behind_a_filter_is_that_of_its_projects_alone(ask: Ask) -> None:
    (row,) = ask("chosen_funders", phase="ended", funder="stiftelse")[:1]
    assert (row[0], *row[3:]) == ("kaupunki", 1, Decimal(300), Decimal("1050.5"), "EUR")
    assert [row[0] for row in ask("chosen_funders", project="silta")] == ["stiftelse"]
    assert ask("chosen_funders", project="niukka") == []


def test_implementers_stand_with_own_money_and_with_all_money_of_their_projects(ask: Ask) -> None:
    assert [(row[0], *row[3:]) for row in ask("chosen_implementers", portfolio="tyo")] == [
        ("kaupunki", 1, Decimal(300), Decimal("1050.5"), "EUR"),
        ("kaupunki-palvelut-nuoret", 1, Decimal(50), Decimal("1050.5"), "EUR"),
    ]


def test_allocations_are_those_of_the_chosen_projects(ask: Ask) -> None:
    assert [row[8] for row in ask("chosen_allocations", phase="ended")] == [
        Decimal("700.5"),
        Decimal(300),
        Decimal(50),
    ]
    assert len(ask("chosen_allocations", year="2013")) == 4


@pytest.mark.parametrize("name", CHOSEN)
def test_the_bands_of_a_question_are_those_of_the_index(name: str, library: Library) -> None:
    text = library[name].query
    for word, limit in bands.BANDS:
        assert f'?total < {limit}, "{word}"' in " ".join(text.split())
    assert f'"{bands.GREATEST}"' in text
    assert f'IF(?known = 0, "{bands.UNKNOWN}"' in text


def test_a_project_is_told_with_the_time_when_its_page_was_read_the_last_first(ask: Ask) -> None:
    assert [(row[0], row[2]) for row in ask("project_readings")] == [
        ("silta", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("puisto", datetime(2026, 11, 20, 10, tzinfo=UTC)),
    ]
    assert ask("project_readings", project="niukka") == []
