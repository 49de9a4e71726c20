"""``/sparql`` as programs use it."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, quote_plus, unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from msgspec import structs
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from werkzeug.test import TestResponse

from ontology.functions import extension_functions
from ontology.iris import Iris
from ontology.terms import Dcterms, Rdf, Rdfs, Sd, Sk
from server.app import create_app
from server.endpoint.application import cut
from server.endpoint.protocol import FORM, decoded, parameters_of
from server.endpoint.reply import EXPOSED
from server.evaluation import Answer, Busy, InProcess, PublicQuery, QueryStopped, Truncation
from server.settings import read_settings
from server.snapshot import Snapshot

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
    answer = client.get("/sparql", query_string={"query": "SELECT *\nWHERE { ?s ?p ?o ! }"})
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert (body(answer)["line"], body(answer)["column"]) == (2, 18)
    line, caret = body(answer)["pointer"].split("\n")
    assert line[caret.index("^")] == "!"
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


@pytest.mark.parametrize("form", [{"update": "CLEAR ALL"}, {"update": "", "query": ASK}])
def test_an_update_is_pointed_to_its_own_address(client: FlaskClient, form: dict[str, str]) -> None:
    answer = client.post("/sparql", data=form)
    assert answer.status_code == 400
    assert "/update" in body(answer)["detail"]


def test_an_update_by_itself_is_pointed_to_its_own_address(client: FlaskClient) -> None:
    kind = "application/sparql-update"
    answer = client.post("/sparql", data="CLEAR ALL", content_type=kind)
    assert answer.status_code == 415
    assert "/update" in body(answer)["detail"]


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
    formats = {t.object for t in described if t.predicate == Sd.resultFormat}
    assert len(formats) == 10
    assert NamedNode("http://www.w3.org/ns/formats/JSON-LD") in formats
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


@pytest.mark.parametrize("method", ["GET", "POST", "QUERY"])
def test_a_slash_behind_the_address_changes_nothing(client: FlaskClient, method: str) -> None:
    answer = client.open(
        "/sparql/",
        method=method,
        data={"query": ASK},
        query_string={"query": ASK} if method == "GET" else {},
    )
    assert answer.status_code == 200


def test_a_query_by_the_method_query_is_answered_and_has_an_etag(client: FlaskClient) -> None:
    kind = "application/sparql-query"
    answer = client.open("/sparql", method="QUERY", data=SELECT, content_type=kind)
    assert len(names(answer)) == 3
    held = {"If-None-Match": answer.headers["ETag"]}
    again = client.open("/sparql", method="QUERY", data=SELECT, content_type=kind, headers=held)
    assert again.status_code == 304


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "NONSENSE"])
def test_other_methods_are_told_which_there_are(client: FlaskClient, method: str) -> None:
    answer = client.open("/sparql", method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST, QUERY, OPTIONS"


def test_parameters_of_the_address_count_with_those_of_a_form(client: FlaskClient) -> None:
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a {Sk.Project} }}"
    graph = quote(Iris().graph("provenance").value, safe="")
    answer = client.post(f"/sparql?default-graph-uri={graph}", data={"query": count})
    assert body(answer)["results"]["bindings"][0]["n"]["value"] == "0"


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "x", "1e3", "1_0", "٣", " 5"])
def test_a_timeout_that_makes_no_sense_is_refused(client: FlaskClient, seconds: str) -> None:
    answer = client.get("/sparql", query_string={"query": ASK, "timeout": seconds})
    assert answer.status_code == 400
    assert "timeout" in body(answer)["detail"]


@pytest.mark.parametrize("seconds", ["1", "0.5", "3600"])
def test_a_timeout_is_a_number_of_seconds(client: FlaskClient, seconds: str) -> None:
    answer = client.get("/sparql", query_string={"query": ASK, "timeout": seconds})
    assert answer.status_code == 200


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"', "us-ascii"])
def test_a_query_may_say_that_it_is_utf_8(client: FlaskClient, charset: str) -> None:
    kind = f"application/sparql-query; charset={charset}"
    assert client.post("/sparql", data=ASK, content_type=kind).status_code == 200


@pytest.mark.parametrize("kind", ["sparql-query", "x-www-form-urlencoded"])
def test_a_query_in_another_charset_is_refused(client: FlaskClient, kind: str) -> None:
    kind = f"application/{kind}; charset=utf-16"
    answer = client.post("/sparql", data=ASK.encode("utf-16"), content_type=kind)
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "text",
    ["SELECT *", "a=b&c", "100 %", "ä%zz", "%", "%%41", "=41", "a=\n b", "_a \t", "\u20ac=", "x= "],
)
def test_what_is_written_by_percent_is_read_as_it_was_meant(text: str) -> None:
    assert parameters_of(f"query={quote_plus(text)}&a&=b") == {
        "query": [text],
        "a": [""],
        "": ["b"],
    }
    assert decoded(text) == unquote(text)


def test_a_parameter_that_is_not_utf_8_is_refused(client: FlaskClient) -> None:
    assert client.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%E4%22%7D").status_code == 400


def test_ten_megabytes_of_query_are_answered(client: FlaskClient) -> None:
    query = f"{ASK} # {'x' * 10_000_000}"
    answer = client.post("/sparql", data=query, content_type="application/sparql-query")
    assert answer.status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "br", "x-unknown"])
def test_a_packed_query_is_refused(client: FlaskClient, coding: str) -> None:
    headers = {"Content-Encoding": coding, "Content-Type": "application/sparql-query"}
    answer = client.post("/sparql", data=ASK, headers=headers)
    assert answer.status_code == 415
    assert "Content-Encoding" in body(answer)["detail"]


def test_a_query_over_the_limit_is_told_the_limit(client: FlaskClient) -> None:
    query = "x" * (16 * 1024 * 1024 + 1)
    answer = client.post("/sparql", data=query, content_type="application/sparql-query")
    assert answer.status_code == 413
    assert "16 MiB" in body(answer)["detail"]


def test_a_thousand_parameters_are_enough(client: FlaskClient) -> None:
    assert client.post("/sparql", data="a&" * 1001, content_type=FORM).status_code == 400


def test_the_answer_says_of_which_generation_it_is_and_that_it_is_whole(
    client: FlaskClient,
) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT})
    generation = client.get("/healthz").json
    assert generation is not None
    assert answer.headers["Salkku-Generation"] == generation["generation"]
    assert answer.headers["Salkku-Truncated"] == "false"
    assert float(answer.headers["Salkku-Seconds"]) >= 0
    assert "Salkku-Kept" not in answer.headers


def test_what_was_cut_is_told_and_every_script_may_read_it() -> None:
    told = dict(cut(Truncation(kept=10, limit=10, total=30)))
    assert told == {
        "Salkku-Truncated": "true",
        "Salkku-Kept": "10",
        "Salkku-Limit": "10",
        "Salkku-Total": "30",
    }
    assert set(told) <= set(EXPOSED.split(", "))
    assert "Salkku-Total" not in dict(cut(Truncation(kept=10, limit=10)))


def test_nothing_in_an_answer_is_run_by_a_browser(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": CONSTRUCT, "format": "rdf"})
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_browser_is_sent_on_with_all_parameters(client: FlaskClient) -> None:
    given = {"query": "ASK {} # ä\r\n", "default-graph-uri": "urn:x"}
    answer = client.get("/sparql", query_string=given, headers={"Accept": BROWSER})
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.location).query) == {k: [v] for k, v in given.items()}
    assert "Accept" in answer.headers["Vary"]


def test_a_browser_without_a_query_is_sent_to_the_query_page(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": BROWSER})
    assert (answer.status_code, answer.location) == (303, "/fi/sparql")


@pytest.mark.parametrize("accept", ["*/*", "application/*;q=0.5, x/y", "nonsense", ";q=;,,", ""])
def test_wildcards_and_nonsense_get_the_first_format(client: FlaskClient, accept: str) -> None:
    answer = client.get("/sparql", query_string={"query": ASK}, headers={"Accept": accept})
    assert answer.content_type == "application/sparql-results+json"


def test_whoever_takes_none_of_our_formats_is_told_which_there_are(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": ASK}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "csv" in body(answer)["detail"]


@pytest.mark.parametrize(
    ("format_", "content_type"),
    [
        ("ttl", "text/turtle; charset=utf-8"),
        ("jsonld", "application/ld+json"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
        ("nq", "application/n-quads"),
        ("trig", "application/trig"),
    ],
)
def test_the_service_description_is_in_every_rdf_format(
    client: FlaskClient, format_: str, content_type: str
) -> None:
    answer = client.get("/sparql", query_string={"format": format_})
    assert answer.content_type == content_type
    assert len(answer.data) > 1000


def test_the_service_description_names_limits_licence_functions_and_its_own_address(
    client: FlaskClient,
) -> None:
    answer = client.get("/sparql", base_url="https://data.example.fi/")
    described = triples(answer, RdfFormat.TURTLE)
    told = {t.predicate: t.object for t in described}
    words = " ".join(str(t.object) for t in described if t.predicate == Dcterms.description)
    assert all(part in words for part in ("20 seconds", "1024 MiB", "1000000 rows", "429"))
    service, update = map(NamedNode, (f"https://data.example.fi/{p}" for p in ("sparql", "update")))
    assert Triple(service, Sd.endpoint, service) in described
    assert Triple(update, Sd.supportedLanguage, Sd.SPARQL11Update) in described
    store = NamedNode("https://data.example.fi/gsp")
    assert {t.object for t in described if t.predicate == Rdfs.seeAlso} == {update, store}
    assert str(told[Dcterms.license]).startswith("<http")
    assert {t.object for t in described if t.predicate == Sd.extensionFunction} == set(
        extension_functions()
    )
    assert Sd.feature not in told


def test_the_service_description_is_kept_until_the_next_generation(client: FlaskClient) -> None:
    first = client.get("/sparql")
    again = client.get("/sparql", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("host", ["a b", "<x>", "a/b", "ä", "a:b"])
def test_a_host_that_is_none_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/sparql", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("function", list(extension_functions()), ids=str)
def test_every_function_of_the_service_description_can_be_called(
    client: FlaskClient, function: NamedNode
) -> None:
    query = f"SELECT ({function}(1) AS ?x) WHERE {{}}"
    assert client.get("/sparql", query_string={"query": query}).status_code == 200


def test_a_function_that_nobody_knows_cannot_be_called(client: FlaskClient) -> None:
    query = "SELECT (<http://example.org/f>(1) AS ?x) WHERE {}"
    assert client.get("/sparql", query_string={"query": query}).status_code == 400


def test_only_a_query_that_runs_can_be_cancelled(client: FlaskClient) -> None:
    assert client.post("/sparql/cancel", data={"id": "12345678"}).status_code == 404
    assert client.post("/sparql/cancel", data={"id": "!"}).status_code == 400
    assert client.post("/sparql/cancel").status_code == 404
    assert client.get("/sparql/cancel?id=12345678").status_code == 405


def test_who_is_over_the_budget_of_a_minute_has_to_wait(data: Path) -> None:
    client = spendthrift(data)
    assert client.get("/sparql", query_string={"query": ASK}).status_code == 200
    other = client.get("/sparql", query_string={"query": SELECT})
    assert other.status_code == 429
    assert 0 < int(other.headers["Retry-After"]) <= 60
    assert "1 seconds of queries" in body(other)["detail"]


def test_what_is_kept_costs_nothing(data: Path) -> None:
    client = spendthrift(data)
    client.get("/sparql", query_string={"query": ASK})
    assert client.get("/sparql", query_string={"query": ASK}).status_code == 200


def test_other_clients_have_budgets_of_their_own(data: Path) -> None:
    client = spendthrift(data)
    client.get("/sparql", query_string={"query": ASK})
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    asked = client.get("/sparql", query_string={"query": SELECT}, environ_overrides=elsewhere)
    assert asked.status_code == 200


def test_behind_a_proxy_it_is_the_address_that_the_proxy_tells_that_counts(data: Path) -> None:
    client = spendthrift(data, proxies=1)

    def ask(query: str, forwarded: str) -> int:
        headers = {"X-Forwarded-For": forwarded}
        return client.get("/sparql", query_string={"query": query}, headers=headers).status_code

    assert ask(ASK, "198.51.100.1, 192.0.2.1") == 200
    assert ask(SELECT, "198.51.100.2, 192.0.2.1") == 429
    assert ask(SELECT, "198.51.100.1, 192.0.2.2") == 200


def spendthrift(data: Path, proxies: int = 0) -> FlaskClient:
    """A client of a server on which every query takes two seconds, of one in a minute."""

    class Slow(InProcess):
        def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
            return structs.replace(super().answer(snapshot, query), seconds=2.0)

    settings = read_settings({"data": str(data), "query_budget": 1, "proxies": proxies}, {})
    return create_app(settings, Slow()).test_client()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QueryStopped("time", "over 20 seconds"), 504),
        (QueryStopped("memory", "over 1024 MiB"), 503),
        (QueryStopped("size", "over 256 MiB"), 503),
        (Busy("too many", 7), 503),
    ],
)
def test_a_query_that_is_stopped_or_turned_away_is_told_why(
    data: Path, error: Exception, status: int
) -> None:
    class Stopping(InProcess):
        def answer(self, *_: object) -> Answer:
            raise error

    client = create_app(read_settings({"data": str(data)}, {}), Stopping()).test_client()
    answer = client.get("/sparql", query_string={"query": ASK})
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert body(answer)["detail"] == str(error)
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_relative_iris_are_below_the_base_of_the_data(client: FlaskClient) -> None:
    query = "CONSTRUCT { <id/project/x> a <service> } WHERE {}"
    (found,) = triples(client.get("/sparql", query_string={"query": query}), RdfFormat.TURTLE)
    assert found.subject == Iris().entity("project", "x")


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("iri", ["<no>", "relative", "", "http://example.org/a b"])
def test_a_graph_by_no_absolute_iri_is_refused_by_the_name_of_its_parameter(
    client: FlaskClient, name: str, iri: str
) -> None:
    answer = client.get("/sparql", query_string={"query": ASK, name: iri})
    assert answer.status_code == 400
    assert body(answer)["detail"].startswith(f"{name}: {iri!r} is no absolute IRI: ")
