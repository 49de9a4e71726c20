"""Networks: what is asked, what is gathered, and what people and programs get of it."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from ontology.iris import Iris
from server.network.network import Gathered, Tie, strongest_of
from server.network.wish import Entity, NetworkWish, read_wish

CITY, SCHOOL, FUND = (Entity("organisation", slug) for slug in ("city", "school", "fund"))
ONE = Entity("project", "one")
OULU = "organisation/oulun-kaupunki"
PROJECT = "project/aanekas-kokeilu"


def wish(*pairs: tuple[str, str]) -> NetworkWish:
    return read_wish(MultiDict(pairs), Iris("http://127.0.0.1/"))


@pytest.mark.parametrize(
    "words", ["organisation/city", "/id/organisation/city", "http://127.0.0.1/id/organisation/city"]
)
def test_a_start_is_named_by_its_end_its_path_or_its_iri(words: str) -> None:
    assert wish(("start", words)).starts == (CITY,)


def test_what_a_wish_says_in_an_address_is_read_as_the_same_wish() -> None:
    asked = wish(
        ("start", "organisation/city"),
        ("start", "project/one"),
        ("role", "funder"),
        ("year", "2015"),
        ("year", "2016"),
        ("size", "300"),
        ("ties", "all"),
    )
    assert (asked.years, asked.size, asked.strongest) == ((2015, 2016), 300, None)
    assert wish(*((name, str(words)) for name, words in asked.parameters())) == asked
    assert wish().parameters() == []


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("start", "page/x", "organisation/<slug>"),
        ("start", "organisation/", "organisation/<slug>"),
        ("start", "project/x/funding/1", "organisation/<slug>"),
        ("role", "boss", "funder, implementer, partner"),
        ("year", "2O15", "1900–2200"),
        ("size", "301", "2–300"),
        ("size", "00000100009999", "2–300"),
        ("ties", "0", "1–300"),
    ],
)
def test_what_cannot_be_understood_is_told_with_what_could(
    name: str, words: str, told: str
) -> None:
    with pytest.raises(BadRequest, match=f"The parameter {name} cannot be .*{told}"):
        wish((name, words))


def test_of_too_many_nodes_the_starts_stay_then_projects_then_the_foremost() -> None:
    gathered = Gathered((SCHOOL,))
    gathered.weigh(CITY, 10)
    gathered.weigh(FUND, 5)
    gathered.draw(SCHOOL, ONE, "partner")
    network = gathered.network(3, None)
    assert list(network.nodes) == [SCHOOL, ONE, CITY]
    assert network.all_nodes == 4


def test_a_tie_is_the_same_from_both_its_ends_and_another_in_each_role() -> None:
    gathered = Gathered(())
    for node in (CITY, FUND, ONE):
        gathered.weigh(node, 1)
    gathered.tie(CITY, FUND, 3)
    gathered.tie(FUND, CITY, 3)
    gathered.tie(CITY, ONE, role="funder")
    gathered.tie(CITY, ONE, role="partner")
    ties = gathered.network(9, None).ties
    assert [(tie.projects, tie.role) for tie in ties] == [(3, ""), (1, "funder"), (1, "partner")]


def test_each_node_keeps_its_strongest_ties_and_a_start_all_of_its_own() -> None:
    hub, *others = (Entity("organisation", letter) for letter in "abcde")
    ties = [Tie(hub, other, 9 - number) for number, other in enumerate(others)]
    ties += [Tie(others[0], others[1], 2), Tie(others[2], others[3], 1)]
    assert set(strongest_of(ties, 1, ())) == set(ties[:4])
    assert set(strongest_of(ties, None, ())) == set(ties)
    kept = strongest_of(ties, 1, (hub,))
    assert set(ties[:4]) < set(kept)
    assert len(kept) == 6


def network(client: FlaskClient, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    document: dict[str, Any] = answer.get_json()
    return document


def test_a_small_organisation_is_shown_with_its_projects_and_who_takes_part(
    client: FlaskClient,
) -> None:
    found = network(client, f"/network.json?start={OULU}&lang=en")
    nodes = {node["id"]: node for node in found["nodes"]}
    assert nodes[OULU]["start"] is True
    assert nodes[PROJECT]["told"].startswith("Project · ")
    assert nodes["organisation/kempeleen-kunta"]["address"] == "/en/organisations/kempeleen-kunta"
    ties = {(tie["source"], tie["target"], tie["role"]) for tie in found["ties"]}
    assert (OULU, PROJECT, "funder") in ties
    assert ("organisation/kempeleen-kunta", PROJECT, "implementer") in ties


def test_one_role_and_one_year_leave_out_the_rest(client: FlaskClient) -> None:
    found = network(client, f"/network.json?start={OULU}&role=implementer")
    assert {tie["role"] for tie in found["ties"] if tie["source"] != OULU} == {"implementer"}
    elsewhen = network(client, f"/network.json?start={OULU}&year=1999")
    assert [node["id"] for node in elsewhen["nodes"]] == [OULU]


@pytest.mark.parametrize("kind", ["organisation", "project", "person", "portfolio"])
def test_a_network_starts_from_any_kind(client: FlaskClient, kind: str) -> None:
    many = "people" if kind == "person" else f"{kind}s"
    rows = client.get(f"/queries/{many}.json").get_json()["results"]["bindings"]
    start = rows[-1][kind]["value"].partition("/id/")[2]
    found = network(client, f"/network.json?start={start}")
    assert found["starts"] == [start]
    assert found["ties"]


def test_the_whole_ties_organisations_by_the_projects_they_share(client: FlaskClient) -> None:
    found = network(client, "/network.json")
    assert {node["kind"] for node in found["nodes"]} == {"organisation"}
    assert {tie["role"] for tie in found["ties"]} == {""}
    assert found["all_nodes"] == len(found["nodes"])


def test_several_starts_are_one_network(client: FlaskClient) -> None:
    found = network(client, f"/network.json?start={OULU}&start={PROJECT}")
    assert found["starts"] == [OULU, PROJECT]
    assert len({node["id"] for node in found["nodes"]}) == len(found["nodes"])


def test_the_files_hold_the_same_ties(client: FlaskClient) -> None:
    address = f"?start={OULU}"
    ties = network(client, f"/network.json{address}")["ties"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/network.csv{address}").text)))
    assert [row["source"].partition("/id/")[2] for row in rows] == [tie["source"] for tie in ties]
    assert rows[0]["source_name"]
    graph = ET.fromstring(client.get(f"/network.graphml{address}").data)  # noqa: S314  # our own
    edges = graph.findall(".//{*}edge")
    assert [edge.get("target") for edge in edges] == [tie["target"] for tie in ties]
    assert client.get(f"/network.xlsx{address}").data.startswith(b"PK")


def test_a_start_that_is_not_there_is_a_404_and_nonsense_a_400(client: FlaskClient) -> None:
    assert client.get("/en/network?start=organisation/nobody").status_code == 404
    assert client.get("/en/network?start=nobody").status_code == 400
    assert client.get("/network.pdf").status_code == 404


def test_the_page_has_the_ties_as_a_table_and_leads_to_wider_networks(client: FlaskClient) -> None:
    page = client.get(f"/en/network?start={OULU}").text
    assert "<h1>Network of City of Oulu</h1>" in page
    assert 'href="/en/organisations/kempeleen-kunta"' in page
    more = "start=organisation%2Foulun-kaupunki&amp;start=organisation%2Fkempeleen-kunta"
    assert f'href="/en/network?{more}"' in page
    assert "data-source=" in page


def test_the_page_finds_where_to_start_by_words(client: FlaskClient) -> None:
    page = client.get("/en/network?find=Kempele").text
    assert 'href="/en/network?start=organisation%2Fkempeleen-kunta"' in page
    assert "Nothing is called so." in client.get("/en/network?find=zzzzzz").text


def test_the_table_is_sorted_by_names_when_asked_and_stays_so_on_the_next_page(
    client: FlaskClient,
) -> None:
    page = client.get(f"/fi/network?start={OULU}&sort=name").text
    first = page.index('<th scope="row"')
    assert "Kempeleen kunta" in page[first : first + 200]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_json_speaks_the_language_asked_for(client: FlaskClient, language: str) -> None:
    words = {"fi": "Hanke", "sv": "Projekt", "en": "Project"}
    found = client.get(f"/network.json?start={PROJECT}&lang={language}").text
    told = [node["told"] for node in json.loads(found)["nodes"] if node["id"] == PROJECT]
    assert told[0].startswith(words[language])
