"""Links and registers by their own IRIs, and the registers on the page about the data."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.generations.directory import DataDirectory
from ontology import registers
from server.app import create_app
from server.settings import read_settings
from tests.server.made_links import link, write_links

SUBJECT = registers.yso("p1001").value
PUBLISHED = link("project", "aanekas-kokeilu", "subject", SUBJECT, register="yso")
WAITING = link(
    "project", "zeppelin-b", "subject", SUBJECT, register="yso", decision="pending"
)  # fmt: skip
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def linked(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("linked") / "data"
    shutil.copytree(data, folder)
    iris = DataDirectory.open(folder).generation().iris
    write_links(folder, [PUBLISHED, WAITING], iris)
    return create_app(read_settings({"data": str(folder)}, {}))


@pytest.fixture
def asking(linked: Flask) -> FlaskClient:
    return linked.test_client()


def test_the_iri_of_a_link_leads_people_to_whose_it_is(asking: FlaskClient) -> None:
    answer = asking.get(f"/id/link/{PUBLISHED.key.id}", headers=HTML)
    assert (answer.status_code, answer.location) == (303, "/fi/projects/aanekas-kokeilu#subjects")


def test_the_iri_of_a_link_leads_programs_to_what_it_says(asking: FlaskClient) -> None:
    answer = asking.get(f"/id/link/{PUBLISHED.key.id}", headers={"Accept": "text/turtle"})
    told = asking.get(answer.location, headers={"Accept": "text/turtle"}).text
    assert "the name says so" in told


def test_a_link_that_waits_is_not_public(asking: FlaskClient) -> None:
    assert asking.get(f"/id/link/{WAITING.key.id}").status_code == 404


def test_the_iri_of_a_register_leads_to_the_page_about_the_data(asking: FlaskClient) -> None:
    answer = asking.get("/id/register/yso", headers=HTML)
    assert (answer.status_code, answer.location) == (303, "/fi/about#registers")
    assert asking.get("/id/register/no-such").status_code == 404


def test_the_page_about_the_data_names_the_registers_with_their_licences(
    asking: FlaskClient,
) -> None:
    page = asking.get("/sv/about").text
    assert "Allmän finländsk ontologi ALLFO" in page
    assert "CC BY 4.0" in page
    assert "2026-10" in page


def test_without_registers_the_page_about_the_data_names_none(client: FlaskClient) -> None:
    assert 'id="registers"' not in client.get("/en/about").text


def test_the_page_about_the_data_leads_to_the_review_where_something_may_be_decided(
    linked: Flask, asking: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'href="/en/links"' in asking.get("/en/about").text
    monkeypatch.setitem(linked.config, "TAKES_WRITES", False)
    assert 'href="/en/links"' not in asking.get("/en/about").text
