"""What the guard answers, and how it tells what it does not answer."""

import json
import socket
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from graph.errors import Inexpressible, QueryError, QueryRefused, StoreError
from ontology.terms import PREFIXES
from server.evaluation import FileBody, NoAcceptableFormat
from server.guard.guard import Guard
from server.http.formats import GRAPHS, RDF_XML, RESULTS, TURTLE, GraphFormat, ResultsFormat, named
from tests.graph.test_federation import GOING_OUT, with_endpoint
from tests.server.guard.conftest import LOOK_UP, THINGS, Ask, asking

ALL = "SELECT * { ?s ?p ?o }"


def test_a_table_is_answered(ask: Ask) -> None:
    answer = ask(LOOK_UP)
    assert len(json.loads(answer.whole())["results"]["bindings"]) == 5
    assert answer.format.name == "json"
    assert answer.truncation is None
    assert answer.seconds > 0


@pytest.mark.parametrize("format_", RESULTS, ids=lambda f: str(f.name))
def test_every_format_of_results_is_what_the_engine_writes(
    format_: ResultsFormat, ask: Ask, store: str
) -> None:
    table = Store.read_only(store).query(LOOK_UP)
    assert isinstance(table, QuerySolutions)
    expected = table.serialize(format=format_.writer)
    assert ask(LOOK_UP, results=format_).whole() == expected


@pytest.mark.parametrize("format_", GRAPHS, ids=lambda f: str(f.title))
def test_every_format_of_graphs_can_be_read_back(format_: GraphFormat, ask: Ask) -> None:
    answer = ask("CONSTRUCT { <http://example.com/7> ?p ?o } WHERE " + LOOK_UP[8:], graph=format_)
    assert answer.format == format_
    assert len(list(parse(answer.whole(), format=format_.writer))) == 5


@pytest.mark.parametrize("format_", RESULTS, ids=lambda f: str(f.name))
def test_yes_and_no_are_answered(format_: ResultsFormat, ask: Ask) -> None:
    assert b"true" in ask("ASK {}", results=format_).whole()


def test_a_query_sees_the_graphs_that_it_is_given(ask: Ask) -> None:
    answer = ask("ASK { ?s ?p ?o }", default_graphs=("http://example.com/none",))
    assert json.loads(answer.whole())["boolean"] is False


def test_a_format_that_nobody_wants_is_told(ask: Ask) -> None:
    with pytest.raises(NoAcceptableFormat, match="json"):
        ask("ASK {}", results=None)
    with pytest.raises(NoAcceptableFormat, match="ttl"):
        ask("CONSTRUCT WHERE { ?s ?p ?o }", graph=None)


def test_a_query_that_cannot_be_read_is_told_with_its_place(ask: Ask) -> None:
    with pytest.raises(QueryError, match=r'expected "\{"') as raised:
        ask("SELECT *\n{ OPTIONAL ?s }")
    assert (raised.value.line, raised.value.column) == (2, 12)


def test_a_query_that_cannot_be_answered_is_told_without_a_place(ask: Ask) -> None:
    with pytest.raises(QueryError, match="custom function") as raised:
        ask("ASK { FILTER(<http://example.com/nothing>(1)) }")
    assert raised.value.line is None


def test_half_a_character_is_told(ask: Ask) -> None:
    with pytest.raises(QueryError, match="character"):
        ask("ASK { ?s ?p '\ud800' }")


def test_a_store_that_is_not_there_is_told_and_another_one_opened(guard: Guard, store: str) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        asking(guard, "/nowhere/store")(LOOK_UP)
    assert asking(guard, store)(LOOK_UP).truncation is None


def test_a_large_answer_comes_in_a_file_that_has_no_name(ask: Ask) -> None:
    body = ask(ALL).body
    assert isinstance(body, FileBody)
    whole = body.read()
    body.close()
    assert len(whole) == len(body)
    assert len(json.loads(whole)["results"]["bindings"]) == 5 * THINGS


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.02)
        yield server


@pytest.mark.parametrize("case", GOING_OUT)
def test_a_query_that_goes_out_is_refused_and_nobody_hears_of_it(
    case: str, ask: Ask, listener: socket.socket
) -> None:
    with pytest.raises(QueryError):
        ask(with_endpoint(GOING_OUT[case], listener))
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    "case", ["LOAD OUT", "LOAD SILENT OUT INTO GRAPH <http://a>", "COPY OUT TO DEFAULT"]
)
def test_an_update_is_no_query(case: str, ask: Ask, listener: socket.socket) -> None:
    with pytest.raises(QueryError):
        ask(with_endpoint(case, listener))
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_graph_is_not_fetched_because_a_query_names_it(ask: Ask, listener: socket.socket) -> None:
    place = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    ask("SELECT * FROM OUT FROM NAMED OUT { ?s ?p ?o }".replace("OUT", f"<{place}>"))
    ask("ASK { GRAPH ?g { ?s ?p ?o } }", named_graphs=(place,), default_graphs=(place,))
    with pytest.raises(TimeoutError):
        listener.accept()


