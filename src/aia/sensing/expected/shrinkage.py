"""Small areas leaning on their district: the gamma-Poisson model, by marginal maximum likelihood.

y ~ Poisson(e · r), r ~ Gamma(shape, scale 1/rate): the count of an area given its exposure (what
is expected there) and its own level r. Shape and rate are those under which the counts of all
areas are likeliest (the marginal law of y is negative binomial); each area's level is then
Gamma(shape + y, rate + e): near its own ratio where much is expected, near the district's where
little is. D. Clayton and J. Kaldor, "Empirical Bayes estimates of age-standardized relative risks
for use in disease mapping", Biometrics 43 (1987) 671-681. As there, the intervals do not count
the uncertainty of shape and rate themselves: with few areas they are somewhat too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

SURENESS = 0.9
"""How surely the level lies in the interval shown."""

_LARGEST = 1e4
_SHAPES: Floats = np.geomspace(0.05, _LARGEST, 120)
_HALVINGS = 60


@dataclass(frozen=True)
class Levels:
    """How levels vary among the areas of a district: Gamma(shape, scale 1/rate)."""

    shape: float
    rate: float

    @property
    def middle(self) -> float:
        """Return the district's own level."""
        return self.shape / self.rate

    @property
    def alike(self) -> bool:
        """Say whether the counts show no sign that areas differ."""
        return self.shape >= _LARGEST


JEFFREYS = Levels(0.5, 1e-9)
"""Knowing nothing of others: for a level that leans on no district (H. Jeffreys' prior)."""


@dataclass(frozen=True)
class Level:
    """One area's level after leaning on its district, with its interval.

    `above` is the chance that it is higher than the district's.
    """

    middle: float
    low: float
    high: float
    above: float


def fit(counts: ArrayLike, exposures: ArrayLike) -> Levels | None:
    """Return the levels under which the counts are likeliest; None when nothing was counted.

    Areas without exposure are left out.
    """
    y, e = np.asarray(counts, dtype=float), np.asarray(exposures, dtype=float)
    y, e = y[e > 0], e[e > 0]
    if not y.sum():
        return None
    rates = _rates(_SHAPES, y, e)
    best = int(np.argmax(_likelihood(_SHAPES, rates, y, e)))
    if best == len(_SHAPES) - 1:
        return Levels(_LARGEST, float(_LARGEST * e.sum() / y.sum()))
    finer = np.geomspace(_SHAPES[max(best - 1, 0)], _SHAPES[best + 1], 200)
    rates = _rates(finer, y, e)
    best = int(np.argmax(_likelihood(finer, rates, y, e)))
    return Levels(float(finer[best]), float(rates[best]))


def level(levels: Levels, count: float, exposure: float, *, sureness: float = SURENESS) -> Level:
    """Return an area's level given the district's levels, its count and its exposure."""
    from scipy.special import gammaincc, gammaincinv

    shape, rate = levels.shape + count, levels.rate + exposure
    tail = (1 - sureness) / 2
    low, high = (float(gammaincinv(shape, part)) / rate for part in (tail, 1 - tail))
    return Level(shape / rate, low, high, float(gammaincc(shape, levels.middle * rate)))


def chance_of_so_few(levels: Levels, count: int, exposure: float) -> float:
    """Return the chance of this count or fewer over an exposure, not knowing the area's level."""
    from scipy.special import betainc

    if exposure <= 0:
        return 1.0
    return float(betainc(levels.shape, count + 1, levels.rate / (levels.rate + exposure)))


def foreseen(
    levels: Levels, exposure: float, *, sureness: float = SURENESS
) -> tuple[float, int, int]:
    """Return the mean and the interval of the count that is foreseen over an exposure."""
    mean = levels.middle * exposure
    tail = (1 - sureness) / 2
    return mean, _quantile(levels, exposure, tail), _quantile(levels, exposure, 1 - tail)


def _quantile(levels: Levels, exposure: float, part: float) -> int:
    """Return the smallest count whose chance of so few or fewer reaches `part`."""
    high = 1
    while chance_of_so_few(levels, high, exposure) < part:
        high *= 2
    low = -1
    while high - low > 1:
        half = (low + high) // 2
        if chance_of_so_few(levels, half, exposure) < part:
            low = half
        else:
            high = half
    return high


def _rates(shapes: Floats, y: Floats, e: Floats) -> Floats:
    """Return, for each shape, the rate at which the likelihood has its top: by halving.

    The derivative n·shape/rate - Σ (shape + y)/(rate + e) falls as the rate grows.
    """
    low = np.full(shapes.shape, -40.0)
    high = np.full(shapes.shape, 40.0)
    for _step in range(_HALVINGS):
        half = (low + high) / 2
        rate = np.exp(half)[:, None]
        slope = shapes * len(y) - ((shapes[:, None] + y) * rate / (rate + e)).sum(axis=1)
        low, high = np.where(slope > 0, half, low), np.where(slope > 0, high, half)
    middle: Floats = (low + high) / 2
    return np.exp(middle)


def _likelihood(shapes: Floats, rates: Floats, y: Floats, e: Floats) -> Floats:
    """Return the logarithm of the negative binomial likelihood, without the terms of y alone."""
    from scipy.special import gammaln

    shape, rate = shapes[:, None], rates[:, None]
    told: Floats = (
        gammaln(shape + y)
        - gammaln(shape)
        + shape * np.log(rate / (rate + e))
        + y * np.log(e / (rate + e))
    )
    found: Floats = np.sum(told, axis=1)
    return found
