"""Times between steps, and two periods side by side."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

import pytest

from aia.observatory.process.comparing import Times, compare, times_between
from aia.observatory.process.flows import directly_follows
from aia.observatory.process.log import Log, started_between
from aia.observatory.process.mined import mine
from aia.observatory.process.paths import declared
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading import read_log

LINE = declared("need", "demand", "answer")
HEAD = "case,activity,time\n"
SPRING = (
    "1,need,2026-03-01\n1,demand,2026-03-03\n1,answer,2026-03-10\n"
    "2,need,2026-03-05\n2,demand,2026-03-06\n2,answer,2026-03-08\n"
)
AUTUMN = (
    "3,need,2026-09-01\n3,answer,2026-09-02\n"
    "4,need,2026-09-01\n4,demand,2026-09-09\n4,need,2026-09-10\n4,answer,2026-09-29\n"
)
DAY = 86_400


def micros(year: int, month: int) -> int:
    """Return the beginning of a month in microseconds since 1970."""
    return int(datetime(year, month, 1, tzinfo=UTC).timestamp()) * 1_000_000


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Return the log of a spring and an autumn."""
    file = tmp_path / "log.csv"
    file.write_text(HEAD + SPRING + AUTUMN)
    return read_log(file)


def test_quartiles_are_those_of_the_books(tmp_path: Path) -> None:
    days = [1, 2, 2, 5, 9, 14, 30]
    file = tmp_path / "log.csv"
    rows = (f"{n},need,2026-01-01\n{n},demand,2026-01-{day + 1:02}\n" for n, day in enumerate(days))
    file.write_text(HEAD + "".join(rows))
    (flow,) = directly_follows(read_log(file))
    found = [flow.first_quartile_s, flow.median_s, flow.third_quartile_s]
    assert [one / DAY for one in found] == quantiles(days, n=4, method="inclusive")
    assert flow.median_s == median(days) * DAY


def test_times_between_steps_of_the_line(log: Log) -> None:
    found = times_between(log, ("need", "demand", "answer", "review"))
    assert [(one.before, one.after, one.cases, one.median_s / DAY) for one in found] == [
        ("need", "demand", 3, 2.0),
        ("demand", "answer", 3, 7.0),
    ]
    assert times_between(log, ("review", "need")) == []
    assert times_between(log, ("need", "need")) == [
        Times("need", "need", 1, 9.0 * DAY, 9.0 * DAY, 9.0 * DAY)
    ]


def test_two_periods_side_by_side(log: Log) -> None:
    spring = mine(started_between(log, micros(2026, 1), micros(2026, 7)), LINE)
    autumn = mine(started_between(log, micros(2026, 7), micros(2027, 1)), LINE)
    assert (spring.cases, autumn.cases) == (2, 2)
    found = compare(spring, autumn)
    assert found.fitting_change == -1.0
    assert found.median_case_change_s == (14.5 - 6) * DAY
    by_pair = {(one.before, one.after): one for one in found.flows}
    slower = by_pair["need", "demand"]
    assert slower.median_change_s == 6.5 * DAY
    assert slower.share_change == pytest.approx(1 / 3 - 1)
    assert by_pair["need", "answer"].first is None
    assert by_pair["demand", "answer"].second is None
    changes = [abs(one.share_change) for one in found.flows]
    assert all(before >= after for before, after in pairwise(changes))
    assert {(one.kind, one.step, one.after): one.second_share for one in found.departures} == {
        ("missing", "demand", "need"): 0.5,
        ("extra", "need", "demand"): 0.5,
    }


def test_without_a_path_only_steps_and_times_are_compared(log: Log) -> None:
    found = compare(mine(log), mine(log))
    assert found.fitting_change is None
    assert found.departures == ()
    assert {one.share_change for one in found.flows} == {0.0}


def test_a_period_without_cases_is_said(log: Log) -> None:
    with pytest.raises(LogProblem, match="no case is left"):
        started_between(log, micros(2025, 1), micros(2025, 2))
