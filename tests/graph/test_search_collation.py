import unicodedata

import pytest

from graph.search.collation import by_name, finnish


def in_order(*words: str) -> list[str]:
    return sorted(words, key=finnish)


def test_a_ring_a_umlaut_and_o_umlaut_come_last_in_this_order() -> None:
    assert in_order("Öljy", "Äiti", "Åland", "Zeppelin", "Apu") == [
        "Apu",
        "Zeppelin",
        "Åland",
        "Äiti",
        "Öljy",
    ]


def test_the_letters_count_inside_words_too() -> None:
    assert in_order("Kärki", "Kasvu", "Kåda", "Kyky") == ["Kasvu", "Kyky", "Kåda", "Kärki"]


def test_case_counts_only_between_like_words() -> None:
    assert in_order("ZOO", "apu", "Apu", "bussi") == ["apu", "Apu", "bussi", "ZOO"]


def test_other_accents_count_only_between_like_words() -> None:
    assert in_order("José", "Jose", "Josef") == ["Jose", "José", "Josef"]


def test_u_umlaut_is_sorted_with_y() -> None:
    assert in_order("Yrjö", "Über", "Ylä") == ["Über", "Ylä", "Yrjö"]


def test_punctuation_does_not_come_before_letters() -> None:
    assert in_order("Yö", '"Yhdessä"', "- Avoin") == ["- Avoin", '"Yhdessä"', "Yö"]


def test_numbers_come_before_letters() -> None:
    assert in_order("Apu", "6Aika") == ["6Aika", "Apu"]


@pytest.mark.parametrize("word", ["Äiti", "Öljy", "Åland"])
def test_composed_and_decomposed_letters_are_the_same(word: str) -> None:
    assert finnish(unicodedata.normalize("NFD", word)) == finnish(word)


def test_rows_are_sorted_by_the_name_of_what_they_are_about() -> None:
    rows: list[dict[str, str | None]] = [{"name": "Öljy"}, {"name": None}, {"name": "Apu"}]
    assert [row["name"] for row in by_name(rows)] == [None, "Apu", "Öljy"]
    assert by_name([{"project_name": "B"}, {"project_name": "A"}])[0]["project_name"] == "A"


def test_rows_without_a_name_stay_as_they_are() -> None:
    rows: list[dict[str, int]] = [{"year": 2016}, {"year": 2015}]
    assert by_name(rows) == rows
