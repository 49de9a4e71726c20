"""Columns that changed bit by bit, beside those that were written at once, and plain Python."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest

from graph.errors import DataDirectoryError
from graph.search.asking import nearness, reading
from graph.search.columns import writing
from graph.search.columns.opened import TABLE
from graph.search.columns.table import BY_SLUG, BY_SOURCE, Table
from graph.search.document import AllocationDocument, EntityDocument
from graph.search.filling.indexing import link_index
from graph.search.index import SearchIndex
from graph.search.schema import COLUMNS, GROUPS
from graph.search.wish import Order, Wish
from graph.search.writing import IndexWriter
from tests.graph.made_documents import (
    DAY,
    fits,
    make_index,
    throw_money,
    throw_projects,
    values,
)

PROJECTS = {project.slug: project for project in throw_projects(seed=11, count=150)}
MONEY = throw_money(seed=12, projects=PROJECTS.values())
ROLES = ("funder", "implementer", "partner", "participant")

WISHES = (
    Wish(),
    Wish(kind="project", running=True),
    Wish(kind="project", years=(2022, 2023), phases=("running", "ended")),
    Wish(kind="project", funders=("kyla",), amounts=("unknown", "over-5m")),
    Wish(kind="project", q="silta -polku", portfolios=("sivistys",)),
    Wish(kind="project", participants=("salo", "nobody")),
)


def money_of(slug: str) -> list[AllocationDocument]:
    return [one for one in MONEY if one.project == slug]


def answers(index: SearchIndex) -> list[Any]:
    """All that columns answer."""
    told: list[Any] = [index.slugs(Wish(order=order), DAY) for order in get_args(Order)]
    for wish in WISHES:
        found = index.find(wish, DAY, 3, 20)
        told.append((found.hits, found.total, found.facets, index.sums(wish, DAY)))
        told += [index.largest_givers(wish, DAY, most) for most in (1, 4, 99)]
        told += [dict(index.money_by(wish, DAY, role)) for role in ROLES]
        told += [index.ties([wish, WISHES[3]], DAY, role, 9) for role in ("", "funder")]
    return told


def change(folder: Path, random: Random, standing: set[str]) -> set[str]:
    """Let some projects come, go, or come again in the index in *folder*; say which stand then."""
    gone = set(random.sample(sorted(standing), min(len(standing), random.randint(0, 9))))
    come = set(random.sample(sorted(PROJECTS), random.randint(0, 12)))
    with IndexWriter(folder) as writer:
        for slug in sorted(gone | (come & standing)):
            writer.remove("project", slug)
        for slug in sorted(come):
            writer.add(PROJECTS[slug], money_of(slug))
        writer.commit()
    return (standing - gone) | come


@pytest.mark.parametrize("most", [0, 15, 1_000])
@pytest.mark.parametrize("seed", [1, 2])
def test_however_columns_came_about_they_tell_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, most: int
) -> None:
    monkeypatch.setattr(writing, "_MOST", most)
    random, standing = Random(seed), set[str]()  # noqa: S311  # no cryptography
    for _ in range(6):
        standing = change(tmp_path / "changing", random, standing)
    anew = make_index(tmp_path / "anew", [PROJECTS[slug] for slug in sorted(standing)], MONEY)
    assert answers(SearchIndex.open(tmp_path / "changing")) == answers(anew)


@pytest.mark.parametrize("array", [BY_SLUG, *BY_SOURCE])
def test_an_index_older_than_one_of_its_arrays_tells_the_same(tmp_path: Path, array: str) -> None:
    make_index(tmp_path / "new", PROJECTS.values(), MONEY)
    known = answers(SearchIndex.open(tmp_path / "new"))
    make_index(tmp_path / "old", PROJECTS.values(), MONEY)
    (tmp_path / "old" / COLUMNS / TABLE / f"{array}.npy").unlink()
    assert answers(SearchIndex.open(tmp_path / "old")) == known


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return make_index(tmp_path_factory.mktemp("columns"), PROJECTS.values(), MONEY)


def fitting(wish: Wish) -> list[EntityDocument]:
    return [project for project in PROJECTS.values() if fits(project, wish)]


@pytest.mark.parametrize("role", ROLES)
def test_the_money_of_who_takes_part_is_that_of_plain_python(index: SearchIndex, role: str) -> None:
    for wish in (wish for wish in WISHES if not wish.q):
        told: dict[str, Counter[str]] = defaultdict(Counter)
        for project in fitting(wish):
            for slug in values(project, role):
                for one in money_of(project.slug):
                    told[slug][one.currency] += one.cents
        assert index.money_by(wish, DAY, role) == told


def pairs(projects: Iterable[EntityDocument], role: str) -> Counter[frozenset[str]]:
    each = (combinations(sorted(values(project, role)), 2) for project in projects)
    return Counter(frozenset(pair) for some in each for pair in some)


@pytest.mark.parametrize("role", ROLES)
def test_ties_are_those_of_plain_python(index: SearchIndex, role: str) -> None:
    for wish in (wish for wish in WISHES if not wish.q):
        told = index.ties([wish], DAY, role, 99).ties
        expected = pairs(fitting(wish), role)
        assert {frozenset((tie.one, tie.other)): tie.projects for tie in told} == expected


def test_many_that_fit_words_are_those_that_fit_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [Wish(q=q) for q in ("silta", "polku -silta", "hanke OR polku", "nothing")]
    make_index(tmp_path, PROJECTS.values())
    few = [SearchIndex.open(tmp_path).counts(wish, DAY, "year") for wish in questions]
    monkeypatch.setattr(reading, "_FEW", -1)
    assert [SearchIndex.open(tmp_path).counts(wish, DAY, "year") for wish in questions] == few


JOINING = ("partner", "implementer", "funder", "portfolio")


def shares(project: EntityDocument) -> list[tuple[str, str]]:
    return [(facet, word) for facet in JOINING for word in sorted(values(project, facet))]


def test_the_nearest_are_those_of_plain_python(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearness, "_MOST", 60)
    sharing = Counter(share for project in PROJECTS.values() for share in shares(project))
    weights = {share: 1 / number for share, number in sharing.items() if number <= 60}
    one = PROJECTS["p5"]
    told = {
        slug: sum(weights.get(share, 0) for share in {*shares(one)} & {*shares(other)})
        for slug, other in PROJECTS.items()
        if slug != "p5"
    }
    found = index.near("p5", shares(one), 10)
    assert [round(told[each.hit.slug], 9) for each in found] == sorted(
        (round(weight, 9) for weight in told.values()), reverse=True
    )[:10]
    assert all(
        {*each.common} == {*shares(one)} & {*shares(PROJECTS[each.hit.slug])} for each in found
    )


def test_what_everybody_shares_brings_nobody_near(index: SearchIndex) -> None:
    assert index.near("p5", [("entity", "nothing")], 10) == []


def test_the_sums_of_two_parts_of_the_columns_are_one(tmp_path: Path) -> None:
    make_index(tmp_path, PROJECTS.values(), MONEY)
    with IndexWriter(tmp_path) as writer:
        for slug in ("p3", "p4"):
            writer.remove("project", slug)
            writer.add(PROJECTS[slug], money_of(slug))
        writer.commit()
    told = SearchIndex.open(tmp_path).sums(Wish(), DAY, GROUPS[:1])
    assert sum(one.cents for one in told) == sum(one.cents for one in MONEY)
    assert len(told) == len({(one.year, one.currency) for one in MONEY})


@pytest.mark.parametrize("file", ["changes.msgpack", "table/words.msgpack", "table/cents.npy"])
def test_damaged_columns_are_told_in_one_line(tmp_path: Path, file: str) -> None:
    make_index(tmp_path, PROJECTS.values())
    (tmp_path / "columns" / file).write_bytes(b"\x00damaged")
    with pytest.raises(DataDirectoryError, match="build it anew"):
        SearchIndex.open(tmp_path)


def test_a_table_that_lies_in_two_places_is_opened_once(tmp_path: Path) -> None:
    make_index(tmp_path / "one", PROJECTS.values())
    link_index(tmp_path / "one", tmp_path / "other")
    one, other = (tmp_path / name / COLUMNS / TABLE for name in ("one", "other"))
    table = Table.open(one)
    assert Table.open(other) is table
    words = other / "words.msgpack"
    content = words.read_bytes()
    words.unlink()
    words.write_bytes(content)
    assert Table.open(other) is not table


def test_columns_that_do_not_say_what_each_row_has_count_the_same(tmp_path: Path) -> None:
    told = answers(make_index(tmp_path / "index", PROJECTS.values(), MONEY))
    folder = tmp_path / "index"
    files = [*folder.rglob("*.row_starts.npy"), *folder.rglob("*.codes.npy")]
    assert files
    for file in files:
        file.unlink()
    assert answers(SearchIndex.open(folder)) == told


def test_the_foremost_others_are_those_of_all_counts(tmp_path: Path) -> None:
    index = make_index(tmp_path / "index", PROJECTS.values(), MONEY)
    wish = Wish(kind="project", participants=("salo",))
    for facet, counts in index.all_counts(wish, DAY, ROLES[:3]).items():
        others = [count for count in counts if count.value not in {"salo", "kyla", "nobody"}]
        (found,) = index.foremost(wish, DAY, [facet], 2, ("salo", "kyla", "nobody")).values()
        assert (found.counts, found.total) == (tuple(others[:2]), len(others))


def test_what_is_known_of_some_projects_is_found_by_their_slugs(tmp_path: Path) -> None:
    index = make_index(tmp_path / "index", PROJECTS.values(), MONEY)
    some = sorted(PROJECTS)[:7]
    assert sorted(hit.slug for hit in index.hits("project", [*some, "nowhere"])) == some
    assert index.hits("person", some) == []
