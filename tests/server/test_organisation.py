"""The page of an organisation: its roles, its money told apart, its units, its partners."""

import csv
import re
from decimal import Decimal
from io import StringIO
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.pages.organisation import tree
from tests.server.test_pages import words

CITY = "/organisations/oulun-kaupunki"
UNIT = f"{CITY}-sivistyspalvelut-nuorisotyo"
OWN: Final = re.compile(r"Its own money €([\d,.]+)")


def panel(client: FlaskClient, address: str, name: str) -> str:
    """The markup of the section of that name."""
    text = client.get(address).text
    found = re.search(rf'<section[^>]*aria-labelledby="{name}">.*?</section>', text, re.DOTALL)
    assert found, f"{address} has no section {name}"
    return found[0]


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """The rows of the file of that address."""
    return [*csv.DictReader(StringIO(client.get(address).data.decode("utf-8-sig")))]


def test_the_money_of_others_is_told_apart_from_its_own(client: FlaskClient) -> None:
    said = words(panel(client, f"/en{CITY}", "money"))
    assert "€170,000" in said
    assert "Its own money €50,000" in said
    assert "Money of others €120,000" in said


def test_each_year_adds_up_and_is_there_as_a_table(client: FlaskClient) -> None:
    said = words(panel(client, f"/en{CITY}", "money"))
    assert "2025 €20,000 €50,000 €70,000" in said
    assert "Total €50,000 €120,000 €170,000" in said


def test_each_role_tells_its_money_year_by_year(client: FlaskClient) -> None:
    said = words(panel(client, f"/en{CITY}", "by-role"))
    assert "The same year by year Funder Year Its own money All money of the projects" in said
    assert "2025 €20,000 €70,000 2026 €30,000 €100,000" in said
    assert "organisation_money_by_year" in said


def test_the_network_unfolds_in_its_place(client: FlaskClient) -> None:
    frame = "/en/embed/network?start=organisation/oulun-kaupunki"
    answer = client.get(f"/en{CITY}")
    assert f'src="{frame}"' in answer.text
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    assert client.get(frame).status_code == 200


def test_a_project_of_two_roles_counts_once_in_all(client: FlaskClient) -> None:
    said = words(panel(client, f"/en{CITY}?with_units=1", "by-role"))
    assert "Funder 3 €50,000 €170,000" in said
    assert "Implementer 3 €50,000 €170,000" in said
    assert "Each project once 3 €50,000 €170,000" in said


def test_the_own_money_of_everyone_is_that_among_the_top_funders(sample_app: Flask) -> None:
    client = sample_app.test_client()
    funders = table(client, "/queries/top_funders.csv")
    given = {row["organisation"]: row["amount"] for row in funders}
    for row in table(client, "/organisations.csv"):
        slug = row["organisation"].rpartition("/")[2]
        told = OWN.search(words(client.get(f"/en/organisations/{slug}").text))
        own = Decimal(told[1].replace(",", "")) if told else 0
        assert own == Decimal(given.pop(row["organisation"], 0)), slug
    assert not given


def test_what_it_pays_without_being_listed_stands_in_its_own_row(sample_app: Flask) -> None:
    client = sample_app.test_client()
    said = words(panel(client, f"/en{CITY}", "by-role"))
    assert "Pays without being listed 1 €45,000" in said
    assert "Hautomo kampukselle" in words(panel(client, f"/en{CITY}", "unlisted"))


def test_alone_it_has_only_its_own_roles(client: FlaskClient) -> None:
    assert 'id="implementer"' not in client.get(f"/en{CITY}").text
    assert 'id="implementer"' in client.get(f"/en{CITY}?with_units=1").text


def test_the_switch_says_which_of_both_is_shown(client: FlaskClient) -> None:
    alone = client.get(f"/en{CITY}").text
    together = client.get(f"/en{CITY}?with_units=1").text
    current = re.compile(r'aria-current="true">([^<]*)</a>\s*(?:<a|</nav>)')
    assert "The organisation alone" in current.findall(alone.split('class="switch"')[1])
    assert "With its 2 units" in current.findall(together.split('class="switch"')[1])
    assert 'class="switch"' not in client.get(f"/en{UNIT}").text


def test_numbers_lead_to_the_list_that_they_count(client: FlaskClient) -> None:
    text = panel(client, f"/en{CITY}?with_units=1", "by-role")
    address = re.search(r'href="(/en/projects\?implementer=[^"]*)">3</a>', text)
    assert address
    assert address[1].count("implementer=") == 3
    assert "3 projects" in words(client.get(address[1].replace("&amp;", "&")).text)


def test_units_stand_below_those_they_belong_to(client: FlaskClient) -> None:
    tree = panel(client, f"/fi{CITY}", "facts").split('class="tree"')
    assert "Sivistyspalvelut" in tree[1]
    assert "nuorisotyö" in tree[2]


def test_a_ring_of_units_comes_to_an_end() -> None:
    rows = [{"unit": "b", "unit_of": "a"}, {"unit": "a", "unit_of": "b"}]
    (first,) = tree(rows, "a")
    assert first.row["unit"] == "b"
    assert [unit.row["unit"] for unit in first.units] == ["a"]
    assert first.units[0].units == ()


def test_partners_stand_by_role_with_the_number_of_common_projects(client: FlaskClient) -> None:
    text = panel(client, f"/en{CITY}", "partners")
    assert "Implementers" in words(text)
    address = re.search(
        r'href="(/en/projects\?[^"]*implementer=kempeleen-kunta)"[^>]*>([^<]*)<', text
    )
    assert address
    assert address[2] == "1 project"
    assert "1 project" in words(client.get(address[1].replace("&amp;", "&")).text)


def test_its_own_units_are_no_partners_when_they_are_counted_in(client: FlaskClient) -> None:
    assert "nuorisotyö" in panel(client, f"/fi{CITY}", "partners")
    assert "nuorisotyö" not in panel(client, f"/fi{CITY}?with_units=1", "partners")


def test_a_unit_among_partners_says_whose_it_is(client: FlaskClient) -> None:
    said = words(panel(client, "/fi/organisations/kempeleen-kunta", "partners"))
    assert "nuorisotyö Oulun kaupunki" in said


@pytest.mark.parametrize("section", ["money", "by-role", "partners"])
def test_every_panel_leads_to_its_question_and_its_files(client: FlaskClient, section: str) -> None:
    text = panel(client, f"/en{CITY}", section)
    for address in (r'"(/en/queries/[a-z_]+\?[^"]*)"', r'"(/queries/[a-z_]+\.csv\?[^"]*)"'):
        found = re.search(address, text)
        assert found
        assert client.get(found[1].replace("&amp;", "&")).status_code == 200


def test_the_profile_can_be_taken_away_as_it_is_shown(client: FlaskClient) -> None:
    text = client.get(f"/sv{CITY}?with_units=1").text
    found = re.search(r'href="([^"]*/profile\.json[^"]*)"', text)
    assert found
    assert "with_units=true" in found[1]
    assert client.get(found[1].replace("&amp;", "&")).status_code == 200
