"""Who takes part in the same projects, as the index counts it."""

from datetime import date
from pathlib import Path

import pytest

from graph.search.document import EntityDocument, Facets
from graph.search.index import SearchIndex
from graph.search.ties import Tie
from graph.search.wish import Wish
from graph.search.writing import IndexWriter

DAY = date(2026, 11, 22)
ALL = Wish(kind="project")

PROJECTS = {
    "one": Facets(funders=("city", "fund"), implementers=("city",), portfolio="water"),
    "two": Facets(funders=("fund",), implementers=("city", "school"), start=date(2020, 1, 1)),
    "three": Facets(funders=("fund",), partners=("school",)),
    "alone": Facets(implementers=("hermit",)),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder: Path = tmp_path_factory.mktemp("index")
    with IndexWriter(folder) as writer:
        for slug, facets in PROJECTS.items():
            writer.add(EntityDocument(kind="project", slug=slug, names=(slug,), facets=facets))
        writer.add(EntityDocument(kind="organisation", slug="city", names=("City",)))
        writer.commit()
    return SearchIndex.open(folder)


def test_a_project_counts_once_for_who_has_two_roles_in_it(index: SearchIndex) -> None:
    found = index.ties([ALL], DAY)
    assert {count.value: count.number for count in found.participants} == {
        "fund": 3,
        "city": 2,
        "school": 2,
        "hermit": 1,
    }
    assert (found.projects, found.ties) == (4, ())


def test_ties_are_the_projects_in_which_both_take_part(index: SearchIndex) -> None:
    found = index.ties([ALL], DAY, most=4)
    told = {frozenset((tie.one, tie.other)): tie.projects for tie in found.ties}
    assert told == {
        frozenset(("fund", "city")): 2,
        frozenset(("fund", "school")): 2,
        frozenset(("city", "school")): 1,
    }


def test_only_the_foremost_are_tied(index: SearchIndex) -> None:
    assert index.ties([ALL], DAY, most=2).ties == (Tie("fund", "city", 2),)


def test_one_role_alone_can_count(index: SearchIndex) -> None:
    found = index.ties([ALL], DAY, "implementer", 9)
    assert [count.value for count in found.participants] == ["city", "hermit", "school"]
    assert found.ties == (Tie("city", "school", 1),)


def test_what_fits_any_of_the_wishes_counts(index: SearchIndex) -> None:
    wishes = [Wish(kind="project", portfolios=("water",)), Wish(kind="project", years=(2020,))]
    found = index.ties(wishes, DAY, most=9)
    assert found.projects == 2
    assert {count.value for count in found.participants} == {"city", "fund", "school"}


def test_where_nothing_fits_there_is_nothing(index: SearchIndex) -> None:
    found = index.ties([Wish(kind="project", portfolios=("none",))], DAY, most=9)
    assert (found.projects, found.participants, found.ties) == (0, (), ())
