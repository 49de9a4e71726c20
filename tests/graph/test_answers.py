"""Each generation has the answers that its store gives, however it was made."""

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import msgspec
import pytest
from pyoxigraph import Store

from graph.answers import kept, maintaining, making, sums
from graph.answers.completing import complete_answers
from graph.answers.kept import path_of
from graph.answers.making import make_answers
from graph.answers.stored import StoredAnswers
from graph.answers.sums import Added, Group, Lost, Number, moved
from graph.answers.terms import row_of_terms
from graph.build import building
from graph.build.completing import complete_unless_written
from graph.build.forget import forget
from graph.build.options import BuildOptions
from graph.build.transfer import export_archive, import_archive
from graph.errors import StoreError
from graph.generations.directory import DataDirectory
from graph.generations.durable import drop
from graph.generations.lock import only_writer
from graph.questions.library import parse_question
from graph.questions.summing import Sum, Summing, take_apart
from tests.graph.answers_told import (
    LIBRARY,
    STORED,
    asked,
    assert_stored_answers_are_those_of_the_store,
    stored,
)
from tests.graph.made_pages import Made as Page
from tests.graph.made_pages import put
from tests.graph.made_writes import Made
from tests.graph.test_build_history import any_history
from tests.graph.test_search_generations import WRITES

RENAMING = (
    "DELETE { ?o skos:prefLabel ?n } INSERT { ?o skos:prefLabel 'Toinen nimi'@fi }"
    " WHERE { ?o a org:FormalOrganization ; skos:prefLabel ?n }"
)
PREFIXED = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"


