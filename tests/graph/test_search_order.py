"""The orders of what is found, beside what plain Python sorts."""

from collections.abc import Callable
from datetime import date

import pytest

from graph.search.asking import ordering
from graph.search.collation import finnish
from graph.search.document import EntityDocument, Facets
from graph.search.index import SearchIndex
from graph.search.wish import Order, Wish
from tests.graph.made_documents import DAY, make_index, throw_projects

PROJECTS = throw_projects(seed=9, count=400)
UNKNOWN = 10**12


def by(number: Callable[[EntityDocument], int]) -> list[str]:
    """The slugs of all projects with the greatest *number* first, and then by name."""
    placed = [(-number(p), finnish(p.names[0]), p.slug) for p in PROJECTS]
    return [slug for _, _, slug in sorted(placed)]


def day_number(day: date | None) -> int:
    return day.toordinal() if day else -UNKNOWN


SORTED: dict[Order, Callable[[EntityDocument], int]] = {
    "name": lambda _: 0,
    "start": lambda project: day_number(project.facets.start),
    "end": lambda project: day_number(project.facets.end),
    "amount": lambda project: -UNKNOWN if project.amount is None else project.amount,
    "weight": lambda project: project.weight,
    "changed": lambda p: int(p.changed.timestamp()) if p.changed else -UNKNOWN,
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return make_index(tmp_path_factory.mktemp("order"), PROJECTS)


@pytest.mark.parametrize("few", [0, 4_096])
@pytest.mark.parametrize("order", SORTED)
def test_every_order_is_that_of_plain_python(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch, order: Order, few: int
) -> None:
    monkeypatch.setattr(ordering, "_FEW", few)
    assert index.slugs(Wish(order=order), DAY) == by(SORTED[order])


@pytest.mark.parametrize("few", [0, 4_096])
def test_slugs_stand_in_the_order_of_their_characters(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(ordering, "_FEW", few)
    assert index.slugs(Wish(order="slug"), DAY) == sorted(project.slug for project in PROJECTS)


@pytest.mark.parametrize("few", [0, 4_096])
def test_readings_of_one_second_stand_by_slug(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(ordering, "_FEW", few)
    placed = sorted((-SORTED["changed"](project), project.slug) for project in PROJECTS)
    assert index.slugs(Wish(order="reading"), DAY) == [slug for _, slug in placed]


@pytest.mark.parametrize("order", [*SORTED, "slug", "reading", "relevance"])
def test_the_pages_one_after_another_are_all_that_fits(index: SearchIndex, order: Order) -> None:
    wish = Wish(q="silta OR polku", order=order)
    total = index.find(wish, DAY, facets=()).total
    pages = [index.find(wish, DAY, at, 7, facets=()).hits for at in range(0, total, 7)]
    assert [hit.slug for page in pages for hit in page] == index.slugs(wish, DAY)
    assert len(index.slugs(wish, DAY)) == total


def test_without_words_relevance_is_the_order_of_names(index: SearchIndex) -> None:
    assert index.slugs(Wish(), DAY) == index.slugs(Wish(order="name"), DAY)


def test_after_the_last_page_there_is_nothing(index: SearchIndex) -> None:
    found = index.find(Wish(order="name"), DAY, 10_000, 25, facets=())
    assert (found.hits, found.total) == ((), len(PROJECTS))


def test_an_empty_index_has_an_empty_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = make_index(tmp_path_factory.mktemp("empty"), [])
    assert empty.find(Wish(order="name"), DAY).total == 0
    assert empty.slugs(Wish(q="silta"), DAY) == []


def test_a_name_weighs_more_than_a_text_and_a_word_more_than_a_part_of_one(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    named = {
        "part-in-text": ("Muu", "Työllisyyspalvelut uudistuvat."),
        "in-text": ("Muu", "Palvelut uudistuvat."),
        "part-in-name": ("Verkkopalvelu", ""),
        "in-name": ("Uusi palvelu", ""),
    }
    documents = [
        EntityDocument(kind="project", slug=slug, names=(name,), texts=(text * 5,))
        for slug, (name, text) in named.items()
    ]
    index = make_index(tmp_path_factory.mktemp("relevance"), documents)
    found = index.slugs(Wish(q="palvelu"), DAY)
    assert found == ["in-name", "part-in-name", "in-text", "part-in-text"]


def test_more_of_the_word_comes_first_where_it_stands_alike(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    documents = [
        EntityDocument(kind="project", slug="once", names=("A",), texts=("Silta ja tie ja polku",)),
        EntityDocument(kind="project", slug="often", names=("B",), texts=("Silta silta silta on",)),
    ]
    index = make_index(tmp_path_factory.mktemp("often"), documents)
    assert index.slugs(Wish(q="silta"), DAY) == ["often", "once"]


def test_dates_long_ago_and_far_ahead_are_sorted_too(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    starts = {"first": date.min, "last": date.max, "now": DAY}
    documents = [
        EntityDocument(kind="project", slug=slug, names=("N",), facets=Facets(start=start))
        for slug, start in starts.items()
    ]
    index = make_index(tmp_path_factory.mktemp("dates"), documents)
    assert index.slugs(Wish(order="start"), DAY) == ["last", "now", "first"]
