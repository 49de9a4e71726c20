"""The library of questions: its pages for people, its answers for programs."""

import csv
import io
import json
import re
import shutil
from functools import partial
from importlib import resources
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import openpyxl
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from rdflib import RDF

from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from server.app import create_pages
from server.catalogue.desk import FileDesk
from server.catalogue.filing import FilingHere
from server.command import salkku
from server.endpoint.result_cache import ResultCache
from server.evaluation import Answer, Busy, InProcess, PublicQuery, QueryStopped, Truncation
from server.observing.metrics import Metrics
from server.settings import read_settings
from server.snapshot import Served, Snapshot

LIBRARY = load_library()
TABLES = [name for name, q in LIBRARY.items() if q.columns and not q.services]
HEADER = """\
#+ topic = "weather"
#+ [summary]
#+ fi = "Säät; joka päivä."
#+ sv = "Vädren."
#+ en = "The weathers."
#+ [[parameters]]
#+ name = "year"
#+ type = "year"
#+ label = { fi = "Vuosi", sv = "År", en = "Year" }
"""
QUERY = """
SELECT ?year ?degrees WHERE {
  VALUES ?asked_year { UNDEF }
  VALUES (?year ?degrees) { (2024 10.5) (2025 -3.0) }
  FILTER(!BOUND(?asked_year) || ?year = ?asked_year)
}
"""
JSON = {"Accept": "application/json"}
PAGE = {"Accept": "text/html"}


def rows(client: FlaskClient, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.text)))


def links(header: str) -> dict[str, str]:
    found = re.findall(r'<([^>]*)>; rel="(\w+)"', header)
    return {relation: address for address, relation in found}


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def stranger(data: Path, library: Path, evaluator: InProcess | None = None) -> FlaskClient:
    """A client of an application with the questions of another folder."""
    settings = read_settings({"data": str(data)}, {})
    served = Served(DataDirectory.open(data), load_library(library))
    files = FileDesk(served.directory, FilingHere(data))
    parts = evaluator or InProcess(), Metrics(), ResultCache(0)
    return create_pages(settings, served, *parts, files=files).test_client()


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """The folder of the questions with one more, of a topic of its own."""
    folder = tmp_path / "queries"
    shutil.copytree(Path(str(resources.files("queries"))), folder)
    (folder / "weathers.rq").write_text(HEADER + QUERY, "utf-8")
    return folder


def needed(name: str) -> str:
    """What an address must say so that the question of that *name* is answered."""
    values = {"project": "aanekas-kokeilu", "iri": str(RDF.type)}
    of_name = {parameter.name: values.get(parameter.type) for parameter in LIBRARY[name].parameters}
    return urlencode({each: of_name[each] for each in LIBRARY[name].needs})


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_list_names_every_question_that_gives_a_table(
    client: FlaskClient, language: str
) -> None:
    text = client.get(f"/{language}/queries/").text
    for name in TABLES:
        assert f'href="/{language}/queries/{name}"' in text
    assert f'/{language}/queries/entity"' not in text


@pytest.mark.parametrize("name", TABLES)
def test_every_question_has_a_page_with_its_answer_and_its_form(
    client: FlaskClient, name: str
) -> None:
    answer = client.get(f"/sv/queries/{name}?{needed(name)}")
    assert answer.status_code == 200
    assert LIBRARY[name].title("sv").replace("'", "&#39;") in answer.text
    for parameter in LIBRARY[name].parameters:
        assert f'name="{parameter.name}"' in answer.text
    assert f"/queries/{name}.csv" in answer.text


@pytest.mark.parametrize("name", TABLES)
def test_the_files_have_the_columns_of_the_question(client: FlaskClient, name: str) -> None:
    table = rows(client, f"/queries/{name}.csv?{needed(name)}")
    document = client.get(f"/queries/{name}.json?{needed(name)}").get_json(force=True)
    assert tuple(table[0]) == LIBRARY[name].columns == tuple(document["head"]["vars"])
    assert len(document["results"]["bindings"]) == len(table) - 1


