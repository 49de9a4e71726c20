"""Printed dates are days, months or years, or a finding; nothing is put right."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.dates import backwards, read_day
from graph.extract.lines import Line
from graph.records import Day

DAYS = st.dates(date(1971, 1, 1), date(2069, 12, 31))


def both(text: str) -> tuple[date | None, date | None]:
    start, end = read_day(Line(3, text), "start"), read_day(Line(3, text), "end")
    return start.day.value if start.day else None, end.day.value if end.day else None


@given(
    DAYS,
    st.sampled_from(["{0.day}.{0.month}.{0.year}", "{0:%d.%m.%Y}", "{0:%Y-%m-%d}", "{0:%d.%m.%y}"]),
)
def test_a_day_is_read_in_every_shape(day: date, shape: str) -> None:
    assert both(shape.format(day)) == (day, day)


@given(DAYS)
def test_a_month_stands_for_its_first_or_its_last_day(day: date) -> None:
    start, end = both(f"{day.month}/{day.year}")
    assert start == day.replace(day=1)
    assert end is not None
    assert (end + timedelta(days=1)).day == 1
    assert (end.year, end.month) == (day.year, day.month)


@given(st.integers(1, 9999))
def test_a_year_stands_for_its_first_or_its_last_day(year: int) -> None:
    assert both(f"{year:04}") == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("toukokuu 2009", date(2009, 5, 1), date(2009, 5, 31)),
        ("1.5.2009 klo 12.00", date(2009, 5, 1), date(2009, 5, 1)),
        ("1. 5. 2009", date(2009, 5, 1), date(2009, 5, 1)),
        ("1. toukokuuta 2009", date(2009, 5, 1), date(2009, 5, 1)),
        ("31.12.2013 (jatkoaika)", date(2013, 12, 31), date(2013, 12, 31)),
        ("1.1.2010 - 31.12.2012", date(2010, 1, 1), date(2012, 12, 31)),
        ("2010-2012", date(2010, 1, 1), date(2012, 12, 31)),
        ("2009-05-01T00:00:00", date(2009, 5, 1), date(2009, 5, 1)),
    ],
)
def test_other_words_around_a_date_are_understood(text: str, start: date, end: date) -> None:
    assert both(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "31.2.2012",
        "0.0.0000",
        "kevät 2009",
        "1.5.",
        "13/2009",
        "1.5.20091",
        "ei tiedossa",
        "10000",
        "2010-12",
    ],
)
def test_what_is_no_date_is_a_finding_at_its_line(text: str) -> None:
    found = read_day(Line(7, text), "start")
    assert found.day is None
    assert found.finding is not None
    assert (found.finding.kind, found.finding.what, found.finding.line) == ("dates", "start", 7)
    assert text in found.finding.message


def test_an_empty_value_is_neither_a_date_nor_a_finding() -> None:
    assert read_day(Line(7, ""), "end") == (None, None)


@given(DAYS, DAYS)
def test_only_an_end_before_the_start_runs_backwards(start: date, end: date) -> None:
    finding = backwards(
        Day(value=start, as_printed="a", line=1), Day(value=end, as_printed="b", line=2)
    )
    assert (finding is not None) == (end < start)
    assert finding is None or finding.line == 2


@given(st.text(max_size=30))
def test_no_text_ends_in_an_error(text: str) -> None:
    both(text)