@pytest.fixture
def patching(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every build but the first patch a store."""
    monkeypatch.setattr(building, "PATCHABLE", 0)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def assert_any_history_is_answered_well(path: Path, chance: Random, builds: int) -> None:
    for house, scratch, _ in any_history(path, chance, builds):
        assert_stored_answers_are_those_of_the_store(house.generation(), scratch)


@pytest.mark.usefixtures("patching")
@pytest.mark.parametrize("seed", range(2))
def test_after_any_history_the_answers_are_those_of_the_store(tmp_path: Path, seed: int) -> None:
    assert_any_history_is_answered_well(tmp_path, Random(seed), builds=4)  # noqa: S311 - no secret


@pytest.mark.slow
@pytest.mark.usefixtures("patching")
@pytest.mark.parametrize("seed", range(200, 203))
def test_so_they_are_after_a_long_history(tmp_path: Path, seed: int) -> None:
    assert_any_history_is_answered_well(tmp_path, Random(seed), builds=15)  # noqa: S311 - no secret


def test_a_first_build_stores_every_answer_that_adds_up(made: Made, tmp_path: Path) -> None:
    assert_stored_answers_are_those_of_the_store(made.directory.generation(), tmp_path / "anew")


def assert_any_writes_are_answered_well(made: Made, scratch: Path, chance: Random) -> None:
    for turn, write in enumerate(chance.sample([*WRITES, PREFIXED + RENAMING], 4)):
        made.write(write)
        generation = made.directory.generation()
        assert_stored_answers_are_those_of_the_store(generation, scratch / f"written{turn}")
        if chance.random() < 0.3:
            put(made.pages, "p2", Page(name=f"Kokeilu {turn}", portfolio="Toinen salkku 2021-2027"))
            made.build()
            generation = made.directory.generation()
            assert_stored_answers_are_those_of_the_store(generation, scratch / f"built{turn}")


@pytest.mark.usefixtures("patching")
def test_after_any_writes_the_answers_are_those_of_the_store(made: Made, tmp_path: Path) -> None:
    assert_any_writes_are_answered_well(made, tmp_path, Random(1))  # noqa: S311 - no secret


@pytest.mark.slow
@pytest.mark.usefixtures("patching")
@pytest.mark.parametrize("seed", range(2, 7))
def test_so_they_are_after_other_writes(made: Made, tmp_path: Path, seed: int) -> None:
    assert_any_writes_are_answered_well(made, tmp_path, Random(seed))  # noqa: S311 - no secret


@pytest.mark.usefixtures("patching")
def test_what_changed_much_is_written_as_one_file_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept.ChangedAnswer, "is_full", True)
    assert_any_history_is_answered_well(tmp_path, Random(7), builds=2)  # noqa: S311 - no secret
    folder = DataDirectory.open(tmp_path / "data").generation().folder
    assert not [*folder.glob(f"{kept.FOLDER}/*{kept.CHANGES}.sqlite")]


@pytest.mark.usefixtures("patching")
def test_a_changed_page_is_followed_and_nothing_is_made_anew(
    made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(maintaining, "make_answer", None)
    put(made.pages, "p2", Page(name="Toinen nimi", portfolio="Toinen salkku 2021-2027"))
    made.build()
    assert_stored_answers_are_those_of_the_store(made.directory.generation(), tmp_path / "anew")


@pytest.mark.usefixtures("patching")
def test_when_the_first_project_goes_the_next_one_is_the_first(
    made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put(made.pages, "p1", Page(name="Kokeilu p1", start="1.1.2020"))
    made.build()
    assert [row["first_year"]["value"] for row in years(made)] == ["2020", "2020"]
    monkeypatch.setattr(maintaining, "make_answer", None)
    (made.pages / "p1.txt").unlink()
    made.build(prune=True)
    assert [row["first_year"]["value"] for row in years(made)] == ["2024", "2024"]
    assert_stored_answers_are_those_of_the_store(made.directory.generation(), tmp_path / "anew")


@pytest.mark.usefixtures("patching")
def test_while_another_project_is_as_early_nobody_looks_through_all(
    made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for key in ("p1", "p2"):
        put(made.pages, key, Page(name=f"Kokeilu {key}", start="1.1.2020"))
    made.build()
    asked = list[Group]()

    def look(store: Store, summing: Summing, groups: Sequence[Group]) -> dict[Group, Added | None]:
        asked.extend(groups)
        return sums.sums_about(store, summing, groups)

    monkeypatch.setattr(maintaining, "sums_about", look)
    (made.pages / "p1.txt").unlink()
    made.build(prune=True)
    assert asked == []
    assert [row["first_year"]["value"] for row in years(made)] == ["2020", "2020"]
    assert_stored_answers_are_those_of_the_store(made.directory.generation(), tmp_path / "anew")


def years(made: Made) -> list[dict[str, dict[str, str]]]:
    return stored(made.directory.generation().folder, "organisation_years") or []


@pytest.mark.usefixtures("patching")
def test_an_answer_that_nothing_touches_is_shared(made: Made) -> None:
    before = made.directory.generation().folder
    made.write("INSERT DATA { GRAPH :notes { project:kokeilu-p1 dcterms:description 'Hyvä'@fi } }")
    after = made.directory.generation().folder
    for name in STORED:
        old, new = (path_of(folder, LIBRARY[name]) for folder in (before, after))
        assert old.stat().st_ino == new.stat().st_ino


def test_equal_pages_give_equal_files(tmp_path: Path) -> None:
    homes = (tmp_path / "one", tmp_path / "other")
    for home in homes:
        home.mkdir()
    one, other = (Made(home).directory.generation().folder for home in homes)
    for name in STORED:
        first, second = (path_of(folder, LIBRARY[name]).read_bytes() for folder in (one, other))
        assert first == second


def test_the_forgotten_are_in_no_stored_answer(made: Made, tmp_path: Path) -> None:
    forget(made.folder, "Maija Meikäläinen", BuildOptions(sources=()))
    assert_stored_answers_are_those_of_the_store(made.directory.generation(), tmp_path / "anew")


def test_an_archive_brings_a_generation_that_is_answered(made: Made, tmp_path: Path) -> None:
    made.write("DELETE WHERE { ?p sk:implementer ?o }")
    export_archive(made.directory, made.directory.generation(), tmp_path / "all.zip")
    import_archive(tmp_path / "all.zip", tmp_path / "other")
    generation = DataDirectory.open(tmp_path / "other").generation()
    assert_stored_answers_are_those_of_the_store(generation, tmp_path / "anew")


def test_a_generation_without_stored_answers_is_completed_once(made: Made, tmp_path: Path) -> None:
    generation = made.directory.generation()
    drop(generation.folder / kept.FOLDER)
    assert stored(generation.folder, "top_funders") is None
    with only_writer(made.folder):
        assert complete_unless_written(made.directory, LIBRARY) == []
    assert complete_unless_written(made.directory, LIBRARY) == ["stored answers"]
    assert complete_unless_written(made.directory, LIBRARY) == []
    assert_stored_answers_are_those_of_the_store(generation, tmp_path / "anew")


@pytest.mark.parametrize(
    ("name", "heeded"),
    [
        ("funding_by_year", {"organisation"}),
        ("findings_by_project", set()),
        ("eu_share_by_portfolio", {"portfolio", "amount", "eu_amount"}),
    ],
)
def test_of_groups_is_asked_only_what_depends_on_them(name: str, heeded: set[str]) -> None:
    assert {*take_apart(LIBRARY[name]).heeded} == heeded


def test_of_a_generation_that_lacks_one_answer_only_that_is_made(made: Made) -> None:
    folder = made.directory.generation().folder
    lacking, other = (path_of(folder, LIBRARY[name]) for name in ("portfolios", "top_funders"))
    before = other.stat().st_ino
    lacking.unlink()
    with only_writer(made.folder):
        assert complete_answers(made.directory, LIBRARY, made.directory.current_id())
    assert lacking.exists()
    assert other.stat().st_ino == before


def test_whether_an_extreme_of_several_things_stands_is_not_asked(made: Made) -> None:
    text = LIBRARY["organisation_years"].text
    plain, several = (
        take_apart(parse_question("years", text.replace("MIN(?year)", least)))
        for least in ("MIN(?year)", "MIN(?year - 0 * ?year)")
    )
    store = made.directory.generation().open_store()
    group, added = next(iter(sums.sums_in(store, plain).items()))
    assert sums.extremes_stand(store, plain, group, added)
    assert not sums.extremes_stand(store, several, group, added)


def test_of_an_answer_that_cannot_be_told_whole_nothing_is_there(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = iter([b"first"])
    question = LIBRARY["organisation_roles"]
    path = path_of(tmp_path, question)
    store = made.directory.generation().open_store()
    monkeypatch.setattr(making, "place", lambda *_: next(places))
    with pytest.raises(RuntimeError):  # a generator that runs out tells so (PEP 479)
        making.make_answer(path, store, question)
    assert not path.exists()


@pytest.mark.parametrize("name", STORED)
def test_a_stored_answer_is_a_table(made: Made, name: str) -> None:
    generation = made.directory.generation()
    table = StoredAnswers(generation.folder).table(LIBRARY[name], {}, generation.iris)
    assert table is not None
    assert table.columns == LIBRARY[name].columns
    rows = [row_of_terms(row, table.columns) for row in table]
    assert [msgspec.to_builtins(row) for row in rows] == asked(generation, name)


def test_a_question_that_fails_beside_others_lets_go_of_what_it_asked(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("disk gone")

    dropped = list[str]()
    monkeypatch.setattr(sys, "unraisablehook", lambda told: dropped.append(str(told.exc_value)))
    monkeypatch.setattr(sums, "group_of", fail)
    with pytest.raises(StoreError, match="disk gone"):
        make_answers(tmp_path, made.directory.generation().open_store(), LIBRARY)
    assert dropped == []


SUM, LEAST, MOST = (Sum("n", function, "x", "") for function in ("SUM", "MIN", "MAX"))


@pytest.mark.parametrize(
    ("each", "old", "less", "more", "new"),
    [
        (SUM, 5, 3, 1, 3),
        (SUM, Decimal("0.3"), Decimal("0.1"), None, Decimal("0.2")),
        (LEAST, 5, None, 7, 5),
        (LEAST, 5, None, 3, 3),
        (LEAST, 5, 6, 7, 5),
        (LEAST, 5, 5, 5, 5),
        (LEAST, 5, 5, 4, 4),
        (MOST, 5, 4, None, 5),
        (MOST, 5, 5, 6, 6),
    ],
)
def test_a_group_moves_by_what_goes_and_comes(
    each: Sum, old: Number, less: Number | None, more: Number | None, new: Number
) -> None:
    assert moved([each], *parts(old, less, more)) == Added(9 - bool(less) + bool(more), (new,))


@pytest.mark.parametrize(("each", "more"), [(LEAST, 7), (LEAST, None), (MOST, 3), (MOST, None)])
def test_nobody_knows_what_comes_after_the_first_that_went(each: Sum, more: Number | None) -> None:
    with pytest.raises(Lost):
        moved([each], *parts(5, 5, more))


@pytest.mark.parametrize(
    ("each", "more", "new"), [(LEAST, 7, 5), (LEAST, 4, 4), (LEAST, None, 5), (MOST, 3, 5)]
)
def test_the_first_stays_while_another_like_it_stands(
    each: Sum, more: Number | None, new: Number
) -> None:
    told = moved([each], *parts(5, 5, more), stands=True)
    assert told == Added(8 + bool(more), (new,))


def parts(old: Number, less: Number | None, more: Number | None) -> Iterator[Added | None]:
    """What nine projects, one that went and one that came add up to."""
    yield Added(9, (old,))
    yield from (None if number is None else Added(1, (number,)) for number in (less, more))
