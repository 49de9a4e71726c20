"""Completions of what is typed."""

import pytest

from graph.search.document import EntityDocument, Kind
from graph.search.found import Suggestion
from graph.search.index import SearchIndex
from tests.graph.made_documents import make_index


def entity(kind: Kind, slug: str, *names: str, weight: int = 0) -> EntityDocument:
    return EntityDocument(kind=kind, slug=slug, names=names, weight=weight)


ENTITIES = (
    entity("organisation", "oulu", "Oulun kaupunki", "Uleåborgs stad", "OUKA", weight=90),
    entity("organisation", "yliopisto", "Oulun yliopisto", weight=40),
    entity("organisation", "liitto", "Pohjois-Pohjanmaan liitto", weight=60),
    entity("organisation", "museo", "Museo Oulussa", weight=99),
    entity("person", "oula", "Oula Esimerkki", weight=3),
    entity("person", "maija", "Maija Meikäläinen", weight=2),
    entity("portfolio", "oulu-2026", "Oulu kulttuurikaupunki", weight=12),
    *(entity("project", f"p{at}", f"Oulun hanke {at}") for at in range(20)),
    entity("project", "digi", "Digi-Oulu nuorille"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return make_index(tmp_path_factory.mktemp("suggesting"), ENTITIES)


def slugs(index: SearchIndex, text: str, kind: str = "") -> list[str]:
    return [one.slug for one in index.suggest(text) if kind in {"", one.kind}]


def test_every_kind_has_its_share_and_stands_together(index: SearchIndex) -> None:
    kinds = [one.kind for one in index.suggest("oul", 8)]
    assert set(kinds) == {"project", "organisation", "person", "portfolio"}
    assert kinds == sorted(kinds, key=["project", "organisation", "person", "portfolio"].index)
    assert len(kinds) == 8


def test_names_that_begin_so_come_before_names_with_a_word_that_does(index: SearchIndex) -> None:
    assert slugs(index, "oul", "organisation") == ["oulu", "yliopisto", "museo"]


def test_the_weightiest_comes_first(index: SearchIndex) -> None:
    assert slugs(index, "oulun", "organisation") == ["oulu", "yliopisto"]


def test_every_name_counts_and_the_first_is_shown(index: SearchIndex) -> None:
    assert index.suggest("ouk") == (Suggestion("organisation", "oulu", "Oulun kaupunki", 90),)
    assert slugs(index, "stad") == ["oulu"]


def test_all_typed_words_must_begin_a_word(index: SearchIndex) -> None:
    assert slugs(index, "yli oul") == ["yliopisto"]
    assert slugs(index, "oulun yliopis") == ["yliopisto"]


def test_a_word_after_a_hyphen_is_begun_too(index: SearchIndex) -> None:
    assert slugs(index, "pohjanm") == ["liitto"]
    assert slugs(index, "pohjois-poh") == ["liitto"]
    assert "digi" in [one.slug for one in index.suggest("oulu", 50)]


def test_marks_and_capitals_may_be_left_out(index: SearchIndex) -> None:
    assert slugs(index, "MEIKALAI") == ["maija"]
    assert slugs(index, "uleaborgs") == ["oulu"]


def test_one_error_is_forgiven_where_nothing_else_fits(index: SearchIndex) -> None:
    assert slugs(index, "ylioipsto") == ["yliopisto"]
    assert slugs(index, "liito") == ["liitto"]
    assert slugs(index, "yliopsito oulun") == ["yliopisto"]


def test_in_three_letters_no_error_is_forgiven(index: SearchIndex) -> None:
    assert slugs(index, "oxl") == []


def test_what_is_no_beginning_gives_nothing(index: SearchIndex) -> None:
    assert index.suggest("") == index.suggest(' "- ') == index.suggest("zzzzzz") == ()


def test_no_more_are_given_than_asked_for(index: SearchIndex) -> None:
    assert len(index.suggest("oul", 3)) == 3
    assert len(index.suggest("o", 100)) == len(
        {(one.kind, one.slug) for one in index.suggest("o", 100)}
    )


def test_long_typed_words_are_compared_by_their_beginning(index: SearchIndex) -> None:
    assert slugs(index, "kulttuurikaupunki") == ["oulu-2026"]
    assert slugs(index, "kulttuurikaupungissakin" + "x" * 500) == []
