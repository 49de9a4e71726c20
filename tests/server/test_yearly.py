"""Money added up over many projects."""

from decimal import Decimal

from graph.search.found import Giver, Sum
from server.display.money import Segment
from server.display.yearly import (
    REST,
    Piece,
    by_currency,
    earnings,
    few_series,
    pieces,
    sources,
)


def given(*group: str, cents: int = 100, currency: str = "EUR", multi_year: bool = False) -> Sum:
    return Sum(
        group=group,
        currency=currency,
        cents=cents,
        allocations=1,
        projects=1,
        multi_year=multi_year,
    )


def piece(series: str, amount: int, year: int | None = 2015, currency: str = "EUR") -> Piece:
    return Piece(year, series, currency, Decimal(amount))


def test_the_largest_source_fills_its_bar() -> None:
    first, second = sources([Giver("b", "", "EUR", cents=30), Giver("a", "", "EUR", cents=15)])
    assert (first.source, first.amount) == ("b", Decimal("0.30"))
    assert first.bar == (Segment(1, 0, 100),)
    assert second.bar == (Segment(1, 0, 50),)


def test_without_money_there_is_no_source() -> None:
    assert sources([]) == []


def test_money_is_added_up_by_currency() -> None:
    sums = [given(cents=100), given(cents=200, currency="SEK"), given(cents=450)]
    assert by_currency(sums) == [("EUR", Decimal("5.5")), ("SEK", Decimal(2))]


def test_money_without_a_year_comes_last() -> None:
    (told,) = earnings(
        [piece("a", 10, None), piece("a", 20, 2016), piece("a", 5, 2015), piece("a", 1, 2016)]
    )
    assert [(year.year, year.total) for year in told.years] == [
        (2015, Decimal(5)),
        (2016, Decimal(21)),
        (None, Decimal(10)),
    ]
    assert told.total == 36


def test_currencies_are_never_added() -> None:
    told = earnings([piece("a", 10), piece("a", 20, currency="SEK")])
    assert [(one.currency, one.total) for one in told] == [
        ("EUR", Decimal(10)),
        ("SEK", Decimal(20)),
    ]


def test_a_year_shows_its_series_one_behind_the_other() -> None:
    (told,) = earnings([piece("own", 1), piece("others", 3), piece("others", 2, 2016)])
    assert told.series == ("others", "own")
    first, second = told.years
    assert first.cells == (Decimal(3), Decimal(1))
    assert first.bar == (Segment(1, 0, 75), Segment(2, 75, 25))
    assert second.cells == (Decimal(2), None)
    assert told.series_totals == (Decimal(5), Decimal(1))


def test_series_stand_in_the_order_wished_for_even_when_one_is_empty() -> None:
    (told,) = earnings([piece("others", 3)], ("own", "others"))
    assert told.series == ("own", "others")
    assert told.years[0].cells == (None, Decimal(3))
    assert told.years[0].bar == (Segment(2, 0, 100),)


def test_lesser_series_are_one_which_comes_last() -> None:
    many = few_series([piece("a", 9), piece("b", 5), piece("c", 4), piece("d", 3)], 3)
    (told,) = earnings(many)
    assert told.series == ("a", "b", REST)
    assert told.series_totals == (Decimal(9), Decimal(5), Decimal(7))
    assert few_series([piece("a", 1), piece("b", 1)], 2) == [piece("a", 1), piece("b", 1)]


def test_sums_of_the_index_keep_their_year_and_whether_it_is_several() -> None:
    sums = [given("2015", "ESF", multi_year=True), given("0", "", cents=5)]
    assert pieces(sums) == [
        Piece(2015, "ESF", "EUR", Decimal(1), multi_year=True),
        Piece(None, "", "EUR", Decimal("0.05")),
    ]
    (told,) = earnings(pieces(sums))
    assert told.multi_year
    assert not earnings([piece("a", 1)])[0].multi_year
