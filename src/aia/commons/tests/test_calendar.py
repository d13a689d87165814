"""When something is open: the clock on the wall, summer time, holidays, days that differ."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.commons.rules.calendar import ROME, Calendar, checked, is_holiday, is_open, openings
from aia.commons.terms import Refused

WEEK = Calendar(hours=tuple(f"{day}:0900-1230" for day in range(1, 8)), open_on_holidays=True)
ALWAYS = Calendar(open_on_holidays=True)


def local(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=ROME)


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"])
def test_nine_o_clock_is_nine_o_clock_across_the_change_of_summer_time(day: str) -> None:
    [(begin, end)] = openings(WEEK, date.fromisoformat(day))
    assert begin.astimezone(ROME) == local(f"{day}T09:00")
    assert end - begin == timedelta(hours=3, minutes=30)


def test_a_day_of_the_change_is_an_hour_shorter_or_longer() -> None:
    lasts = {
        day: sum((end - begin for begin, end in openings(ALWAYS, day)), timedelta())
        for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1))
    }
    assert [length / timedelta(hours=1) for length in lasts.values()] == [23, 25, 24]


def test_the_hour_that_does_not_exist_lasts_nothing() -> None:
    night = Calendar(hours=("7:0200-0300",))
    assert openings(night, date(2026, 3, 29)) == []
    partly = Calendar(hours=("7:0130-0230",))
    [(begin, end)] = openings(partly, date(2026, 3, 29))
    assert (begin, end - begin) == (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), timedelta(minutes=30))


def test_the_hour_that_comes_twice_is_open_both_times() -> None:
    night = Calendar(hours=("7:0200-0300",))
    [(begin, end)] = openings(night, date(2026, 10, 25))
    assert (begin, end) == (
        datetime(2026, 10, 25, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 2, tzinfo=UTC),
    )


def test_openings_that_touch_at_midnight_are_one() -> None:
    assert is_open(ALWAYS, local("2026-03-28T22:00"), local("2026-03-29T05:00"))
    assert is_open(WEEK, local("2026-03-03T09:00"), local("2026-03-03T12:30"))
    assert not is_open(WEEK, local("2026-03-03T12:00"), local("2026-03-03T13:00"))
    assert not is_open(WEEK, local("2026-03-03T12:00"), local("2026-03-04T09:30"))


def test_it_is_closed_on_holidays_and_on_the_patron_s_day_unless_it_says_otherwise() -> None:
    closed = Calendar(hours=WEEK.hours, province="CR")
    assert openings(closed, date(2026, 12, 25)) == []
    assert is_holiday(date(2026, 11, 13), "CR")
    assert not is_holiday(date(2026, 11, 13), "MI")
    assert openings(WEEK, date(2026, 12, 25)) != []
    special = Calendar(hours=WEEK.hours, exceptions=("2026-12-25:1500-1700",), province="CR")
    [(begin, _end)] = openings(special, date(2026, 12, 25))
    assert begin == local("2026-12-25T15:00")


def test_a_day_that_differs_takes_the_place_of_the_weekly_hours() -> None:
    calendar = Calendar(hours=WEEK.hours, exceptions=("2026-03-03:closed",))
    assert openings(calendar, date(2026, 3, 3)) == []
    assert openings(calendar, date(2026, 3, 4)) != []


@pytest.mark.parametrize(
    ("hours", "exceptions"),
    [
        (["1:0900-1230", "1:1200-1400"], []),
        (["1:1230-0900"], []),
        (["1:0900-2460"], []),
        (["8:0900-1000"], []),
        (["1:0975-1000"], []),
        ([], ["2026-02-30:closed"]),
        ([], ["2026-12-24:closed", "2026-12-24:0900-1000"]),
        ([], ["sometimes"]),
    ],
)
def test_hours_that_cannot_be_are_refused(hours: list[str], exceptions: list[str]) -> None:
    with pytest.raises(Refused):
        checked(hours, exceptions)


def test_openings_that_follow_each_other_are_kept_in_order() -> None:
    assert checked(["1:1400-1800", "1:0900-1400"], [])[0] == ("1:0900-1400", "1:1400-1800")


@given(
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    begin=st.integers(0, 24 * 60 - 1),
    length=st.integers(1, 24 * 60),
)
def test_an_opening_is_never_negative_and_lies_on_its_day(
    day: date, begin: int, length: int
) -> None:
    end = min(begin + length, 24 * 60)
    told = f"{day.isoweekday()}:{begin // 60:02}{begin % 60:02}-{end // 60:02}{end % 60:02}"
    for start, until in openings(Calendar(hours=(told,), open_on_holidays=True), day):
        assert start < until <= start + timedelta(hours=25)
        assert start.astimezone(ROME).date() == day
        assert is_open(Calendar(hours=(told,), open_on_holidays=True), start, until)
