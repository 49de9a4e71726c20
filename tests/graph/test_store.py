"""The port: what each kind of query gives, and how the engine's errors leave."""

import gc
import io
import weakref
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Store, Triple

from graph.errors import QueryError, StoreError
from graph.store import (
    Dataset,
    EmbeddedStore,
    Graph,
    Table,
    Truth,
    ask,
    construct,
    select,
    translated,
)

THING, NAME = NamedNode("http://example.fi/thing"), NamedNode("http://example.fi/name")
WORKS = "SELECT ?name { ?thing ?p ?name }"


@pytest.fixture
def store() -> EmbeddedStore:
    data = Store()
    data.add(Quad(THING, NAME, Literal("Penkki", language="fi")))
    data.add(Quad(THING, NAME, Literal("Muu"), NamedNode("http://example.fi/graph")))
    return EmbeddedStore(data)


def test_select_gives_rows_by_the_names_of_columns(store: EmbeddedStore) -> None:
    table = select(store, WORKS)
    assert table.columns == ("name",)
    assert [row["name"] for row in table] == [Literal("Penkki", language="fi")]


def test_ask_gives_yes_or_no(store: EmbeddedStore) -> None:
    assert ask(store, "ASK { ?s ?p ?o }") is True
    assert ask(store, "ASK { ?s ?s ?o }") is False


def test_construct_gives_triples(store: EmbeddedStore) -> None:
    (triple,) = construct(store, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert triple.subject == THING


@pytest.mark.parametrize(
    ("wanted", "query"),
    [(select, "ASK {}"), (ask, "SELECT * {}"), (construct, "ASK {}"), (construct, "SELECT * {}")],
)
def test_another_kind_of_query_than_wanted_is_an_error(
    wanted: object, query: str, store: EmbeddedStore
) -> None:
    with pytest.raises(QueryError, match="gives no"):
        wanted(store, query)  # type: ignore[operator]  # any of the three


def test_a_table_is_written_in_a_standard_format(store: EmbeddedStore) -> None:
    output = io.BytesIO()
    select(store, WORKS).write(output, QueryResultsFormat.CSV)
    assert output.getvalue() == b"name\r\nPenkki\r\n"


def test_a_truth_is_written_in_a_standard_format(store: EmbeddedStore) -> None:
    output, answer = io.BytesIO(), store.query("ASK {}")
    assert isinstance(answer, Truth)
    answer.write(output, QueryResultsFormat.JSON)
    assert output.getvalue() == b'{"head":{},"boolean":true}'


def test_a_graph_is_written_with_our_prefixes(store: EmbeddedStore) -> None:
    output = io.BytesIO()
    construct(store, "DESCRIBE ?s { ?s ?p ?o }").write(output, RdfFormat.TURTLE)
    assert b"@prefix sk:" in output.getvalue()
    assert "Penkki" in output.getvalue().decode()


def test_a_query_sees_the_graphs_that_it_is_given(store: EmbeddedStore) -> None:
    def names(dataset: Dataset, query: str = WORKS) -> list[str]:
        table = store.query(query, dataset)
        assert isinstance(table, Table)
        return [row["name"].value for row in table]

    graph = "http://example.fi/graph"
    assert names(Dataset(default=(graph,), named=())) == ["Muu"]
    assert names(Dataset(default=(), named=(graph,))) == []
    named = "SELECT ?name { GRAPH ?g { ?thing ?p ?name } }"
    assert names(Dataset(default=(), named=(graph,)), named) == ["Muu"]
    assert names(Dataset(default=(graph,), named=()), named) == []


def test_a_query_that_cannot_be_read_is_told_in_one_line_with_its_place(
    store: EmbeddedStore,
) -> None:
    with pytest.raises(QueryError, match=r"cannot be read: error at 2:\d+: ") as caught:
        store.query("SELECT *\n{ ?s }")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT *\n{ ?s }",
        "ASK { SERVICE <http://a/> {} }",
        "ASK { ?service ?p ",
        "ASK { $service }",
    ],
)
def test_a_query_that_is_refused_keeps_nothing_of_what_was_at_work(
    query: str, store: EmbeddedStore
) -> None:
    def work() -> "weakref.ref[Table]":
        """Rows belong to their thread, and circles are looked for in any."""
        table = select(store, WORKS)
        with suppress(QueryError):
            store.query(query)
        return weakref.ref(table)

    gc.disable()
    try:
        assert work()() is None
    finally:
        gc.enable()


def test_half_a_character_in_a_query_is_told(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="surrogates"):
        store.query("SELECT * { ?s ?p '\ud800' }")


def test_an_iri_of_a_graph_that_is_none_is_told(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError):
        store.query(WORKS, Dataset(default=("no iri",), named=()))


class BrokenAnswer:
    """An answer of which the engine gives the first row and then fails."""

    def __iter__(self) -> Iterator[str]:
        yield "a row"
        raise RuntimeError("no such function")

    def serialize(self, output: IO[bytes], form: QueryResultsFormat) -> None:
        output.write(f"{form} begins".encode())
        raise OSError("disk gone")


def test_an_error_midway_is_translated_while_rows_are_read() -> None:
    rows = iter(Table(BrokenAnswer(), "store"))  # type: ignore[arg-type]  # only iterated over
    assert str(next(rows)) == "a row"
    with pytest.raises(QueryError, match="cannot be answered: no such function"):
        next(rows)


def test_an_error_midway_is_translated_while_rows_are_written() -> None:
    table = Table(BrokenAnswer(), "store")  # type: ignore[arg-type]  # only written
    with pytest.raises(StoreError, match="store: disk gone"):
        table.write(io.BytesIO(), QueryResultsFormat.JSON)


def test_an_error_midway_is_translated_while_triples_are_written() -> None:
    def broken() -> Iterator[Triple]:
        yield Triple(THING, NAME, Literal("Penkki"))
        raise OSError("disk gone")

    with pytest.raises(StoreError, match="store: disk gone"):
        Graph(broken(), "store").write(io.BytesIO(), RdfFormat.TURTLE)


def test_a_store_that_cannot_be_read_is_named() -> None:
    with (
        pytest.raises(StoreError, match="data/generations/7: disk gone"),
        translated("data/generations/7"),
    ):
        raise OSError("disk gone")
