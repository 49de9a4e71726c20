"""Projects as the index has counted them, beside those that the store counts."""

from pathlib import Path

import msgspec
import pytest

from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from graph.search.wish import Wish
from server.app import create_app
from server.evaluation import InProcess
from server.questions import counted
from server.questions.answers import Answers
from server.questions.asked import Asked, query_of
from server.settings import read_settings
from server.snapshot import Served, Snapshot

LIBRARY = load_library()


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take one project for many."""
    monkeypatch.setattr(counted, "MANY", 1)


@pytest.fixture(scope="module")
def snapshot(sample_data: Path) -> Snapshot:
    return Served(DataDirectory.open(sample_data), LIBRARY).now()


def asked_about(snapshot: Snapshot, name: str = "organisation_partners", **values: str) -> Asked:
    question = LIBRARY[name]
    return Asked(question=question, values=values, query=query_of(snapshot, question, values))


def organisations(snapshot: Snapshot) -> list[str]:
    wish = Wish(kind="organisation", order="weight")
    return snapshot.index.slugs(wish, snapshot.generation.manifest.day)


@pytest.mark.parametrize("language", ["", "fi", "sv", "en"])
def test_the_index_counts_as_the_store_does(snapshot: Snapshot, language: str) -> None:
    answers, told = Answers(InProcess(), 0), 0
    for slug in organisations(snapshot):
        asked = asked_about(snapshot, organisation=slug, lang=language)
        found, whole = counted.counted(snapshot, asked), answers.answer(snapshot, asked.query)
        if found is None:  # it only pays, and takes part in nothing
            continue
        told += len(found.rows)
        assert [*map(msgspec.json.decode, found.rows)] == [*map(msgspec.json.decode, whole.rows)]
        assert (found.columns, found.total) == (whole.columns, whole.total)
    assert told


def test_the_first_rows_tell_how_many_there_are_in_all(snapshot: Snapshot) -> None:
    asked = asked_about(snapshot, organisation=organisations(snapshot)[0])
    whole, begun = counted.counted(snapshot, asked), counted.counted(snapshot, asked, 2)
    assert whole is not None
    assert begun is not None
    assert begun.rows == whole.rows[:2]
    assert begun.total == whole.total == len(whole.rows) > 2


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("organisation_partners", {}),
        ("organisation_partners", {"organisation": "ouka", "with_units": "true"}),
        ("organisation_projects", {"organisation": "ouka"}),
    ],
)
def test_what_the_index_has_not_counted_is_asked_of_the_store(
    snapshot: Snapshot, name: str, values: dict[str, str]
) -> None:
    assert counted.counted(snapshot, asked_about(snapshot, name, **values)) is None


def test_an_organisation_of_few_projects_or_too_many_others_is_asked_of_the_store(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_about(snapshot, organisation=organisations(snapshot)[0])
    monkeypatch.setattr(counted, "MOST", 1)
    assert counted.counted(snapshot, asked, 1) is not None
    assert counted.counted(snapshot, asked) is None
    monkeypatch.setattr(counted, "MANY", 1_000)
    assert counted.counted(snapshot, asked, 1) is None


def test_a_page_of_partners_tells_how_many_rows_there_are_and_which_page_is_the_last(
    sample_data: Path, snapshot: Snapshot
) -> None:
    client = create_app(read_settings({"data": str(sample_data)}, {})).test_client()
    place = f"/queries/organisation_partners.json?organisation={organisations(snapshot)[0]}"
    paged = client.get(f"{place}&size=2").headers
    whole = client.get(place)
    assert paged["Salkku-Total"] == whole.headers["Salkku-Total"]
    last = -(-len(whole.get_json(force=True)["results"]["bindings"]) // 2)
    assert f'page={last}&size=2>; rel="last"' in paged["Link"]
