from datetime import date
from decimal import Decimal

from server.data.rows import Row
from server.display.money import WHOLE_TIME, Period, Segment, money_tables, segments


def funding(source: str, year: int | None, amount: int, currency: str = "EUR") -> Row:
    start, end = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    return {
        "source_as_printed": source,
        "start": start,
        "end": end,
        "amount": Decimal(amount),
        "currency": currency,
    }


def total(source: str, year: int | None, printed: int) -> Row:
    return {**funding(source, year, 0), "printed": Decimal(printed)}


TABLE = [
    funding("ESR", 2015, 70),
    funding("Kunta", 2015, 30),
    funding("ESR", 2016, 140),
    funding("Kunta", 2016, 60),
]


def test_sources_are_rows_in_the_order_in_which_they_are_printed() -> None:
    (table,) = money_tables(TABLE, [])
    assert [source.name for source in table.sources] == ["ESR", "Kunta"]
    assert table.sources[0].cells == (Decimal(70), Decimal(140))


def test_periods_are_columns_in_the_order_of_time() -> None:
    (table,) = money_tables(list(reversed(TABLE)), [])
    assert [period.year for period in table.periods] == [2015, 2016]


def test_a_source_without_money_in_a_period_has_an_empty_cell() -> None:
    (table,) = money_tables([funding("ESR", 2015, 70), funding("Kunta", 2016, 60)], [])
    assert [source.cells for source in table.sources] == [
        (Decimal(70), None),
        (None, Decimal(60)),
    ]


def test_two_sums_of_one_source_in_one_period_are_added() -> None:
    (table,) = money_tables([funding("ESR", 2015, 70), funding("ESR", 2015, 5)], [])
    assert table.sources[0].cells == (Decimal(75),)


def test_totals_are_added_up_where_none_is_printed() -> None:
    (table,) = money_tables(TABLE, [])
    assert table.grand_total.computed == 300
    assert table.grand_total.printed is None
    assert not table.grand_total.differs
    assert [column.computed for column in table.period_totals] == [100, 200]


def test_a_printed_total_that_does_not_add_up_differs() -> None:
    (table,) = money_tables(TABLE, [total("ESR", None, 211), total("", None, 300)])
    assert table.sources[0].total.differs
    assert not table.sources[1].total.differs
    assert not table.grand_total.differs


def test_a_printed_total_of_a_period_stands_under_its_period() -> None:
    (table,) = money_tables(TABLE, [total("", 2016, 201)])
    assert [column.differs for column in table.period_totals] == [False, True]


def test_each_currency_has_a_table_of_its_own() -> None:
    tables = money_tables([funding("ESR", 2015, 1), funding("SIDA", 2015, 2, "SEK")], [])
    assert [table.currency for table in tables] == ["EUR", "SEK"]


def test_without_money_there_is_no_table() -> None:
    assert money_tables([], []) == ()


def test_the_bars_of_a_table_are_on_the_scale_of_its_largest_period() -> None:
    (table,) = money_tables(TABLE, [])
    assert table.bars == (
        (Segment(1, 0, 35), Segment(2, 35, 15)),
        (Segment(1, 0, 70), Segment(2, 70, 30)),
    )


def test_a_bar_has_no_piece_for_nothing_and_keeps_the_number_of_the_series() -> None:
    assert segments([None, Decimal(0), Decimal(5)], Decimal(10)) == (Segment(3, 0, 50),)


def test_a_bar_on_the_scale_of_nothing_is_empty() -> None:
    assert segments([Decimal(0)], Decimal(0)) == ()


def test_a_whole_calendar_year_is_a_year_and_nothing_else_is() -> None:
    assert Period(date(2015, 1, 1), date(2015, 12, 31)).year == 2015
    assert Period(date(2015, 1, 1), date(2015, 12, 30)).year is None
    assert Period(date(2014, 1, 1), date(2015, 12, 31)).year is None
    assert WHOLE_TIME.year is None
