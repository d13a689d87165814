"""The days on which a plan is looked at: rules that hold for every plan."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aia.pathways.rules.reviews import replan, review_dates

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
intervals = st.integers(7, 366)
lengths = st.integers(-30, 1830)


@given(signed_on=days, length=lengths, every=intervals)
def test_every_plan_is_looked_at_regularly_and_on_its_last_day(
    signed_on: date, length: int, every: int
) -> None:
    ends_on = signed_on + timedelta(days=length)
    found = review_dates(signed_on, ends_on, every)
    assert found[-1] == ends_on
    assert list(found) == sorted(set(found))
    gaps = [(b - a).days for a, b in zip((signed_on, *found), found, strict=False)]
    assert all(gap <= every * 1.5 for gap in gaps)
    assert all(gap == every for gap in gaps[:-1])
    assert all(day > signed_on for day in found[:-1])


@given(
    wanted=st.sets(days, max_size=12),
    planned=st.sets(days, max_size=12),
    looked_at=st.sets(days, max_size=6),
    today=days,
)
def test_planning_twice_changes_nothing(
    wanted: set[date], planned: set[date], looked_at: set[date], today: date
) -> None:
    todo = replan(wanted, planned=planned, looked_at=looked_at, today=today)
    after = (planned | set(todo.to_plan)) - set(todo.to_cancel)
    again = replan(wanted, planned=after, looked_at=looked_at, today=today)
    assert (again.to_plan, again.to_cancel) == ((), ())
    assert after <= wanted
    assert all(day >= today for day in todo.to_plan), "no review is planned in the past"
    assert not set(todo.to_plan) & looked_at


def test_a_short_plan_has_its_last_day() -> None:
    signed = date(2026, 3, 2)
    assert review_dates(signed, date(2026, 4, 1), 90) == (date(2026, 4, 1),)


def test_a_day_just_before_the_end_gives_way_to_it() -> None:
    signed = date(2026, 3, 2)
    assert review_dates(signed, date(2026, 6, 10), 45) == (date(2026, 4, 16), date(2026, 6, 10))
