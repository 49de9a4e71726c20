"""Words: as they stand, what they are forms of, what is inside of them, what is close to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.search.words.closeness import errors
from graph.search.words.finnish import Analysis, analysis
from graph.search.words.forms import form
from graph.search.words.text import folded, words


def bases(written: str) -> set[str]:
    return set(form(written, analysis).bases)


def parts(written: str) -> set[str]:
    return set(form(written, analysis).parts)


def test_words_keep_what_stands_inside_of_them() -> None:
    assert words("EU:n Oulun–seutu, Raision (t&k) 2014-2020") == [
        *("eu:n", "oulun-seutu", "raision", "t", "k", "2014-2020")
    ]


def test_a_letter_in_two_signs_is_the_same_letter() -> None:
    assert words("tyo\u0308") == words("työ") == ["työ"]


def test_a_soft_hyphen_is_not_seen() -> None:
    assert words("työlli\u00adsyys") == ["työllisyys"]


def test_a_hyphen_at_an_end_is_no_part_of_a_word() -> None:
    assert words("sosiaali- ja -hanke") == ["sosiaali", "ja", "hanke"]


def test_marks_are_folded_away() -> None:
    assert folded("työtön åland éà") == "tyoton aland ea"


@given(text=st.text())
def test_no_word_has_a_blank_or_a_capital(text: str) -> None:
    assert all(word and word == word.lower() and not word.split()[1:] for word in words(text))


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("työttömien", "työtön"),
        ("oulussa", "oulu"),
        ("kuusia", "kuusi"),
        ("töitä", "työ"),
        ("kunnostettiin", "kunnostaa"),
        ("pohjois-pohjanmaalla", "pohjois-pohjanmaa"),
        ("eu:ssa", "eu"),
        ("esr-hankkeista", "esr-hanke"),
    ],
)
def test_a_form_is_of_its_word(written: str, base: str) -> None:
    assert base in bases(written)


def test_a_possessive_is_meant_only_where_nothing_else_can_be() -> None:
    assert bases("kuusi") == {"kuusi"}
    assert bases("kuuni") == {"kuu"}


def test_derived_words_are_words_of_their_own() -> None:
    assert not bases("koulutus") & bases("kouluttaa")


@pytest.mark.parametrize(
    ("written", "inside"),
    [
        ("työllisyyspalvelut", {"työllisyys", "palvelu"}),
        ("pitkäaikaistyöttömien", {"työtön", "pitkäaikainen"}),
        ("avopalveluja", {"palvelu"}),
        ("energiatehokkuutta", {"energia", "tehokkuus"}),
        ("tietoyhteiskunnan", {"tieto", "yhteiskunta"}),
        ("oulun-seudun", {"oulu", "seutu"}),
        ("esr-hankkeen", {"esr", "hanke"}),
    ],
)
def test_the_words_in_a_compound_are_its_parts(written: str, inside: set[str]) -> None:
    assert parts(written) >= inside


@pytest.mark.parametrize(
    ("written", "outside"),
    [
        ("yhteiskunnan", "kunta"),
        ("tietoyhteiskunnan", "kunta"),
        ("yhteistyötä", "työ"),
        ("kesäkuussa", "kuu"),
        ("pohjanmaan", "maa"),
        ("epävarmuus", "varmuus"),
        ("kokonaiskuvan", "nainen"),
        ("osallisuuden", "osa"),
    ],
)
def test_what_is_not_meant_is_no_part(written: str, outside: str) -> None:
    assert outside not in parts(written) | bases(written)


def test_a_word_that_the_grammar_does_not_know_is_itself_and_its_stems() -> None:
    assert "kolarctic" in bases("kolarctic")
    assert bases("kolarctic") & bases("kolarcticin")
    assert bases("utveckling") & bases("utvecklingen")


def test_without_a_grammar_words_stay_as_they_are_written() -> None:
    unknown = form("xyz", lambda _: Analysis(()))
    assert (unknown.bases, unknown.parts) == (("xyz",), ())


@pytest.mark.parametrize(
    ("typed", "meant", "number"),
    [
        ("palvelu", "palvelu", 0),
        ("palvleu", "palvelu", 1),
        ("palvlu", "palvelu", 1),
        ("palvellu", "palvelu", 1),
        ("palvelo", "palvelu", 1),
        ("plaveul", "palvelu", 2),
        ("", "palvelu", 7),
    ],
)
def test_errors_are_counted_as_they_are_made(typed: str, meant: str, number: int) -> None:
    assert errors(typed, meant) == number


@given(one=st.text("abc", max_size=6), other=st.text("abc", max_size=6))
def test_closeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert errors(one, other) == errors(other, one)
    assert (errors(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= errors(one, other) <= max(len(one), len(other))
