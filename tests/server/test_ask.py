"""``salkku ask``, on a data directory and over HTTP, as a user calls it."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from werkzeug.wrappers import Response

from graph.questions.library import load_library
from server.command import salkku
from tests.serving import served

RESULTS_JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def endpoint(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield f"{address}/sparql"


def asked(*arguments: str | Path) -> Result:
    return CliRunner().invoke(salkku, ["ask", *map(str, arguments)])


def answer(*arguments: str | Path) -> list[dict[str, str]]:
    """The rows of an answer that is asked for as CSV."""
    result = asked(*arguments, "--format", "csv")
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_the_list_names_every_question_with_its_summary() -> None:
    result = asked("--list")
    assert result.exit_code == 0
    for question in load_library().values():
        assert (question.summary["en"] in result.output) is bool(question.columns)


def test_a_question_tells_its_parameters_and_columns() -> None:
    text = " ".join(asked("organisation_projects", "--help").output.split())
    assert "--organisation ORGANISATION" in text
    assert "--with-units" in text
    assert "organisation, organisation_name, role, project, project_name, start, end" in text


@pytest.mark.parametrize(
    "name", [q.name for q in load_library().values() if q.columns and not q.services]
)
def test_every_question_answers_with_its_columns(name: str, data: Path) -> None:
    result = asked(name, "--data", data, "--format", "csv")
    assert result.exit_code == 0, result.output
    head = result.stdout.splitlines()[0]
    assert tuple(head.split(",")) == load_library()[name].columns


def test_a_data_directory_and_its_endpoint_give_the_same_answers(data: Path, endpoint: str) -> None:
    for question in load_library().values():
        if question.columns and not question.services:
            here = asked(question.name, "--data", data, "--format", "json")
            there = asked(question.name, "--at", endpoint, "--format", "json")
            assert there.exit_code == 0, there.output
            assert there.stdout == here.stdout


def test_what_is_stored_is_not_asked_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = answer("top_funders", "--data", data)
    monkeypatch.setattr("server.commands.ask.select", None)
    assert answer("top_funders", "--data", data, "--lang", "fi") == rows != []


@pytest.mark.parametrize("where", ["data", "endpoint"])
def test_a_slug_is_understood_by_the_registers_own_base(
    where: str, data: Path, endpoint: str
) -> None:
    place = ("--data", data) if where == "data" else ("--at", endpoint)
    (row,) = answer("projects", "--project", "aanekas-kokeilu", *place)
    assert row["name"] == "Äänekäs kokeilu"
    (same,) = answer("projects", "--project", row["project"], *place)
    assert same == row


def test_values_of_every_type_are_understood(data: Path) -> None:
    def names(*arguments: str) -> list[str]:
        return [row["name"] for row in answer("projects", *arguments, "--data", data)]

    assert names("--year", "2016") == ["Zeppelin <b>"]
    assert names("--phase", "ended") == ["Zeppelin <b>"]
    assert names("--phase", "https://w3id.org/salkku/phase/ended") == ["Zeppelin <b>"]
    assert names("--project", "") == names()


@pytest.mark.parametrize("spelling", [["--with-units"], ["--with_units"], ["--with-units", "true"]])
def test_a_truth_is_given_by_its_name_alone(spelling: list[str], data: Path) -> None:
    city = ("organisation_projects", "--organisation", "oulun-kaupunki", "--data", data)
    assert len(answer(*city, *spelling)) > len(answer(*city))
    assert answer(*city, "--with-units", "false") == answer(*city)


def test_the_language_of_names_may_be_given_to_every_question(data: Path) -> None:
    for name in ("organisations", "people"):
        assert asked(name, "--lang", "sv", "--data", data).exit_code == 0
    (row,) = answer(
        "organisations", "--organisation", "oulun-kaupunki", "--lang", "sv", "--data", data
    )
    assert row["name"] == "Uleåborgs stad"


def test_a_table_is_what_people_get(data: Path) -> None:
    result = asked("projects", "--data", data)
    assert result.exit_code == 0
    assert "Äänekäs kokeilu" in result.stdout
    assert "3 rows." in result.stdout


def test_json_is_results_json(data: Path) -> None:
    result = asked("projects", "--data", data, "--format", "json")
    document = json.loads(result.stdout)
    assert document["head"]["vars"] == list(load_library()["projects"].columns)
    assert len(document["results"]["bindings"]) == 3


def test_an_output_is_written_in_the_format_of_its_ending(data: Path, tmp_path: Path) -> None:
    for ending in ("csv", "json", "xlsx"):
        output = tmp_path / f"answer.{ending}"
        result = asked("projects", "--data", data, "--output", output)
        assert (result.exit_code, result.output) == (0, "")
    sheet = openpyxl.load_workbook(tmp_path / "answer.xlsx").active
    assert sheet is not None
    head, *rows = sheet.values
    assert head == load_library()["projects"].columns
    assert {row[1] for row in rows} == {"Äänekäs kokeilu", "Zeppelin <b>", "Aurinko"}


def test_of_a_site_the_endpoint_is_found(endpoint: str) -> None:
    rows = answer("projects", "--at", endpoint.removesuffix("sparql"))
    assert rows == answer("projects", "--at", endpoint)


def test_a_site_without_an_endpoint_is_told_as_it_was_named() -> None:
    with served(Flask("another site")) as address:
        result = asked("projects", "--at", address)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {address}: ")
    assert "/sparql" not in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["projects", "--data", "a", "--at", "http://127.0.0.1/"], "one of them, not both"),
        (["porjects"], "no question porjects"),
        (["entity"], "no question entity"),
        (["projects", "--yaer", "2015"], "--yaer"),
        (["projects", "--format", "pdf"], "pdf"),
        (["projects", "--format", "xlsx"], "give --output FILE"),
        (["projects", "--lang", "xx"], "fi"),
        (["people", "--lang", "xx"], "fi"),
        (["projects", "--output", "answer.pdf"], "--format"),
        (["projects", "--output", "answer"], "--format"),
    ],
)
def test_a_wrong_call_is_a_usage_error(arguments: list[str], says: str) -> None:
    result = asked(*arguments)
    assert result.exit_code == 2
    assert says in result.output


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--year", "last"),
        ("--project", "a b"),
        ("--portfolio", "http://x/> } #"),
        ("--phase", "?"),
        ("--phase", "zzz"),
    ],
)
def test_a_value_that_is_none_is_a_usage_error(option: str, words: str, data: Path) -> None:
    result = asked("projects", option, words, "--data", data)
    assert result.exit_code == 2
    assert f"projects: {option[2:]}: " in result.output


@pytest.mark.parametrize(
    ("question", "option"),
    [
        ("projects", "--project"),
        ("project_funding", "--project"),
        ("organisation_partners", "--organisation"),
        ("projects", "--portfolio"),
        ("people", "--person"),
    ],
)
def test_what_the_register_does_not_hold_is_told(question: str, option: str, data: Path) -> None:
    for words in ("nobody", "http://localhost:8000/id/thing/nobody"):
        result = asked(question, option, words, "--data", data)
        assert result.exit_code == 1
        assert result.output == f"Error: {words}: no such {option[2:]}\n"


def test_a_withdrawn_project_can_be_asked_about(data: Path) -> None:
    place = ("--project", "poistuva-hanke", "--data", data)
    (row,) = answer("withdrawn_projects", *place)
    assert row["name"] == "Poistuva hanke"
    assert answer("project_funding", *place) == []


def test_a_parameter_tells_what_it_takes() -> None:
    text = " ".join(asked("projects", "--help").output.split())
    assert "Project: its slug (the last part of its IRI) or its IRI." in text
    assert "planned, running, ended, " in text
    assert "--lang fi|sv|en" in text


def test_a_place_that_cannot_be_asked_ends_with_one_line(tmp_path: Path) -> None:
    for place in (("--data", tmp_path / "none"), ("--at", "http://127.0.0.1:1/sparql")):
        result = asked("projects", *place)
        assert result.exit_code == 1
        assert len(result.output.splitlines()) == 1
        assert str(place[1]) in result.output


def test_an_output_that_cannot_be_written_ends_with_one_line(data: Path, tmp_path: Path) -> None:
    result = asked("projects", "--data", data, "--output", tmp_path / "none" / "a.csv")
    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_an_endpoint_without_a_register_takes_whole_iris_only() -> None:
    nothing = Response('{"head":{"vars":["a"]},"results":{"bindings":[]}}', mimetype=RESULTS_JSON)
    with served(nothing) as address:
        slug = asked("projects", "--project", "puisto", "--at", address)
        assert slug.exit_code == 1
        assert "whole IRIs" in slug.output
        whole = asked("projects", "--project", "http://example.fi/puisto", "--at", address)
        assert "http://example.fi/puisto: no such project" in whole.output
