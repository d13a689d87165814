"""EARS control charts for short series: C1, C2 and C3. Pure.

Definitions: L. Hutwagner, W. Thompson, G. M. Seeman, T. Treadwell, "The bioterrorism preparedness
and response Early Aberration Reporting System (EARS)", Journal of Urban Health 80 (2003),
supplement 1, i89-i96; for the spread of sparse series H. Burkom, as in the R package
`surveillance` (`earsC`, `minSigma`). They were written for days; here a point is a week.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

BASELINE = 7
"""How many points the baseline has, as published."""

GUARD = 2
"""How many points lie between the baseline and the point looked at, in C2 and C3."""

LEAST_SPREAD = 1.0
"""The smallest spread that a baseline is taken to have: without it, a zero week always alarms."""

C1_C2_LIMIT = 3.0
C3_LIMIT = 2.0
"""The published limits: three standard deviations, and two summed over three points."""


@dataclass(frozen=True)
class Chart:
    """A series with its charts, all of one length; nan where the baseline is not whole yet.

    `middle` and `spread` are mean and standard deviation of the baseline of C2.
    """

    counts: NDArray[np.float64]
    middle: NDArray[np.float64]
    spread: NDArray[np.float64]
    c1: NDArray[np.float64]
    c2: NDArray[np.float64]
    c3: NDArray[np.float64]

    def limit(self, times: float) -> NDArray[np.float64]:
        """Return the count that lies `times` spreads over the middle, point by point."""
        return self.middle + times * self.spread


def chart(
    counts: ArrayLike, *, baseline: int = BASELINE, least_spread: float = LEAST_SPREAD
) -> Chart:
    """Return the charts of a series of counts (n,), oldest first.

    C1 compares a point with the `baseline` points just before it; C2 leaves two points between,
    so that a slow rise does not lift its own baseline; C3 adds what the last three C2 have over 1.
    """
    series = np.asarray(counts, dtype=np.float64)
    _near, _spread, c1 = _compared(series, baseline, 0, least_spread)
    middle, spread, c2 = _compared(series, baseline, GUARD, least_spread)
    over = np.maximum(0.0, c2 - 1.0)
    c3 = np.full(series.shape, np.nan)
    if len(series) > GUARD:
        c3[GUARD:] = over[GUARD:] + over[1:-1] + over[:-2]
    return Chart(series, middle, spread, c1, c2, c3)


def _compared(
    series: NDArray[np.float64], baseline: int, guard: int, least_spread: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and spread of each point's baseline, and how many spreads the point lies over."""
    middle = np.full(series.shape, np.nan)
    spread = np.full(series.shape, np.nan)
    first = baseline + guard
    if len(series) > first:
        windows = np.lib.stride_tricks.sliding_window_view(series, baseline)
        before = windows[: len(series) - first]
        middle[first:] = before.mean(axis=1)
        spread[first:] = np.maximum(before.std(axis=1, ddof=1), least_spread)
    return middle, spread, (series - middle) / spread
