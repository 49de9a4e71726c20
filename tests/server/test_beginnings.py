"""The beginnings of long answers, beside the whole of them."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec.structs import replace

from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from graph.questions.question import Question
from graph.search.found import Sum
from graph.search.schema import ROLES
from graph.search.wish import Wish
from server.app import create_app
from server.evaluation import Answer, InProcess, PublicQuery, Truncation
from server.questions import beginning, counted
from server.questions.answers import Answered, Answers
from server.questions.asked import Asked, query_of
from server.settings import read_settings
from server.snapshot import Served, Snapshot

LIBRARY = load_library()
LISTED = [question for question in LIBRARY.values() if question.listing]
MEBI = 2**20


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a handful of things for many, and ask about two of them first."""
    for name, number in {"LONG": 3, "SCATTERED": 3, "FIRST": 2, "MOST": 7}.items():
        monkeypatch.setattr(beginning, name, number)
    monkeypatch.setattr(counted, "MANY", 5)


@pytest.fixture(scope="module")
def snapshot(sample_data: Path) -> Snapshot:
    return Served(DataDirectory.open(sample_data), LIBRARY).now()


def asked_about(snapshot: Snapshot, question: Question, values: dict[str, str]) -> Asked:
    return Asked(question=question, values=values, query=query_of(snapshot, question, values))


def first(snapshot: Snapshot, asked: Asked, enough: int) -> Answered | None:
    return beginning.beginning(Answers(InProcess(), MEBI), snapshot, asked, enough)


def rows_of(answered: Answered) -> list[Any]:
    return [*map(msgspec.json.decode, answered.rows)]


def slugs(snapshot: Snapshot, kind: Any, most: int) -> list[str]:
    day = snapshot.generation.manifest.day
    return snapshot.index.slugs(Wish(kind=kind, order="weight"), day)[:most]


def choices(snapshot: Snapshot, question: Question) -> Iterator[dict[str, str]]:
    """What *question* can be asked about when its answer comes thing by thing."""
    listing = question.listing
    assert listing is not None
    organisations = slugs(snapshot, "organisation", 3)
    values = {
        **dict.fromkeys(("organisation", *ROLES, "participant", "municipality"), organisations),
        "portfolio": slugs(snapshot, "portfolio", 2),
        "phase": ["running", "ended"],
        "running": ["true", "false"],
        "year": ["2019", "2024"],
        "instrument": ["ERDF", "national"],
        "at_least": ["500000"],
        "kind": ["total"] if question.name == "project_amounts" else ["municipality"],
        "band": ["unknown", "100k-250k"],
        "role": ["implementer"],
        "day": ["2024-05-01"],
        "word": ["a"],
        "subject": ["http://www.yso.fi/onto/yso/p1234", "https://example.org/other"],
        "place": ["http://www.yso.fi/onto/yso/p105347"],
    }
    if listing.each or not listing.within:
        yield {}
    for name in (*listing.within, *listing.chosen, *listing.among_rows):
        yield from ({name: value, "lang": "sv"} for value in values[name])


@pytest.mark.parametrize("question", LISTED, ids=lambda question: str(question.name))
def test_a_beginning_is_that_of_the_whole_answer(snapshot: Snapshot, question: Question) -> None:
    begun = 0
    for values in choices(snapshot, question):
        asked = asked_about(snapshot, question, values)
        whole = Answers(InProcess(), MEBI).answer(snapshot, asked.query)
        for enough in (1, 9, len(whole.rows) + 1):
            found = first(snapshot, asked, enough)
            if found is None:
                continue
            begun += found.beyond is None or bool(question.listing and question.listing.always)
            assert rows_of(found) == rows_of(whole)[: len(found.rows)]
            assert len(found.rows) >= min(enough, len(whole.rows))
            assert found.beyond is None or len(found.rows) == len(whole.rows)
            assert found.total == (len(whole.rows) if found.beyond == 0 else None)
    assert begun


@pytest.mark.parametrize(
    ("name", "values", "enough"),
    [
        ("projects", {"phase": "ended", "project": "puisto"}, 5),
        ("chosen_projects", {"running": "false"}, 5),
        ("chosen_projects", {"subject": "https://example.org/other"}, 5),
        ("projects", {"project": "puisto"}, 5),
        ("organisation_projects", {"project": "puisto"}, 5),
        ("organisation_projects", {"organisation": "ouka", "with_units": "true"}, 5),
        ("organisation_partners", {"organisation": "ouka"}, 5),
        ("projects", {}, beginning.DEEPEST + 1),
    ],
)
def test_what_does_not_come_thing_by_thing_is_asked_for_whole(
    snapshot: Snapshot, name: str, values: dict[str, str], enough: int
) -> None:
    assert first(snapshot, asked_about(snapshot, LIBRARY[name], values), enough) is None


