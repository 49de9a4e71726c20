"""What is told of a thing in each language is asked once where its names leave no choice."""

from collections.abc import Iterator

import pytest
from pyoxigraph import RdfFormat, Store

from graph.answers import making
from graph.answers.making import summing_questions, told
from graph.answers.sums import group_of, sums_in
from graph.answers.terms import packed, row_of_terms
from graph.questions.library import parse_question
from graph.questions.question import Question
from graph.questions.summing import chooses_names, speaks, take_apart
from graph.register import LANGUAGES
from graph.store import EmbeddedStore, select
from tests.graph.answers_told import LIBRARY

ROLES = LIBRARY["organisation_roles"]
GRAPH = """
PREFIX o: <https://example.org/id/organisation/>
PREFIX p: <https://example.org/id/project/>
PREFIX sk: <https://w3id.org/salkku/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
p:one sk:funder o:finnish, o:several ; sk:partner o:foreign .
p:two sk:funder o:several ; sk:implementer o:plain, o:two-alike .
o:finnish skos:prefLabel "Kotisatama"@fi .
o:several skos:prefLabel "Lumo"@fi, "Glimt"@sv, "Glow"@en .
o:foreign skos:prefLabel "Hafen"@de .
o:plain skos:prefLabel "Aalto", "Våg"@sv .
o:two-alike skos:prefLabel "Poukama"@fi, "Niemi"@fi .
"""


@pytest.fixture
def store() -> Store:
    store = Store()
    store.load(GRAPH.encode(), RdfFormat.TURTLE)
    return store


def rows_told(store: Store) -> list[tuple[str, str, str]]:
    """What is told of groups in each language, beside the numbers of these."""
    sums = sums_in(store, take_apart(ROLES))
    return sorted((each.language, each.group, each.content) for each in told(store, ROLES, sums))


def rows_asked(store: Store) -> Iterator[tuple[str, str, str]]:
    """The same, by asking the question in each language."""
    summing = take_apart(ROLES)
    for language in LANGUAGES:
        for row in select(EmbeddedStore(store), ROLES.bind({"lang": language})):
            name = packed(row_of_terms(row, ["organisation_name"]))
            yield language, group_of(row, summing.group), name


def test_names_in_one_or_several_languages_are_told_as_they_are_asked(store: Store) -> None:
    assert rows_told(store) == sorted(rows_asked(store))


def test_only_what_is_named_in_several_languages_is_asked_in_each(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = list[str]()

    def noted(store: EmbeddedStore, text: str) -> object:
        queries.append(text)
        return select(store, text)

    sums = sums_in(store, take_apart(ROLES))
    monkeypatch.setattr(making, "select", noted)
    assert len([*told(store, ROLES, sums)]) == len([*rows_asked(store)])
    assert [query.count("/several>") > 0 for query in queries] == [False, True, True, True]
    assert [query.count("/finnish>") > 0 for query in queries] == [True, False, False, False]


def test_questions_of_the_library_do_nothing_but_choose_names_by_their_language() -> None:
    speaking = [question for question in summing_questions(LIBRARY) if speaks(question)]
    others = {question.name for question in speaking if not chooses_names(question)}
    assert others == {"places", "subjects"}


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("?organisation skos:prefLabel ?nearer", "?other skos:prefLabel ?nearer"),
        ("?organisation skos:prefLabel ?nearer", "?organisation skos:altLabel ?nearer"),
        ("GROUP BY ?organisation ?role", "GROUP BY ?organisation ?role ?lang"),
        ("?project ?takes_part ?organisation", "?project ?takes_part ?organisation, ?wish"),
        ("STRLEN(STRAFTER(?wish, LANG(?nearer)))", 'STRLEN(STRAFTER(?wish, "fi"))'),
    ],
)
def test_a_question_that_does_more_with_its_language_is_asked_in_each(
    told: str, instead: str
) -> None:
    assert told in ROLES.text
    assert not chooses_names(changed(told, instead))


def changed(told: str, instead: str) -> Question:
    return parse_question(ROLES.name, ROLES.text.replace(told, instead))
