"""The page of a portfolio: its projects in time, their money, who takes part."""

import re
from importlib import import_module

import pytest
from flask.testing import FlaskClient

from tests.server.test_organisation import panel
from tests.server.test_pages import words

PORTFOLIO = "/portfolios/esimerkkisalkku-2021-2027"


def test_projects_stand_in_time_the_newest_first_with_their_days_in_words(
    client: FlaskClient,
) -> None:
    said = words(panel(client, f"/en{PORTFOLIO}", "projects"))
    names = ("Aurinko", "Äänekäs kokeilu", "Zeppelin")
    places = [said.index(name) for name in names]
    assert places == sorted(places)
    assert "1 Jan 2027– 31 Dec 2027" in said


def test_money_is_told_apart_by_fund(client: FlaskClient) -> None:
    said = words(panel(client, f"/en{PORTFOLIO}", "money"))
    assert "€170,000" in said
    assert "European Social Fund €120,000" in said
    assert "Sources that are not funds €50,000" in said


def test_sources_lead_to_organisations_and_funds_to_their_projects(client: FlaskClient) -> None:
    text = panel(client, f"/en{PORTFOLIO}", "sources")
    assert 'href="/en/organisations/oulun-kaupunki"' in text
    assert "portfolio=esimerkkisalkku-2021-2027&amp;instrument=ESF" in text


def test_who_takes_part_stands_by_role_and_leads_to_the_projects(client: FlaskClient) -> None:
    text = panel(client, f"/en{PORTFOLIO}", "taking")
    link = re.search(r'href="(/en/projects\?[^"]*funder=oulun-kaupunki)"[^>]*>([^<]*)<', text)
    assert link
    assert link[2] in words(client.get(link[1].replace("&amp;", "&")).text)


def test_its_findings_are_counted(client: FlaskClient) -> None:
    figures = client.get(f"/en{PORTFOLIO}").text.split('class="figures"')[1].split("</ul>")[0]
    findings = client.get("/queries/findings_by_kind.csv?portfolio=esimerkkisalkku-2021-2027").text
    total = sum(int(line.split(",")[1]) for line in findings.splitlines()[1:])
    assert total > 0
    assert f"{total} findings to check" in words(figures)


def test_more_projects_than_fit_on_a_timeline_are_paged(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("server.pages.portfolio"), "IN_TIME", 2)
    first = words(panel(client, f"/en{PORTFOLIO}?page=1", "projects"))
    last = words(panel(client, f"/en{PORTFOLIO}?page=99", "projects"))
    assert "3 projects, of which 1–2 here" in first
    assert "Zeppelin" not in first
    assert "3 projects, of which 3–3 here" in last
    assert "Zeppelin" in last
