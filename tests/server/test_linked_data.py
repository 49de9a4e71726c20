"""What an IRI leads to, for people and for programs."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Triple, parse
from werkzeug.test import TestResponse

PROJECT = "/id/project/aanekas-kokeilu"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_a_person_who_asks_for_an_iri_is_sent_to_the_page(client: FlaskClient) -> None:
    answer = client.get(PROJECT, headers={"Accept": BROWSER, "Accept-Language": "sv"})
    assert answer.status_code == 303
    assert answer.location == "/sv/projects/aanekas-kokeilu"
    assert {"Accept", "Accept-Language"} <= set(answer.vary)


def body(answer: TestResponse) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(answer.data)
    return document


def triples(data: bytes, format_: RdfFormat) -> set[Triple]:
    return {quad.triple for quad in parse(data, format=format_)}


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("application/json", "json"),
        ("*/*", "ttl"),
        ("", "ttl"),
    ],
)
def test_a_program_is_sent_to_the_data_in_its_format(
    client: FlaskClient, accept: str, extension: str
) -> None:
    answer = client.get(PROJECT, headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.location == f"/projects/aanekas-kokeilu.{extension}"


def test_the_format_can_stand_in_the_address(client: FlaskClient) -> None:
    answer = client.get(f"{PROJECT}?format=jsonld", headers={"Accept": BROWSER})
    assert answer.location == "/projects/aanekas-kokeilu.jsonld"


def test_a_format_that_there_is_not_is_not_acceptable(client: FlaskClient) -> None:
    answer = client.get(PROJECT, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in body(answer)["detail"]


@pytest.mark.parametrize(
    ("iri", "page"),
    [
        ("/id/organisation/oulun-kaupunki", "/fi/organisations/oulun-kaupunki"),
        ("/id/person/maija-meikalainen", "/fi/people/maija-meikalainen"),
        ("/id/page/rich", "/fi/pages/rich"),
        ("/id/register", "/fi/about"),
        (f"{PROJECT}/funding/1", "/fi/projects/aanekas-kokeilu"),
    ],
)
def test_every_kind_of_thing_has_its_page(client: FlaskClient, iri: str, page: str) -> None:
    assert client.get(iri, headers={"Accept": BROWSER}).location == page


@pytest.mark.parametrize(
    "address",
    [
        "/projects/aanekas-kokeilu",
        "/organisations/oulun-kaupunki",
        "/people/maija-meikalainen",
        "/portfolios/esimerkkisalkku-2021-2027",
        "/pages/rich",
        "/register",
    ],
)
def test_every_kind_of_thing_has_the_same_data_in_every_format(
    client: FlaskClient, address: str
) -> None:
    graphs = [
        triples(client.get(f"{address}.{ending}").data, format_)
        for ending, format_ in [
            ("ttl", RdfFormat.TURTLE),
            ("nt", RdfFormat.N_TRIPLES),
            ("rdf", RdfFormat.RDF_XML),
            ("jsonld", RdfFormat.JSON_LD),
        ]
    ]
    assert graphs[0]
    assert all(graph == graphs[0] for graph in graphs)
    assert client.get(f"{address}.json").content_type == "application/json"


def test_a_projects_data_hold_its_parts(client: FlaskClient) -> None:
    data = client.get("/projects/aanekas-kokeilu.nt").data
    subjects = {str(triple.subject) for triple in triples(data, RdfFormat.N_TRIPLES)}
    assert any("/funding/" in subject for subject in subjects)


def test_json_ld_is_short_and_brings_its_context(client: FlaskClient) -> None:
    document = body(client.get("/portfolios/esimerkkisalkku-2021-2027.jsonld"))
    assert "@context" in document
    assert document["type"] == "Portfolio"
    assert document["startYear"] == 2021


def test_plain_json_is_the_named_questions(client: FlaskClient) -> None:
    document = body(client.get("/projects/aanekas-kokeilu.json"))
    assert document["name"] == "Äänekäs kokeilu"
    assert document["start"] == "2025-01-01"
    assert [row["amount"] for row in document["funding"]] == [50000, 70000, 20000, 30000]
    assert document["participants"][0]["as_printed"] == "Oulun kaupunki"
    assert document["contacts"][0]["email"] == "maija.meikalainen@example.fi"


@pytest.mark.parametrize(
    "address",
    [
        "/id/project/nope",
        "/id/project/%00",
        "/id/organisation/%3Cb%3E",
        "/projects/nope.ttl",
        "/projects/no%20pe.ttl",
        "/id/nope/x",
        "/projects/aanekas-kokeilu.docx",
    ],
)
def test_what_never_was_is_not_found(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers={"Accept": "text/turtle"})
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_a_withdrawn_project_is_gone_and_says_what_is_known(client: FlaskClient) -> None:
    for address in ("/id/project/poistuva-hanke", "/projects/poistuva-hanke.ttl"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert body(answer)["name"] == "Poistuva hanke"
        assert body(answer)["end"] == "2024-12-31"


def test_a_withdrawn_project_has_a_page_for_people(client: FlaskClient) -> None:
    answer = client.get("/fi/projects/poistuva-hanke", headers={"Accept": BROWSER})
    assert answer.status_code == 410
    assert "Poistuva hanke" in answer.text
    assert "31.12.2024" in answer.text


def test_the_vocabulary_is_a_page_for_people_and_rdf_for_programs(client: FlaskClient) -> None:
    page = client.get("/ontology", headers={"Accept": BROWSER, "Accept-Language": "en"})
    assert page.location == "/en/ontology"
    turtle = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert len(triples(turtle.data, RdfFormat.TURTLE)) > 500
    assert client.get("/ontology.jsonld").content_type == "application/ld+json"


def test_data_are_open_to_every_origin(client: FlaskClient) -> None:
    assert client.get("/projects/aanekas-kokeilu.ttl").headers["Access-Control-Allow-Origin"] == "*"
