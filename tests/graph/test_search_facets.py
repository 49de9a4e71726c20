"""What is chosen and counted by the index, beside what plain Python counts."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.search.bands import WORDS as BANDS
from graph.search.document import EntityDocument
from graph.search.found import Count
from graph.search.index import SearchIndex
from graph.search.schema import FACETS
from graph.search.wish import Wish
from tests.graph.made_documents import (
    DAY,
    INSTRUMENTS,
    ORGANISATIONS,
    PHASES,
    PORTFOLIOS,
    fits,
    make_index,
    throw_projects,
    values,
)

PROJECTS = throw_projects(seed=4, count=300)


def some(*words: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([*words]), max_size=2, unique=True).map(tuple)


WISHES = st.builds(
    Wish,
    kind=st.sampled_from(["", "project", "person"]),
    portfolios=some(*filter(None, PORTFOLIOS)),
    phases=some(*filter(None, PHASES), "nothing"),
    running=st.booleans(),
    years=st.lists(st.integers(2018, 2030), max_size=2).map(tuple),
    funders=some(*ORGANISATIONS),
    implementers=some(*ORGANISATIONS),
    partners=some(*ORGANISATIONS),
    participants=some(*ORGANISATIONS, "nobody"),
    instruments=some(*INSTRUMENTS),
    organisation_kinds=some("company"),
    municipalities=some("oulu", "kemi"),
    amounts=some(*BANDS),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return make_index(tmp_path_factory.mktemp("facets"), PROJECTS)


def counted(wish: Wish, facet: str) -> dict[str, int]:
    fitting = (project for project in PROJECTS if fits(project, wish, besides=facet))
    return Counter(value for project in fitting for value in values(project, facet))


def as_dict(counts: tuple[Count, ...]) -> dict[str, int]:
    return {count.value: count.number for count in counts if count.number}


@settings(max_examples=25, deadline=None)
@given(wish=WISHES)
def test_every_count_is_that_of_plain_python_for_any_wish(index: SearchIndex, wish: Wish) -> None:
    found = index.find(wish, DAY)
    assert {facet: as_dict(found.facets[facet]) for facet in FACETS} == {
        facet: counted(wish, facet) for facet in FACETS
    }


@settings(max_examples=25, deadline=None)
@given(wish=WISHES)
def test_what_fits_is_what_plain_python_says_fits(index: SearchIndex, wish: Wish) -> None:
    fitting = {project.slug for project in PROJECTS if fits(project, wish)}
    assert set(index.slugs(wish, DAY)) == fitting
    assert index.find(wish, DAY, facets=()).total == len(fitting)


def test_alternatives_of_a_chosen_facet_are_counted_as_if_it_were_not(index: SearchIndex) -> None:
    free = index.find(Wish(), DAY).facets["instrument"]
    chosen = index.find(Wish(instruments=("ESF",)), DAY).facets["instrument"]
    assert chosen == free


def test_counts_follow_the_words(index: SearchIndex) -> None:
    told = index.find(Wish(q="silta"), DAY).facets["phase"]
    meant = [p for p in PROJECTS if "silta" in p.texts[0]]
    assert as_dict(told) == Counter(p.facets.phase for p in meant if p.facets.phase)


def test_only_the_facets_asked_for_are_counted(index: SearchIndex) -> None:
    assert set(index.find(Wish(), DAY, facets=("year",)).facets) == {"year"}


def test_all_values_of_a_facet_are_counted_when_asked_for(tmp_path: Path) -> None:
    projects = [
        EntityDocument(kind="project", slug=f"p{at}", names=("Nimi",), facets=PROJECTS[0].facets)
        for at in range(70)
    ]
    many = [
        EntityDocument(kind="organisation", slug=f"o{at}", names=("O",), kind_of=f"kind-{at}")
        for at in range(70)
    ]
    index = make_index(tmp_path, [*projects, *many])
    assert len(index.find(Wish(), DAY).facets["kind_of"]) == 50
    assert len(index.counts(Wish(), DAY, "kind_of")) == 70


def test_a_chosen_value_is_counted_even_if_many_are_more_frequent(tmp_path: Path) -> None:
    many = [
        EntityDocument(kind="organisation", slug=f"o{at}", names=("O",), kind_of=f"kind-{at % 60}")
        for at in range(120)
    ]
    rare = EntityDocument(kind="organisation", slug="rare", names=("O",), kind_of="rare")
    index = make_index(tmp_path, [*many, rare])
    assert Count("rare", 1) in index.find(Wish(kinds_of=("rare",)), DAY).facets["kind_of"]


def organisation(slug: str, kind_of: str) -> EntityDocument:
    return EntityDocument(kind="organisation", slug=slug, names=("O",), kind_of=kind_of)


def test_counts_are_exact_when_the_index_lies_in_pieces(tmp_path: Path) -> None:
    many = [organisation(f"a{at}", f"kind-{at % 600}") for at in range(1200)]
    make_index(tmp_path, [*many, organisation("rare-here", "frequent-there")])
    index = make_index(tmp_path, [organisation(f"b{at}", "frequent-there") for at in range(60)])
    assert index.find(Wish(), DAY).facets["kind_of"][0] == Count("frequent-there", 61)
