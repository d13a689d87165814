"""Prospective space-time scan with cylinders and Monte Carlo. Pure numpy.

M. Kulldorff, "Prospective time periodic geographical disease surveillance using a scan
statistic", Journal of the Royal Statistical Society A 164 (2001) 61-72: the base of a cylinder is
a circle of places, its height the last weeks; the likelihood ratio of the Poisson model says how
much more happens inside than outside; its greatest value is compared with that of replicas made
under "nothing is happening".

Two ways of saying that nothing is happening:
- `by_expected`: cases fall on places and weeks in proportion to given expected counts, such as
  residents (multinomial replicas, given the total: the paper of 2001);
- `by_habit`: each place and each week keeps its own total, and only which came when in which
  place is left to chance (M. Kulldorff et al., "A space-time permutation scan statistic for
  disease outbreak detection", PLoS Medicine 2 (2005) e59). Places that always report much, and
  weeks in which all report much, are then no cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]
Counts = NDArray[np.int64]

REPLICAS = 999
_LEAST = np.float32(1e-6)
"""Keeps logarithms finite where nothing, or everything, is expected inside."""

_ROOM = 4_000_000
"""How many likelihood ratios are held at once (float32)."""


@dataclass(frozen=True)
class Cluster:
    """One cylinder: `zone` (municipalities) over the last `weeks`, and how unusual it is.

    `p` is the part of the replicas, with the data themselves, whose greatest ratio reaches this.
    """

    zone: NDArray[np.bool_]
    weeks: int
    observed: int
    expected: float
    ratio: float
    p: float


@dataclass(frozen=True)
class Setting:
    """What is scanned: zones (zones, places), expected by zone and window, and the total."""

    zones: NDArray[np.bool_]
    expected: NDArray[np.float64]
    total: int


def by_expected(
    counts: ArrayLike,
    expected: ArrayLike,
    zones: NDArray[np.bool_],
    *,
    longest: int,
    rng: np.random.Generator,
    replicas: int = REPLICAS,
    most: int = 3,
) -> list[Cluster]:
    """Return the most unusual cylinders, the first the most likely; empty when nothing happened.

    `counts` and `expected` are (places, weeks), oldest week first; only the proportions of
    `expected` matter. `longest` is the greatest height in weeks.
    """
    told = np.asarray(counts, dtype=np.int64)
    total = int(told.sum())
    if not total:
        return []
    share = np.asarray(expected, dtype=np.float64)
    share = share * (total / share.sum())
    setting = Setting(zones, zones @ _tails(share, longest), total)

    def drawn(size: int) -> Counts:
        recent = share[:, ::-1][:, :longest]
        chances = np.append(recent.ravel(), share.sum() - recent.sum()) / total
        cells = rng.multinomial(total, np.clip(chances, 0, 1), size=size)[:, :-1]
        return np.cumsum(cells.reshape(size, *recent.shape), axis=2)

    return _clusters(told, setting, longest, _greatest(setting, drawn, replicas), most)


def by_habit(
    counts: ArrayLike,
    zones: NDArray[np.bool_],
    *,
    longest: int,
    rng: np.random.Generator,
    replicas: int = REPLICAS,
    most: int = 3,
) -> list[Cluster]:
    """Return the most unusual cylinders given each place's and each week's own total.

    `counts` is (places, weeks), oldest week first. Otherwise as `by_expected`.
    """
    told = np.asarray(counts, dtype=np.int64)
    total = int(told.sum())
    if not total:
        return []
    share = np.outer(told.sum(axis=1), told.sum(axis=0)) / total
    setting = Setting(zones, zones @ _tails(share, longest), total)
    places, weeks = np.nonzero(told)
    where = np.repeat(places, told[places, weeks])
    ages = np.minimum(told.shape[1] - 1 - weeks, longest)
    when = np.repeat(ages, told[places, weeks]).astype(np.int16)

    def drawn(size: int) -> Counts:
        mixed = rng.permuted(np.tile(when, (size, 1)), axis=1)
        wide = longest + 1
        cells = len(told) * wide
        index = mixed + (where * wide)[None, :] + (np.arange(size) * cells)[:, None]
        tally = np.bincount(index.ravel(), minlength=size * cells)
        return np.cumsum(tally.reshape(size, len(told), wide)[:, :, :longest], axis=2)

    return _clusters(told, setting, longest, _greatest(setting, drawn, replicas), most)


def _tails(cells: NDArray[np.float64], longest: int) -> NDArray[np.float64]:
    """Return, for each place, the sums of the last 1, 2, … `longest` weeks."""
    return np.cumsum(cells[:, ::-1][:, :longest], axis=1)


def _greatest(setting: Setting, drawn: Callable[[int], Counts], replicas: int) -> Floats:
    """Return the greatest ratio of each replica, a block of replicas at a time."""
    per_replica = max(setting.expected.size, 1)
    block = int(np.clip(_ROOM // per_replica, 1, replicas))
    sizes = _blocks(replicas, block)
    return np.concatenate([_ratios(setting, drawn(size)).max(axis=(0, 2)) for size in sizes])


def _blocks(whole: int, block: int) -> Iterator[int]:
    for start in range(0, whole, block):
        yield min(block, whole - start)


def _ratios(setting: Setting, tails: Counts) -> Floats:
    """Return log likelihood ratios (zones, replicas, windows) of tails (replicas, places, windows).

    Zero where not more happened than expected: only excess is looked for.
    """
    replicas, places, windows = tails.shape
    flat = tails.transpose(1, 0, 2).reshape(places, replicas * windows).astype(np.float32)
    inside = (setting.zones.astype(np.float32) @ flat).reshape(-1, replicas, windows)
    total = np.float32(setting.total)
    expected = np.clip(setting.expected, _LEAST, setting.total * (1 - 1e-6))
    likely = expected.astype(np.float32)[:, None, :]
    excess = np.maximum(inside - likely, 0)
    ratio = np.log1p(excess / likely)
    ratio *= inside
    np.divide(excess, likely - total, out=excess)
    np.maximum(excess, _LEAST - 1, out=excess)
    np.log1p(excess, out=excess)
    np.subtract(total, inside, out=inside)
    excess *= inside
    ratio += excess
    result: Floats = ratio
    return result


def _clusters(
    told: Counts, setting: Setting, longest: int, greatest: Floats, most: int
) -> list[Cluster]:
    """Return the most likely cylinder, then those that share no place with one taken before."""
    tails = _tails(told.astype(np.float64), longest)
    ratios = _ratios(setting, tails[None].astype(np.int64))[:, 0, :]
    inside = setting.zones @ tails
    found: list[Cluster] = []
    free = np.ones(len(setting.zones), dtype=np.bool_)
    while len(found) < most and free.any():
        left = np.where(free[:, None], ratios, -1)
        zone, window = np.unravel_index(int(left.argmax()), left.shape)
        if left[zone, window] <= 0:
            break
        reached = int((greatest >= ratios[zone, window]).sum())
        found.append(
            Cluster(
                setting.zones[zone],
                int(window) + 1,
                int(inside[zone, window]),
                float(setting.expected[zone, window]),
                float(ratios[zone, window]),
                (reached + 1) / (len(greatest) + 1),
            )
        )
        free &= ~(setting.zones & setting.zones[zone]).any(axis=1)
    return found
