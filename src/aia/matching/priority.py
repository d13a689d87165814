"""The prices of the first stage: at which worth each resource closes.

A resource's price is the worth of the least worthy need that can hold one of its places in some
best choice of who is served, 0 when its places do not run out. By max flows: `crowded` finds
where places run out, a threshold of worth near the last place splits that part into what closes
above it, at it, and below it. Where the split leaves parts on both sides more often than `_SPLITS`
(many small markets in one problem), one min-cost flow by rank of worth does the rest.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aia.matching import flows
from aia.matching.faces import Face, present
from aia.matching.prices import proving
from aia.matching.terms import Ints, NoAnswer

_SPLITS = 3


def closing_prices(face: Face, worth: Ints) -> Ints:
    """Return the price of each resource (by position) that proves who is served best."""
    prices = np.zeros(len(face.room), dtype=np.int64)
    short, closed = flows.crowded(face.need, face.resource, face.room)
    if len(short):
        _close(_within(face, short, closed), worth, prices, _SPLITS)
    return prices


def _close(face: Face, worth: Ints, prices: Ints, splits: int) -> None:
    """Set the prices of a face's resources, all of which are filled by its needs."""
    if splits == 0:
        _close_by_rank(face, worth, prices)
        return
    users = present(face.resource, len(face.room))
    places = int(np.minimum(face.room[users], len(face.needs)).sum())
    ordered = np.sort(worth[face.needs])[::-1]
    threshold = ordered[min(places, len(ordered) - 1)]
    need, resource = face.need, face.resource
    above = worth[need] > threshold
    high_needs, high = flows.crowded(need[above], resource[above], face.room)
    rest = (worth[need] >= threshold) & ~_is_in(high, len(face.room))[resource]
    level_needs, level = flows.crowded(need[rest], resource[rest], face.room)
    prices[level] = threshold
    if len(high):
        _close(_within(face, high_needs, high), worth, prices, splits - 1)
    low = np.setdiff1d(users, np.concatenate((high, level)))
    if len(low):
        done = np.concatenate((high_needs, level_needs))
        low_needs = np.setdiff1d(face.needs, done)
        _close(_within(face, low_needs, low), worth, prices, splits - 1)


def _close_by_rank(face: Face, worth: Ints, prices: Ints) -> None:
    """Set the prices of a face's resources by one min-cost flow.

    Ranks instead of worths keep the solver's numbers small; the best sets are the same.
    """
    nothing = np.zeros(len(face.arcs), dtype=np.int64)
    rank = np.zeros(len(worth), dtype=np.int64)
    rank[face.needs] = np.unique(worth[face.needs], return_inverse=True)[1] + 1
    loose = replace(face, exact=np.zeros_like(face.exact))
    chosen = flows.least(loose, nothing, rank)
    if chosen is None:
        raise NoAnswer("a choice where everyone may stay out was found impossible")
    users = present(face.resource, len(face.room))
    prices[users] = proving(loose, nothing, worth, chosen, floor=0)[users]


def _within(face: Face, needs: Ints, resources: Ints) -> Face:
    """Return the face's pairs between some needs and some resources."""
    inside = _is_in(needs, len(face.out))[face.need]
    inside &= _is_in(resources, len(face.room))[face.resource]
    arcs = face.arcs[inside]
    return replace(face, arcs=arcs, needs=present(face.pairs.need[arcs], len(face.out)))


def _is_in(positions: Ints, count: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask = np.zeros(count, dtype=bool)
    mask[positions] = True
    return mask
