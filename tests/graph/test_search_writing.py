"""What is written to an index, and what stays as it is."""

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import DataDirectoryError
from graph.search.bands import WORDS, band
from graph.search.document import AllocationDocument, EntityDocument, Facets
from graph.search.fields import years
from graph.search.index import SearchIndex
from graph.search.schema import ENTITIES
from graph.search.wish import Wish
from graph.search.writing import IndexWriter
from tests.graph.made_documents import DAY, make_index


def project(slug: str, name: str = "Nimi", text: str = "") -> EntityDocument:
    return EntityDocument(kind="project", slug=slug, names=(name,), texts=(text,))


def money(project: str, cents: int) -> AllocationDocument:
    return AllocationDocument(project=project, number=1, cents=cents)


def found(index: SearchIndex, q: str = "") -> list[str]:
    return index.slugs(Wish(q=q), DAY)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and "lock" not in file.name
    }


def test_what_is_removed_is_found_no_more_nor_its_money(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    make_index(folder, [project("one"), project("two")], [money("one", 5), money("two", 7)])
    with IndexWriter(folder) as writer:
        writer.remove("project", "one")
        writer.commit()
    index = SearchIndex.open(folder)
    assert found(index) == ["two"]
    assert [one.cents for one in index.sums(Wish(), DAY, ())] == [7]
    assert index.suggest("nim")[0].slug == "two"


def test_what_is_removed_and_added_stands_as_it_was_added(tmp_path: Path) -> None:
    make_index(tmp_path, [project("one", "Vanha")], [money("one", 5)])
    with IndexWriter(tmp_path) as writer:
        writer.remove("project", "one")
        writer.add(project("one", "Uusi"), [money("one", 6)])
        writer.commit()
    index = SearchIndex.open(tmp_path)
    assert (found(index, "uusi"), found(index, "vanha")) == (["one"], [])
    assert [(one.cents, one.projects) for one in index.sums(Wish(), DAY, ())] == [(6, 1)]


def test_only_the_kind_that_is_removed_goes(tmp_path: Path) -> None:
    person = EntityDocument(kind="person", slug="same", names=("Maija",))
    make_index(tmp_path, [project("same"), person], [money("same", 1)])
    with IndexWriter(tmp_path) as writer:
        writer.remove("person", "same")
        writer.commit()
    index = SearchIndex.open(tmp_path)
    assert [hit.kind for hit in index.find(Wish(), DAY).hits] == ["project"]
    assert index.sums(Wish(), DAY, ())


def test_what_is_not_committed_is_not_there(tmp_path: Path) -> None:
    make_index(tmp_path, [project("one")])
    with IndexWriter(tmp_path) as writer:
        writer.add(project("two"))
    assert found(SearchIndex.open(tmp_path)) == ["one"]


def test_who_reads_does_not_see_what_is_written_later(tmp_path: Path) -> None:
    index = make_index(tmp_path, [project("one")])
    with IndexWriter(tmp_path) as writer:
        writer.remove("project", "one")
        writer.add(project("two"))
        writer.commit()
    assert found(index) == ["one"]


def test_writing_to_hard_links_leaves_the_old_index_as_it_is(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    make_index(old, [project(f"p{at}", text=f"sana{at}") for at in range(50)])
    before = digests(old)
    for file in old.rglob("*"):
        if file.is_file() and "lock" not in file.name:
            (new / file.relative_to(old)).parent.mkdir(parents=True, exist_ok=True)
            os.link(file, new / file.relative_to(old))
    with IndexWriter(new) as writer:
        for at in range(40):
            writer.remove("project", f"p{at}")
            writer.add(project(f"q{at}", text="työtön"))
            writer.commit()
    assert digests(old) == before
    assert len(found(SearchIndex.open(old))) == 50
    assert set(found(SearchIndex.open(new), "työttömät")) == {f"q{at}" for at in range(40)}


def test_a_word_learned_in_one_commit_is_known_in_the_next(tmp_path: Path) -> None:
    make_index(tmp_path, [project("one", text="työttömien")])
    with IndexWriter(tmp_path) as writer:
        writer.add(project("two", text="työttömien pitkäaikaistyöttömille"))
        writer.commit()
    assert found(SearchIndex.open(tmp_path), "työtön") == ["one", "two"]


def test_many_small_changes_do_not_leave_many_pieces(tmp_path: Path) -> None:
    for at in range(20):
        with IndexWriter(tmp_path) as writer:
            writer.add(project(f"p{at}"))
            writer.commit()
    assert ENTITIES.open(tmp_path).searcher().num_segments < 10


def test_no_phrase_runs_from_one_text_into_the_next(tmp_path: Path) -> None:
    document = EntityDocument(
        kind="project", slug="one", names=("Nimi",), texts=("punainen", "silta ja tie")
    )
    index = make_index(tmp_path, [document])
    assert found(index, '"punainen silta"') == []
    assert found(index, '"sillat ja tiet"') == ["one"]


def test_exactly_means_as_it_is_written(tmp_path: Path) -> None:
    index = make_index(
        tmp_path, [project("one", text="Työttömien silta"), project("two", "Työtön")]
    )
    assert index.slugs(Wish(q="työtön", exact=True), DAY) == ["two"]
    assert index.slugs(Wish(q="TYÖTTÖMIEN", exact=True), DAY) == ["one"]
    assert index.slugs(Wish(q='"työttömien silta"', exact=True), DAY) == ["one"]
    assert index.slugs(Wish(q='"työtön silta"', exact=True), DAY) == []
    assert index.find(Wish(q="työtön", exact=True), DAY).understood == ()


def test_an_older_index_or_none_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataDirectoryError, match="build it anew"):
        SearchIndex.open(tmp_path / "none")
    make_index(tmp_path, [])
    for file in (tmp_path / "entities").iterdir():
        if file.name == "meta.json":
            file.write_text(file.read_text().replace('"by_weight"', '"by_load"'))
    with pytest.raises(DataDirectoryError, match="build anew"):
        ENTITIES.open(tmp_path)


def test_two_do_not_write_to_one_index(tmp_path: Path) -> None:
    with (
        IndexWriter(tmp_path),
        pytest.raises(DataDirectoryError, match="cannot be written"),
    ):
        IndexWriter(tmp_path)


def test_where_no_folder_can_be_there_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataDirectoryError, match="file"):
        IndexWriter(tmp_path / "file")


