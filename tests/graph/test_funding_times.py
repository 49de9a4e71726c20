"""The years of a project that only their number tells."""

import pytest

from graph.extract.funding.times import find_times


@pytest.mark.parametrize(
    ("text", "nth"),
    [
        ("Vuosi 1", 1),
        ("2. hankevuosi", 2),
        ("III vuosi", 3),
        ("IV. toimintavuosi", 4),
        ("viides vuosi", 5),
        ("VII vuosi", 7),
    ],
)
def test_a_year_may_be_told_by_its_number(text: str, nth: int) -> None:
    (time,) = find_times(text)
    assert (time.nth, time.start, time.end) == (nth, 0, len(text))


@pytest.mark.parametrize(
    "text", ["VV vuosi", "IIV vuosi", "i vuosi", "8. vuosi", "Vuosi 12", "vuosi"]
)
def test_what_counts_nothing_is_no_year(text: str) -> None:
    assert find_times(text) == ()
