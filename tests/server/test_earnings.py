from decimal import Decimal

from server.data.rows import Row
from server.display.earnings import by_currency, by_year, largest_sources
from server.display.money import Segment


def row(
    organisation: str,
    amount: int,
    year: int | None = 2015,
    *,
    instrument: str = "",
    currency: str = "EUR",
    multi_year: bool = False,
) -> Row:
    return {
        "organisation": organisation or None,
        "organisation_name": organisation.title() or None,
        "instrument": instrument or None,
        "year": year,
        "amount": Decimal(amount),
        "currency": currency,
        "multi_year": multi_year,
    }


def test_the_largest_source_comes_first_and_fills_its_bar() -> None:
    first, second = largest_sources([row("a", 15), row("b", 30)], 5)
    assert first.row["organisation"] == "b"
    assert first.bar == (Segment(1, 0, 100),)
    assert second.bar == (Segment(1, 0, 50),)


def test_only_so_many_sources_are_named() -> None:
    assert len(largest_sources([row(name, 1) for name in "abcdef"], 4)) == 4


def test_without_money_there_is_no_source() -> None:
    assert largest_sources([], 4) == []


def test_money_is_added_up_by_currency() -> None:
    rows = [row("a", 1), row("b", 2, currency="SEK"), row("c", 4)]
    assert by_currency(rows) == [("EUR", Decimal(5)), ("SEK", Decimal(2))]


def test_money_is_added_up_by_year_and_money_without_a_year_comes_last() -> None:
    (total,) = by_year(
        [row("a", 10, None), row("a", 20, 2016), row("a", 5, 2015), row("a", 1, 2016)]
    )
    assert [(year.year, year.amount) for year in total.years] == [
        (2015, Decimal(5)),
        (2016, Decimal(21)),
        (None, Decimal(10)),
    ]
    assert total.sum == 36


def test_currencies_are_never_added() -> None:
    assert [(t.currency, t.sum) for t in by_year([row("a", 1), row("a", 2, currency="SEK")])] == [
        ("EUR", Decimal(1)),
        ("SEK", Decimal(2)),
    ]


def test_a_period_of_several_years_marks_its_year_and_the_sum() -> None:
    (total,) = by_year([row("a", 1, 2015, multi_year=True), row("a", 1, 2016)])
    assert [year.multi_year for year in total.years] == [True, False]
    assert total.multi_year


def test_no_money_is_no_sum() -> None:
    assert by_year([]) == []
