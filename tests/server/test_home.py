"""The front page: search, figures, money, portfolios, what runs, and the ways in."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.pages import PAGES
from server.snapshot import Snapshot
from tests.server.test_organisation import panel
from tests.server.test_pages import words


def test_the_search_field_finds_anything(client: FlaskClient) -> None:
    form = client.get("/en/").text.split('class="hero"')[1].split("</form>")[0]
    assert 'action="/en/search"' in form
    assert re.search(r'<label for="q">[^<]+</label>', form)


def test_figures_lead_to_what_they_count(client: FlaskClient) -> None:
    text = client.get("/en/").text.split('class="figures"')[1].split("</ul>")[0]
    told = re.findall(r'href="([^"]*)"><strong>([^<]*)</strong><span>([^<]*)<', text)
    assert ("/en/projects", "3", "projects") in told
    assert ("/en/projects?running=1", "1", "running now") in told
    for address, _, _ in told:
        assert client.get(address).status_code == 200


def test_all_money_is_told_by_year_and_fund(client: FlaskClient) -> None:
    said = words(panel(client, "/en/", "money"))
    assert "€170,000" in said
    assert "European Social Fund €120,000" in said
    assert "2026 €100,000" in said


def test_the_largest_funders_stand_with_what_they_give_of_their_own(client: FlaskClient) -> None:
    said = words(panel(client, "/en/", "funders"))
    assert "European Social Fund €120,000" in said
    assert "City of Oulu €50,000" in said or "Oulun kaupunki €50,000" in said


def test_portfolios_stand_with_their_projects_and_money(client: FlaskClient) -> None:
    said = words(panel(client, "/en/", "portfolios"))
    assert "3 projects" in said
    assert "€170,000" in said


def test_portfolios_stand_in_the_order_of_their_bars(sample_app: Flask) -> None:
    bars = panel(sample_app.test_client(), "/en/", "portfolios").split("<tr>")[1:]
    widths = [float(width) for bar in bars for width in re.findall(r'width="([\d.]+)%"', bar)[-1:]]
    assert len(widths) > 3
    assert widths == sorted(widths, reverse=True)


def test_what_runs_is_there_and_what_has_ended_is_not(client: FlaskClient) -> None:
    said = words(panel(client, "/en/", "newest"))
    assert "Äänekäs kokeilu" in said
    assert "Zeppelin" not in said


def test_what_changed_last_stands_with_the_day_on_which_it_was_read(client: FlaskClient) -> None:
    said = words(panel(client, "/en/", "changed"))
    assert "page read on 21 Nov 2026" in said
    assert said.count("page read on") == 3


def test_there_is_one_search_field_and_not_two(client: FlaskClient) -> None:
    assert client.get("/en/").text.count('role="search"') == 1


def test_the_ways_in_are_open(client: FlaskClient) -> None:
    text = panel(client, "/en/", "doors")
    addresses = set(re.findall(r'href="([^"]*)"', text))
    assert {"/en/queries/", "/en/sparql", "/projects.csv", "/en/changes"} <= addresses
    assert "/queries/" in PAGES
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_a_kept_page_is_that_of_its_language_and_address(client: FlaskClient) -> None:
    first, again = client.get("/fi/").text, client.get("/fi/").text
    assert first == again
    assert client.get("/sv/").text != first


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/organisations/oulun-kaupunki",
        "/people/maija-meikalainen",
        "/portfolios/esimerkkisalkku-2021-2027",
    ],
)
def test_no_answer_that_grows_with_the_register_is_read_for_a_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def read(*asked: str) -> None:
        pytest.fail(f"the whole of {asked[1:]} was read")

    monkeypatch.setattr(Snapshot, "whole", read)
    assert client.get(f"/sv{address}?not_kept=1").status_code == 200
