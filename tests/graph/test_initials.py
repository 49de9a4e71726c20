"""Which letters stand for a name."""

import pytest

from graph.names.initials import is_short_form, stands_for


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("KKY", "Kylien kehitysyhdistys"),
        ("KKY", "Kylien ja kuntien yhdistys"),
        ("SYKE", "Suomen ympäristökeskus"),
        ("ETK", "Eläketurvakeskus"),
        ("LHLY", "Lounais-Hämeen luonnonsuojeluyhdistys"),
        ("FinBIF", "Finnish Biodiversity Information Facility"),
        ("SES", "Society of the Example and for Stories"),
    ],
)
def test_letters_stand_for_the_words_in_their_order(short: str, name: str) -> None:
    assert stands_for(short, name)


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("ITEE", "Oulun yliopisto"),
        ("KY", "Kylien kehitysyhdistys ja muut"),
        ("YKK", "Kylien kehitysyhdistys"),
        ("KKYX", "Kylien kehitysyhdistys"),
        ("KKY", "ja"),
        ("Kky", "Kylien kehitysyhdistys"),
        ("K", "Kylät"),
        ("KKY", "KKY"),
        ("KL", "KELA"),
        ("KL", "Kela"),
    ],
)
def test_other_letters_stand_for_something_else(short: str, name: str) -> None:
    assert not stands_for(short, name)


def test_a_word_with_a_capital_at_its_beginning_alone_is_a_name() -> None:
    assert not is_short_form("Kuusamo")
    assert not is_short_form("A4")
    assert is_short_form("EFI")
