"""Letters in digits: read in names, left alone everywhere else."""

import pytest
from pyoxigraph import Store

from graph.errors import QueryError, QueryRefused
from graph.sparql.code_points import with_letters
from graph.store import EmbeddedStore, ask, select


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("SELECT ?\\u00e4iti {}", "SELECT ?äiti {}"),
        ("SELECT ?\\U000000E4iti {}", "SELECT ?äiti {}"),
        ("\\u0041SK {}", "ASK {}"),
        ("ASK { e:\\u00e4 e:b\\\\u 'x\\u00e4' }", "ASK { e:ä e:b\\\\u 'x\\u00e4' }"),
        ("ASK { ?s ?p 'it''s' , ?\\u00e4 }", "ASK { ?s ?p 'it''s' , ?ä }"),
    ],
)
def test_a_letter_of_a_name_is_written_out(written: str, read: str) -> None:
    assert with_letters(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p '\\u0027' }",
        'ASK { ?s ?p """a"b\\u0022""" }',
        "ASK { ?s ?p '''a'b\\u0027''' }",
        "ASK { <http://example.fi/\\u00e4> ?p ?o }",
        "ASK {} # \\u0041",
        "ASK \\u007B }",
        "ASK {}\\u0020",
        "ASK { ?\\uD800 ?p ?o }",
        "ASK { ?\\U00110000 ?p ?o }",
        "ASK { ?\\u12 ?p ?o }",
        "ASK { e:a\\#\\- ?p ?o }",
    ],
)
def test_strings_iris_comments_and_what_is_no_letter_stay(text: str) -> None:
    assert with_letters(text) == text


def test_a_query_of_escaped_names_is_answered() -> None:
    store = EmbeddedStore(Store())
    table = select(store, "SELECT ?\\u00e4 { \\u0042IND('\\u00e4' AS ?ä) }")
    assert [row["ä"].value for row in table] == ["ä"]


def test_an_escaped_keyword_leads_nowhere() -> None:
    store = EmbeddedStore(Store())
    with pytest.raises(QueryRefused):
        ask(store, "ASK { \\u0053ERVICE <http://127.0.0.1:9/> {} }")
    with pytest.raises(QueryError):
        ask(store, "ASK \\u007B }")
