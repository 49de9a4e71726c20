"""``/sparql`` as programs use it."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Triple, parse
from werkzeug.test import TestResponse

from ontology.iris import Iris
from ontology.terms import Rdf, Sd, Sk

SELECT = (
    "PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX sk: <https://w3id.org/salkku/ontology#> "
    "SELECT ?name WHERE { ?project a sk:Project ; dcterms:title ?name } ORDER BY ?name"
)
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type } LIMIT 5"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def body(answer: TestResponse) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(answer.data)
    return document


def names(answer: TestResponse) -> list[str]:
    return [row["name"]["value"] for row in body(answer)["results"]["bindings"]]


def triples(answer: TestResponse, format_: RdfFormat) -> set[Triple]:
    return {quad.triple for quad in parse(answer.data, format=format_)}


def test_a_query_by_get_is_answered(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT})
    assert answer.content_type == "application/sparql-results+json"
    assert names(answer) == ["Aurinko", "Zeppelin <b>", "Äänekäs kokeilu"]


def test_a_query_by_form_is_answered(client: FlaskClient) -> None:
    assert len(names(client.post("/sparql", data={"query": SELECT}))) == 3


def test_a_query_by_itself_is_answered(client: FlaskClient) -> None:
    answer = client.post("/sparql", data=SELECT, content_type="application/sparql-query")
    assert len(names(answer)) == 3


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("nonsense", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_that_is_accepted(
    client: FlaskClient, accept: str, content_type: str
) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.content_type == content_type
    assert "Äänekäs kokeilu" in answer.text
    assert "Accept" in answer.vary


def test_csv_is_csv(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT, "format": "csv"})
    assert list(csv.reader(io.StringIO(answer.text)))[:2] == [["name"], ["Aurinko"]]


def test_xml_is_xml(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": ASK, "format": "xml"})
    root = ET.fromstring(answer.data)  # noqa: S314 - our own answer
    assert root.findtext("{*}boolean") == "true"


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("rdf", RdfFormat.RDF_XML),
        ("jsonld", RdfFormat.JSON_LD),
        ("nq", RdfFormat.N_QUADS),
        ("trig", RdfFormat.TRIG),
        ("json", RdfFormat.JSON_LD),
    ],
)
def test_a_graph_comes_in_every_rdf_format(
    client: FlaskClient, name: str, format_: RdfFormat
) -> None:
    answer = client.get("/sparql", query_string={"query": CONSTRUCT, "format": name})
    assert len(triples(answer, format_)) == 5


def test_a_graph_as_a_table_is_not_acceptable_and_says_what_there_is(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql", query_string={"query": CONSTRUCT}, headers={"Accept": "text/csv"}
    )
    assert answer.status_code == 406
    assert "text/turtle" in body(answer)["detail"]


def test_an_unknown_format_is_not_acceptable(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT, "format": "docx"})
    assert answer.status_code == 406


def test_a_malformed_query_is_told_with_line_and_column(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT *\nWHERE { ?s ?p }"})
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert (body(answer)["line"], body(answer)["column"]) == (2, 16)
    assert body(answer)["title"] == "Bad Request"


def test_service_is_forbidden(client: FlaskClient) -> None:
    query = "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    answer = client.get("/sparql", query_string={"query": query})
    assert answer.status_code == 403
    assert "SERVICE" in body(answer)["detail"]


@pytest.mark.parametrize(
    "update", ["INSERT DATA { <a:a> <a:b> <a:c> }", "LOAD <http://127.0.0.1:9/>"]
)
def test_an_update_is_no_query(client: FlaskClient, update: str) -> None:
    assert client.post("/sparql", data={"query": update}).status_code == 400


def test_two_queries_at_once_are_refused(client: FlaskClient) -> None:
    assert client.get(f"/sparql?query={ASK}&query={ASK}").status_code == 400


def test_a_form_without_a_query_is_refused(client: FlaskClient) -> None:
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 400


def test_another_kind_of_body_is_refused(client: FlaskClient) -> None:
    answer = client.post("/sparql", data="x", content_type="application/json")
    assert answer.status_code == 415
    assert "application/sparql-query" in body(answer)["detail"]


def test_a_query_that_is_not_utf_8_is_refused(client: FlaskClient) -> None:
    answer = client.post(
        "/sparql", data=b"ASK { ?s ?p '\xe4' }", content_type="application/sparql-query"
    )
    assert answer.status_code == 400


def test_the_dataset_can_be_chosen(client: FlaskClient) -> None:
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a {Sk.Project} }}"
    graph = Iris().graph("provenance").value
    answer = client.get("/sparql", query_string={"query": count, "default-graph-uri": graph})
    assert body(answer)["results"]["bindings"][0]["n"]["value"] == "0"


def test_without_a_query_programs_get_the_service_description(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    described = triples(answer, RdfFormat.TURTLE)
    assert Sd.Service in {t.object for t in described if t.predicate == Rdf.type}
    assert len([t for t in described if t.predicate == Sd.resultFormat]) == 10
    assert [t for t in described if t.predicate == Sd.namedGraph]


def test_a_browser_is_sent_to_the_query_page_with_its_query(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql",
        query_string={"query": ASK},
        headers={"Accept": BROWSER, "Accept-Language": "sv"},
    )
    assert answer.status_code == 303
    assert answer.location.startswith("/sv/sparql?query=ASK")


def test_a_browser_that_downloads_a_format_gets_it(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql", query_string={"query": SELECT, "format": "csv"}, headers={"Accept": BROWSER}
    )
    assert answer.content_type == "text/csv; charset=utf-8"


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    answer = client.head("/sparql", query_string={"query": SELECT})
    assert answer.status_code == 200
    assert answer.data == b""
    assert int(answer.headers["Content-Length"]) > 0


def test_every_origin_may_ask(client: FlaskClient) -> None:
    answer = client.options("/sparql", headers={"Origin": "null"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
