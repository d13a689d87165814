from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.kit.clock import age_on, from_micros, now, to_micros


def test_now_is_aware_and_utc() -> None:
    assert now().tzinfo is UTC


@given(st.datetimes(timezones=st.just(UTC)))
def test_microseconds_and_back(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        to_micros(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2026, 2, 27), 17),
        (date(2026, 2, 28), 17),
        (date(2026, 3, 1), 18),
        (date(2007, 1, 1), -2),
    ],
)
def test_age_of_somebody_born_on_a_leap_day(day: date, age: int) -> None:
    assert age_on(date(2008, 2, 29), day) == age
