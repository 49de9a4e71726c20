"""The W3C's conformance suites: their manifests, read as exchanges that a server is to pass.

What is no exchange over HTTP, the tests of result formats, is asked by the query and compared as
results. A suite's ``/sparql/`` and ``/gsp`` are turned into the server's own addresses by whoever
runs it.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS
from rdflib.query import Result

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
NAMES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
SUITES = Path(__file__).parents[2].parent / "shared" / "suites" / "w3c-sparql11"


@dataclass(frozen=True)
class Step:
    """One request of an exchange, and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    statuses: frozenset[int] = frozenset({200})
    boolean: bool | None = None
    format: str = ""
    answer_headers: tuple[tuple[str, str], ...] = ()
    answer_body: str = ""


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Exchange:
    """A test of a protocol: its name, and its requests in their order."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Evaluation:
    """A test of a result format: the files of its query, its data and its expected result."""

    name: str
    query: Path
    data: Path
    result: Path


def manifest(suite: str, file: str = "manifest.ttl") -> rdflib.Graph:
    """The manifest of a suite; empty where the suites are not there."""
    path = SUITES / suite / file
    graph = rdflib.Graph()
    return graph.parse(path, publicID=path.as_uri()) if path.exists() else graph


def entries(graph: rdflib.Graph) -> Iterator[Any]:
    for _, listed in graph.subject_objects(MF.entries):
        yield from Collection(graph, listed)


def name_of(test: rdflib.URIRef) -> str:
    return str(test).partition("#")[2]


def exchanges(suite: str, file: str = "manifest.ttl") -> list[Exchange]:
    graph = manifest(suite, file)
    return [Exchange(name_of(test), tuple(steps(graph, test))) for test in entries(graph)]


def steps(graph: rdflib.Graph, test: Any) -> Iterator[Step]:
    requests = graph.value(graph.value(test, MF.action), HT.requests)
    for request in Collection(graph, requests) if requests is not None else ():
        yield step(graph, request)


def step(graph: rdflib.Graph, request: Any) -> Step:
    answer = graph.value(request, HT.resp)
    boolean = graph.value(answer, MF.expectedBoolean)
    return Step(
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        headers=dict(headers(graph, request)),
        body=text(graph, request).encode(encoding(graph, request)),
        statuses=frozenset(statuses(graph, answer)),
        boolean=None if boolean is None else bool(boolean.toPython()),
        format=str(graph.value(answer, MF.expectedFormat) or ""),
        answer_headers=tuple(headers(graph, answer)),
        answer_body=text(graph, answer),
    )


def headers(graph: rdflib.Graph, message: Any) -> Iterator[tuple[str, str]]:
    listed = graph.value(message, HT.headers)
    for header in Collection(graph, listed) if listed is not None else ():
        yield str(graph.value(header, HT.fieldName)), str(graph.value(header, HT.fieldValue))


def text(graph: rdflib.Graph, message: Any) -> str:
    return str(graph.value(graph.value(message, HT.body), CNT.chars) or "")


def encoding(graph: rdflib.Graph, message: Any) -> str:
    return str(graph.value(graph.value(message, HT.body), CNT.characterEncoding) or "utf-8")


def statuses(graph: rdflib.Graph, answer: Any) -> Iterator[int]:
    """Every status that is expected; ``StatusCode2xx`` stands for a hundred of them."""
    for status in graph.objects(answer, MF.expectedStatus):
        word = str(status).partition("#")[2]
        if word.endswith("xx"):
            hundreds = int(word.removeprefix("StatusCode")[0]) * 100
            yield from range(hundreds, hundreds + 100)
        else:
            yield NAMES[word]


def perform(base: str, step: Step) -> Reply:
    """Send the request of *step* to the server at *base*."""
    connection = HTTPConnection(urlsplit(base).netloc, timeout=30)
    try:
        connection.request(step.method, step.path, step.body or None, step.headers)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, told, answer.read())
    finally:
        connection.close()


def evaluations(suite: str) -> list[Evaluation]:
    graph = manifest(suite)
    return [evaluation(graph, test) for test in entries(graph)]


def evaluation(graph: rdflib.Graph, test: Any) -> Evaluation:
    action = graph.value(test, MF.action)
    return Evaluation(
        name=name_of(test),
        query=local(graph.value(action, QT.query)),
        data=local(graph.value(action, QT.data)),
        result=local(graph.value(test, MF.result)),
    )


def local(iri: Any) -> Path:
    return Path(urlsplit(str(iri)).path)


def graph_data(suite: str) -> dict[str, Path]:
    """The named graphs that the tests of a suite ask, and the files they are read from."""
    graph = manifest(suite)
    return {
        str(graph.value(data, RDFS.label)): local(graph.value(data, UT.graph))
        for data in graph.objects(None, UT.graphData)
    }


def as_graph(body: bytes, format_: str) -> rdflib.Graph:
    """A result as a graph: a node for each row, which has its values by the names of columns.

    Two results are the same, whatever the order of rows and the labels of blank nodes, when their
    graphs are isomorphic.
    """
    graph = rdflib.Graph()
    for row in rows(body, format_):
        node = rdflib.BNode()
        graph.add((node, RDF.type, MF.row))
        for column, value in row.items():
            graph.add((node, MF[column], plain(value)))
    return graph


def rows(body: bytes, format_: str) -> Iterator[dict[str, Any]]:
    if format_ == "csv":
        for record in csv.DictReader(io.StringIO(body.decode("utf-8"), newline="")):
            yield {name: csv_value(value) for name, value in record.items() if value}
        return
    result = Result.parse(io.BytesIO(body), format=format_)
    if result.type == "ASK":
        yield {"boolean": rdflib.Literal(bool(result.askAnswer))}
    for binding in result.bindings or ():
        yield {str(variable): value for variable, value in binding.items()}


def csv_value(value: str) -> Any:
    return rdflib.BNode(value) if value.startswith("_:") else rdflib.Literal(value)


def plain(value: Any) -> Any:
    """A number by its value, for its spelling is free in TSV; anything else as it is."""
    if isinstance(value, rdflib.Literal) and isinstance(value.value, float):
        return rdflib.Literal(value.value)
    return value
