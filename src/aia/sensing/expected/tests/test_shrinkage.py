"""Small areas lean on their district, as much as the counts allow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aia.sensing.expected import shrinkage

COUNTS = st.lists(st.tuples(st.integers(0, 60), st.floats(0.5, 400)), min_size=2, max_size=50)


@given(COUNTS)
@settings(max_examples=60, deadline=None)
def test_every_level_lies_between_its_own_ratio_and_the_districts(
    areas: list[tuple[int, float]],
) -> None:
    counts, exposures = zip(*areas, strict=True)
    levels = shrinkage.fit(counts, exposures)
    if levels is None:
        assert not sum(counts)
        return
    for count, exposure in areas:
        found = shrinkage.level(levels, count, exposure)
        low, high = sorted((count / exposure, levels.middle))
        assert low - 1e-9 <= found.middle <= high + 1e-9
        assert found.low <= found.middle <= found.high
        assert 0 <= found.above <= 1


def test_nothing_counted_nothing_said() -> None:
    assert shrinkage.fit([0, 0, 0], [3, 10, 2]) is None
    assert shrinkage.fit([], []) is None


def test_the_levels_that_made_the_counts_are_found_again() -> None:
    rng = np.random.default_rng(1)
    exposures = rng.lognormal(4, 1, 2_000)
    counts = rng.poisson(exposures * rng.gamma(4, 1 / 8, 2_000))
    levels = shrinkage.fit(counts, exposures)
    assert levels is not None
    assert levels.shape == pytest.approx(4, rel=0.1)
    assert levels.middle == pytest.approx(0.5, rel=0.05)


def test_nine_intervals_in_ten_hold_the_level_that_was_drawn() -> None:
    """60 districts of 47 municipalities; a little under, as hyperparameters count as known."""
    rng = np.random.default_rng(3)
    inside = []
    for _district in range(60):
        exposures = rng.lognormal(3, 1, 47)
        true = rng.gamma(4, 1 / 8, 47)
        counts = rng.poisson(exposures * true)
        levels = shrinkage.fit(counts, exposures)
        assert levels is not None
        found = [shrinkage.level(levels, y, e) for y, e in zip(counts, exposures, strict=True)]
        inside += [one.low <= t <= one.high for one, t in zip(found, true, strict=True)]
    assert 0.86 <= np.mean(inside) <= 0.93


def test_areas_that_do_not_differ_are_told_alike() -> None:
    exposures = np.full(40, 100.0)
    levels = shrinkage.fit(np.full(40, 50), exposures)
    assert levels is not None
    assert levels.alike
    assert shrinkage.level(levels, 50, 100).middle == pytest.approx(0.5)


@given(st.floats(0.2, 50), st.floats(0.1, 20), st.floats(0.5, 100))
@settings(max_examples=40, deadline=None)
def test_what_is_foreseen_has_the_chances_it_says(
    shape: float, rate: float, exposure: float
) -> None:
    levels = shrinkage.Levels(shape, rate)
    _mean, low, high = shrinkage.foreseen(levels, exposure)
    assert low <= high
    assert shrinkage.chance_of_so_few(levels, high, exposure) >= 0.95
    assert low == 0 or shrinkage.chance_of_so_few(levels, low - 1, exposure) < 0.05


def test_the_chance_of_so_few_is_that_of_drawing_them() -> None:
    rng = np.random.default_rng(2)
    levels = shrinkage.Levels(2.0, 0.5)
    drawn = rng.poisson(3 * rng.gamma(2.0, 2.0, 200_000))
    assert shrinkage.chance_of_so_few(levels, 4, 3) == pytest.approx(np.mean(drawn <= 4), abs=0.01)
