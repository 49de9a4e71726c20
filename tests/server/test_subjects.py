"""Subjects and places: found, chosen by, told on pages and as data, in three languages."""

import json
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.generations.directory import DataDirectory
from graph.links.link import Conflict
from ontology import registers
from server.app import create_app
from server.settings import read_settings
from tests.server.made_links import link, write_links

PROJECT = "aanekas-kokeilu"
OTHER = "zeppelin-b"
CITY = "oulun-kaupunki"
YTUNNUS = "0187690-1"


@pytest.fixture(scope="module")
def linked(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The small register, linked with others."""
    folder = tmp_path_factory.mktemp("linked") / "data"
    shutil.copytree(data, folder)
    write_links(folder, LINKS, DataDirectory.open(folder).generation().iris)
    return create_app(read_settings({"data": str(folder)}, {}))


@pytest.fixture
def asking(linked: Flask) -> FlaskClient:
    return linked.test_client()


def concept(slug: str) -> str:
    return registers.yso(slug).value


CONFLICT = Conflict(what="end date", ours="2026-12-31", theirs="2027-03-31")
LINKS = (
    link("project", PROJECT, "subject", concept("p1001"), register="yso"),
    link("project", PROJECT, "subject", concept("p1003"), register="yso"),
    link("project", OTHER, "subject", concept("p1001"), register="yso"),
    link("project", PROJECT, "spatial", concept("p94320"), register="yso-places"),
    link(
        "project", PROJECT, "subject", concept("p1002"), register="yso",
        decision="pending", evidence=("a word that may mean anything",),
    ),
    link(
        "project", PROJECT, "registerRecord", registers.eura("S20469").value, register="eura",
        evidence=("the same name",), conflicts=(CONFLICT,),
    ),
    link("organisation", CITY, "identifier", YTUNNUS, register="ytunnus", scheme="ytunnus"),
    link(
        "organisation", CITY, "identifier", "564", register="municipalities",
        scheme="municipality",
    ),
    link(
        "organisation", CITY, "sameAs", registers.ror("04yn72m09").value, register="ror",
        decision="accepted",
    ),
    link("organisation", "kempeleen-kunta", "identifier", "2247932-3", register="ytunnus",
         scheme="ytunnus"),
    link("organisation", "sosiaali-ja-terveysministerio", "identifier", "2247932-3",
         register="ytunnus", scheme="ytunnus"),
)  # fmt: skip


def test_the_list_of_subjects_names_each_in_the_readers_language(asking: FlaskClient) -> None:
    assert "kirjastot" in asking.get("/fi/subjects").text
    page = asking.get("/sv/subjects").text
    assert ">bibliotek<" in page
    assert 'lang="fi">kirjastot' in page


def test_a_page_of_a_subject_leads_to_its_projects_and_its_register(asking: FlaskClient) -> None:
    page = asking.get("/en/subjects/p1001").text
    assert "<h1>libraries</h1>" in page
    assert "/en/projects?subject=p1001" in page
    assert concept("p1001") in page
    assert registers.CC_BY_4 in page
    assert "/en/projects/zeppelin-b" in page


def test_what_comes_together_and_what_is_near_stands_on_the_page(asking: FlaskClient) -> None:
    page = asking.get("/en/subjects/p1001").text
    assert "/en/subjects/p1003" in page
    assert "cultural institutions" in page
    assert "children&#39;s libraries" in page


def test_a_place_has_a_page_of_its_own(asking: FlaskClient) -> None:
    assert "<h1>Uleåborg</h1>" in asking.get("/sv/places/p94320").text


def test_a_subject_that_no_project_has_is_unknown(asking: FlaskClient) -> None:
    assert asking.get("/fi/subjects/p1004").status_code == 404
    assert asking.get("/fi/places/p1001").status_code == 404
    assert asking.get("/fi/subjects/no%20such").status_code == 404


def test_projects_are_chosen_by_subject_and_by_place(asking: FlaskClient) -> None:
    both = asking.get("/projects.csv?subject=p1001").text
    one = asking.get("/projects.csv?place=p94320").text
    assert PROJECT in both
    assert OTHER in both
    assert PROJECT in one
    assert OTHER not in one


def test_the_subjects_of_projects_are_a_facet_with_names(asking: FlaskClient) -> None:
    page = asking.get("/fi/projects").text
    assert "subject=p1001" in page
    assert "nuoret" in page


def test_the_query_of_a_chosen_subject_names_its_iri(asking: FlaskClient) -> None:
    page = asking.get("/fi/projects?subject=p1001").text
    assert f"VALUES ?subject {{ &lt;{concept('p1001')}&gt; }}" in page


def test_a_subject_that_nobody_has_cannot_be_chosen_in_a_file(asking: FlaskClient) -> None:
    answer = asking.get("/projects.csv?subject=p1004")
    assert answer.status_code == 400
    assert "/subjects.csv" in answer.text


def test_subjects_are_found_and_completed_as_a_kind_of_their_own(asking: FlaskClient) -> None:
    assert "/fi/subjects/p1001" in asking.get("/fi/search?q=kirjasto").text
    found = asking.get("/suggest.json?q=libr&lang=en").json
    assert found is not None
    assert {"kind": "subject", "address": "/en/subjects/p1001"}.items() <= found[0].items()


def test_a_subject_is_data_too(asking: FlaskClient) -> None:
    turtle = asking.get("/subjects/p1001.ttl").text
    assert '"bibliotek"@sv' in turtle
    told = json.loads(asking.get("/subjects/p1001.json").text)
    assert {row["project"].rpartition("/")[2] for row in told["projects"]} == {PROJECT, OTHER}
    assert {row["name"] for row in told["names"]} == {"kirjastot", "bibliotek", "libraries"}


def test_the_lists_of_subjects_and_places_are_files(asking: FlaskClient) -> None:
    assert "p1001,kirjastot,kirjastot,bibliotek,libraries,2" in asking.get("/subjects.csv").text
    places = asking.get("/places.json").json
    assert places is not None
    assert places["results"]["bindings"][0]["projects"]["value"] == "1"


def test_without_registers_there_is_neither_a_menu_item_nor_a_facet(client: FlaskClient) -> None:
    page = client.get("/fi/projects").text
    assert "/fi/subjects" not in page
    assert "subject=" not in page


def test_a_project_shows_its_subjects_and_why_it_has_them(asking: FlaskClient) -> None:
    page = asking.get(f"/fi/projects/{PROJECT}").text
    assert 'class="chip" href="/fi/subjects/p1001"' in page
    assert 'class="chip" href="/fi/places/p94320"' in page
    assert "the name says so" in page


def test_what_waits_for_a_decision_is_not_shown(asking: FlaskClient) -> None:
    assert "a word that may mean anything" not in asking.get(f"/fi/projects/{PROJECT}").text


def test_a_record_in_another_register_tells_on_what_they_disagree(asking: FlaskClient) -> None:
    page = asking.get(f"/fi/projects/{PROJECT}").text
    assert registers.eura("S20469").value.replace("&", "&amp;") in page
    assert "sivulla 31.12.2026, rekisterissä 31.3.2027" in page
    assert "On the page the end date" not in page


def test_an_organisation_shows_its_identifiers_with_register_and_licence(
    asking: FlaskClient,
) -> None:
    page = asking.get(f"/en/organisations/{CITY}").text
    assert YTUNNUS in page
    assert "04yn72m09" in page
    assert "CC0 1.0" in page
    assert "Confirmed by a person" in page


@pytest.mark.parametrize(
    ("identifier", "entity"),
    [
        (f"ytunnus/{YTUNNUS}", f"organisation/{CITY}"),
        ("municipality/564", f"organisation/{CITY}"),
        ("ror/04yn72m09", f"organisation/{CITY}"),
        ("eura/S20469", f"project/{PROJECT}"),
    ],
)
def test_an_identifier_leads_to_who_bears_it(
    asking: FlaskClient, identifier: str, entity: str
) -> None:
    answer = asking.get(f"/id/{identifier}")
    assert (answer.status_code, answer.location) == (303, f"/id/{entity}")


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("ytunnus/FI01876901", f"ytunnus/{YTUNNUS}"),
        ("ytunnus/fi187690-1", f"ytunnus/{YTUNNUS}"),
        ("eura/s20469", "eura/S20469"),
        ("ror/04YN72M09", "ror/04yn72m09"),
        ("municipality/KU564", "municipality/564"),
        ("municipality/20", "municipality/020"),
        ("wikidata/q1757", "wikidata/Q1757"),
        ("isni/0000-0001-2103-4996", "isni/0000000121034996"),
    ],
)
def test_other_ways_to_write_an_identifier_lead_to_the_official_one(
    asking: FlaskClient, written: str, official: str
) -> None:
    answer = asking.get(f"/id/{written}")
    assert (answer.status_code, answer.location) == (308, f"/id/{official}")


@pytest.mark.parametrize(
    "identifier",
    ["ytunnus/0187690-2", "ytunnus/x", "eura/S2", "isni/0000000121034997", "ror/04yn72m09x"],
)
def test_what_is_no_identifier_is_not_found_in_words(asking: FlaskClient, identifier: str) -> None:
    answer = asking.get(f"/id/{identifier}")
    assert answer.status_code == 404
    assert "looks like this" in answer.text


def test_an_identifier_that_nobody_bears_is_not_found_in_words(asking: FlaskClient) -> None:
    answer = asking.get("/id/municipality/091")
    assert answer.status_code == 404
    assert "has the municipality 091" in answer.text


def test_an_identifier_of_several_lists_them_all(asking: FlaskClient) -> None:
    page = asking.get("/id/ytunnus/2247932-3", headers={"Accept": "text/html"})
    assert page.status_code == 300
    assert "Kempeleen kunta" in page.text
    assert "Sosiaali- ja terveysministeriö" in page.text
    told = asking.get("/id/ytunnus/2247932-3").json
    assert told is not None
    assert len(told["entities"]) == 2


def test_a_page_of_a_subject_says_so_to_search_engines(asking: FlaskClient) -> None:
    page = asking.get("/en/subjects/p1001").text
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    main = json.loads(block)["mainEntity"]
    assert main["@id"] == concept("p1001")
    assert main["alternateName"] == ["kirjastot", "bibliotek"]
