"""What is served from an engine is what is served from the embedded store, byte for byte."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from werkzeug.test import TestResponse

from bench import engines
from graph.engines.client import Engine
from graph.engines.place import Access
from graph.engines.publishing.addresses import addresses
from graph.engines.publishing.publishing import publish
from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from server.app import create_app
from server.command import salkku
from server.settings import read_settings
from tests.debian import debian_program
from tests.graph.stand_in_engine import RESULTS

GRAPHS = frozenset({"text/turtle", "application/ld+json"})
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["Oxigraph", "Virtuoso"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sample_data: Path
) -> Iterator[Access]:
    """A real engine with the sample, as it is published."""
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        if request.param == "Virtuoso":
            program = debian_program("virtuoso-t", "virtuoso-opensource")
            running = stack.enter_context(engines.virtuoso(folder, program))
        else:
            running = stack.enter_context(engines.oxigraph(folder))
        password = engines.USER if running.user else ""
        access = Access(query=running.query, user=running.user, password=password, seconds=120)
        publish(DataDirectory.open(sample_data).generation(), access)
        yield access


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory, sample_data: Path) -> Path:
    """The data directory of the sample, without its store and the files made of it."""
    copy = tmp_path_factory.mktemp("copy") / "data"
    shutil.copytree(sample_data, copy, ignore=shutil.ignore_patterns("store", "dumps"))
    assert not list(copy.glob("generations/*/store"))
    return copy


def served(data: Path, access: Access, **more: str | int) -> Flask:
    """The application that serves *data* with the graph at the engine of *access*."""
    given = {"data": str(data), "store": access.query, "query_budget": 0, **more}
    given |= {"store_user": access.user, "store_password": access.password, "store_seconds": 120}
    return create_app(read_settings(given, {}))


@pytest.fixture(scope="module")
def there(copied: Path, engine: Access) -> FlaskClient:
    return served(copied, engine).test_client()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, sample_data: Path) -> FlaskClient:
    """The sample with its store, without the files that another test may have had made of it."""
    copy = tmp_path_factory.mktemp("here") / "data"
    shutil.copytree(sample_data, copy, ignore=shutil.ignore_patterns("dumps"))
    return create_app(read_settings({"data": str(copy), "query_budget": 0}, {})).test_client()


def same(one: TestResponse, other: TestResponse) -> None:
    """Expect two answers to be one."""
    assert one.status_code == other.status_code
    assert one.headers.get("Content-Type") == other.headers.get("Content-Type")
    assert one.headers.get("ETag") == other.headers.get("ETag")
    assert said(one) == said(other)


def said(answer: TestResponse) -> str | set[str]:
    """What an answer says: of a graph its triples, for no engine gives them in an order."""
    if answer.mimetype not in GRAPHS:
        return str(answer.get_data(as_text=True))
    form, base = RdfFormat.from_media_type(answer.mimetype), "http://localhost/"
    return {str(quad) for quad in parse(answer.get_data(), form, base_iri=base)}


PAGES = [
    "/fi/",
    "/en/projects",
    "/sv/projects?phase=running&q=ty%C3%B6",
    "/fi/organisations",
    "/fi/people",
    "/fi/portfolios",
    "/fi/funding",
    "/fi/questions",
    "/fi/about",
    "/en/findings",
    "/fi/subjects",
    "/projects.csv",
    "/organisations.csv",
    "/project_funding.csv",
    "/catalog.ttl",
    "/.well-known/void",
    "/fi/no-such-page",
    "/sitemap.xml",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_the_same(address: str, here: FlaskClient, there: FlaskClient) -> None:
    headers = {"Accept": "text/html"}
    same(here.get(address, headers=headers), there.get(address, headers=headers))


@pytest.mark.parametrize("kind", ["project", "organisation", "person", "portfolio"])
def test_an_entity_is_the_same_as_page_and_as_data(
    kind: str, here: FlaskClient, there: FlaskClient
) -> None:
    many = {"person": "people"}.get(kind, f"{kind}s")
    listed = here.get(f"/queries/{many}.json").get_json()["results"]["bindings"]
    for row in listed[:3]:
        path = "/" + row[kind]["value"].partition("//")[2].partition("/")[2]
        for accept in ("text/html", "text/turtle", "application/ld+json"):
            led, told = (each.get(path, headers={"Accept": accept}) for each in (here, there))
            same(led, told)
            same(here.get(led.headers["Location"]), there.get(told.headers["Location"]))


@pytest.mark.parametrize("name", load_library())
def test_a_named_question_gives_the_same_rows(
    name: str, here: FlaskClient, there: FlaskClient
) -> None:
    address = f"/queries/{name}.csv"
    mine, theirs = here.get(address), there.get(address)
    assert mine.status_code == theirs.status_code
    assert sorted(mine.get_data(as_text=True).splitlines()) == sorted(
        theirs.get_data(as_text=True).splitlines()
    )


QUERIES = [
    "SELECT * { ?s a ?class } ORDER BY ?s ?class LIMIT 20",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT * { GRAPH ?g {} } ORDER BY ?g",
    "SELECT (COUNT(*) AS ?n) FROM <graph/provenance> { ?s ?p ?o }",
    "ASK { GRAPH <graph/published> { ?s ?p ?o } }",
    "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } ORDER BY ?s ?o LIMIT 10",
    "DESCRIBE <id/register>",
    "SELECT ?x { BIND(1.50 AS ?x) }",
    "SELECT * {",
    "SELECT * { SERVICE <http://other.example/> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_endpoint_answers_the_same(query: str, here: FlaskClient, there: FlaskClient) -> None:
    for accept in ("application/sparql-results+json, text/turtle;q=0.5", "text/csv"):
        headers = {"Accept": accept}
        mine, theirs = (
            each.post("/sparql", data={"query": query}, headers=headers) for each in (here, there)
        )
        same(mine, theirs)


def test_what_others_keep_at_the_engine_is_not_seen(engine: Access, there: FlaskClient) -> None:
    other = "<http://other.example/s> <http://other.example/p> 'secret'"
    graph = f"GRAPH <http://other.example/g> {{ {other} }}"
    client = Engine(engine)
    update, _ = addresses(engine.query, client.query("ASK {}", RESULTS).server)
    Engine(msgspec.structs.replace(engine, update=update)).update(f"INSERT DATA {{ {graph} }}")
    for query in ("ASK { ?s ?p 'secret' }", "ASK { GRAPH ?g { ?s ?p 'secret' } }"):
        told = there.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
        assert told.get_data(as_text=True).strip() == "false"


@pytest.mark.parametrize(
    ("method", "address"),
    [("POST", "/update"), ("PUT", "/gsp?default"), ("POST", "/pages"), ("DELETE", "/gsp?default")],
)
def test_a_write_is_refused_and_told_where_to_write(
    method: str, address: str, there: FlaskClient
) -> None:
    answer = there.open(address, method=method, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "salkku publish" in answer.get_json()["detail"]


def test_programs_are_told_of_no_way_to_write(there: FlaskClient) -> None:
    assert "/update" not in there.get("/api").get_json()["paths"]
    assert "/update" not in there.get("/sparql", headers={"Accept": "text/turtle"}).text


def test_a_file_that_is_not_here_is_told_to_be_elsewhere(there: FlaskClient, copied: Path) -> None:
    identifier = DataDirectory.open(copied).current_id()
    headers = {"Accept": "application/json"}
    answer = there.get(f"/dumps/{identifier}/salkku.nq", headers=headers)
    assert answer.status_code == 404
    assert "elsewhere" in answer.get_json()["detail"]


def test_ready_tells_the_generation(there: FlaskClient, copied: Path) -> None:
    told = there.get("/healthz/ready").get_json()
    assert told == {"status": "ready", "generation": DataDirectory.open(copied).current_id()}


def test_a_question_about_a_graph_that_is_not_here_is_told_where_to_ask(copied: Path) -> None:
    told = CliRunner().invoke(salkku, ["ask", "projects", "--data", str(copied)])
    assert told.exit_code != 0
    assert "the graph is not here; where it is at an engine, ask the engine" in told.output
