"""Questions that join the register with Finto and Wikidata, and queries from outside that join us.

Nobody here asks Finto or Wikidata. An endpoint of another kind stands in for both; the questions
are read from a copy of their folder in which its address stands in the place of theirs, and
nothing else is changed.
"""

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from click.testing import CliRunner, Result
from flask import Flask, Response, request
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from graph.errors import QueryError
from graph.questions.gathering import MOST, with_gathered
from graph.questions.library import Library, load_library
from graph.store import EmbeddedStore
from graph.writes.publishing import publish
from graph.writes.write import PostGraph
from ontology.iris import Iris
from ontology.terms import Dcterms, Rdf, Sk
from server.app import create_app
from server.command import salkku
from server.guard.guard import Guard
from server.guard.limits import Limits
from server.settings import read_settings
from tests.serving import served

FINTO, WIKIDATA = "http://api.finto.fi/sparql", "https://query.wikidata.org/sparql"
YSO = "http://www.yso.fi/onto/yso/"
BASE, TWIN = "http://localhost:8000/id/", "http://schema.org/sameAs"
LINKS = f"""\
<{BASE}project/aanekas-kokeilu> <http://purl.org/dc/terms/subject> <{YSO}p1> .
<{BASE}project/aanekas-kokeilu> <http://purl.org/dc/terms/subject> <{YSO}p2> .
<{BASE}project/aurinko> <http://purl.org/dc/terms/subject> <{YSO}p1> .
<{BASE}organisation/oulun-kaupunki> <{TWIN}> <http://www.wikidata.org/entity/Q7> .
<{BASE}organisation/oulun-kaupunki> <{TWIN}> <https://isni.org/isni/0> .
"""
VOCABULARY = f"""\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix yso: <{YSO}> .
yso:p1 skos:prefLabel "äänet"@fi, "ljud"@sv ; skos:broader yso:p9 .
yso:p9 skos:prefLabel "ilmiöt"@fi, "fenomen"@sv .
yso:p2 skos:prefLabel "nuoret"@fi ; skos:exactMatch <http://example.org/youth> .
yso:p3 skos:prefLabel "muut"@fi ; skos:broader yso:p9 .
"""
ITEMS = """\
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://www.wikidata.org/entity/Q7> rdfs:label "Oulu"@fi, "Uleåborg"@sv ;
  wdt:P571 "1605-04-08T00:00:00Z"^^xsd:dateTime ; wdt:P625 "Point(25.4 65.0)" .
"""

pytestmark = pytest.mark.slow


class StandIn(NamedTuple):
    """An endpoint that stands in for others: its address, and the queries that came."""

    address: str
    asked: list[str]


@pytest.fixture(scope="module")
def stand_in() -> Iterator[StandIn]:
    store, asked = Store(), list[str]()
    store.load(input=VOCABULARY, format=RdfFormat.TURTLE, to_graph=NamedNode(YSO))
    store.load(input=ITEMS, format=RdfFormat.TURTLE)
    app = Flask("stand-in")

    @app.post("/sparql")
    def sparql() -> Response:
        asked.append(request.get_data(as_text=True))
        answer = store.query(asked[-1])
        assert isinstance(answer, QuerySolutions)
        body = answer.serialize(format=QueryResultsFormat.JSON)
        return Response(body, content_type="application/sparql-results+json")

    @app.post("/broken")
    def broken() -> Response:
        return Response("out of order", 500)

    @app.get("/vocabulary.ttl")
    def vocabulary() -> Response:
        return Response(VOCABULARY, content_type="text/turtle")

    with served(app) as address:
        yield StandIn(f"{address}/sparql", asked)


