"""Questions are read, checked at once, and bound to values that stay values."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from graph.errors import QueryError
from graph.questions.headings import heading, load_headings
from graph.questions.library import Library, load_library, parse_question, read_question
from graph.register import Language
from graph.store import EmbeddedStore, select
from ontology.iris import Iris

HEADER = """\
#+ topic = "projects"
#+ [summary]
#+ fi = "Hankkeet."
#+ sv = "Projekt."
#+ en = "Projects."
#+ [[parameters]]
#+ name = "year"
#+ type = "year"
#+ label = { fi = "Vuosi", sv = "År", en = "Year" }
#+ [[parameters]]
#+ name = "role"
#+ type = "concept"
#+ scheme = "role"
#+ label = { fi = "Rooli", sv = "Roll", en = "Role" }
#+ [chart]
#+ kind = "bar"
#+ x = "year"
#+ y = "count"
"""
QUERY = """
SELECT ?year ?count WHERE {
  VALUES ?year { UNDEF }
  VALUES ?asked_role { UNDEF }
  ?project ?year ?count
}
"""
WHOLE = HEADER + QUERY


def question_in(folder: Path, text: str) -> Path:
    file = folder / "example.rq"
    file.write_text(text, "utf-8")
    return file


def test_a_question_says_what_it_is_about(tmp_path: Path) -> None:
    question = read_question(question_in(tmp_path, WHOLE))
    assert (question.name, question.topic) == ("example", "projects")
    assert question.summary["sv"] == "Projekt."
    assert [parameter.label["en"] for parameter in question.parameters] == ["Year", "Role"]
    assert question.columns == ("year", "count")
    assert question.chart is not None
    assert question.text == WHOLE
    assert question.query == QUERY.strip("\n")


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says"),
    [
        ('#+ topic = "projects"', "#+ topic = projects", 1, "not TOML"),
        ('#+ sv = "Projekt."\n', "", 2, "missing required field `sv`"),
        ('#+ en = "Projects."', "#+ en = 3", 5, "Expected `str`, got `int`"),
        ('#+ type = "year"', '#+ type = "decade"', 8, "Invalid enum value 'decade'"),
        ('#+ type = "concept"', '#+ type = "date"', 10, "role: a concept, and no other"),
        ('#+ scheme = "role"\n', "", 10, "role: a concept, and no other"),
        ('#+ scheme = "role"', '#+ scheme = "role"\n#+ beside = "unit"', 10, "no unit beside it"),
        ('#+ name = "role"', '#+ nome = "role"', 10, "unknown field `nome`"),
        (
            '#+ topic = "projects"',
            '#+ topic = "projects"\n#+ needs = ["a"]',
            2,
            "a is needed and is",
        ),
        ('#+ kind = "bar"', '#+ kind = "pie"', 16, "Invalid enum value 'pie'"),
        ('#+ y = "count"', '#+ y = "sum"', 15, "sum is drawn and is no column"),
        ("  VALUES ?year { UNDEF }\n", "", 6, "year has no place in the query"),
        ('#+ name = "year"', '#+ name = "page"', 6, "page means something else in an address"),
        ("?project ?year", "VALUES ?kind { UNDEF } ?a ?year", 23, "kind is no parameter of the"),
        ("?project ?year ?count", "?project ?year", 24, "not SPARQL"),
        ("SELECT", "SELEKT", 20, "not SPARQL"),
    ],
)
def test_a_broken_question_is_told_with_file_and_line(
    was: str, becomes: str, line: int, says: str, tmp_path: Path
) -> None:
    assert was in WHOLE
    file = question_in(tmp_path, WHOLE.replace(was, becomes, 1))
    with pytest.raises(QueryError) as caught:
        load_library(tmp_path)
    assert str(caught.value).startswith(f"{file.name}:{line}: ")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("name", "was", "becomes", "says"),
    [
        ("projects", 'by = "project"', 'by = "person"', "person is not both a column and a param"),
        ("projects", 'by = "project"', 'by = "year"', "Invalid enum value 'year'"),
        (
            "projects",
            '{ portfolio = "portfolios"',
            '{ folder = "portfolios"',
            "folder: no parameter",
        ),
        ("project_amounts", '["kind"]', '["sort"]', "sort: no parameter"),
        ("projects", 'phase = "phases"', 'phase = "phase"', "Invalid enum value 'phase'"),
        ("projects", "table = true", 'sums_over = "project"', "is there whole"),
        ("projects", "ORDER BY ", "ORDER BY ?start ", "it must be ordered by SUBSTR"),
        ("projects", ", 17, 16) ?project", ", 17, 16)", "it must be ordered by SUBSTR"),
        ("projects", 'by = "project"', 'by = "project"\n#+ order = "amount"', "by DESC\\("),
        ("people", 'by = "person"', 'by = "person"\n#+ order = "amount"', "projects alone have an"),
        ("largest_projects", 'order = "amount"', 'order = "size"', "Invalid enum value 'size'"),
        ("project_readings", 'order = "reading"', 'order = "slug"', "it must be ordered by SUBSTR"),
        ("project_readings", "DESC(SUBSTR(STR(?changed), 1, 19))", "?changed", "by DESC\\(SUBS"),
        ("projects_without_funding", "{ amounts", '{ portfolios = ["a"], amounts', "chosen always"),
        ("organisation_projects", "1, 16) SUBSTR(MD5", "1, 9) SUBSTR(MD5", "before all else"),
        ("organisation_projects", 'each = "organisation"', 'each = "person"', "person is not what"),
        ("organisation_partners", 'of = "organisation"', 'of = "lang"', "lang is no parameter of"),
        ("organisation_partners", 'by = "partner"', 'by = "other"', "its columns must be organ"),
        ("organisation_partners", 'number = "projects"', 'number = "sum"', "its columns must be"),
    ],
)
def test_a_listing_or_a_counting_that_cannot_be_is_told_with_its_line(
    name: str, was: str, becomes: str, says: str, tmp_path: Path
) -> None:
    text = load_library()[name].text
    assert was in text
    file = question_in(tmp_path, text.replace(was, becomes, 1))
    with pytest.raises(QueryError, match=says) as caught:
        load_library(tmp_path)
    lines = enumerate(file.read_text("utf-8").splitlines(), 1)
    begins = next(at for at, line in lines if line in {"#+ [listing]", "#+ [counting]"})
    assert int(str(caught.value).split(":")[1]) >= begins


def test_a_question_without_a_header_is_told(tmp_path: Path) -> None:
    question_in(tmp_path, QUERY)
    with pytest.raises(QueryError, match=r"example\.rq:1: .*`topic`"):
        load_library(tmp_path)


def test_the_library_is_in_the_order_of_names(library: Library) -> None:
    assert list(library) == sorted(library)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_question_speaks_every_language(language: Language, library: Library) -> None:
    for question in library.values():
        assert question.summary[language]
        assert all(parameter.label[language] for parameter in question.parameters)


def test_summaries_are_not_copies_of_one_another(library: Library) -> None:
    for language in ("fi", "sv", "en"):
        summaries = [getattr(question.summary, language) for question in library.values()]
        assert len(set(summaries)) == len(summaries)


def test_every_column_has_a_heading_and_every_heading_a_column(library: Library) -> None:
    columns = {column for question in library.values() for column in question.columns}
    assert set(load_headings()) == columns


def test_a_column_without_a_heading_is_called_by_its_name() -> None:
    assert heading(load_headings(), "start", "sv") == "Börjar"
    assert heading({}, "first_seen", "fi") == "first seen"


def test_a_file_as_it_stands_asks_about_everything(library: Library, graph: EmbeddedStore) -> None:
    for question in library.values():
        if question.columns and not question.services:
            rows = [str(row) for row in select(graph, question.text)]
            assert rows == [str(row) for row in select(graph, question.bind({}))]
            assert rows


def test_no_place_is_left_in_what_is_asked(library: Library) -> None:
    for question in library.values():
        assert "UNDEF" not in question.bind({})


@pytest.mark.parametrize(
    ("kind", "words", "term"),
    [
        ("project", "puisto", "<https://example.fi/id/project/puisto>"),
        ("project", " https://example.fi/id/project/x ", "<https://example.fi/id/project/x>"),
        ("portfolio", "urn:x", "<urn:x>"),
        ("concept", "ESF", "<https://w3id.org/salkku/instrument/ESF>"),
        ("iri", "https://example.fi/é", "<https://example.fi/é>"),
        ("year", "2015", '"2015"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "0.50", '"0.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("date", "2015-10-01", '"2015-10-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("boolean", "true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("language", "sv", '"sv"'),
        ("string", 'a "b" \\ \n c', '"a \\"b\\" \\\\ \\n c"'),
    ],
)
def test_words_become_terms(kind: str, words: str, term: str) -> None:
    assert f"{{ {term} }}" in bound(kind, words)


def bound(kind: str, words: str) -> str:
    """The query about *words* of a question whose only parameter is of that kind."""
    scheme = '#+ scheme = "instrument"\n' if kind == "concept" else ""
    header = HEADER.partition("#+ [[parameters]]")[0]
    label = '#+ label = { fi = "a", sv = "a", en = "a" }\n'
    parameter = f'#+ [[parameters]]\n#+ name = "value"\n#+ type = "{kind}"\n{scheme}{label}'
    query = "SELECT ?value { VALUES ?value { UNDEF } }"
    question = parse_question("example", f"{header}{parameter}\n{query}\n")
    return question.bind({"value": words}, Iris("https://example.fi/"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("project", "a b"),
        ("project", "<x>"),
        ("project", "../../x"),
        ("project", "https://example.fi/> } UNION { <x:"),
        ("concept", "ESF } #"),
        ("concept", "zzz"),
        ("iri", "puisto"),
        ("iri", "https://example.fi/a b"),
        ("year", "15"),
        ("year", "2015 } #"),
        ("year", "२०१५"),
        ("integer", "1_000"),
        ("decimal", "1e3"),
        ("date", "2015-13-01"),
        ("date", "2015-10-01Z"),
        ("boolean", "yes"),
        ("language", "suomi"),
        ("language", "xx"),
        ("string", "half \ud800 a character"),
    ],
)
def test_words_that_are_no_value_are_told_with_question_and_parameter(
    kind: str, words: str
) -> None:
    with pytest.raises(QueryError, match=r"(?s)^example: value: .* is not "):
        bound(kind, words)


def test_a_parameter_that_is_not_there_is_told(library: Library) -> None:
    with pytest.raises(QueryError, match="people has no parameter yaer; it has: person"):
        library["people"].bind({"yaer": "2015"})
    with pytest.raises(QueryError, match="named_graphs has no parameter year; it has: none"):
        library["named_graphs"].bind({"year": "2015"})


HOSTILE = st.text(
    alphabet=st.sampled_from("\"\\\n\r{}<>?#;.'`$%&| aEe0-9VALUESUNDEF\u2028é\U0001f600")
)


@settings(max_examples=200, deadline=None)
@given(words=HOSTILE | st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_whatever_words_are_given_they_stay_one_value(words: str) -> None:
    (row,) = select(EmbeddedStore(Store()), bound("string", words))
    assert row["value"] == (Literal(words.strip()) if words.strip() else None)


@settings(max_examples=200, deadline=None)
@given(words=HOSTILE)
def test_whatever_words_are_given_for_an_entity_they_are_one_iri_or_refused(words: str) -> None:
    try:
        query = bound("project", f"https://example.fi/{words}")
    except QueryError:
        return
    (row,) = select(EmbeddedStore(Store()), query)
    assert isinstance(row["value"], NamedNode)
    assert row["value"].value == f"https://example.fi/{words}".strip()


def test_several_values_of_a_parameter_are_alternatives(
    library: Library, graph: EmbeddedStore
) -> None:
    asked = library["projects"].bind({"project": ["silta", " ", "puisto"], "portfolio": []})
    found = {str(row["project"]).rpartition("/")[2] for row in select(graph, asked)}
    assert found == {"silta>", "puisto>"}


def test_a_piece_is_asked_for_with_limit_and_offset(library: Library) -> None:
    query = library["projects"].bind({}, limit=10, offset=20)
    assert query.endswith("\nLIMIT 10\nOFFSET 20")
    assert library["projects"].bind({}).endswith("?project")


ADDS_UP = re.compile(r"\b(?:COUNT|SUM|MIN|MAX|AVG)\(")
NOT_OF_EVERYTHING = {
    *("chosen_allocations", "chosen_funders", "chosen_implementers", "chosen_projects"),
    *("project_readings", "related_projects"),
}
"""Questions about a choice of projects, or about one."""

A_ROW_EACH = {
    *("funding_by_project", "largest_projects", "national_cofinancing", "people"),
    *("organisation_partners", "organisation_units"),
}
"""Lists with a number in each row: what a project, a person, an organisation adds up to."""


def test_whatever_adds_up_the_whole_graph_is_stored(library: Library) -> None:
    adding = {q.name for q in library.values() if q.columns and ADDS_UP.search(q.query)}
    stored = {q.name for q in library.values() if q.sums_over}
    assert adding - stored == NOT_OF_EVERYTHING | A_ROW_EACH
