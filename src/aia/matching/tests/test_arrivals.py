"""With the rest of the year in view, places are kept for those who will need them more."""

from __future__ import annotations

import numpy as np

from aia.matching import arrivals
from aia.matching.arrivals import Batch
from aia.matching.terms import UNSERVED, Ints


def week(luck: np.random.Generator, needs: int, resources: int) -> Batch:
    """Return needs with three resources each and a stay by urgency."""
    resource = np.concatenate(
        [np.sort(luck.choice(resources, 3, replace=False)) for _ in range(needs)]
    )
    return Batch(
        stay=luck.integers(1, 6, needs).astype(np.int64) * 20,
        need=np.repeat(np.arange(needs, dtype=np.int32), 3),
        resource=resource.astype(np.int32),
        cost=luck.integers(0, 40, needs * 3).astype(np.int64),
    )


def season(weeks: list[Batch], room: Ints, futures: int) -> int:
    luck, worth, room = np.random.default_rng(99), 0, room.copy()
    for at, now in enumerate(weeks):
        left = len(weeks) - at - 1
        likely = [
            arrivals.joined([week(luck, 12, len(room)) for _ in range(left)])
            for _ in range(futures if left else 0)
        ]
        chosen, _ = arrivals.propose(now, likely, room)
        worth += now.worth(chosen)
        taken = now.resource[chosen[chosen != UNSERVED]]
        room -= np.bincount(taken, minlength=len(room))
        assert (room >= 0).all()
    return worth


def test_a_season_seen_ahead_is_worth_nearly_what_hindsight_is() -> None:
    luck = np.random.default_rng(3)
    weeks = [week(luck, 12, 20) for _ in range(20)]
    room = luck.multinomial(190, np.ones(20) / 20).astype(np.int64)
    every = arrivals.joined(weeks)
    most = every.worth(arrivals.best(every, room))
    blind, ahead = season(weeks, room, 0), season(weeks, room, 4)
    assert blind < 0.9 * most
    assert 0.95 * most < ahead <= most


def test_the_price_of_a_place_is_what_one_more_would_be_worth() -> None:
    luck = np.random.default_rng(8)
    batch, room = week(luck, 30, 6), np.full(6, 3)
    prices = arrivals.place_prices(batch, room)
    worth = batch.worth(arrivals.best(batch, room))
    for at in range(6):
        more = room.copy()
        more[at] += 1
        assert batch.worth(arrivals.best(batch, more)) - worth == prices[at]
