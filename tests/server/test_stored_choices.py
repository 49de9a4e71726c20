"""Stored answers about several things at once, or of some years, beside the questions."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.answers.stored import StoredAnswers
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from tests.graph.answers_told import LIBRARY, STORED, assert_it_answers_about_several


@pytest.fixture(scope="module")
def generation(sample_data: Path) -> Generation:
    return DataDirectory.open(sample_data).generation()


def test_rows_about_several_things_or_years_are_those_of_the_question(
    generation: Generation,
) -> None:
    answered = {name for name in STORED if assert_it_answers_about_several(generation, name)}
    by_year = {"funding_by_portfolio_and_year", "funding_by_subject", "funding_by_year"}
    assert answered >= by_year | {"organisation_money_by_year", "organisation_funders"}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("funding_by_instrument", {"from_year": "2020"}),
        ("funding_concentration", {"portfolio": "nobody"}),
        ("funding_by_year", {"with_units": "true", "year": "2020"}),
        ("funding_by_year", {"project": "puisto"}),
    ],
)
def test_what_rows_do_not_tell_is_not_taken_from_them(
    generation: Generation, name: str, values: dict[str, str]
) -> None:
    answers = StoredAnswers(generation.folder)
    assert answers.answer(LIBRARY[name], values, generation.iris) is None


def test_units_are_nobodys_where_no_organisation_is_asked_about(client: FlaskClient) -> None:
    said = client.get("/queries/funding_by_year.json?with_units=true").get_json()
    alone = client.get("/queries/funding_by_year.json").get_json()
    assert said["results"] == alone["results"] != {"bindings": []}


def test_whoever_is_asked_about_stands_first_in_each_pair(client: FlaskClient) -> None:
    whole = client.get("/queries/implementer_pairs.json").get_json()["results"]["bindings"]
    second = whole[0]["partner"]["value"]
    about = client.get("/queries/implementer_pairs.json", query_string={"organisation": second})
    pairs = [
        (row["organisation"]["value"], row["partner"]["value"])
        for row in about.get_json()["results"]["bindings"]
    ]
    assert (second, whole[0]["organisation"]["value"]) in pairs
    assert {one for one, _ in pairs} == {second}
