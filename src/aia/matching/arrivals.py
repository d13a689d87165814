"""Needs that come week by week, when what is given today is not there tomorrow.

Taking each week as if it were the last gives the best places to whoever comes first. Here a week
is proposed with the rest of the year in view: for each of a few likely futures (drawn from what is
expected, for instance last year's needs) this week and that future are solved together, and the
prices of places in them are averaged. A place that the future is likely to need is dear today: a
need takes it only where the fit is worth its price. The averaged prices also say, in a number that
can be read, why something was kept.

Values are whole numbers: `stay` is what leaving a need without an answer weighs against a pair's
cost; the total of `stay` saved less cost spent is what a season is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from aia.matching import flows
from aia.matching.faces import Face, present
from aia.matching.prices import proving
from aia.matching.terms import UNSERVED, Floats, Ints, NoAnswer, Pairs


@dataclass(frozen=True)
class Batch:
    """Needs of one time: the pairs possible for each, sorted by need, and what `stay` weighs."""

    stay: Ints
    need: npt.NDArray[np.int32]
    resource: npt.NDArray[np.int32]
    cost: Ints

    def worth(self, chosen: Ints) -> int:
        """Return what an assignment is worth: stays saved less costs."""
        served = chosen != UNSERVED
        return int(self.stay[served].sum() - self.cost[chosen[served]].sum())


def joined(batches: Sequence[Batch]) -> Batch:
    """Return several batches as one, in their order."""
    starts = np.cumsum([0, *(len(one.stay) for one in batches[:-1])])
    return Batch(
        stay=np.concatenate([one.stay for one in batches]),
        need=np.concatenate(
            [one.need + start for one, start in zip(batches, starts, strict=True)]
        ).astype(np.int32),
        resource=np.concatenate([one.resource for one in batches]),
        cost=np.concatenate([one.cost for one in batches]),
    )


def best(batch: Batch, room: Ints) -> Ints:
    """Return the pair that each need takes (-1: none) where nothing else ever comes."""
    face = _face(batch, room)
    chosen = flows.least(face, batch.cost, batch.stay)
    if chosen is None:
        raise NoAnswer("a choice where everyone may stay out was found impossible")
    return chosen


def place_prices(batch: Batch, room: Ints) -> Ints:
    """Return what one more place of each resource would be worth to a batch."""
    face = _face(batch, room)
    return proving(face, batch.cost, batch.stay, best(batch, room), floor=0)


def propose(now: Batch, futures: Sequence[Batch], room: Ints) -> tuple[Ints, Floats]:
    """Return the pair that each need of now takes, and the averaged price of each resource.

    `futures` are likely rests of the season; `room` is what is left of each resource.
    """
    if not futures:
        return best(now, room), np.zeros(len(room))
    priced = [place_prices(joined([now, future]), room) for future in futures]
    prices: Floats = np.mean(priced, axis=0)
    dearer = np.rint(prices).astype(np.int64)
    asked = Batch(now.stay, now.need, now.resource, now.cost + dearer[now.resource])
    return best(asked, room), prices


def _face(batch: Batch, room: Ints) -> Face:
    count = len(batch.need)
    return Face(
        pairs=Pairs(batch.need, batch.resource, batch.cost, batch.cost.astype(np.float64)),
        needs=present(batch.need, len(batch.stay)),
        arcs=np.arange(count, dtype=np.int64),
        out=np.ones(len(batch.stay), dtype=bool),
        room=room,
        exact=np.zeros(len(room), dtype=bool),
    )
