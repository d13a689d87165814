"""The prices that prove an assignment least, from the assignment itself.

The solver gives an assignment; the proof wants a price of each resource (see `faces`). They are
the longest savings: were one more place of r free, how much would be saved by moving needs along.
Every need n that is now at a and could be at r asks for p(r) ≥ p(a) + w(n, a) - w(n, r); prices
are raised until nothing asks any more, which ends because a least assignment has no cycle that
saves. Only needs whose own place became dearer ask again, so most rounds touch few pairs.
"""

from __future__ import annotations

import numpy as np

from aia.matching.faces import Face
from aia.matching.terms import UNSERVED, Ints, NoAnswer


def proving(face: Face, weight: Ints, out_weight: Ints, chosen: Ints, *, floor: int) -> Ints:
    """Return the price of each resource that proves `chosen` least on the face.

    `floor` is how far below zero an exact resource's price may begin: more than any path can
    save. Raises NoAnswer when the assignment is not least.
    """
    nowhere = len(face.room)
    taken = chosen[face.needs]
    served = taken != UNSERVED
    by_arc = np.zeros(len(face.pairs.need), dtype=np.int64)
    by_arc[face.arcs] = weight
    at = np.full(len(face.needs), nowhere, dtype=np.int64)
    at[served] = face.pairs.resource[taken[served]]
    pays = np.where(served, by_arc[taken], out_weight[face.needs])
    price = np.append(np.where(face.exact, -floor, 0), 0).astype(np.int64)
    first = np.searchsorted(face.need, face.needs)
    last = np.searchsorted(face.need, face.needs, side="right")
    resource = face.resource
    asking = np.arange(len(face.needs))
    for _ in range(nowhere + 2):
        arcs, counts = spread(first[asking], last[asking])
        asked = np.repeat(price[at[asking]] + pays[asking], counts) - weight[arcs]
        before = price.copy()
        np.maximum.at(price, resource[arcs], asked)
        dearer = price != before
        if not dearer.any():
            return price[:nowhere]
        asking = np.flatnonzero(dearer[at])
    raise NoAnswer("the assignment found is not least: its prices never settle")


def spread(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return all positions from each `first` to before its `last`, and how many of each."""
    counts = last - first
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    shift = np.repeat(first - (ends - counts), counts)
    return np.arange(total) + shift, counts
