"""Answers of engines: the same terms as from the embedded store, or an error."""

from io import BytesIO

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat

from graph.engines import answers
from graph.engines.client import Body
from graph.engines.dialect import Standard
from graph.errors import StoreError
from graph.store import Table
from ontology.terms import Xsd

JSON = QueryResultsFormat.JSON.media_type


def table(content: str, *, takes_all: bool = False, media_type: str = JSON) -> Table:
    body = Body(content.encode(), media_type)
    return answers.table(body, "__at", Standard(), "engine", takes_all=takes_all)


def one_column(*terms: str) -> str:
    rows = ",".join(f'{{"x": {term}}}' for term in terms)
    return f'{{"head": {{"vars": ["x"]}}, "results": {{"bindings": [{rows}]}}}}'


def typed(value: str, datatype: NamedNode) -> str:
    return f'{{"type": "literal", "value": "{value}", "datatype": "{datatype.value}"}}'


NEW_YEAR = Literal("2020-01-01T00:00:00Z", datatype=Xsd.dateTime)
FORMS = [
    ("1.50", Xsd.decimal, Literal("1.5", datatype=Xsd.decimal)),
    ("007", Xsd.integer, Literal("7", datatype=Xsd.integer)),
    ("1", Xsd.boolean, Literal("true", datatype=Xsd.boolean)),
    ("1.0E0", Xsd.double, Literal("1", datatype=Xsd.double)),
    (
        "2020-01-01T00:00:00.000Z",
        Xsd.dateTime,
        Literal("2020-01-01T00:00:00Z", datatype=Xsd.dateTime),
    ),
    ("2020-02-30", Xsd.date, Literal("2020-02-30", datatype=Xsd.date)),
    ("1.50", Xsd.string, Literal("1.50")),
]


@pytest.mark.parametrize(("value", "datatype", "expected"), FORMS)
def test_a_value_is_written_as_the_embedded_store_writes_it(
    value: str, datatype: NamedNode, expected: Literal
) -> None:
    assert [row["x"] for row in table(one_column(typed(value, datatype)))] == [expected]


def test_what_stands_beside_a_value_that_changes_stays_as_it_was() -> None:
    others = [
        '{"type": "uri", "value": "http://x/ä"}',
        '{"type": "literal", "value": "tab\\tline\\n\\"q\\" \\\\", "xml:lang": "fi"}',
        '{"type": "literal", "value": ""}',
        '{"type": "bnode", "value": "b0"}',
    ]
    found = [row["x"] for row in table(one_column(*others, typed("1.50", Xsd.decimal)))]
    assert found[:3] == [
        NamedNode("http://x/ä"),
        Literal('tab\tline\n"q" \\', language="fi"),
        Literal(""),
    ]
    assert isinstance(found[3], BlankNode)


def test_a_value_that_is_unknown_stays_so() -> None:
    content = '{"head": {"vars": ["x", "y"]}, "results": {"bindings": [{"y": %s}, {}]}}'
    rows = [*table(content % typed("1.50", Xsd.decimal))]
    assert [(row["x"], str(row["y"])) for row in rows] == [
        (None, '"1.5"^^' + str(Xsd.decimal)),
        (None, "None"),
    ]


def test_columns_that_were_added_go_and_all_columns_come_in_their_order() -> None:
    content = (
        '{"head": {"vars": ["g", "g__at", "a"]},'
        ' "results": {"bindings": [{"g": {"type": "uri", "value": "x:g"}}]}}'
    )
    assert table(content).columns == ("g", "a")
    assert table(content, takes_all=True).columns == ("a", "g")


def test_rows_can_be_written_in_any_format() -> None:
    output = BytesIO()
    table(one_column(typed("1.50", Xsd.decimal))).write(output, QueryResultsFormat.CSV)
    assert output.getvalue() == b"x\r\n1.5\r\n"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<html>",
        one_column(typed("1", Xsd.integer))[:-4],
        '{"head": {}}',
        '{"head": {}, "boolean": true}',
    ],
)
def test_what_is_no_table_is_an_error(content: str) -> None:
    with pytest.raises(StoreError, match="engine: "):
        table(content)


def test_what_comes_as_something_else_is_an_error() -> None:
    with pytest.raises(StoreError, match="it comes as text/html"):
        table("<html>", media_type="text/html")


def test_a_yes_is_a_yes_and_a_table_is_none() -> None:
    assert answers.truth(Body(b'{"head": {}, "boolean": true}', JSON), "engine")
    with pytest.raises(StoreError, match="no yes or no"):
        answers.truth(Body(one_column().encode(), JSON), "engine")


def test_values_of_a_graph_are_written_as_the_embedded_store_writes_them() -> None:
    content = f'<x:s> <x:p> "1.50"^^{Xsd.decimal} .'.encode()
    for media_type in (RdfFormat.N_TRIPLES.media_type, RdfFormat.TURTLE.media_type, "text/plain"):
        triples = [*answers.graph(Body(content, media_type), Standard(), "engine")]
        assert [triple.object for triple in triples] == [Literal("1.5", datatype=Xsd.decimal)]


def test_half_a_graph_whose_end_is_not_told_is_an_error() -> None:
    body = Body(b"<x:s> <x:p> <x:o> .", RdfFormat.N_TRIPLES.media_type, bounded=False)
    with pytest.raises(StoreError, match="may be half"):
        answers.graph(body, Standard(), "engine")
