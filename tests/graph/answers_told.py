"""What a generation's stored answers tell, beside the same questions asked of its store."""

from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import astuple, replace

from graph.answers.firsts import BY_FUND, Firsts, make_firsts, projects_of, read_firsts
from graph.answers.index import open_answered
from graph.answers.making import make_answers, summing_questions
from graph.answers.stored import StoredAnswers
from graph.answers.terms import row_of_terms
from graph.generations.generation import Generation
from graph.questions.library import load_library
from graph.questions.question import Said
from graph.questions.summing import speaks, take_apart
from graph.register import LANGUAGES
from graph.search.index import SearchIndex
from graph.search.schema import ROLES
from graph.search.wish import Wish
from graph.store import EmbeddedStore, select
from ontology.iris import Iris

LIBRARY = load_library()
NOBODY = "https://example.org/nobody"
STORED = [question.name for question in summing_questions(LIBRARY)]


def stored(folder: Path, name: str, language: str = "") -> list[Any] | None:
    """The rows that lie in *folder*; None when none are stored."""
    rows = StoredAnswers(folder).rows(LIBRARY[name], language)
    return None if rows is None else [msgspec.json.decode(row) for row in rows]


def asked(generation: Generation, name: str, language: str = "", **about: Said) -> list[Any]:
    """The rows of the question asked of the store, *about* things by the parameter of these."""
    question = LIBRARY[name]
    values: dict[str, Said] = about | ({"lang": language} if speaks(question) else {})
    table = select(EmbeddedStore(generation.open_store()), question.bind(values, generation.iris))
    rows = (row_of_terms(row, question.columns) for row in table)
    return [msgspec.json.decode(msgspec.json.encode(row)) for row in rows]


def assert_alike(kept: Firsts, made: Firsts) -> None:
    """Fail where the first pages that are *kept* are not those that were *made* now."""
    for one, other in zip(astuple(kept), astuple(made), strict=True):
        assert one == other


def assert_portfolios_are_known_by_heart(generation: Generation, index: SearchIndex) -> None:
    """Fail where what is stored of portfolios is answered otherwise than *index* does."""
    by_heart, day = open_answered(generation), generation.manifest.day
    for hit in index.find(Wish(kind="portfolio"), day).hits:
        wish = replace(projects_of(hit.slug), order="start")
        assert by_heart.sums(wish, day, BY_FUND) == index.sums(wish, day, BY_FUND)
        assert by_heart.largest_givers(wish, day, 3) == index.largest_givers(wish, day, 3)
        assert by_heart.foremost(wish, day, ROLES, 2) == index.foremost(wish, day, ROLES, 2)


def assert_stored_answers_are_those_of_the_store(generation: Generation, scratch: Path) -> None:
    """Fail when a question asked of the store, or answers made of it anew, tell otherwise."""
    scratch.mkdir()
    make_answers(scratch, generation.open_store(), LIBRARY)
    index = SearchIndex.open(generation.index_path)
    kept = read_firsts(generation.folder)
    assert kept is not None
    assert_alike(kept, make_firsts(index, generation.manifest.day))
    assert_portfolios_are_known_by_heart(generation, index)
    for name in STORED:
        for language in LANGUAGES if speaks(LIBRARY[name]) else ("",):
            told = stored(generation.folder, name, language)
            assert told is not None, f"{name} is not stored"
            assert told == stored(scratch, name, language), f"{name} is not as made anew"
            assert told == asked(generation, name, language), f"{name} is not as asked"
        assert_it_answers_about_some(generation, name)


def assert_it_answers_about_some(generation: Generation, name: str) -> None:
    """Fail when the rows about a thing are others than those of the question about it."""
    question, rows = LIBRARY[name], stored(generation.folder, name, "sv") or []
    answers = StoredAnswers(generation.folder)
    for column in take_apart(question).things:
        terms = [row[column] for row in rows if column in row]
        values = sorted({term["value"] for term in terms if term["type"] == "uri"})
        first, last = values[:1], values[-1:]
        for value in (first, last, [NOBODY], [*{*last, NOBODY, *first}]):
            said = answers.answer(question, {column: value, "lang": "sv"}, generation.iris)
            told = None if said is None else [msgspec.json.decode(row) for row in said]
            assert_it_is_told_piece_by_piece(answers, name, {column: value, "lang": "sv"}, told)
            assert told == asked(generation, name, "sv", **{column: value}), f"{name}: {value}"


def assert_it_answers_about_several(generation: Generation, name: str) -> int:
    """Fail when the rows about two things, or of some years, are others than the question's.

    Returns how many of these are answered.
    """
    question, answers = LIBRARY[name], StoredAnswers(generation.folder)
    parameters = [each.name for each in question.parameters if each.name != "lang"]
    answered = 0
    for row in (stored(generation.folder, name, "sv") or [])[::5]:
        known = {column: term["value"] for column, term in row.items() if column in parameters}
        bounds = {key: row["year"]["value"] for key in ("from_year", "to_year") if "year" in row}
        known |= {key: year for key, year in bounds.items() if key in parameters}
        for size in (1, 2):
            for some in combinations(known.items(), size):
                values: dict[str, Said] = dict(some)
                said = answers.answer(question, {**values, "lang": "sv"}, generation.iris)
                if said is not None:
                    told = [msgspec.json.decode(row) for row in said]
                    assert told == asked(generation, name, "sv", **values), f"{name}: {values}"
                    assert_it_is_told_piece_by_piece(answers, name, {**values, "lang": "sv"}, told)
                    answered += 1
    return answered


def assert_it_is_told_piece_by_piece(
    answers: StoredAnswers, name: str, values: dict[str, Said], told: list[Any] | None
) -> None:
    """Fail when the first rows, or the number of all, are others than *told*."""
    question, iris = LIBRARY[name], Iris()
    first, number = answers.begun(question, values, iris, 2) or ((), 0)
    assert [*map(msgspec.json.decode, first)] == (told or [])[:2]
    assert number == len(told or ())