@pytest.mark.parametrize("name", [name for name in TABLES if LIBRARY[name].needs])
def test_a_question_that_needs_something_asks_for_it(client: FlaskClient, name: str) -> None:
    page = client.get(f"/en/queries/{name}")
    assert page.status_code == 200
    assert "This question is about something" in words(page.text)
    assert 'role="alert"' not in page.text
    refused = client.get(f"/queries/{name}.json")
    assert refused.status_code == 400
    assert (
        f"{name}: say what it is asked about: {LIBRARY[name].needs[0]}"
        in json.loads(refused.text)["detail"]
    )


def test_a_workbook_holds_the_same_rows(client: FlaskClient) -> None:
    body = client.get("/queries/projects.xlsx").data
    sheet = list(openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].values)
    assert [str(row[1]) for row in sheet] == [
        row[1] for row in rows(client, "/queries/projects.csv")
    ]


def test_a_question_added_as_a_file_is_everywhere(data: Path, extended: Path) -> None:
    client = stranger(data, extended)
    assert "Säät" in client.get("/fi/queries/").text
    assert "Weather" in words(client.get("/en/queries/").text)
    text = words(client.get("/fi/queries/weathers?year=2025").text)
    assert "Joka päivä." in text
    assert "degrees" in text
    assert rows(client, "/queries/weathers.csv?year=2025") == [["year", "degrees"], ["2025", "-3"]]
    assert "weathers" in client.get("/en/sparql?question=weathers").text


def test_a_broken_question_is_told_before_anything_is_served(
    data: Path, extended: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (extended / "weathers.rq").write_text(HEADER.replace('"year"\n', '"decade"\n', 2) + QUERY)
    broken = partial(load_library, extended)
    monkeypatch.setattr("server.commands.serve.load_library", broken)
    outcome = CliRunner().invoke(salkku, ["serve", "--data", str(data), "--port", "0"])
    assert outcome.exit_code != 0
    assert "weathers.rq:8: Invalid enum value 'decade'" in outcome.output


def test_without_a_page_the_answer_is_whole_and_says_how_long_it_is(client: FlaskClient) -> None:
    answer = client.get("/queries/projects.csv")
    assert answer.headers["Salkku-Total"] == "3"
    assert answer.headers["Salkku-Truncated"] == "false"
    assert "Link" not in answer.headers
    assert answer.text.count("\r\n") == 4


def test_pages_lead_to_one_another_and_together_are_the_whole(client: FlaskClient) -> None:
    whole = rows(client, "/queries/projects.csv?lang=sv")
    address, found = "/queries/projects.csv?size=1&lang=sv", list[list[str]]()
    while address:
        answer = client.get(address)
        assert answer.headers["Salkku-Total"] == "3"
        found += list(csv.reader(io.StringIO(answer.text)))[1:]
        address = links(answer.headers["Link"]).get("next", "")
    assert found == whole[1:]


def test_a_page_in_the_middle_names_its_neighbours(client: FlaskClient) -> None:
    told = links(client.get("/queries/projects.json?page=2&size=1&lang=sv").headers["Link"])
    numbers = {name: parse_qs(urlsplit(address).query)["page"] for name, address in told.items()}
    assert numbers == {"first": ["1"], "prev": ["1"], "next": ["3"], "last": ["3"]}
    assert all("lang=sv" in address for address in told.values())
    first = links(client.get("/queries/projects.json?page=1").headers["Link"])
    assert set(first) == {"first", "last"}
    beyond = client.get("/queries/projects.json?page=9&size=2")
    assert beyond.get_json(force=True)["results"]["bindings"] == []
    assert set(links(beyond.headers["Link"])) == {"first", "prev", "last"}


def test_a_page_of_a_stored_answer_tells_how_long_the_whole_is(client: FlaskClient) -> None:
    whole = client.get("/queries/funding_by_year.json").get_json(force=True)["results"]["bindings"]
    answer = client.get("/queries/funding_by_year.json?size=1")
    assert len(whole) > 1
    assert answer.headers["Salkku-Total"] == str(len(whole))
    assert links(answer.headers["Link"]).keys() == {"first", "next", "last"}
    assert answer.get_json(force=True)["results"]["bindings"] == whole[:1]


def test_an_answer_is_known_by_its_generation(client: FlaskClient) -> None:
    tag = client.get("/queries/projects.csv").headers["ETag"]
    again = client.get("/queries/projects.csv", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/queries/projects.csv?size=1").headers["ETag"] != tag


def test_scripts_of_every_origin_may_read_answers_and_their_headers(client: FlaskClient) -> None:
    headers = client.get("/queries/projects.json").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert {"Link", "Salkku-Total"} <= set(headers["Access-Control-Expose-Headers"].split(", "))
    assert client.options("/queries/projects.json").status_code == 200


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("projects.csv?yaer=2015", "no parameter yaer; it has: project, portfolio, phase, year"),
        ("projects.csv?year=15", "'15' is not a year, such as 2015"),
        ("projects.csv?year=2015&year=2016", "year can be given once"),
        ("projects.csv?phase=done", "'done' is none of: planned, running, ended"),
        ("projects.csv?project=zeppelin", "near to it are: zeppelin-b"),
        ("projects.csv?portfolio=nope", "'nope' is no portfolio of the register: give its slug"),
        ("projects.csv?size=0", "size: '0' is not a whole number from 1 to 10000"),
        ("projects.csv?size=10001", "from 1 to 10000"),
        ("projects.csv?size=00000100009999", "from 1 to 10000"),
        ("projects.csv?page=two", "page: 'two' is not a whole number"),
    ],
)
def test_a_parameter_that_cannot_be_understood_is_told_with_what_can_be(
    client: FlaskClient, address: str, says: str
) -> None:
    answer = client.get(f"/queries/{address}", headers=JSON)
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert says in json.loads(answer.data)["detail"]


