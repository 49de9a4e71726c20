from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.periods import Period, find_periods, read_period

DAYS = st.dates(date(1990, 1, 1), date(2079, 12, 31))
DASHES = ("-", "–", " - ", " – ", "—")


def period(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("v. 2015", "2015-01-01", "2015-12-31"),
        ("v.2015", "2015-01-01", "2015-12-31"),
        ("vuosi 2015", "2015-01-01", "2015-12-31"),
        ("Vuonna 2015:", "2015-01-01", "2015-12-31"),
        ("2015 €", "2015-01-01", "2015-12-31"),
        ("2015 (€)", "2015-01-01", "2015-12-31"),
        ("2015, euroa", "2015-01-01", "2015-12-31"),
        ("2015 (arvio)", "2015-01-01", "2015-12-31"),
        ("2015-2016", "2015-01-01", "2016-12-31"),
        ("2015–16", "2015-01-01", "2016-12-31"),
        ("vuodet 2014-2020", "2014-01-01", "2020-12-31"),
        ("vuosina 2014-2020", "2014-01-01", "2020-12-31"),
        ("vuosille 2014-2015", "2014-01-01", "2015-12-31"),
        ("1.10.-31.12.2012", "2012-10-01", "2012-12-31"),
        ("1.10-31.12.2012", "2012-10-01", "2012-12-31"),
        ("1.10.2012-31.12.2013", "2012-10-01", "2013-12-31"),
        ("01.10.12–31.12.12", "2012-10-01", "2012-12-31"),
        ("1.10. – 31.12.2012", "2012-10-01", "2012-12-31"),
        ("10-12/2012", "2012-10-01", "2012-12-31"),
        ("1-6/2013", "2013-01-01", "2013-06-30"),
        ("10/2012-2/2013", "2012-10-01", "2013-02-28"),
        ("10.2012-2.2013", "2012-10-01", "2013-02-28"),
        ("2/2012", "2012-02-01", "2012-02-29"),
        ("lokakuu 2012", "2012-10-01", "2012-10-31"),
        ("loka-joulukuu 2012", "2012-10-01", "2012-12-31"),
        ("lokakuu 2012 - tammikuu 2013", "2012-10-01", "2013-01-31"),
    ],
)
def test_a_period_is_read_in_every_style(printed: str, start: str, end: str) -> None:
    assert read_period(printed) == period(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "50 722",
        "1.1.2012",
        "31.2.-30.6.2012",
        "1.1.-31.13.2012",
        "2016-2015",
        "13/2012",
        "20-5/2012",
        "2015 2016",
        "1815",
        "12015",
        "2015 osallistujaa",
        "Kaste 2012-2015",
        "2015 %",
    ],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text) is None


def test_periods_are_found_in_a_line_of_headings() -> None:
    found = find_periods("Rahoittaja 1.10.-31.12.2012 2013 10-12/2014 Yht.")
    assert [one.period for one in found] == [
        period("2012-10-01", "2012-12-31"),
        period("2013-01-01", "2013-12-31"),
        period("2014-10-01", "2014-12-31"),
    ]


def test_a_single_day_in_a_text_is_no_period() -> None:
    assert find_periods("Alkaa 1.5.2009, loppuu 31.12.2009.") == ()


def test_a_year_that_overlaps_meets_the_project() -> None:
    year = period("2015-01-01", "2015-12-31")
    assert year.meets(date(2015, 12, 31), date(2018, 1, 1))
    assert year.meets(None, date(2015, 1, 1))
    assert not year.meets(date(2016, 1, 1), None)
    assert not year.meets(None, date(2014, 12, 31))


@given(start=DAYS, length=st.integers(0, 2000), dash=st.sampled_from(DASHES), padded=st.booleans())
def test_two_days_come_back(start: date, length: int, dash: str, padded: bool) -> None:
    end = min(start + timedelta(days=length), date(2079, 12, 31))
    width = 2 if padded else 1
    first = f"{start.day:0{width}}.{start.month:0{width}}."
    last = f"{end.day:0{width}}.{end.month:0{width}}.{end.year}"
    assert read_period(f"{first}{start.year}{dash}{last}") == Period(start, end)
    if start.year == end.year:
        assert read_period(f"{first}{dash}{last}") == Period(start, end)


@given(
    year=st.integers(1990, 2078),
    first=st.integers(1, 12),
    last=st.integers(1, 12),
    dash=st.sampled_from(DASHES),
)
def test_months_come_back(year: int, first: int, last: int, dash: str) -> None:
    end = date(year + 1, last, monthrange(year + 1, last)[1])
    expected = Period(date(year, first, 1), end)
    assert read_period(f"{first}/{year}{dash}{last}/{year + 1}") == expected


@given(st.text(alphabet="0123456789./-– vuosikTammi"))
def test_no_text_makes_it_stumble(text: str) -> None:
    read = read_period(text)
    assert read is None or read.start <= read.end
    assert all(one.start < one.end for one in find_periods(text))
