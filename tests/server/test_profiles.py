"""An organisation or a portfolio to take away."""

import json
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from server.questions.profiles import PANELS

CITY = "/organisations/oulun-kaupunki/profile"


@pytest.mark.parametrize(
    ("address", "many"),
    [(CITY, "organisations"), ("/portfolios/esimerkkisalkku-2021-2027/profile", "portfolios")],
)
def test_a_profile_has_a_sheet_for_each_question_behind_the_page(
    client: FlaskClient, address: str, many: str
) -> None:
    answer = client.get(f"{address}.xlsx")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["profile", *PANELS[many]]


def test_the_first_sheet_says_whose_it_is_and_how_long_the_others_are(client: FlaskClient) -> None:
    book = load_workbook(BytesIO(client.get(f"{CITY}.xlsx?lang=sv").data))
    said = {row[0]: row[1:] for row in book["profile"].iter_rows(min_row=2, values_only=True)}
    assert said["name"][0] == "Uleåborgs stad"
    assert said["day"][0] == "2026-11-21"
    rows = book["organisation_projects"].max_row - 1
    assert said["organisation_projects"] == (
        "Organisationernas projekt i alla roller.",
        str(rows),
    )


def test_a_profile_as_json_holds_the_same_rows_as_the_questions(client: FlaskClient) -> None:
    told = json.loads(client.get(f"{CITY}.json").data)
    assert told["generation"]
    answer = client.get("/queries/organisation_projects.csv?organisation=oulun-kaupunki")
    rows = told["panels"]["organisation_projects"]["rows"]
    assert len(rows) == len(answer.text.splitlines()) - 1
    assert rows[0]["organisation"].endswith("/oulun-kaupunki")
    assert rows[0]["start"] == "2025-01-01"


def test_a_profile_is_of_the_organisation_alone_or_with_its_units(client: FlaskClient) -> None:
    def projects(address: str) -> int:
        told = json.loads(client.get(address).data)
        return len(told["panels"]["organisation_projects"]["rows"])

    assert projects(f"{CITY}.json?with_units=true") > projects(f"{CITY}.json")


def test_there_is_no_profile_of_what_is_not_known_nor_in_another_format(
    client: FlaskClient,
) -> None:
    assert client.get("/organisations/nobody/profile.json").status_code == 404
    assert client.get(f"{CITY}.csv").status_code == 404
    assert client.get("/people/maija-meikalainen/profile.json").status_code == 404
