"""Terms of stored answers as queries hold them."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store

from graph.answers.terms import Term, term_of
from ontology.terms import Xsd

TERMS = (
    NamedNode("https://example.org/a"),
    Literal("sana"),
    Literal('ort "i"\n', language="sv"),
    Literal("7", datatype=Xsd.integer),
    Literal("-12", datatype=Xsd.integer),
    Literal("117500", datatype=Xsd.decimal),
    Literal("-0.05", datatype=Xsd.decimal),
    Literal("99999999999999999999999999999999999999999999", datatype=Xsd.decimal),
    Literal("99999999999999999999999999999999999999999999", datatype=Xsd.integer),
    Literal("1.5", datatype=Xsd.integer),
    Literal("many", datatype=Xsd.integer),
    Literal("1e3", datatype=Xsd.decimal),
    Literal("true", datatype=Xsd.boolean),
    Literal("2026-11-23", datatype=Xsd.date),
)


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_a_query_that_holds_a_term_gives_it_back(term: NamedNode | Literal) -> None:
    kept = term_of(term)
    assert kept is not None
    table = Store().query(f"SELECT ?it WHERE {{ VALUES ?it {{ {kept.written} }} }}")
    assert isinstance(table, QuerySolutions)
    assert [row["it"] for row in table] == [term]


def test_a_blank_node_is_kept_by_its_name() -> None:
    assert term_of(BlankNode("b1")) == Term("bnode", "b1")