@pytest.fixture(scope="module")
def linked(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register with links to others."""
    folder = tmp_path_factory.mktemp("linked") / "data"
    shutil.copytree(data, folder)
    publish(folder, PostGraph(triples=LINKS.encode()), by="test")
    return folder


def library_at(address: str, folder: Path) -> Library:
    """The questions with *address* in the place of the endpoints that they ask."""
    shutil.copytree(Path(str(resources.files("queries"))), folder)
    for file in folder.glob("*.rq"):
        text = file.read_text("utf-8")
        for other in (FINTO, WIKIDATA):
            text = text.replace(f"SERVICE <{other}>", f"SERVICE <{address}>")
        file.write_text(text, "utf-8")
    return load_library(folder)


@pytest.fixture(scope="module")
def library(stand_in: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_at(stand_in.address, tmp_path_factory.mktemp("library") / "queries")


def client_of(
    data: Path, library: Library, services: str, patch: pytest.MonkeyPatch
) -> Iterator[FlaskClient]:
    """A client of the application with the *library*, whose guard may ask the *services*."""
    settings = read_settings({"data": str(data), "services": services}, {})
    guard = Guard(Limits.of(settings))
    guard.start()
    with patch.context() as changed:
        changed.setattr("server.app.load_library", lambda: library)
        app = create_app(settings, guard)
    yield app.test_client()
    guard.close()


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def joined(
    linked: Path, library: Library, stand_in: StandIn, patch: pytest.MonkeyPatch
) -> Iterator[FlaskClient]:
    yield from client_of(linked, library, stand_in.address, patch)


@pytest.fixture(scope="module")
def alone(linked: Path, library: Library, patch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    yield from client_of(linked, library, "", patch)


def rows(client: FlaskClient, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text)))[1:]


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_endpoints_are_spelled_in_the_questions() -> None:
    asked = {name: q.services for name, q in load_library().items() if q.services}
    assert asked == {"subjects_in_finto": (FINTO,), "organisations_in_wikidata": (WIKIDATA,)}


def test_to_load_the_questions_asks_nobody(stand_in: StandIn, tmp_path: Path) -> None:
    before = len(stand_in.asked)
    library_at(stand_in.address, tmp_path / "queries")
    assert len(stand_in.asked) == before


def test_subjects_have_their_broader_concepts_and_matches_from_finto(joined: FlaskClient) -> None:
    found = rows(joined, "/queries/subjects_in_finto.csv?project=aanekas-kokeilu")
    assert [row[2:] for row in found] == [
        [
            f"{YSO}p1",
            "äänet",
            "http://www.w3.org/2004/02/skos/core#broader",
            f"{YSO}p9",
            "ilmiöt",
        ],
        [
            f"{YSO}p2",
            "nuoret",
            "http://www.w3.org/2004/02/skos/core#exactMatch",
            "http://example.org/youth",
            "",
        ],
    ]


def test_names_come_in_the_language_that_is_asked_for(joined: FlaskClient) -> None:
    (row,) = rows(joined, "/queries/subjects_in_finto.csv?project=aurinko&lang=sv")
    assert (row[3], row[6]) == ("ljud", "fenomen")


def test_finto_is_asked_about_the_subjects_of_the_register_alone(
    joined: FlaskClient, stand_in: StandIn
) -> None:
    rows(joined, "/queries/subjects_in_finto.csv?project=aurinko&lang=fi")
    assert f"<{YSO}p1>" in stand_in.asked[-1]
    assert f"<{YSO}p2>" not in stand_in.asked[-1]


def test_what_has_no_subject_has_no_row(joined: FlaskClient) -> None:
    assert rows(joined, "/queries/subjects_in_finto.csv?project=zeppelin-b") == []


def test_organisations_have_what_wikidata_says_of_their_twins(joined: FlaskClient) -> None:
    (row,) = rows(joined, "/queries/organisations_in_wikidata.csv")
    assert row[1:] == [
        "Oulun kaupunki",
        "http://www.wikidata.org/entity/Q7",
        "Oulu",
        "1605-04-08T00:00:00Z",
        "Point(25.4 65.0)",
    ]


def test_an_identifier_of_others_is_not_asked_of_wikidata(
    joined: FlaskClient, stand_in: StandIn
) -> None:
    rows(joined, "/queries/organisations_in_wikidata.csv?lang=sv")
    assert "isni" not in stand_in.asked[-1]


def test_what_others_say_is_asked_anew_and_kept_by_nobody(
    joined: FlaskClient, stand_in: StandIn
) -> None:
    before = len(stand_in.asked)
    for _ in range(2):
        answer = joined.get("/queries/organisations_in_wikidata.json")
        assert answer.headers["Cache-Control"] == "no-store"
    assert len(stand_in.asked) == before + 2


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_page_shows_the_joined_answer(joined: FlaskClient, language: str) -> None:
    answer = joined.get(f"/{language}/queries/subjects_in_finto?project=aurinko")
    assert answer.status_code == 200
    assert {"fi": "ilmiöt", "sv": "fenomen"}.get(language, f"{YSO}p9") in answer.text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", ["subjects_in_finto", "organisations_in_wikidata"])
def test_where_others_may_not_be_asked_the_page_says_how_to_allow_it(
    alone: FlaskClient, stand_in: StandIn, name: str, language: str
) -> None:
    before = len(stand_in.asked)
    answer = alone.get(f"/{language}/queries/{name}")
    assert answer.status_code == 200
    assert f"salkku serve --services {stand_in.address}" in words(answer.text)
    assert f"salkku ask {name} --data DIR" in words(answer.text)
    assert len(stand_in.asked) == before


def test_where_others_may_not_be_asked_a_program_gets_a_problem(alone: FlaskClient) -> None:
    answer = alone.get("/queries/subjects_in_finto.json")
    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
    assert "services" in answer.get_json()["detail"]


def test_an_endpoint_that_fails_is_told_without_our_paths(
    linked: Path, stand_in: StandIn, tmp_path: Path, patch: pytest.MonkeyPatch
) -> None:
    broken = stand_in.address.replace("/sparql", "/broken")
    library = library_at(broken, tmp_path / "queries")
    for client in client_of(linked, library, broken, patch):
        page = client.get("/en/queries/subjects_in_finto?project=aurinko")
        assert page.status_code == 200
        assert "The other endpoint did not answer" in page.text
        problem = client.get("/queries/subjects_in_finto.csv?project=aurinko")
        assert problem.status_code == 503
        assert problem.get_json()["detail"].startswith("the other endpoint: Error 500")
        assert str(linked) not in page.text + problem.text


def asked(*arguments: str | Path) -> Result:
    return CliRunner().invoke(salkku, ["ask", *map(str, arguments), "--format", "csv"])


def test_the_command_asks_others_from_ones_own_machine(
    linked: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.commands.ask.load_library", lambda: library)
    # A property goes before what another test had the command keep.
    monkeypatch.setattr("server.commands.ask.Questions.questions", property(lambda _: library))
    result = asked("subjects_in_finto", "--project", "aurinko", "--data", linked)
    assert result.exit_code == 0, result.output
    assert "ilmiöt" in result.stdout


def gathered(store: Store, **values: str) -> Sequence[str]:
    """What the question is asked about when *values* are said and *store* is our graph."""
    known = load_library()
    about = with_gathered(known["subjects_in_finto"], values, known, EmbeddedStore(store), Iris())
    return about["subject"]


def with_subject(number: int) -> list[Quad]:
    """A project that has a subject."""
    project = NamedNode(f"http://example.org/{number}")
    subject = NamedNode(f"{YSO}p{number}")
    return [Quad(project, Rdf.type, Sk.Project), Quad(project, Dcterms.subject, subject)]


def test_too_much_at_once_is_refused_with_what_to_choose() -> None:
    store = Store()
    store.extend(quad for number in range(MOST) for quad in with_subject(number))
    assert len(gathered(store)) == MOST
    store.extend(with_subject(MOST))
    with pytest.raises(QueryError, match=r"more than 500 things at once; choose .* project"):
        gathered(store)
    assert gathered(store, project="http://example.org/7") == [f"{YSO}p7"]
    assert gathered(store, subject=f"{YSO}p5") == f"{YSO}p5"


JOIN = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <http://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?title ?label WHERE {{
  SERVICE <OURS> {{ ?project dcterms:title ?title ; dcterms:subject ?subject }}
  GRAPH <{YSO}> {{ ?subject skos:prefLabel ?label FILTER(LANG(?label) = "fi") }}
}} ORDER BY ?title ?label
"""
TWINS = """
PREFIX schema: <http://schema.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name ?label WHERE {
  SERVICE <OURS> { ?organisation schema:sameAs ?twin ; skos:prefLabel ?name }
  ?twin rdfs:label ?label
  FILTER(LANG(?label) = LANG(?name))
} ORDER BY ?name
"""
SUBJECTS = [
    ("Aurinko", "äänet"),
    ("Äänekäs kokeilu", "nuoret"),
    ("Äänekäs kokeilu", "äänet"),
]


@pytest.fixture(scope="module")
def ours(linked: Path) -> Iterator[str]:
    with served(create_app(read_settings({"data": str(linked)}, {}))) as address:
        yield f"{address}/sparql"


def test_oxigraph_joins_its_vocabulary_with_our_subjects(ours: str) -> None:
    store = Store()
    store.load(input=VOCABULARY, format=RdfFormat.TURTLE, to_graph=NamedNode(YSO))
    answer = store.query(JOIN.replace("OURS", ours))
    assert isinstance(answer, QuerySolutions)
    found = [(row["title"].value, row["label"].value) for row in answer]
    assert found == SUBJECTS


def test_rdflib_joins_its_items_with_our_organisations(ours: str) -> None:
    graph = rdflib.Graph().parse(data=ITEMS, format="turtle")
    found = [tuple(map(str, row)) for row in graph.query(TWINS.replace("OURS", ours))]  # type: ignore[arg-type]  # rows
    assert found == [("Oulun kaupunki", "Oulu"), ("Uleåborgs stad", "Uleåborg")]


def test_comunica_joins_a_file_with_our_subjects(
    comunica: list[str], ours: str, stand_in: StandIn
) -> None:
    query = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?title ?label WHERE {
  ?project dcterms:title ?title ; dcterms:subject ?subject .
  ?subject skos:prefLabel ?label FILTER(LANG(?label) = "fi")
}"""
    sources = [f"sparql@{ours}", stand_in.address.replace("/sparql", "/vocabulary.ttl")]
    kind = "application/sparql-results+json"
    command = [*comunica, *sources, query, "-t", kind]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found = json.loads(answer.stdout)["results"]["bindings"]
    assert sorted((row["title"]["value"], row["label"]["value"]) for row in found) == SUBJECTS
