"""What is sent to an engine, where, and in which pieces."""

from collections.abc import Iterator

import pytest
from pyoxigraph import RdfFormat, Store, parse

from graph.engines.client import Engine
from graph.engines.dialects.gathering.part import Found, LookUp
from graph.engines.place import Access
from graph.engines.publishing import checking
from graph.engines.publishing.addresses import addresses
from graph.engines.publishing.statements import Tally, lines, pieces
from graph.errors import SettingsError, StoreError
from graph.quads.content import hash_of_lines

HOST = "http://engine.example"
GROUND = "".join(f"<urn:s{n}> <urn:p> <urn:o> .\n" for n in range(50))
LINKED = "".join(f"_:b{n} <urn:next> _:b{n + 1} .\n" for n in range(50))


@pytest.mark.parametrize(
    ("query", "server", "update", "graphs"),
    [
        ("/sparql", "Virtuoso/07.20 (Linux)", "/sparql-auth", "/sparql-graph-crud-auth"),
        ("/sparql/", "Virtuoso/07.20 (Linux)", "/sparql-auth", "/sparql-graph-crud-auth"),
        ("/query", "Oxigraph/0.5", "/update", "/store"),
        ("/city/query", "Jetty", "/city/update", "/city/data"),
        ("/city/sparql", "", "/city/update", "/city/data"),
        (
            "/repositories/city",
            "GraphDB",
            "/repositories/city/statements",
            "/repositories/city/rdf-graphs/service",
        ),
    ],
)
def test_other_addresses_follow_from_the_one_for_queries(
    query: str, server: str, update: str, graphs: str
) -> None:
    assert addresses(HOST + query, server) == (HOST + update, HOST + graphs)


def test_an_address_that_is_said_counts() -> None:
    assert addresses(f"{HOST}/query", "", update=f"{HOST}/u") == (f"{HOST}/u", f"{HOST}/data")
    said = f"{HOST}/u", f"{HOST}/g"
    assert addresses(f"{HOST}/anything", "", *said) == said


def test_an_engine_of_another_custom_must_be_told_its_addresses() -> None:
    with pytest.raises(SettingsError, match="--update and --graph-store"):
        addresses(f"{HOST}/anything", "Anything/1", update=f"{HOST}/u")


def sent(text: str, size: int) -> tuple[list[bytes], Tally]:
    store = Store()
    store.load(text.encode(), RdfFormat.N_TRIPLES)
    tally = Tally()
    return list(pieces(lines(store, "", tally), size)), tally


def test_what_has_blank_nodes_goes_together_and_all_else_in_pieces() -> None:
    found, tally = sent(LINKED + GROUND, 200)
    assert len(found) > 3
    assert all(b"_:" not in piece for piece in found[:-1])
    assert found[-1].count(b"_:") == 2 * 50
    assert len([*parse(b"".join(found), RdfFormat.N_TRIPLES)]) == tally.triples == 100


def test_the_hash_is_that_of_a_generation_whatever_the_order() -> None:
    _, tally = sent(GROUND, 200)
    backwards = "".join(reversed(GROUND.splitlines(keepends=True)))
    assert tally.hash == hash_of_lines(backwards.encode())
    assert sent(GROUND + LINKED, 200)[1].digest == tally.digest
    assert sent(GROUND + "<urn:s> <urn:p> <urn:more> .\n", 200)[1].digest != tally.digest


TIME = '"2026-11-22T10:11:12.5{}Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
SAID = "".join(f"<urn:s{n}> <urn:p> <urn:o{n}> .\n" for n in range(700))


def loaded(text: str) -> Store:
    store = Store()
    store.load(text.encode(), RdfFormat.N_TRIPLES)
    return store


def compare(sent: str, there: str) -> None:
    """Compare what was *sent* with what is *there*, look-up by look-up."""
    engine, triples = (
        Engine(Access(query=f"{HOST}/sparql")),
        list(parse(there, RdfFormat.N_TRIPLES)),
    )

    def source(wanted: LookUp) -> Iterator[Found]:
        yield from (Found(*q.triple) for q in triples if q.subject in (wanted.subjects or ()))

    store = loaded(sent)
    checking.refuse_other_sample(engine, source, store, len(store), keeps=lambda _: True)


def test_a_time_with_more_zeros_is_the_same_time() -> None:
    compare(f"<urn:s> <urn:p> {TIME.format('')} .", f"<urn:s> <urn:p> {TIME.format('00000')} .")


def test_one_triple_of_a_graph_that_is_not_large_cannot_be_another() -> None:
    with pytest.raises(StoreError, match="has something else than was sent, such as <urn:s611>"):
        compare(SAID, SAID.replace("<urn:o611>", "<urn:o612>"))
