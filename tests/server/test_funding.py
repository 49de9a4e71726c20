"""The page of all money, whatever projects are chosen."""

from flask.testing import FlaskClient


def test_money_is_told_by_year_fund_source_and_portfolio(client: FlaskClient) -> None:
    text = client.get("/en/funding").text
    for heading in ("By year and fund", "Largest sources of money", "By fund", "By portfolio"):
        assert heading in text
    assert "€170,000" in text


def test_a_choice_leaves_only_the_money_of_its_projects(client: FlaskClient) -> None:
    assert "No money is known of these projects." in client.get("/en/funding?phase=ended").text


def test_each_group_leads_down_to_its_projects(client: FlaskClient) -> None:
    text = client.get("/en/funding?year=2025").text
    assert "/en/projects?year=2025&amp;instrument=ESF" in text
    assert "/en/projects?year=2025&amp;view=funders" in text


def test_the_allocations_behind_are_there_as_a_file(client: FlaskClient) -> None:
    text = client.get("/en/funding?year=2025").text
    assert "/allocations.csv?year=2025" in text
    assert client.get("/allocations.csv?year=2025").status_code == 200


def test_a_filtered_page_is_not_for_search_engines(client: FlaskClient) -> None:
    assert 'content="noindex, follow"' in client.get("/en/funding?year=2025").text
    assert 'content="noindex' not in client.get("/en/funding").text
