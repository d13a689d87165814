"""How good a recogniser is: plain figures from what it said and what was true. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_BINS = 10


@dataclass(frozen=True)
class LabelFigures:
    """Of one label: how many texts have it, how many were given it, and how well."""

    n: int
    given: int
    precision: float
    recall: float
    f1: float


def per_label(true: Bools, given: Bools) -> list[LabelFigures]:
    """Return the figures of each column."""
    return [_figures(true[:, i], given[:, i]) for i in range(true.shape[1])]


def _figures(true: Bools, given: Bools) -> LabelFigures:
    right, n, told = int((true & given).sum()), int(true.sum()), int(given.sum())
    return LabelFigures(
        n=n,
        given=told,
        precision=right / told if told else 0.0,
        recall=right / n if n else 0.0,
        f1=2 * right / (n + told) if n + told else 0.0,
    )


def micro_f1(true: Bools, given: Bools) -> float:
    """Return F1 over every pair of text and label taken together."""
    return _figures(true.ravel(), given.ravel()).f1


def macro_f1(true: Bools, given: Bools) -> float:
    """Return the mean F1 of the labels that at least one text has."""
    told = [one.f1 for one in per_label(true, given) if one.n]
    return float(np.mean(told)) if told else 0.0


def top(true: Bools, sure: Floats, count: int) -> float:
    """Return how often one of the `count` surest labels is right, over texts with a label."""
    rows = true.any(axis=1)
    if not rows.any():
        return 0.0
    surest = np.argsort(-sure[rows], axis=1, kind="stable")[:, :count]
    return float(np.take_along_axis(true[rows], surest, axis=1).any(axis=1).mean())


def calibration_error(right: Bools, sure: Floats) -> float:
    """Return the expected calibration error: ten bins of equal width, weighed by their texts."""
    if not len(sure):
        return 0.0
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean()
        for b in range(_BINS)
        if (bins == b).any()
    ]
    return float(sum(gaps))


def covered(right: Bools, sure: Floats, least: float) -> tuple[float, float]:
    """Return which share of the texts is answered at that confidence, and how often rightly."""
    answered = sure >= least
    if not answered.any():
        return 0.0, 0.0
    return float(answered.mean()), float(right[answered].mean())


def least_for(right: Bools, sure: Floats, precision: float) -> float:
    """Return the lowest confidence from which answers are right as often as asked.

    1.01 (always abstain) when no confidence reaches it.
    """
    order = np.argsort(-sure, kind="stable")
    so_far = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(so_far >= precision)
    return float(sure[order][good[-1]]) if len(good) else 1.01


def best_cut(true: Bools, sure: Floats) -> float:
    """Return the confidence from which saying yes gives the best F1 on these texts."""
    order = np.argsort(-sure, kind="stable")
    f1 = 2 * np.cumsum(true[order]) / (np.arange(1, len(order) + 1) + true.sum())
    at = int(f1.argmax())
    below = sure[order][min(at + 1, len(order) - 1)]
    return float((sure[order][at] + below) / 2)
