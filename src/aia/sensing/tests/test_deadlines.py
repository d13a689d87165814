"""Deadlines of notices: the first rule that holds, in the district's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aia.sensing import deadlines as module
from aia.sensing.deadlines import (
    AGAIN,
    ANSWER,
    LOOK,
    PASSED,
    NoticeDeadlinesBroken,
    deadlines,
    due,
    read,
    rule_called,
)
from aia.sensing.terms import Urgency


@pytest.fixture
def told() -> dict[str, Any]:
    file = Path(module.__file__).with_name("deadlines.yaml")
    parsed: dict[str, Any] = yaml.safe_load(file.read_text())
    return parsed


def test_a_working_day_skips_the_weekend_the_holidays_and_the_patron() -> None:
    # Thursday 12 November 2026: Friday 13 is Sant'Omobono, patron of Cremona.
    day = date(2026, 11, 12)
    assert due(LOOK, day, "cremona", urgency="now").on == date(2026, 11, 16)
    assert due(LOOK, day, "elsewhere", urgency="now").on == date(2026, 11, 13)
    # Easter Monday is 6 April 2026.
    assert due(LOOK, date(2026, 4, 2), "cremona", urgency="soon").on == date(2026, 4, 8)


def test_danger_does_not_wait_for_a_working_day() -> None:
    saturday = date(2026, 11, 14)
    found = due(LOOK, saturday, "cremona", urgency="low", danger=True)
    assert (found.on, found.rule) == (date(2026, 11, 15), "look.danger")


def test_the_day_is_that_of_the_district_not_of_greenwich() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert due(LOOK, late, "cremona", urgency="now").on == date(2026, 3, 4)


def test_what_is_about_safety_is_answered_sooner() -> None:
    monday = date(2026, 3, 2)
    assert due(ANSWER, monday, "cremona", category="functioning.safety").rule == "answer.safety"
    assert due(ANSWER, monday, "cremona").on == date(2026, 3, 30)


@given(
    day=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    wait=st.sampled_from([LOOK, ANSWER, PASSED, AGAIN]),
    urgency=st.sampled_from(Urgency.values),
    danger=st.booleans(),
)
def test_every_wait_has_a_day_still_to_come(
    day: date, wait: str, urgency: str, danger: bool
) -> None:
    found = due(wait, day, "cremona", urgency=urgency, danger=danger)
    assert found.on > day
    assert rule_called(found.rule) is not None


def test_every_rule_says_what_it_is_about() -> None:
    assert all(rule.about for rule in deadlines())
    assert rule_called("of.an.older.version") is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rules: rules.append(dict(rules[0])), "same code"),
        (lambda rules: rules[0].update(days=0), "whole number"),
        (lambda rules: rules[0].update(days="two"), "whole number"),
        (lambda rules: rules[0].update(working="yes"), "true or false"),
        (lambda rules: rules[0].update(wait="lunch"), "wait must be"),
        (lambda rules: rules[0].update(basis="habit"), "law or house"),
        (lambda rules: rules[0].update(when={"weather": ["rain"]}), "unknown conditions"),
        (lambda rules: rules[0].pop("en"), "about is missing"),
        (lambda rules: rules[-1].update(when={"urgency": ["now"]}), "last rule"),
        (lambda rules: rules[0].update(code="x" * 41), "1 to 40"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(
    told: dict[str, Any], change: Any, said: str
) -> None:
    change(told["rules"])
    with pytest.raises(NoticeDeadlinesBroken, match=said):
        read(told)
