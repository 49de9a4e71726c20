"""The lists as files, with the parameters of their pages."""

import codecs
import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient

from graph.questions.library import load_library
from server.app import create_app
from server.endpoint.budget import Buckets, Budget
from server.endpoint.together import Together
from server.settings import read_settings


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(codecs.BOM_UTF8.decode()))))


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
        ("/projects.csv?foo=1", "no parameter foo here. There are: q, exact, portfolio, phase"),
        ("/projects.json?view=funders", "no parameter view here"),
        ("/projects.csv?phase=zzz", "phase cannot be 'zzz'. It can be: planned, running, ended"),
        ("/funders.csv?amount=much", "amount cannot be 'much'. It can be: under-10k"),
        ("/projects.csv?portfolio=zzz", "'zzz': the register holds no such portfolio"),
        ("/implementers.csv?funder=zzz", "'zzz': the register holds no such organisation"),
        ("/projects.csv?funder=%F0%9F%A6%86<", "the register holds no such organisation"),
        ("/findings.csv?kind=zzz", "kind cannot be 'zzz'. It can be: "),
        ("/organisations.xlsx?kind=zzz", "kind cannot be 'zzz'. It can be: "),
        ("/projects.csv?lang=xx", "lang cannot be 'xx'. It can be: fi, sv, en"),
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


def test_csv_begins_as_excel_wants_it(client: FlaskClient) -> None:
    assert client.get("/people.csv").data.startswith(codecs.BOM_UTF8)


def test_names_are_in_the_language_that_is_asked_for(client: FlaskClient) -> None:
    names = {row[1] for row in rows(client.get("/organisations.csv?lang=sv").text)}
    assert "Uleåborgs stad" in names
    assert "Oulun kaupunki" not in names


def test_funders_are_those_of_the_projects_in_the_filter_with_both_kinds_of_money(
    client: FlaskClient,
) -> None:
    header, *found = rows(client.get("/funders.csv?q=kokeilu").text)
    assert header[-4:] == ["projects", "amount", "project_amount", "currency"]
    assert [(row[1], *row[3:]) for row in found] == [
        ("Oulun kaupunki", "1", "50000", "170000", "EUR"),
        ("Sosiaali- ja terveysministeriö", "1", "0", "170000", "EUR"),
    ]


def test_who_implements_projects_without_money_has_none(client: FlaskClient) -> None:
    found = rows(client.get("/implementers.csv?phase=planned").text)[1:]
    assert found
    assert {tuple(row[3:]) for row in found} == {("1", "", "", "")}


def test_allocations_are_those_of_the_projects_in_the_filter(client: FlaskClient) -> None:
    header, *found = rows(client.get("/allocations.csv?running=1").text)
    assert tuple(header) == load_library()["project_funding"].columns
    assert [row[header.index("amount")] for row in found] == ["50000", "70000", "20000", "30000"]
    assert rows(client.get("/allocations.csv?phase=planned").text)[1:] == []


@pytest.mark.parametrize("view", ["funders", "implementers", "allocations"])
@pytest.mark.parametrize("extension", ["csv", "xlsx", "json"])
def test_what_stands_behind_the_projects_is_there_in_every_format(
    client: FlaskClient, view: str, extension: str
) -> None:
    assert client.get(f"/{view}.{extension}?q=kokeilu").status_code == 200


def test_whoever_takes_whole_lists_pays_for_them_as_for_queries(data: Path) -> None:
    settings, buckets = read_settings({"data": str(data), "query_budget": 1}, {}), Buckets()
    client = create_app(settings, together=Together(buckets)).test_client()
    place = buckets.place("127.0.0.1")
    assert client.get("/projects.xlsx").status_code == 200
    assert buckets.read(place)[0] > 0
    Budget(1, buckets).charge("127.0.0.1", 2)
    refused = client.get("/projects.xlsx")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/en/projects").status_code == 200
