"""The W3C's suites for queries, over HTTP against ``salkku serve``, every test by its name."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from _pytest.mark.structures import ParameterSet
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib.compare import isomorphic

from bench.engines import free_port
from graph.generations.directory import DataDirectory
from tests.server import w3c
from tests.server.test_serve import serving

FORMATS = ("csv-tsv-res", "json-res")
MEDIA_TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
}
NAMES = {".csv": "csv", ".tsv": "tsv", ".srj": "json"}
RESULT_TYPES = {"application/sparql-results+json", "application/sparql-results+xml"}
TABLE_TYPES = RESULT_TYPES | {"text/csv", "text/tab-separated-values"}
GRAPH_TYPES = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}
EXPECTED_TYPES = {"boolean": RESULT_TYPES, "tabular": TABLE_TYPES, "RDF": GRAPH_TYPES}

pytestmark = pytest.mark.slow


PROTOCOL = [test for test in w3c.exchanges("protocol") if "update" not in test.name]
"""The tests of queries; those of updates are asked of another address."""

ENGINE = {
    "csv03": "the engine keeps numbers by value, and writes 1.0E6 as 1000000",
    "tsv03": "the engine keeps numbers by value, and makes a negativeInteger an integer",
}
"""The tests that cannot pass, and what it is in the engine that lets them fail."""

EVALUATIONS = [test for suite in FORMATS for test in w3c.evaluations(suite)]


def expected(test: w3c.Evaluation) -> ParameterSet:
    reason = ENGINE.get(test.name)
    marks = () if reason is None else (pytest.mark.xfail(reason=reason, strict=True),)
    return pytest.param(test, marks=marks, id=test.name)


def at_sparql(step: w3c.Step) -> w3c.Step:
    return replace(step, path=step.path.replace("/sparql/", "/sparql", 1))


@pytest.fixture(scope="module")
def base(data: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose named graphs hold the data of all tests."""
    assert (shared / "suites" / "w3c-sparql11").is_dir()
    folder = tmp_path_factory.mktemp("suites") / "data"
    shutil.copytree(data, folder)
    load(DataDirectory.open(folder).generation().store_path, graphs())
    port = free_port()
    with serving(folder, port):
        yield f"http://127.0.0.1:{port}"


def graphs() -> dict[str, Path]:
    return w3c.graph_data("protocol") | {test.data.as_uri(): test.data for test in EVALUATIONS}


def load(store_path: Path, files: dict[str, Path]) -> None:
    store = Store(str(store_path))
    for name, file in files.items():
        format_ = RdfFormat.from_extension(file.suffix[1:])
        store.load(path=str(file), format=format_, to_graph=NamedNode(name))
    store.flush()


def test_the_suites_are_there(shared: Path) -> None:
    assert len(w3c.exchanges("protocol")) == 34
    assert [len(w3c.evaluations(suite)) for suite in FORMATS] == [6, 4]
    assert (shared / "suites" / "w3c-sparql11") == w3c.SUITES


@pytest.mark.parametrize("exchange", PROTOCOL, ids=lambda test: test.name)
def test_protocol(exchange: w3c.Exchange, base: str) -> None:
    for step in exchange.steps:
        reply = w3c.perform(base, at_sparql(step))
        assert reply.status in step.statuses, reply.body
        if step.format:
            assert reply.media_type in EXPECTED_TYPES[step.format]
        if step.boolean is not None:
            assert json.loads(reply.body)["boolean"] == step.boolean


@pytest.mark.parametrize("test", [expected(test) for test in EVALUATIONS])
def test_result_format(test: w3c.Evaluation, base: str) -> None:
    format_ = NAMES[test.result.suffix]
    kind = {"Content-Type": "application/sparql-query", "Accept": MEDIA_TYPES[format_]}
    path = f"/sparql?default-graph-uri={quote(test.data.as_uri(), safe='')}"
    reply = w3c.perform(base, w3c.Step("POST", path, kind, test.query.read_bytes()))
    assert (reply.status, reply.media_type) == (200, MEDIA_TYPES[format_])
    found = w3c.as_graph(reply.body, format_)
    wanted = w3c.as_graph(test.result.read_bytes(), format_)
    assert len(wanted)
    assert isomorphic(found, wanted)


def test_two_different_results_are_told_apart(shared: Path) -> None:
    one, other = (
        (shared / "suites" / "w3c-sparql11" / "csv-tsv-res" / name).read_bytes()
        for name in ("csvtsv01.csv", "csvtsv02.csv")
    )
    assert not isomorphic(w3c.as_graph(one, "csv"), w3c.as_graph(other, "csv"))


SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
DOMAINS: dict[rdflib.term.Node, rdflib.URIRef] = {
    SD.endpoint: SD.Service,
    SD.supportedLanguage: SD.Service,
    SD.resultFormat: SD.Service,
    SD.extensionFunction: SD.Service,
    SD.feature: SD.Service,
    SD.defaultDataset: SD.Service,
    SD.defaultGraph: SD.Dataset,
    SD.namedGraph: SD.Dataset,
    SD.name: SD.NamedGraph,
}
RANGES: dict[rdflib.term.Node, rdflib.URIRef] = {
    SD.extensionFunction: SD.Function,
    SD.defaultDataset: SD.Dataset,
    SD.defaultGraph: SD.Graph,
    SD.namedGraph: SD.NamedGraph,
}


def returns_rdf(described: rdflib.Graph, address: str) -> None:
    del address
    assert len(described)


def has_endpoint_triple(described: rdflib.Graph, address: str) -> None:
    assert rdflib.URIRef(address) in set(described.objects(None, SD.endpoint))


def conforms_to_schema(described: rdflib.Graph, address: str) -> None:
    del address
    used = {predicate for predicate in described.predicates() if str(predicate).startswith(SD)}
    assert used <= set(DOMAINS)
    for subject, predicate, node in described:
        for kind, thing in ((DOMAINS.get(predicate), subject), (RANGES.get(predicate), node)):
            assert kind is None or (thing, rdflib.RDF.type, kind) in described
    assert all(len(set(described.objects(g, SD.name))) == 1 for g in kinds(described))


def kinds(described: rdflib.Graph) -> set[rdflib.term.Node]:
    return set(described.subjects(rdflib.RDF.type, SD.NamedGraph))


CHECKS = {
    "returns-rdf": returns_rdf,
    "has-endpoint-triple": has_endpoint_triple,
    "conforms-to-schema": conforms_to_schema,
}


@pytest.mark.parametrize(
    "name", [w3c.name_of(t) for t in w3c.entries(w3c.manifest("service-description"))]
)
def test_service_description(name: str, base: str) -> None:
    reply = w3c.perform(base, w3c.Step("GET", "/sparql"))
    assert (reply.status, reply.media_type) == (200, "text/turtle")
    described = rdflib.Graph().parse(reply.body, format="turtle")
    CHECKS[name](described, f"{base}/sparql")
