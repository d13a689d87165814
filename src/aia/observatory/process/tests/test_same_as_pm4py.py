"""On real logs, what Aia reads is what pm4py reads: figures that others can check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pm4py  # type: ignore[import-untyped]
import pytest

from aia.observatory.process.mined import Process, mine
from aia.observatory.process.reading import read_log
from aia.observatory.process.tests.logs import pandas_log, real

LOGS = (
    "eventlogs-public/road_traffic_fines_10000.csv",
    "eventlogs-public/receipt.csv",
    "eventlogs-public/helpdesk.xes.gz",
    "eventlogs-public/roadtraffic100traces.xes",
    "eventlogs-public/running-example.xes",
    "eventlog-terremotocentro/log.csv",
)


@pytest.fixture(scope="module", params=LOGS)
def read(request: pytest.FixtureRequest) -> tuple[Process, Any]:
    """Return one log read by Aia, and the same as pm4py holds it."""
    path: Path = real(request.param)
    return mine(read_log(path)), pandas_log(path)


def test_the_same_steps_follow_each_other_begin_and_end(read: tuple[Process, Any]) -> None:
    process, log = read
    counts, start, end = pm4py.discover_dfg(log)
    ours = {(one.before, one.after): one.count for one in process.directly_follows}
    assert ours == dict(counts)
    assert process.start == dict(start)
    assert process.end == dict(end)


def test_the_same_variants(read: tuple[Process, Any]) -> None:
    process, log = read
    assert dict(process.variants) == pm4py.get_variants(log)


def test_the_same_events_cases_and_activities(read: tuple[Process, Any]) -> None:
    process, log = read
    assert process.events == len(log)
    assert process.cases == log["case:concept:name"].nunique()
    assert process.activities == log["concept:name"].value_counts().to_dict()


def test_the_same_times_between_steps_and_of_cases(read: tuple[Process, Any]) -> None:
    process, log = read
    medians, _, _ = pm4py.discover_performance_dfg(log, perf_aggregation_key="median")
    assert {(one.before, one.after): one.median_s for one in process.directly_follows} == {
        pair: pytest.approx(seconds, abs=1e-3) for pair, seconds in medians.items()
    }
    spans = log.groupby("case:concept:name")["time:timestamp"].agg(lambda t: t.max() - t.min())
    assert process.median_case_s == pytest.approx(spans.median().total_seconds(), abs=1e-3)