@pytest.mark.parametrize("address", ["/queries/proyects.csv", "/queries/proyects"])
def test_an_unknown_question_is_told_with_those_near_to_it(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(address, headers=JSON)
    assert answer.status_code == 404
    assert "near to it are: projects" in json.loads(answer.data)["detail"]


def test_a_format_that_there_is_not_is_told_with_those_that_are(client: FlaskClient) -> None:
    answer = client.get("/queries/projects.pdf", headers=JSON)
    assert answer.status_code == 404
    assert "csv, json, xlsx" in json.loads(answer.data)["detail"]


def test_an_entity_may_be_named_by_slug_by_iri_and_on_a_page_by_name(client: FlaskClient) -> None:
    by_slug = rows(client, "/queries/projects.csv?project=aurinko")
    by_iri = rows(client, "/queries/projects.csv?project=http://localhost:8000/id/project/aurinko")
    assert by_slug == by_iri
    assert len(by_slug) == 2
    assert "Aurinko" in client.get("/fi/queries/projects?project=AURINKO").text


def test_a_withdrawn_project_can_be_asked_for(client: FlaskClient) -> None:
    found = rows(client, "/queries/withdrawn_projects.csv?project=poistuva-hanke")
    assert found[1][1] == "Poistuva hanke"


def test_a_name_that_several_have_leads_to_each_of_them(client: FlaskClient) -> None:
    answer = client.get("/en/queries/organisation_projects?organisation=oulu", headers=PAGE)
    assert answer.status_code == 400
    assert "Did you mean" in answer.text
    assert "organisation=oulun-kaupunki" in answer.text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("fi/queries/projects_running_on?day=abc", "Päivä: ”abc” ei ole päivämäärä"),
        ("sv/queries/projects?year=abc", "”abc” är inget årtal"),
        ("fi/queries/projects?phase=zzz", "Käsittelyvaihe: ”zzz” ei ole mikään"),
        ("sv/queries/projects?project=zzz", "Projekt: ingenting i registret heter ”zzz”"),
    ],
)
def test_a_value_that_is_none_is_told_in_the_language_of_the_page(
    client: FlaskClient, address: str, sentence: str
) -> None:
    answer = client.get(f"/{address}", headers=PAGE)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert '<p lang="en">' not in answer.text


