"""A graph behind an endpoint answers like an embedded one, and its failures are told."""

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Store

from bench.engines import free_port
from graph.errors import QueryError, StoreError
from graph.remote import RemoteStore, download
from graph.store import Dataset, EmbeddedStore, Graph, ask, construct, select
from tests.serving import at_work
from tests.waiting import PATIENCE

THING, NAME = NamedNode("http://example.fi/thing"), NamedNode("http://example.fi/name")
TERMS = (
    THING,
    Literal("Penkki", language="fi"),
    Literal("12.5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    Literal('a "b" \\ \n\u2028 é \U0001f600'),
)
ROWS = "SELECT ?value ?nothing { ?thing ?p ?value } ORDER BY ?value"
RESULTS_JSON, TURTLE = "application/sparql-results+json", "text/turtle"

Answering = Callable[[BaseHTTPRequestHandler, str], None]


@pytest.fixture
def data() -> Store:
    store = Store()
    store.extend(Quad(THING, NAME, term) for term in TERMS)
    return store


@contextmanager
def endpoint(answering: Answering) -> Iterator[str]:
    """An endpoint that answers each posted query by *answering*; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answering(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent
            """Say nothing."""

    with at_work(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        yield f"{address}/sparql"


def reply(
    request: BaseHTTPRequestHandler, status: int, media_type: str, body: bytes, missing: int = 0
) -> None:
    request.send_response(status)
    request.send_header("Content-Type", media_type)
    request.send_header("Content-Length", str(len(body) + missing))
    request.end_headers()
    request.wfile.write(body)


@pytest.fixture
def remote(data: Store) -> Iterator[RemoteStore]:
    store = EmbeddedStore(data)

    def answering(request: BaseHTTPRequestHandler, form: str) -> None:
        answer, body = store.query(parse_qs(form)["query"][0]), io.BytesIO()
        media_type = TURTLE if isinstance(answer, Graph) else RESULTS_JSON
        assert media_type in request.headers["Accept"]
        if isinstance(answer, Graph):
            answer.write(body, RdfFormat.TURTLE)
        else:
            answer.write(body, QueryResultsFormat.JSON)
        reply(request, 200, media_type, body.getvalue())

    with endpoint(answering) as address:
        yield RemoteStore(address)


def answered(status: int, media_type: str, body: str, missing: int = 0) -> Answering:
    return lambda request, _: reply(request, status, media_type, body.encode(), missing)


def test_rows_are_the_same_as_those_of_an_embedded_graph(remote: RemoteStore, data: Store) -> None:
    table, embedded = select(remote, ROWS), select(EmbeddedStore(data), ROWS)
    assert table.columns == embedded.columns
    assert [tuple(row) for row in table] == [tuple(row) for row in embedded]


def test_an_answer_can_be_written_again(remote: RemoteStore, data: Store) -> None:
    here, there = io.BytesIO(), io.BytesIO()
    select(EmbeddedStore(data), ROWS).write(here, QueryResultsFormat.CSV)
    select(remote, ROWS).write(there, QueryResultsFormat.CSV)
    assert there.getvalue() == here.getvalue() != b""


def test_truths_and_graphs_are_answered_too(remote: RemoteStore) -> None:
    assert ask(remote, "ASK { ?s ?p ?o }") is True
    triples = list(construct(remote, "CONSTRUCT WHERE { ?s ?p ?o }"))
    assert {triple.object for triple in triples} == set(TERMS)
    assert list(construct(remote, "DESCRIBE <http://example.fi/nobody>")) == []


def test_a_long_query_is_asked_as_well_as_a_short_one(remote: RemoteStore) -> None:
    assert ask(remote, f"ASK {{ FILTER('{'x' * 100_000}' != '') }}") is True


def test_the_dataset_is_named_as_the_protocol_says() -> None:
    seen: list[dict[str, list[str]]] = []

    def answering(request: BaseHTTPRequestHandler, form: str) -> None:
        seen.append(parse_qs(form))
        reply(request, 200, RESULTS_JSON, b'{"head":{},"boolean":true}')

    with endpoint(answering) as address:
        dataset = Dataset(default=("http://a/1", "http://a/2"), named=("http://a/3",))
        RemoteStore(address).query("ASK {}", dataset)
    assert seen == [
        {
            "query": ["ASK {}"],
            "default-graph-uri": ["http://a/1", "http://a/2"],
            "named-graph-uri": ["http://a/3"],
        }
    ]


def test_answers_in_xml_are_read_from_who_answers_nothing_else() -> None:
    xml = (
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/></head>'
        '<results><result><binding name="a"><literal>x</literal></binding></result></results>'
        "</sparql>"
    )
    with endpoint(answered(200, "application/sparql-results+xml", xml)) as address:
        assert [row["a"] for row in select(RemoteStore(address), ROWS)] == [Literal("x")]


@pytest.mark.parametrize(
    ("status", "media_type", "body", "error", "says"),
    [
        (400, "text/plain", "line 1: no such thing", QueryError, "line 1: no such thing"),
        (400, "application/problem+json", '{"detail": "column 7"}', QueryError, "column 7$"),
        (400, "text/plain", "", QueryError, "badly formed"),
        (401, "text/plain", "who are you", StoreError, "who are you"),
        (404, "text/html", "<p>not here</p>", StoreError, "not here"),
        (500, "application/problem+json", '{"title": "Broken"}', StoreError, "Broken$"),
        (503, "application/problem+json", '{"detail": "20 s are over"}', StoreError, "20 s are"),
        (503, "application/json", '["busy"]', StoreError, "busy"),
        (504, "text/plain", "", StoreError, "504"),
        (200, "text/html", "<html>Welcome</html>", StoreError, "no SPARQL answer"),
        (200, "text/plain", "a,b", StoreError, "no SPARQL answer"),
        (200, RESULTS_JSON, "", StoreError, "no SPARQL answer"),
        (200, RESULTS_JSON, "{}", StoreError, "no SPARQL answer"),
        (200, RESULTS_JSON, '{"head":{"vars":["a"]},"results":{"bindings":[', StoreError, "no SP"),
    ],
)
def test_a_failure_is_told_in_one_line_that_names_the_endpoint(
    status: int, media_type: str, body: str, error: type[Exception], says: str
) -> None:
    with endpoint(answered(status, media_type, body)) as address:
        with pytest.raises(error, match=says) as caught:
            RemoteStore(address).query(ROWS)
        assert str(caught.value).startswith(address)
        assert "\n" not in str(caught.value)


def test_a_graph_that_breaks_off_is_no_answer() -> None:
    with (
        endpoint(answered(200, TURTLE, "<http://a> <http://b> ")) as address,
        pytest.raises(StoreError, match="no SPARQL answer"),
    ):
        RemoteStore(address).query("DESCRIBE <http://a>")


def test_an_answer_that_is_shorter_than_announced_is_told() -> None:
    whole = '{"head":{"vars":["a"]},"results":{"bindings":[]}}'
    with (
        endpoint(answered(200, RESULTS_JSON, whole, missing=10)) as address,
        pytest.raises(StoreError, match="IncompleteRead"),
    ):
        RemoteStore(address).query(ROWS)


def test_who_takes_too_long_is_not_waited_for() -> None:
    over = threading.Event()

    def answering(request: BaseHTTPRequestHandler, form: str) -> None:
        del request, form
        over.wait(PATIENCE)

    with endpoint(answering) as address:
        started = time.monotonic()
        with pytest.raises(StoreError, match="no answer in 1 s"):
            RemoteStore(address, seconds=1).query(ROWS)
        assert time.monotonic() - started < PATIENCE / 2
        over.set()


def test_an_endpoint_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreError, match=r"cannot be asked: .*refused"):
        RemoteStore(f"http://127.0.0.1:{free_port()}/sparql").query(ROWS)


def only_at(path: str) -> Answering:
    """Answers there, and nowhere else on its site."""

    def answering(request: BaseHTTPRequestHandler, _: str) -> None:
        if request.path == path:
            reply(request, 200, RESULTS_JSON, b'{"head":{},"boolean":true}')
        else:
            reply(request, 404, "text/plain", f"not at {request.path}".encode())

    return answering


def test_of_a_site_the_endpoint_is_asked() -> None:
    with endpoint(only_at("/sparql")) as address:
        site = RemoteStore(address.removesuffix("sparql"))
        assert ask(site, "ASK {}") is True
        assert site.endpoint == address


def test_a_site_without_an_endpoint_is_told_by_what_its_root_says() -> None:
    with endpoint(only_at("/elsewhere")) as address:
        site = RemoteStore(address.removesuffix("sparql"))
        with pytest.raises(StoreError, match=r"not at /$"):
            ask(site, "ASK {}")
        assert site.endpoint == address.removesuffix("sparql")


def test_who_speaks_no_http_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=talk_nonsense, args=(server,))
        thread.start()
        with pytest.raises(StoreError, match="cannot be asked"):
            RemoteStore(f"http://127.0.0.1:{server.getsockname()[1]}/sparql").query(ROWS)
        thread.join()


def talk_nonsense(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"220 mail here\r\n\r\n")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.fi/x", "sparql", ""])
def test_only_the_web_is_asked(address: str) -> None:
    with pytest.raises(StoreError, match="no endpoint"):
        RemoteStore(address)


def test_only_the_web_is_downloaded_from() -> None:
    with pytest.raises(StoreError, match="no address to fetch from"):
        download("file:///etc/passwd", 10)


def test_a_download_that_takes_too_long_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(StoreError, match="no answer in 1 s"):
            download(address, 10, seconds=1)
