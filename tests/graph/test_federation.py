"""No query goes out: each case is run with a listener that must hear nothing."""

import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest
from pyoxigraph import Store

from graph.errors import QueryError
from graph.sparql.federation import keep_home
from graph.store import EmbeddedStore

GOING_OUT = {
    "plain": "SELECT * { SERVICE OUT { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT OUT { ?s ?p ?o } }",
    "any case, no blanks": "SELECT * { sErViCeSILENTOUT{?s ?p ?o} }",
    "ask": "ASK { SERVICE OUT { ?s ?p ?o } }",
    "construct": "CONSTRUCT { ?s ?p ?o } { SERVICE OUT { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE OUT { ?s ?p ?o } }",
    "sum": "SELECT (COUNT(*) AS ?n) { SERVICE OUT { ?s ?p ?o } }",
    "inner": "SELECT * { { SELECT * { OPTIONAL { SERVICE OUT { ?s ?p ?o } } } } }",
    "in a filter": "SELECT * { FILTER EXISTS { SERVICE OUT { ?s ?p ?o } } }",
    "variable": "SELECT * { VALUES ?e { OUT } SERVICE ?e { ?s ?p ?o } }",
    "prefix": "PREFIX e: OUT SELECT * { SERVICE e: { ?s ?p ?o } }",
    "prefix run into the word": "PREFIX e: OUT SELECT * { SERVICEe:{ ?s ?p ?o } }",
    "empty prefix": "PREFIX : OUT SELECT * { SERVICE:{ ?s ?p ?o } }",
    "prefix of that name": "PREFIX : OUT PREFIX SERVICE: <http://a/> ASK { SERVICE:{ ?s ?p ?o } }",
    "prefix of the misspelt name": "PREFIX : OUT PREFIX SERVICx: <http://a/> ASK { SERVICE:{} }",
    "base": "BASE OUT SELECT * { SERVICE <> { ?s ?p ?o } }",
    "comment that looks like an IRI": (
        "SELECT * { BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE#>\nOUT{ ?s ?p ?o } }"
    ),
    "comments between": "SELECT * { SERVICE # one\n # two\n OUT { ?s ?p ?o } }",
    "after a word": "SELECT * { ?s ?p trueSERVICE OUT { ?s ?p ?o } }",
    "after a number": "SELECT * { ?s ?p 5SERVICE OUT { ?s ?p ?o } }",
    "after a text": 'SELECT * { ?s ?p ""SERVICE OUT { ?s ?p ?o } }',
    "after a text with a look ahead": 'SELECT * { VALUES ?x { """a" } SERVICE OUT { ?s ?p ?o } }',
    "after a comment": "# SERVICE\nSELECT * { SERVICE OUT { ?s ?p ?o } }",
    "beside names": "SELECT ?service { ?service ?p ?o SERVICE OUT { ?s ?p ?o } }",
}
STAYING = {
    "variable": "SELECT ?service { ?service ?p ?o }",
    "variable given a value": "SELECT (COUNT(*) AS ?SERVICE) { ?s ?p ?o }",
    "prefix": "PREFIX service: <http://a/> SELECT * { service:x ?p ?o }",
    "prefix as graph": "PREFIX SERVICE: <http://a/> SELECT * { GRAPH SERVICE:x { ?s ?p ?o } }",
    "local name": "PREFIX e: <http://a/> SELECT * { ?s e:service ?o { ?s a e:Service } }",
    "IRI": "SELECT * { ?s <http://example.fi/service#x> ?o }",
    "text": "SELECT * { ?s ?p 'SERVICE <http://a/> {' }",
    "long text": "SELECT * { ?s ?p '''SERVICE\n<http://a/> { ' ''' }",
    "language": 'SELECT * { ?s ?p "x"@service }',
    "comment": "SELECT * { ?s ?p ?o } # SERVICE <http://a/> {",
    "whole comment": "# SERVICE <http://a/> {\nASK {}",
    "blank node": "SELECT * { _:service ?p ?o }",
    "evaluated on nothing": "ASK { FILTER(<http://a/service>(1)) }",
}


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


def with_endpoint(query: str, listener: socket.socket) -> str:
    return query.replace("OUT", f"<http://127.0.0.1:{listener.getsockname()[1]}/>")


@pytest.mark.parametrize("case", GOING_OUT)
def test_a_query_that_goes_out_is_refused_and_nobody_hears_of_it(
    case: str, listener: socket.socket
) -> None:
    query = with_endpoint(GOING_OUT[case], listener)
    with pytest.raises(QueryError):
        EmbeddedStore(Store()).query(query)
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize("case", GOING_OUT)
def test_the_engine_reads_what_is_refused(case: str, listener: socket.socket) -> None:
    query = with_endpoint(GOING_OUT[case], listener)
    listener.close()
    with suppress(OSError, RuntimeError):  # what it finds nobody to answer
        Store().query(query)


@pytest.mark.parametrize("case", STAYING)
def test_a_query_that_only_speaks_of_service_runs(case: str) -> None:
    keep_home(STAYING[case])


def test_the_reason_is_told() -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed here"):
        keep_home("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }")


def test_a_query_that_breaks_off_is_told_as_such() -> None:
    with pytest.raises(SyntaxError, match="error at 1:"):
        keep_home("SELECT * { ?service ?p ")


def test_an_endpoint_on_the_list_may_be_asked_and_no_other() -> None:
    allowed = {"https://example.fi/sparql"}
    keep_home("ASK { SERVICE <https://example.fi/sparql> { ?s ?p ?o } }", allowed)
    keep_home("ASK { SERVICE # x\n SILENT<https://example.fi/sparql>{ ?s ?p ?o } }", allowed)
    for other in ("<https://example.fi/sparql2>", "<https://example.fi/>", "?e", "<>"):
        with pytest.raises(QueryError):
            keep_home(
                f"BASE <https://example.fi/> ASK {{ SERVICE {other} {{ ?s ?p ?o }} }}", allowed
            )
