"""The clients that people have, unchanged, against ``salkku serve``."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

from bench.engines import free_port
from tests.server.test_endpoint import ASK, CONSTRUCT, SELECT
from tests.server.test_serve import serving

NAMES = ["Aurinko", "Zeppelin <b>", "Äänekäs kokeilu"]
COUNT = (
    "PREFIX sk: <https://w3id.org/salkku/ontology#> "
    "SELECT (COUNT(?project) AS ?n) WHERE { ?project a sk:Project }"
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def endpoint(data: Path) -> Iterator[str]:
    port = free_port()
    with serving(data, port):
        yield f"http://127.0.0.1:{port}/sparql"


@pytest.fixture(scope="module")
def other_endpoint(data: Path) -> Iterator[str]:
    port = free_port()
    with serving(data, port):
        yield f"http://127.0.0.1:{port}/sparql"


def wrapped(endpoint: str, query: str, **how: str) -> Any:
    wrapper = SPARQLWrapper(endpoint, returnFormat=how.get("format", JSON))
    wrapper.setMethod(how.get("method", GET))
    wrapper.setRequestMethod(how.get("request", URLENCODED))
    wrapper.setQuery(query)
    return wrapper.queryAndConvert()


@pytest.mark.parametrize(
    ("method", "request_method"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
)
def test_sparqlwrapper_asks_by_every_method(
    endpoint: str, method: str, request_method: str
) -> None:
    answer = wrapped(endpoint, SELECT, method=method, request=request_method)
    assert [row["name"]["value"] for row in answer["results"]["bindings"]] == NAMES


def test_sparqlwrapper_reads_every_format(endpoint: str) -> None:
    assert wrapped(endpoint, SELECT, format=CSV).decode().splitlines()[1:] == NAMES
    assert len(wrapped(endpoint, SELECT, format=XML).getElementsByTagName("result")) == 3
    assert len(rdflib.Graph().parse(data=wrapped(endpoint, CONSTRUCT, format=TURTLE))) == 5


def test_rdflib_reads_the_endpoint_as_a_store(endpoint: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint))
    assert [str(row[0]) for row in graph.query(SELECT)] == NAMES  # type: ignore[index]  # rows
    assert graph.query(ASK).askAnswer
    project = rdflib.URIRef("https://w3id.org/salkku/ontology#Project")
    assert len(set(graph.subjects(rdflib.RDF.type, project))) == 3


def curl(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    if shutil.which("curl") is None:
        pytest.skip("curl is not there")
    return subprocess.run(["curl", "-sS", *arguments], capture_output=True, check=False)


@pytest.mark.parametrize("how", [("-G", "--compressed"), (), ("--http1.0",)])
def test_curl_gets_a_table(endpoint: str, how: tuple[str, ...]) -> None:
    answer = curl(*how, endpoint, "--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv")
    assert answer.stdout.decode().splitlines()[1:] == NAMES


def test_curl_sends_a_large_query_from_a_file(endpoint: str, tmp_path: Path) -> None:
    (tmp_path / "large.rq").write_text(f"{SELECT} # {'x' * 10_000_000}")
    kind = "Content-Type: application/sparql-query"
    answer = curl("-H", kind, "--data-binary", f"@{tmp_path / 'large.rq'}", endpoint)
    assert len(json.loads(answer.stdout)["results"]["bindings"]) == 3


def test_curl_asks_by_the_method_query(endpoint: str) -> None:
    kind = "Content-Type: application/sparql-query"
    answer = curl("-X", "QUERY", "-H", kind, "--data", ASK, endpoint)
    assert json.loads(answer.stdout)["boolean"] is True


def ask(comunica: list[str], *arguments: str) -> list[dict[str, Any]]:
    kind = ["-t", "application/sparql-results+json"]
    command = [*comunica, *arguments, *kind]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    rows: list[dict[str, Any]] = json.loads(answer.stdout)["results"]["bindings"]
    return rows


def test_comunica_asks_the_endpoint(comunica: list[str], endpoint: str) -> None:
    rows = ask(comunica, endpoint, SELECT)
    assert [row["name"]["value"] for row in rows] == NAMES


def test_comunica_asks_two_instances_at_once(
    comunica: list[str], endpoint: str, other_endpoint: str
) -> None:
    rows = ask(comunica, endpoint, other_endpoint, COUNT)
    assert [row["n"]["value"] for row in rows] == ["6"]


def test_comunica_joins_over_two_instances(
    comunica: list[str], endpoint: str, other_endpoint: str
) -> None:
    rows = ask(comunica, endpoint, other_endpoint, SELECT.replace("SELECT", "SELECT DISTINCT"))
    assert sorted(row["name"]["value"] for row in rows) == NAMES
