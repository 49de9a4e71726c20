"""Projects in time: where their bars lie, and what is said of days that are not known."""

from datetime import date
from typing import Any

import pytest

from server.display.timeline import Bar, Timeline, timeline

TODAY = date(2026, 11, 22)


def row(start: str | None, end: str | None) -> dict[str, Any]:
    days = {"start": start, "end": end}
    return {name: day and date.fromisoformat(day) for name, day in days.items()}


def in_time(*rows: dict[str, Any]) -> Timeline:
    told = timeline(rows, TODAY)
    assert told
    return told


def bar_of(told: Timeline, number: int = 0) -> Bar:
    bar = told.lanes[number].bar
    assert bar
    return bar


def test_a_bar_lies_where_its_days_are() -> None:
    told = in_time(row("2021-01-01", "2022-12-31"), row("2023-01-01", "2024-12-31"))
    assert (told.first, told.last) == (2021, 2024)
    first, second = bar_of(told, 0), bar_of(told, 1)
    assert (first.x, first.width) == pytest.approx((0, 50), abs=0.1)
    assert (second.x, second.width) == pytest.approx((50, 50), abs=0.1)


def test_an_end_that_is_not_known_reaches_beyond_today() -> None:
    told = in_time(row("2024-01-01", None))
    assert told.last == TODAY.year
    bar = bar_of(told)
    assert (bar.x, bar.width, bar.open_start, bar.open_end) == (0, 100, False, True)


def test_a_start_that_is_not_known_reaches_the_beginning() -> None:
    bar = bar_of(in_time(row(None, "2019-06-30"), row("2018-01-01", "2019-12-31")))
    assert bar.x == 0
    assert (bar.open_start, bar.open_end) == (True, False)


def test_a_project_without_days_has_no_bar_but_stays() -> None:
    told = in_time(row("2020-01-01", "2020-12-31"), row(None, None))
    assert [lane.bar is None for lane in told.lanes] == [False, True]


def test_without_any_day_there_is_no_timeline() -> None:
    assert timeline([row(None, None)], TODAY) is None
    assert timeline([], TODAY) is None


def test_days_that_run_backwards_are_drawn_between_them() -> None:
    told = in_time(row("2020-06-01", "2020-03-01"))
    assert bar_of(told).width > 20


def test_a_day_is_wide_enough_to_be_seen_and_stays_on_the_axis() -> None:
    told = in_time(row("2000-01-01", "2020-12-31"), row("2020-12-31", "2020-12-31"))
    bar = bar_of(told, 1)
    assert bar.width >= 0.8
    assert bar.x + bar.width <= 100


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (2024, 2026, [2024, 2025, 2026]),
        (2011, 2026, [2012, 2014, 2016, 2018, 2020, 2022, 2024, 2026]),
        (1995, 2030, [1995, 2000, 2005, 2010, 2015, 2020, 2025, 2030]),
    ],
)
def test_few_years_are_written_and_round_ones(first: int, last: int, years: list[int]) -> None:
    told = in_time(row(f"{first}-01-01", f"{last}-12-31"))
    assert [tick.year for tick in told.ticks] == years


def test_today_is_marked_only_where_the_axis_has_it() -> None:
    assert in_time(row("2010-01-01", "2012-12-31")).today is None
    told = in_time(row("2026-01-01", "2026-12-31"))
    assert told.today == pytest.approx(89, abs=0.2)