def test_words_of_a_reader_stay_words_on_the_page(client: FlaskClient) -> None:
    hostile = "</pre><script>alert(1)</script>\"'\\"
    answer = client.get("/en/queries/projects_about", query_string={"word": hostile})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_entities_are_suggested_by_the_words_in_their_names(client: FlaskClient) -> None:
    found = client.get("/queries/suggestions/organisation?q=oulun kaup").get_json()
    assert found[0] == {"value": "oulun-kaupunki", "label": "Oulun kaupunki"}
    assert client.get("/queries/suggestions/project?q=").get_json() == []
    assert client.get("/queries/suggestions/planet?q=a").status_code == 404


def test_the_bare_address_leads_people_to_the_page_and_programs_to_the_data(
    client: FlaskClient,
) -> None:
    people = client.get("/queries/projects?year=2015", headers={**PAGE, "Accept-Language": "sv"})
    assert people.location == "/sv/queries/projects?year=2015"
    programs = client.get("/queries/projects?year=2015", headers=JSON)
    assert programs.location == "/queries/projects.json?year=2015"
    assert client.get("/queries/", headers={"Accept-Language": "en"}).location == "/en/queries/"


def test_the_answer_is_shown_as_people_read_it(client: FlaskClient) -> None:
    text = words(client.get("/fi/queries/project_funding").text)
    assert "Äänekäs kokeilu" in text
    assert "50 000 €" in text
    assert "Euroopan sosiaalirahasto" in text
    assert "/id/project/" not in text.partition("Omassa ohjelmassa")[0]


def test_bars_and_lines_are_drawn_without_a_script_or_a_style(client: FlaskClient) -> None:
    bars = client.get("/en/queries/funding_by_year").text
    assert bars.count('<svg class="bar"') == 2
    lines = client.get("/en/queries/newcomers_by_year").text
    assert "<polyline" in lines
    assert "style=" not in bars + lines


def test_the_query_can_be_opened_in_the_query_page(client: FlaskClient) -> None:
    text = client.get("/en/queries/projects?year=2015").text
    form = re.search(r'<form[^>]*action="/en/sparql">.*?</form>', text, re.DOTALL)
    assert form
    assert "VALUES ?asked_year { &#34;2015&#34;^^" in form[0]


class Overloaded(InProcess):
    """Somebody who has no time to answer."""

    def __init__(self, problem: Exception) -> None:
        self.problem = problem

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        del snapshot, query
        raise self.problem


class Short(InProcess):
    """Somebody who gives the first two rows at most."""

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        whole = json.loads(super().answer(snapshot, query).whole())
        whole["results"]["bindings"] = whole["results"]["bindings"][:2]
        answer = super().answer(snapshot, query)
        cut = Truncation(kept=2, limit=2, total=3)
        return Answer(json.dumps(whole).encode(), answer.format, truncation=cut)


@pytest.mark.parametrize(
    ("problem", "status", "retry"),
    [
        (QueryStopped("time", "over 20 seconds"), 504, None),
        (QueryStopped("memory", "over 1024 MiB"), 503, None),
        (Busy("too much at once", 5), 503, "5"),
    ],
)
def test_a_question_that_passes_a_limit_is_told_with_the_limit(
    data: Path, extended: Path, problem: Exception, status: int, retry: str | None
) -> None:
    answer = stranger(data, extended, Overloaded(problem)).get("/queries/projects.csv")
    assert answer.status_code == status
    assert json.loads(answer.data)["detail"] == str(problem)
    assert answer.headers.get("Retry-After") == retry


def test_what_was_cut_is_told_in_the_headers_and_on_the_page(data: Path, extended: Path) -> None:
    client = stranger(data, extended, Short())
    headers = client.get("/queries/projects.csv").headers
    told = [headers[f"Salkku-{name}"] for name in ("Truncated", "Kept", "Limit", "Total")]
    assert told == ["true", "2", "2", "3"]
    assert "The answer is not whole." in client.get("/en/queries/projects").text
