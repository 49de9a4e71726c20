"""Questions to a small index of sentences: what they must find, and what they must not."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.search.document import EntityDocument
from graph.search.index import SearchIndex
from graph.search.wish import Wish
from graph.search.writing import IndexWriter

HERE = Path(__file__).parent / "search_cases"
DAY = date(2026, 11, 22)


class Case(NamedTuple):
    query: str
    finds: set[str]
    leaves: set[str]


def rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def slugs(cell: str, everything: set[str]) -> set[str]:
    """The slugs in *cell*: ``*`` is all of them, ``-`` none."""
    return everything if cell == "*" else set(cell.split()) - {"-"}


def cases() -> Iterator[Case]:
    everything = {row["slug"] for row in rows("texts.tsv")}
    for row in rows("cases.tsv"):
        yield Case(row["query"], slugs(row["finds"], everything), slugs(row["not"], everything))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder = tmp_path_factory.mktemp("cases") / "index"
    with IndexWriter(folder) as writer:
        for row in rows("texts.tsv"):
            document = EntityDocument(
                kind="project", slug=row["slug"], names=(row["name"],), texts=(row["text"],)
            )
            writer.add(document)
        writer.commit()
    return SearchIndex.open(folder)


@pytest.mark.parametrize("case", [*cases()], ids=lambda case: case.query)
def test_a_question_finds_what_it_must_and_nothing_silly(index: SearchIndex, case: Case) -> None:
    found = set(index.slugs(Wish(q=case.query), DAY))
    assert found >= case.finds
    assert not found & case.leaves


def test_the_cases_speak_of_texts_that_there_are() -> None:
    everything = {row["slug"] for row in rows("texts.tsv")}
    assert all(case.finds | case.leaves <= everything for case in cases())


def test_there_are_cases_enough() -> None:
    assert len({case.query for case in cases()}) >= 80
