"""An answer with too many rows is cut at the end of a row, stays valid, and says so."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
import rdflib
import rdflib.query
from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    Store,
    parse,
    parse_query_results,
)

from server.evaluation import Answer, Truncation
from server.guard.cut import LAYOUTS, rows_in
from server.guard.guard import Guard
from server.http.formats import GRAPHS, RESULTS, GraphFormat, ResultsFormat, named
from tests.server.guard.conftest import Ask, asking, guarded

ROWS = 100
NUMBER = 1000
MANY_MORE = "SELECT ?s ?o ?none { ?s <http://example.com/p1> ?o }"
MANY = f"{MANY_MORE} LIMIT {NUMBER}"
TRIPLES = NUMBER
GRAPH = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} LIMIT {TRIPLES}"
HOSTILE = {
    "ends like those of rows": (
        r'SELECT * { VALUES ?x { "},{" "}},{\"" "],{}" "\\" "</result>" } %s }'
    ),
    "line breaks and quotes": r'SELECT * { VALUES ?x { "a\nb" "\r\n" "\"" "\"\"\n\"" "," } %s }',
    "nothing bound": "SELECT ?none { VALUES ?x { 1 2 3 4 5 } %s }",
    "no column at all": "SELECT * { { {} UNION {} } { {} UNION {} } %s }",
    "some bound": "SELECT ?none ?y { VALUES (?x ?y) { (1 UNDEF) (2 <a:b>) (UNDEF UNDEF) } %s }",
    "triples": "SELECT ?t { VALUES ?x { 1 2 3 4 } BIND(<<( <a:b> <c:d> ?x )>> AS ?t) %s }",
}


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with guarded(rows=ROWS) as started:
        yield started


def rows_of(answer: Answer) -> list[list[object]]:
    assert isinstance(answer.format.writer, QueryResultsFormat)
    solutions = parse_query_results(answer.whole(), format=answer.format.writer)
    assert isinstance(solutions, QuerySolutions)
    return [list(solution) for solution in solutions]


def results_format(name: str) -> ResultsFormat:
    found = named(name, RESULTS)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["json", "xml", "tsv"])
def test_the_first_rows_are_kept_and_the_others_counted(name: str, ask: Ask, store: str) -> None:
    answer = ask(MANY, results=results_format(name))
    all_rows = Store.read_only(store).query(MANY)
    assert isinstance(all_rows, QuerySolutions)
    assert rows_of(answer) == [list(row) for row, _ in zip(all_rows, range(ROWS), strict=False)]
    assert answer.truncation == Truncation(kept=ROWS, limit=ROWS, total=NUMBER)


def test_a_cut_csv_is_whole(ask: Ask) -> None:
    answer = ask(MANY, results=results_format("csv"))
    rows = list(csv.DictReader(io.StringIO(answer.whole().decode(), newline="")))
    assert len(rows) == ROWS
    assert all(row["o"].endswith("<é>\n") for row in rows)
    assert answer.truncation == Truncation(kept=ROWS, limit=ROWS, total=NUMBER)


@pytest.mark.parametrize("number", [ROWS - 1, ROWS])
@pytest.mark.parametrize("format_", RESULTS, ids=lambda f: str(f.name))
def test_an_answer_within_the_limit_is_left_as_it_is(
    number: int, format_: ResultsFormat, ask: Ask, store: str
) -> None:
    query = f"{MANY_MORE} LIMIT {number}"
    table = Store.read_only(store).query(query)
    assert isinstance(table, QuerySolutions)
    answer = ask(query, results=format_)
    assert answer.whole() == table.serialize(format=format_.writer)
    assert answer.truncation is None


@pytest.mark.parametrize("format_", RESULTS, ids=lambda f: str(f.name))
def test_one_row_too_many_is_cut(format_: ResultsFormat, ask: Ask) -> None:
    answer = ask(f"{MANY_MORE} LIMIT {ROWS + 1}", results=format_)
    assert answer.truncation == Truncation(kept=ROWS, limit=ROWS, total=ROWS + 1)


@pytest.mark.parametrize("format_", RESULTS, ids=lambda f: str(f.name))
@pytest.mark.parametrize("case", HOSTILE)
def test_rows_are_told_from_what_looks_like_them(
    case: str, format_: ResultsFormat, store: str
) -> None:
    """Each row stands sixty times; the limit falls into the middle."""
    repeated = "".join(f"{{ VALUES ?n{n} {{ 1 2 3 4 }} }}" for n in range(3))
    query = HOSTILE[case] % repeated
    table = Store.read_only(store).query(query)
    assert isinstance(table, QuerySolutions)
    body = table.serialize(format=format_.writer)
    assert body is not None
    table = Store.read_only(store).query(query)
    assert isinstance(table, QuerySolutions)
    total = len(list(table))
    layout = LAYOUTS[format_.writer.media_type]
    begin = layout.begin(body)
    assert rows_in(body, layout, begin, 10_000)[0] == total
    for cut in range(len(body) - 200, len(body)):  # half a row is none
        assert rows_in(body[:cut], layout, begin, 10_000)[0] <= total
    assert body.count(layout.mark) + 1 >= total


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("name", ["json", "xml"])
def test_hostile_rows_are_cut_as_well(case: str, name: str, ask: Ask) -> None:
    repeated = "".join(f"{{ VALUES ?n{n} {{ 1 2 3 4 }} }}" for n in range(3))
    answer = ask(HOSTILE[case] % repeated, results=results_format(name))
    assert len(rows_of(answer)) == ROWS
    assert answer.truncation is not None


def test_clients_read_a_cut_table(ask: Ask) -> None:
    body = ask(MANY, results=results_format("json")).whole()
    assert len(rdflib.query.Result.parse(io.BytesIO(body), format="json").bindings) == ROWS
    told = json.loads(body)
    assert told["truncated"] == {"rows": ROWS, "limit": ROWS, "total": NUMBER}
    body = ask(MANY, results=results_format("xml")).whole()
    assert len(rdflib.query.Result.parse(io.BytesIO(body), format="xml").bindings) == ROWS
    assert f"cut after {ROWS} of {NUMBER}".encode() in body


@pytest.mark.parametrize("format_", GRAPHS, ids=lambda f: str(f.title))
def test_a_cut_graph_is_whole(format_: GraphFormat, ask: Ask) -> None:
    answer = ask(GRAPH, graph=format_)
    assert len(list(parse(answer.whole(), format=format_.writer))) == ROWS
    assert answer.truncation == Truncation(kept=ROWS, limit=ROWS, total=TRIPLES)


@pytest.mark.parametrize(("name", "reader"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml")])
def test_a_cut_graph_says_so(name: str, reader: str, ask: Ask) -> None:
    body = ask(GRAPH, graph=named(name, GRAPHS)).whole()
    assert f"cut after {ROWS} of {TRIPLES}".encode() in body
    assert len(rdflib.Graph().parse(data=body, format=reader)) == ROWS


def test_a_graph_within_the_limit_is_not_cut(ask: Ask) -> None:
    answer = ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} LIMIT {ROWS}")
    assert answer.truncation is None
    assert b"cut after" not in answer.whole()


def test_an_answer_in_a_file_is_cut_in_the_file(store: str) -> None:
    rows = 50_000
    with guarded(rows=rows) as guard:
        answer = asking(guard, store)("SELECT * { ?s ?p ?o }")
        assert not isinstance(answer.body, bytes)
        body = answer.whole()
    assert len(json.loads(body)["results"]["bindings"]) == rows
    assert answer.truncation is not None
    assert answer.truncation.kept == rows


def test_the_rows_of_an_endless_answer_are_not_counted_for_ever(store: str) -> None:
    with guarded(rows=ROWS) as guard:
        answer = asking(guard, store)("SELECT * { ?a ?b ?c . ?d ?e ?f }")
        assert answer.truncation == Truncation(kept=ROWS, limit=ROWS)
        assert json.loads(answer.whole())["truncated"]["total"] is None
        assert answer.seconds < 5
