"""The control charts say what their definitions say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.sensing.alarms import ears


def by_hand(series: list[int], point: int, guard: int) -> float:
    """Return C1 (guard 0) or C2 (guard 2) of one point, from the definition."""
    before = np.array(series[point - guard - 7 : point - guard], float)
    return float((series[point] - before.mean()) / max(before.std(ddof=1), ears.LEAST_SPREAD))


@given(st.lists(st.integers(0, 200), min_size=12, max_size=40))
def test_c1_c2_and_c3_are_those_of_the_definition(series: list[int]) -> None:
    found = ears.chart(series)
    last = len(series) - 1
    c2 = [by_hand(series, last - back, 2) for back in range(3)]
    assert found.c1[last] == pytest.approx(by_hand(series, last, 0))
    assert found.c2[last] == pytest.approx(c2[0])
    assert found.c3[last] == pytest.approx(sum(max(0.0, z - 1) for z in c2))


def test_nothing_is_said_before_the_baseline_is_whole() -> None:
    found = ears.chart(range(12))
    assert np.isnan(found.c1[:7]).all()
    assert np.isfinite(found.c1[7:]).all()
    assert np.isnan(found.c2[:9]).all()
    assert np.isnan(found.c3[:11]).all()
    assert np.isfinite(found.c3[11])


@pytest.mark.parametrize("length", [0, 1, 5, 9])
def test_a_series_too_short_says_nothing(length: int) -> None:
    found = ears.chart([3] * length)
    assert len(found.c2) == length
    assert np.isnan(found.c2).all()


def test_a_first_notice_after_quiet_weeks_is_no_alarm() -> None:
    assert ears.chart([0] * 12 + [1]).c2[-1] < ears.C1_C2_LIMIT


def test_a_sudden_rise_is_told_and_a_steady_level_is_not() -> None:
    steady = [6, 4, 5, 7, 5, 6, 4, 5, 6, 5, 6, 5]
    assert ears.chart(steady).c2[-1] < ears.C1_C2_LIMIT
    assert ears.chart([*steady, 18]).c2[-1] > ears.C1_C2_LIMIT


def test_a_slow_rise_is_told_by_c3_before_c1() -> None:
    """The guard keeps the first weeks of the rise out of the baseline."""
    rising = [5, 6, 4, 5, 6, 5, 4, 5, 6, 5, 7, 8, 8]
    found = ears.chart(rising)
    assert found.c1[-1] < ears.C1_C2_LIMIT
    assert found.c3[-1] > ears.C3_LIMIT
