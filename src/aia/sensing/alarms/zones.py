"""The areas that a scan looks at: circles round each municipality. Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

LARGEST_SHARE = 0.5
"""The largest part of all weight (people, or notices) that one zone may hold (Kulldorff 2001)."""


def circles(
    centres: ArrayLike,
    weights: ArrayLike,
    *,
    share: float = LARGEST_SHARE,
    radius: float | None = None,
) -> NDArray[np.bool_]:
    """Return every different circle as (zones, municipalities): True where it holds the centre.

    The smallest come first: of two that are equally unusual the one with fewer places is told.
    `centres` is (municipalities, 2) in kilometres; `weights` is what must not exceed `share` of
    the whole in a circle (a single municipality is always a zone); `radius` in kilometres.
    """
    places = np.asarray(centres, dtype=np.float64)
    heavy = np.asarray(weights, dtype=np.float64)
    apart = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    most = share * heavy.sum()
    found: set[bytes] = set()
    zones: list[NDArray[np.bool_]] = []
    for distances in apart:
        zone = np.zeros(len(places), dtype=np.bool_)
        for near in np.argsort(distances, kind="stable"):
            zone[near] = True
            alone = zone.sum() == 1
            too_far = radius is not None and distances[near] > radius
            if not alone and (too_far or heavy[zone].sum() > most):
                break
            if (key := zone.tobytes()) not in found:
                found.add(key)
                zones.append(zone.copy())
    zones.sort(key=lambda zone: int(zone.sum()))
    return np.array(zones, dtype=np.bool_).reshape(-1, len(places))