def test_a_page_of_no_hits_still_tells_how_many_there_are(tmp_path: Path) -> None:
    index = make_index(tmp_path, [project("one"), project("two")])
    for wish in (Wish(), Wish(q="nimi"), Wish(order="start")):
        found = index.find(wish, DAY, limit=0)
        assert (found.hits, found.total) == ((), 2)


def test_what_was_counted_cannot_be_changed_by_who_asked(tmp_path: Path) -> None:
    counted = make_index(tmp_path, [project("one")]).find(Wish(), DAY).facets
    with pytest.raises(TypeError):
        counted["year"] = ()  # type: ignore[index]  # that is what is proven


def test_a_project_runs_in_every_year_from_its_first_to_its_last() -> None:
    assert years(date(2013, 5, 1), date(2015, 1, 1)) == [2013, 2014, 2015]
    assert years(date(2015, 5, 1), date(2013, 1, 1)) == [2013, 2014, 2015]
    assert years(date(2013, 5, 1), None) == years(None, date(2013, 1, 1)) == [2013]
    assert years(None, None) == []


def test_a_misprinted_century_does_not_fill_all_years() -> None:
    assert years(date(2013, 1, 1), date(2914, 1, 1)) == [2013, 2914]


@given(cents=st.integers(-(10**15), 10**15))
def test_every_amount_has_a_band_and_greater_ones_no_lesser_band(cents: int) -> None:
    assert WORDS.index(band(cents)) <= WORDS.index(band(cents + 1))


def test_a_band_begins_where_the_last_one_ends() -> None:
    assert (band(999_999), band(1_000_000), band(None)) == ("under-10k", "10k-50k", "unknown")


STRANGE = EntityDocument(
    kind="project",
    slug="strange/slug ö",
    names=("", "\x00", "🦊 ~ ^*"),
    texts=("", "\ud7ff\uffff", "a" * 70_000, "-".join("ab" * 40)),
    facets=Facets(portfolio="\n", start=date.min, end=date.max),
    amount=-(2**62),
    weight=2**40,
)


def test_strange_documents_are_taken_as_they_are(tmp_path: Path) -> None:
    index = make_index(tmp_path, [STRANGE])
    assert found(index) == ["strange/slug ö"]
    assert index.find(Wish(portfolios=("\n",)), DAY).total == 1


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    texts = ("Työttömien nuorten polku", "Oulun-seudun silta", "ESR-hankkeen c++ 2014–2020")
    documents = [project(f"p{at}", text=text) for at, text in enumerate(texts)]
    return make_index(tmp_path_factory.mktemp("some"), [*documents, STRANGE])


PIECES = st.sampled_from([*'"-()[]{}*~^:\\/+&|!?.', "OR ", "EI ", "työ", "silta ", "\x00", "🦊"])


@settings(max_examples=100, deadline=None)
@given(q=st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)), exact=st.booleans())
def test_nothing_that_is_typed_is_refused(some: SearchIndex, q: str, exact: bool) -> None:
    found = some.find(Wish(q=q, exact=exact), DAY)
    assert found.total == len(some.slugs(Wish(q=q, exact=exact), DAY)) <= 4
    assert len(some.suggest(q)) <= 10
    assert sum(one.cents for one in some.sums(Wish(q=q), DAY, ())) == 0


@given(slug=st.text(min_size=1), year=st.integers(-(10**9), 10**12))
@settings(max_examples=50, deadline=None)
def test_nothing_that_is_chosen_is_refused(some: SearchIndex, slug: str, year: int) -> None:
    wish = Wish(portfolios=(slug,), funders=(slug,), amounts=(slug,), years=(year,))
    assert some.find(wish, DAY).total in {0, 1}