def test_the_refusal_is_told(ask: Ask) -> None:
    with pytest.raises(QueryRefused, match="SERVICE is not allowed here"):
        ask("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


TRIPLE_TERM = "BIND(<<( <a:b> <a:c> 1 )>> AS ?x)"
UNSPEAKABLE = {
    "a control": ("CONSTRUCT { <a:a> <a:b> 'a\\u0001b' } {}", r"no character U\+0001"),
    "a noncharacter": ("CONSTRUCT { <a:a> <a:b> '\\uFFFE' } {}", r"no character U\+FFFE"),
    "a late control": (
        "CONSTRUCT { ?s <a:b> ?n } { VALUES ?n { "
        + " ".join(map(str, range(999)))
        + " '\\u001F' } BIND(BNODE() AS ?s) }",
        r"no character U\+001F",
    ),
    "a sum": ("CONSTRUCT { <a:a> <http://x/1+2> 1 } {}", r"predicate http://x/1\+2;"),
    "a colon": ("CONSTRUCT { <a:a> <urn:x:> 1 } {}", "predicate urn:x:;"),
    "a slash": ("CONSTRUCT { <a:a> <http://x/?a&b=1/> 1 } {}", r"http://x/\?a&b=1/;"),
    "a namespace of ours": ("CONSTRUCT { <a:a> <http://schema.org/> 1 } {}", "no name"),
    "a word of RDF/XML": ("CONSTRUCT { <a:a> rdf:li 1 } {}", "reserved syntax term"),
    "a former word of RDF/XML": ("CONSTRUCT { <a:a> rdf:bagID 1 } {}", "predicate rdf:bagID"),
    "a triple term": (
        "CONSTRUCT { <a:a> <a:b> <<( <a:b> <urn:x:> 1 )>> } {}",
        "predicate urn:x:;",
    ),
}


@pytest.mark.parametrize("case", UNSPEAKABLE)
def test_what_rdf_xml_cannot_say_is_refused_in_words(case: str, ask: Ask) -> None:
    query, words = UNSPEAKABLE[case]
    query = f"PREFIX rdf: <{PREFIXES['rdf']}> {query}"
    with pytest.raises(Inexpressible, match=words) as raised:
        ask(query, graph=RDF_XML)
    assert str(raised.value).endswith("ask for Turtle or N-Triples")
    assert ask(query, graph=TURTLE).whole()


@pytest.mark.parametrize("case", ["\\u0000", "\\u001F", "\\uFFFE", "\\uFFFF"])
def test_what_xml_cannot_say_is_refused_in_a_table(case: str, ask: Ask) -> None:
    query = f"SELECT ('a{case}b' AS ?x) {{}}"
    with pytest.raises(Inexpressible, match=r"no character U\+.*ask for JSON, CSV or TSV"):
        ask(query, results=named("xml", RESULTS))
    assert all(ask(query, results=format_).whole() for format_ in RESULTS if format_.name != "xml")


def test_what_xml_can_say_is_written(ask: Ask) -> None:
    odd = "'\\t\\n\\r <x: > \\uFFFD \\uFF41 \\uE000'"
    query = f"CONSTRUCT {{ <a:a> <http://x/a%20b>, <http://x/1é> {odd} }} {{}}".replace(
        ">, <", "> 1; <"
    )
    assert len(list(parse(ask(query, graph=RDF_XML).whole(), format=RDF_XML.writer))) == 2
    table = ask(f"SELECT ({odd} AS ?x) {{}}", results=named("xml", RESULTS)).whole()
    assert ET.fromstring(table) is not None  # noqa: S314 - our own answer


@pytest.mark.parametrize("format_", GRAPHS, ids=lambda f: str(f.title))
def test_a_triple_term_is_written_or_refused_in_words(format_: GraphFormat, ask: Ask) -> None:
    query = f"CONSTRUCT {{ <a:a> <a:b> ?x }} {{ {TRIPLE_TERM} }}"
    if format_.writer == RdfFormat.JSON_LD:
        with pytest.raises(Inexpressible, match=r"JSON-LD.*ask for Turtle or N-Triples"):
            ask(query, graph=format_)
    else:
        assert len(list(parse(ask(query, graph=format_).whole(), format=format_.writer))) == 1


@pytest.mark.parametrize("format_", RESULTS, ids=lambda f: str(f.name))
def test_a_triple_term_stands_in_a_table(format_: ResultsFormat, ask: Ask) -> None:
    assert b"a:c" in ask(f"SELECT ?x {{ {TRIPLE_TERM} }}", results=format_).whole()