def test_the_largest_of_several_currencies_are_looked_for_among_all(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = snapshot.index.sums

    def in_crowns(*asked: Any) -> tuple[Sum, ...]:
        first, *rest = kept(*asked)
        return replace(first, currency="SEK"), *rest

    monkeypatch.setattr(snapshot.index, "sums", in_crowns)
    assert first(snapshot, asked_about(snapshot, LIBRARY["largest_projects"], {}), 5) is None


def test_a_short_answer_is_asked_for_whole(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "LONG", 1_000)
    assert first(snapshot, asked_about(snapshot, LIBRARY["projects"], {}), 5) is None


def test_few_of_many_are_asked_about_to_the_last(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "LONG", 1_000)
    asked = asked_about(snapshot, LIBRARY["chosen_projects"], {"phase": "ended"})
    whole = Answers(InProcess(), MEBI).answer(snapshot, asked.query)
    found = first(snapshot, asked, 2)
    assert found is not None
    assert rows_of(found) == rows_of(whole)
    assert found.total == len(whole.rows) > 2


def test_where_nothing_fits_nobody_is_asked(snapshot: Snapshot) -> None:
    asked = asked_about(snapshot, LIBRARY["chosen_projects"], {"year": "1917"})
    asked = replace(asked, query="nobody reads this")
    found = first(snapshot, asked, 5)
    assert found is not None
    assert (found.rows, found.total) == ([], 0)
    assert found.columns == LIBRARY["chosen_projects"].columns


def test_rows_that_few_things_have_are_not_looked_for_without_end(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "IN_VAIN", 0)
    asked = asked_about(snapshot, LIBRARY["project_work_packages"], {})
    whole = Answers(InProcess(), MEBI).answer(snapshot, asked.query)
    assert first(snapshot, asked, len(whole.rows)) is None


def test_where_a_part_is_cut_the_whole_is_asked_for(snapshot: Snapshot) -> None:
    class Cutting(InProcess):
        def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
            whole = super().answer(snapshot, query)
            return Answer(whole.body, whole.format, truncation=Truncation(kept=1, limit=1))

    asked = asked_about(snapshot, LIBRARY["projects"], {})
    assert beginning.beginning(Answers(Cutting(), MEBI), snapshot, asked, 5) is None


@pytest.fixture(scope="module")
def fresh(sample_data: Path) -> Flask:
    """An application that has answered nothing yet."""
    return create_app(read_settings({"data": str(sample_data)}, {}))


def test_a_page_of_a_long_answer_tells_of_the_next_and_of_no_last(fresh: Flask) -> None:
    headers = fresh.test_client().get("/queries/projects.json?page=2&size=3").headers
    assert "Salkku-Total" not in headers
    assert 'rel="next"' in headers["Link"]
    assert 'rel="last"' not in headers["Link"]


def test_the_page_of_a_question_turns_through_a_long_answer(
    fresh: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["server.pages.questions"], "ROWS", 3)
    text = fresh.test_client().get("/en/queries/project_participants?page=2").text
    assert "Rows 4–6; more follow" in text
    assert 'rel="next"' in text
    assert "<span>Page 2</span>" in text


@pytest.mark.parametrize("name", ["funding_by_project", "organisation_partners"])
def test_of_a_long_answer_nothing_is_drawn(
    fresh: Flask, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["server.pages.questions"], "ROWS", 3)
    monkeypatch.setattr(beginning, "DRAWN", 3)
    address = f"/en/queries/{name}"
    begun = fresh.test_client().get(address).text
    monkeypatch.setattr(beginning, "DRAWN", 5_000)
    whole = fresh.test_client().get(address).text
    assert "Rows 1–3; more follow" in begun
    assert 'aria-label="Chart"' not in begun
    assert 'aria-label="Chart"' in whole


def test_whoever_took_the_whole_is_told_how_long_it_is(fresh: Flask) -> None:
    client: FlaskClient = fresh.test_client()
    whole = client.get("/queries/people.json").headers["Salkku-Total"]
    paged = client.get("/queries/people.json?page=1&size=2").headers
    assert paged["Salkku-Total"] == whole
    assert 'rel="last"' in paged["Link"]
