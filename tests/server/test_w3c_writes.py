"""The W3C's suites for updates and for the graph store, over HTTP, every test by its name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from rdflib.compare import isomorphic

from bench.engines import free_port
from graph.build.building import build
from graph.build.options import BuildOptions
from graph.register import Register
from graph.writes.tokens import Scope, Tokens
from tests.graph.made_pages import put_many
from tests.server import w3c
from tests.server.test_serve import serving
from tests.server.w3c import Reply, Step

HOST = "http://www.example/"
"""The host of the suites; graphs have their own addresses there."""

LOCATION = "$LOCATION$"
TURTLE = "text/turtle; charset=utf-8"
QUERY = ("content-type", "application/sparql-query")

UPDATES = [test for test in w3c.exchanges("protocol") if "update" in test.name]
DIRECT = w3c.exchanges("graph-store-protocol", "manifest-direct.ttl")
INDIRECT = w3c.exchanges("graph-store-protocol", "manifest-indirect.ttl")
OLD = [w3c.name_of(test) for test in w3c.entries(w3c.manifest("http-rdf-update"))]

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Client:
    """Who performs steps at a server, bearing a token."""

    base: str
    token: str

    def perform(self, step: Step) -> Reply:
        bearing = {**step.headers, "Authorization": f"Bearer {self.token}"}
        return w3c.perform(self.base, replace(step, headers=bearing))

    def begin(self) -> None:
        """Leave nothing of the tests before."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert self.perform(Step("POST", "/update", form, b"update=DROP+ALL")).status == 200


@pytest.fixture(scope="module")
def client(
    tmp_path_factory: pytest.TempPathFactory, shared: Path, oulu: Register
) -> Iterator[Client]:
    assert (shared / "suites" / "w3c-sparql11") == w3c.SUITES
    folder, port = tmp_path_factory.mktemp("suites"), free_port()
    put_many(folder / "pages", 1)
    build(folder / "data", BuildOptions(sources=(folder / "pages",), base=HOST, register=oulu))
    _, token = Tokens(folder / "data").make("the suites", [Scope.UPDATE])
    with serving(folder / "data", port):
        yield Client(f"http://127.0.0.1:{port}", token)


def test_the_suites_are_there(shared: Path) -> None:
    del shared
    assert [len(tests) for tests in (UPDATES, DIRECT, INDIRECT, OLD)] == [14, 4, 9, 18]


def at_salkku(step: Step) -> Step:
    """The suite's one address is two here."""
    address = "/sparql" if QUERY in step.headers.items() else "/update"
    return replace(step, path=step.path.replace("/sparql/", address, 1))


@pytest.mark.parametrize("exchange", UPDATES, ids=lambda test: test.name)
def test_update(exchange: w3c.Exchange, client: Client) -> None:
    client.begin()
    for step in exchange.steps:
        reply = client.perform(at_salkku(step))
        assert reply.status in step.statuses, reply.body
        if step.boolean is not None:
            assert json.loads(reply.body)["boolean"] == step.boolean


@pytest.mark.parametrize("exchange", DIRECT + INDIRECT, ids=lambda test: test.name)
def test_graph_store(exchange: w3c.Exchange, client: Client) -> None:
    client.begin()
    location = ""
    for step in exchange.steps:
        path = step.path.replace(LOCATION, quote(location, safe=""))
        reply = client.perform(replace(step, path=path))
        assert reply.status in step.statuses, reply.body
        assert is_as_expected(reply, step)
        location = reply.headers.get("location", location)


def is_as_expected(reply: Reply, step: Step) -> bool:
    told = all(reply.headers[name.lower()] == value for name, value in step.answer_headers)
    return told and (not step.answer_body or isomorphic(read(reply.body), read(step.answer_body)))


def read(turtle: str | bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle, format="turtle")


# The older suite, which is prose: its tests follow one another as one story.

PREFIXES = (
    "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix v: <http://www.w3.org/2006/vcard/ns#> ."
)
PERSON = "<http://www.example/gsp/person/1>"
ALICE = f'{PREFIXES} [] a foaf:Person ; foaf:businessCard [ a v:VCard ; v:given-name "Alice" ] .'
FORM = "multipart/form-data; boundary=between"


