"""The page of a person: their roles in projects, for whom they act, how to reach them."""

from datetime import date
from typing import Any

from flask.testing import FlaskClient

from server.pages.person import by_project, organisations, reaches
from tests.server.test_organisation import panel
from tests.server.test_pages import words

PERSON = "/people/maija-meikalainen"


def contact(project: str, **more: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("phone", "email", "email_derived", "organisation"))
    return {"project": project, **nothing, "organisation_name": more.get("organisation"), **more}


def project(slug: str, year: int) -> dict[str, Any]:
    return {"project": slug, "name": slug.title(), "start": date(year, 1, 1)}


def test_a_person_stands_with_the_role_and_the_time_of_each_project(client: FlaskClient) -> None:
    said = words(panel(client, f"/en{PERSON}", "roles"))
    assert "Aurinko Projektipäällikkö 1 Jan 2027– 31 Dec 2027" in said
    assert said.index("Aurinko") < said.index("Zeppelin")


def test_an_address_stands_with_the_project_that_prints_it(client: FlaskClient) -> None:
    said = words(panel(client, f"/en{PERSON}", "contact"))
    assert said.count("+358 40 0000000") == 1
    assert "+358 40 0000000 printed by Aurinko" in said


def test_a_page_of_a_person_is_not_for_search_engines_and_not_to_be_embedded(
    client: FlaskClient,
) -> None:
    text = client.get(f"/en{PERSON}").text
    assert '<meta name="robots" content="noindex, nofollow">' in text
    assert "/embed/?" not in text


def test_an_address_that_several_projects_print_is_told_once_by_the_newest() -> None:
    rows = [contact("old", phone="+358401"), contact("new", phone="+358401")]
    told = reaches([project("new", 2020), project("old", 2010)], by_project(rows), "phone")
    assert [(each.value, each.project["name"]) for each in told] == [("+358401", "New")]


def test_an_address_made_from_a_pattern_says_so() -> None:
    rows = [contact("old", email="a@example.fi", email_derived=True)]
    (told,) = reaches([project("old", 2010)], by_project(rows), "email")
    assert told.derived


def test_organisations_are_counted_by_projects_and_not_by_mentions() -> None:
    rows = [
        contact("one", organisation="a"),
        contact("one", organisation="a"),
        contact("two", organisation="b"),
        contact("three", organisation="b"),
        contact("four"),
    ]
    told = [(row["organisation"], number) for row, number in organisations(rows)]
    assert told == [("b", 2), ("a", 1)]
