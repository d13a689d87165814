"""The arithmetic of Mazziotta and Pareto's composite index, and how much its choices matter.

Pure. `values` is a table: a row for each place, a column for each component; `polarity` is +1
where more of a component means more of what is measured, -1 where it means less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_PLACES = 3
"""With fewer places a mean and a spread say nothing."""

_CENTRE, _SPREAD = 100.0, 10.0
_POSTS = 60.0
_NOISE = 1e-12

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Scenario:
    """One way of putting the components together.

    `same_scale` says whether its values compare with the index's own; `ranks` begin at 1 for the
    highest value. `name` is "index", "mean", "adjusted" or "without:<component>".
    """

    name: str
    same_scale: bool
    values: Mapping[str, float]
    ranks: Mapping[str, int]


def index_values(values: Sequence[Sequence[float]], polarity: Sequence[int]) -> list[float]:
    """Return the index of each place: mean 100 and deviation 10 a component, with the penalty.

    Empty when there are fewer than LEAST_PLACES places.
    """
    if len(values) < LEAST_PLACES:
        return []
    return _penalised(_standardised(values, polarity))


def scenarios(
    places: Sequence[str],
    values: Sequence[Sequence[float]],
    polarity: Sequence[int],
    names: Sequence[str],
) -> list[Scenario]:
    """Return the index and what other choices would make of it; none with too few places.

    They are: the mean of the components without penalty; the index without each component in
    turn; the adjusted index, whose scale runs between each component's extremes.
    """
    if len(places) < LEAST_PLACES:
        return []
    scaled = _standardised(values, polarity)
    found = [
        _scenario("index", places, _penalised(scaled)),
        _scenario("mean", places, scaled.mean(axis=1).tolist()),
    ]
    for column, name in enumerate(names):
        left = np.delete(scaled, column, axis=1)
        if left.shape[1]:
            found.append(_scenario(f"without:{name}", places, _penalised(left)))
    adjusted = _penalised(_between_posts(values, polarity))
    return [*found, _scenario("adjusted", places, adjusted, same_scale=False)]


def _standardised(values: Sequence[Sequence[float]], polarity: Sequence[int]) -> Table:
    """Return each component with mean 100 and deviation 10; one that does not vary is all 100."""
    table = np.array(values, dtype=np.float64)
    return _scaled(table, table.std(axis=0), _SPREAD, polarity)


def _between_posts(values: Sequence[Sequence[float]], polarity: Sequence[int]) -> Table:
    """Return each component between 70 and 130 or so, its mean at 100 (the adjusted index)."""
    table = np.array(values, dtype=np.float64)
    return _scaled(table, table.max(axis=0) - table.min(axis=0), _POSTS, polarity)


def _scaled(table: Table, width: Table, units: float, polarity: Sequence[int]) -> Table:
    """Return how many widths each value lies from its component's mean, `units` each, about 100."""
    mean = table.mean(axis=0)
    # Equal numbers may differ from their mean by a last digit: that is no variation.
    varies = width > _NOISE * np.abs(table).max(axis=0)
    away = np.divide(table - mean, width, out=np.zeros_like(table), where=varies)
    scaled: Table = _CENTRE + units * away * np.array(polarity, dtype=np.float64)
    return scaled


def _penalised(scaled: Table) -> list[float]:
    """Return mean plus spread times coefficient of variation, for what is better when lower."""
    mean, spread = scaled.mean(axis=1), scaled.std(axis=1)
    found: list[float] = (mean + spread * spread / mean).tolist()
    return found


def _scenario(
    name: str, places: Sequence[str], values: Sequence[float], same_scale: bool = True
) -> Scenario:
    order = sorted(range(len(places)), key=lambda one: (-values[one], places[one]))
    ranks = {places[one]: rank for rank, one in enumerate(order, start=1)}
    return Scenario(name, same_scale, dict(zip(places, values, strict=True)), ranks)