def person(name: str, more: str = "") -> str:
    card = f'[ a v:VCard ; v:fn "{name}" ]'
    return f"{PREFIXES} {PERSON} a foaf:Person ; {more} foaf:businessCard {card} ."


def part(name: str, triple: str) -> str:
    head = f'Content-Disposition: form-data; name="{name}.ttl"; filename="{name}.ttl"'
    lines = (
        "--between",
        head,
        f"Content-Type: {TURTLE}",
        "",
        f"{PREFIXES} {PERSON} {triple} .",
        "",
    )
    return "\r\n".join(lines)


def put(path: str, graph: str, *statuses: int) -> Step:
    return sent("PUT", path, graph, *statuses)


def sent(method: str, path: str, body: str, *statuses: int, kind: str = TURTLE) -> Step:
    return Step(method, path, {"Content-Type": kind}, body.encode(), frozenset(statuses))


def got(path: str, graph: str) -> Step:
    head = (("Content-Type", TURTLE),)
    return Step("GET", path, {"Accept": "text/turtle"}, answer_headers=head, answer_body=graph)


def without(method: str, path: str, *statuses: int) -> Step:
    return Step(method, path, statuses=frozenset(statuses))


ONE, TWO, FOUR = ("/gsp/person/1.ttl", "/gsp/person/2.ttl", "/gsp/person/4.ttl")
GROWN = person("Jane Doe", 'foaf:name "Jane Doe" ;')
WHOLE = person("Jane Doe", 'foaf:name "Jane Doe" ; foaf:givenName "Jane" ; foaf:familyName "Doe" ;')
PARTS = part("lastName", 'foaf:familyName "Doe"') + part("firstName", 'foaf:givenName "Jane"')

STORY = {
    "put__initial_state": put(ONE, person("John Doe"), 201),
    "get_of_put__initial_state": got(f"/gsp?graph={HOST}gsp/person/1.ttl", person("John Doe")),
    "put__graph_already_in_store": put(ONE, person("Jane Doe"), 200, 204),
    "get_of_put__graph_already_in_store": got(ONE, person("Jane Doe")),
    "put__default_graph": put("/gsp?default", ALICE, 200, 201, 204),
    "get_of_put__default_graph": got("/gsp?default", ALICE),
    "delete__existing_graph": without("DELETE", TWO, 200),
    "get_of_delete__existing_graph": without("GET", TWO, 404),
    "delete__nonexistent_graph": without("DELETE", TWO, 404),
    "post__existing_graph": sent("POST", ONE, f'{PREFIXES} {PERSON} foaf:name "Jane Doe" .', 200),
    "get_of_post__existing_graph": got(ONE, GROWN),
    "post__multipart_formdata": sent("POST", ONE, f"{PARTS}--between--\r\n", 200, kind=FORM),
    "get_of_post__multipart_formdata": got(ONE, WHOLE),
    "post__create__new_graph": sent("POST", "/gsp", ALICE, 201),
    "get_of_post__create__new_graph": got(LOCATION, ALICE),
    "get_of_post__after_noop": got(LOCATION, ALICE),
    "head_on_an_existing_graph": replace(
        without("HEAD", ONE, 200), answer_headers=(("Content-Type", TURTLE),)
    ),
    "head_on_a_nonexisting_graph": without("HEAD", FOUR, 404),
}
"""Each test of the suite as a step. Where its triples lack their last dot, they have it here; where
it wants one status and the newer suite permits others, those are permitted."""

BEFORE = {
    "delete__existing_graph": put(TWO, ALICE, 201),
    "get_of_post__after_noop": sent("POST", LOCATION, "", 200, 204),
}
"""What the prose supposes to have happened."""


@pytest.fixture(scope="module")
def told(client: Client) -> dict[str, Reply]:
    """What came back of each step of the story."""
    client.begin()
    replies: dict[str, Reply] = {}
    location = ""
    for name, step in STORY.items():
        for each in filter(None, (BEFORE.get(name), step)):
            reply = client.perform(replace(each, path=each.path.replace(LOCATION, location)))
            location = reply.headers.get("location", location).removeprefix(HOST.rstrip("/"))
        replies[name] = reply
    return replies


@pytest.mark.parametrize("name", OLD)
def test_http_rdf_update(name: str, told: dict[str, Reply]) -> None:
    step, reply = STORY[name], told[name]
    assert reply.status in step.statuses, reply.body
    assert is_as_expected(reply, step)
