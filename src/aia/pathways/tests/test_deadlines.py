"""Terms in working days, with their source, in the district's own calendar."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aia.pathways import deadlines as module
from aia.pathways.deadlines import (
    DeadlinesBroken,
    Wait,
    after_working_days,
    deadlines,
    due_on,
    is_holiday,
    read,
)


@pytest.fixture
def told() -> dict[str, Any]:
    file = Path(module.__file__).with_name("deadlines.yaml")
    parsed: dict[str, Any] = yaml.safe_load(file.read_text())
    return parsed


def test_a_term_of_law_says_which_law() -> None:
    by_law = {t.wait: t for t in deadlines().terms.values() if t.basis == "law"}
    assert set(by_law) == {Wait.PLAN_SIGNATURE}
    signature = by_law[Wait.PLAN_SIGNATURE]
    assert (signature.days, signature.working) == (20, True)
    assert "147" in signature.source
    assert signature.noted_on is not None


def test_twenty_working_days_skip_holidays_and_the_patron() -> None:
    # From 2 November 2026 to 30 November there are twenty weekdays; 13 November is Sant'Omobono.
    assert due_on(Wait.PLAN_SIGNATURE, date(2026, 11, 2), "crema") == date(2026, 11, 30)
    assert due_on(Wait.PLAN_SIGNATURE, date(2026, 11, 2), "cremona") == date(2026, 12, 1)


def test_a_moment_counts_from_its_day_in_rome() -> None:
    assert due_on(Wait.REVIEW, datetime(2026, 3, 1, 23, 30, tzinfo=UTC), "x") == date(2026, 5, 31)


def test_easter_monday_and_the_other_national_holidays_are_known() -> None:
    nobody = frozenset[tuple[int, int]]()
    assert is_holiday(date(2026, 4, 6), nobody)
    assert is_holiday(date(2027, 12, 8), nobody)
    assert not is_holiday(date(2026, 4, 7), nobody)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.sets(st.integers(1, 28))
)
def test_the_last_day_is_a_working_day_and_just_enough_lie_before(
    day: date, days: int, off: set[int]
) -> None:
    def rests(one: date) -> bool:
        return one.day in off

    due = after_working_days(day, days, rests)
    between = [date.fromordinal(n) for n in range(day.toordinal() + 1, due.toordinal() + 1)]
    working = [one for one in between if one.weekday() < 5 and not rests(one)]
    assert len(working) == days
    assert working[-1] == due


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (lambda t: t["deadlines"].pop("demand"), "missing or unknown: demand"),
        (lambda t: t["deadlines"].update(tea={"days": 1}), "missing or unknown: tea"),
        (lambda t: t["deadlines"]["demand"].update(days=0), "demand: days"),
        (lambda t: t["deadlines"]["demand"].update(days="ten"), "demand: days"),
        (lambda t: t["deadlines"]["demand"].update(working="yes"), "demand: working"),
        (lambda t: t["deadlines"]["demand"].update(basis="habit"), "demand: basis"),
        (lambda t: t["deadlines"]["plan_signature"].pop("source"), "needs its source"),
        (lambda t: t.update(local_holidays={"cremona": ["13-11"]}), "write month-day"),
    ],
)
def test_a_file_that_does_not_hold_together_says_where(
    told: dict[str, Any], fault: Any, says: str
) -> None:
    fault(told)
    with pytest.raises(DeadlinesBroken, match=says):
        read(told)
