"""The lists as files, with the parameters of their pages."""

import csv
import io
import json

import openpyxl
import pytest
from flask.testing import FlaskClient

from graph.questions.library import load_library


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("many", ["projects", "organisations", "people", "portfolios", "findings"])
def test_a_list_has_the_columns_of_its_named_question(client: FlaskClient, many: str) -> None:
    answer = client.get(f"/{many}.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{many}.csv"'
    header, *found = rows(answer.text)
    assert tuple(header) == load_library()[many].columns
    assert found


def test_a_list_stands_in_finnish_order(client: FlaskClient) -> None:
    names = [row[1] for row in rows(client.get("/projects.csv").text)[1:]]
    assert names == ["Aurinko", "Zeppelin <b>", "Äänekäs kokeilu"]


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ("q=kokeilu", ["Äänekäs kokeilu"]),
        ("phase=planned", ["Aurinko"]),
        ("running=1", ["Äänekäs kokeilu"]),
        (
            "portfolio=esimerkkisalkku-2021-2027&sort=start",
            ["Aurinko", "Äänekäs kokeilu", "Zeppelin <b>"],
        ),
        ("q=xyz", []),
    ],
)
def test_a_file_holds_what_the_page_with_the_same_parameters_shows(
    client: FlaskClient, parameters: str, names: list[str]
) -> None:
    assert [row[1] for row in rows(client.get(f"/projects.csv?{parameters}").text)[1:]] == names
    page = client.get(f"/fi/projects?{parameters}").text
    assert page.count('class="name"') == len(names)


def test_json_is_sparql_results_json(client: FlaskClient) -> None:
    answer = client.get("/projects.json?q=kokeilu")
    document = json.loads(answer.data)
    (project,) = document["results"]["bindings"]
    assert document["head"]["vars"][:2] == ["project", "name"]
    assert project["project"]["type"] == "uri"
    assert project["name"] == {"type": "literal", "value": "Äänekäs kokeilu", "xml:lang": "fi"}
    assert project["running"]["value"] == "true"
    assert project["running"]["datatype"].endswith("#boolean")
    assert "page_url" not in project


def test_a_workbook_has_one_sheet_with_a_header(client: FlaskClient) -> None:
    answer = client.get("/projects.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert sheet["B1"].value == "name"
    assert sheet["B4"].value == "Äänekäs kokeilu"


def test_a_file_in_no_known_format_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/projects.pdf")
    assert answer.status_code == 404
    assert "there as: csv, xlsx, json." in json.loads(answer.data)["detail"]


def test_a_parameter_that_cannot_be_read_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/projects.csv?sort=size")
    assert answer.status_code == 400
    assert "sort" in json.loads(answer.data)["detail"]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/projects.csv?foo=1", "no parameter foo here. There are: q, portfolio, phase, running"),
        ("/projects.json?year=abc", "no parameter year here"),
        ("/projects.csv?phase=zzz", "phase cannot be 'zzz'. It can be: planned, running, ended"),
        ("/findings.csv?kind=zzz", "kind cannot be 'zzz'. It can be: "),
        ("/organisations.xlsx?kind=zzz", "kind cannot be 'zzz'. It can be: "),
    ],
)
def test_a_file_refuses_what_would_choose_nothing_and_names_what_there_is(
    client: FlaskClient, address: str, says: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert says in json.loads(answer.data)["detail"]


def test_a_page_with_an_unknown_parameter_leads_to_a_file_that_is_there(
    client: FlaskClient,
) -> None:
    page = client.get("/fi/projects?q=kokeilu&from=letter&page=1").text
    assert 'href="/projects.csv?q=kokeilu"' in page
