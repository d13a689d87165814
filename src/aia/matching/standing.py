"""An answer that stands while things change: arrivals, refusals, withdrawals, places.

The prices of the proof (worth, cost; compared in that order) are potentials: with them every move
has a length that is not negative, and one change is one shortest path in Dijkstra's manner.

- *One need more, or one place less*: the cheapest way to make room runs from the need along moves
  to a free place or to somebody who stays out. Resources nearer than its end become dearer by the
  difference.
- *One place more*: the cheapest way to use it runs backwards to somebody who was out, or to a
  place that may stay free. Resources nearer than its end become cheaper by the difference.

Both keep every length not negative, the moves along the way free, and prices of free places zero:
what was proved stays proved, for the changed problem. Ties are then drawn as in a full solve, so
that the answer is the one that a full solve gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from aia.matching.changed import grown, kept
from aia.matching.faces import tightened, whole
from aia.matching.routes import FAR, Routes, Way
from aia.matching.solving import draw
from aia.matching.terms import UNSERVED, Declined, Floats, Need, Problem, Solved, Stage

_MOST_DIGITS = 9


class Standing:
    """A problem and its answer, changed one step at a time.

    Needs keep their position, also when they left; resources are never added.
    """

    def __init__(self, problem: Problem, solved: Solved) -> None:
        if not solved.stages:
            raise ValueError("an answer under side constraints is solved anew, not changed")
        self._problem, self._seed = problem, solved.seed
        self._digits = problem.digits
        self._ids = {one.id for one in problem.needs}
        self._gone_needs: set[int] = set()
        closing, costs = (stage.prices for stage in solved.stages[:2])
        self._routes = Routes(problem, solved.chosen, closing, costs)

    def arrive(self, need: Need, costs: Mapping[int, float]) -> int:
        """Take one need more, with the cost of each resource (by position) that is possible.

        Returns the need's position. Raises ValueError when the id is taken.
        """
        if need.id in self._ids:
            raise ValueError(f"there is already a need {need.id!r}")
        self._ids.add(need.id)
        resources = np.array(sorted(costs), dtype=np.int64)
        given = np.array([costs[int(one)] for one in resources], dtype=np.float64)
        self._sharpen(given)
        units = np.rint(given * 10.0**self._digits).astype(np.int64)
        self._problem = grown(self._problem, need, resources, given)
        at = self._routes.add(self._problem, units)
        self._routes.make_room(self._routes.entries(at), self._routes.staying(at))
        return at

    def refuse(self, need: int, resource: int, reason: str = "other") -> None:
        """Take a pair away for good: somebody declined it."""
        told = Declined(need, resource, reason)
        self._problem = replace(self._problem, declined=(*self._problem.declined, told))
        pair = self._routes.pair_of(need, resource)
        if pair is None:
            return
        held = self._routes.chosen[need] == pair
        self._routes.remove_pairs([pair])
        if held:
            self._routes.leave(need)
            ways = self._routes.entries(need)
            if not self._routes.make_room(ways, self._routes.staying(need), opened=resource):
                self._routes.use_place(resource)

    def withdraw(self, need: int) -> None:
        """Take a need away: it was met elsewhere, or is no more."""
        self._gone_needs.add(need)
        held = self._routes.where(need)
        self._routes.leave(need)
        self._routes.remove_pairs(self._routes.pairs_of(need))
        if held is not None:
            self._routes.use_place(held)

    def set_places(self, resource: int, places: int) -> None:
        """Change how many places a resource has; 0 withdraws it."""
        while self._routes.room[resource] < places:
            self._routes.room[resource] += 1
            self._routes.use_place(resource)
        while self._routes.room[resource] > places:
            self._routes.room[resource] -= 1
            if self._routes.load[resource] > self._routes.room[resource]:
                self._routes.make_room([Way(0, resource, UNSERVED)], FAR)

    def solved(self) -> tuple[Problem, Solved]:
        """Return the problem as it is now, and its answer with its proof and its draw."""
        routes = self._routes
        here = np.ones(len(self._problem.needs), dtype=bool)
        here[list(self._gone_needs)] = False
        problem = kept(self._problem, routes.alive, here, routes.cost, self._digits, routes.room)
        chosen = routes.chosen[here]
        served = chosen != UNSERVED
        chosen[served] = (np.cumsum(routes.alive) - 1)[chosen[served]]
        closing, costs = routes.prices()
        nothing = np.zeros(len(problem.pairs.need), dtype=np.int64)
        face = tightened(whole(problem), nothing, routes.worth()[here], closing)
        free = np.zeros(len(problem.needs), dtype=np.int64)
        face = tightened(face, problem.pairs.cost[face.arcs], free, costs)
        chosen, drawn = draw(problem, face, chosen, self._seed)
        stages = (Stage("priority", closing), Stage("cost", costs), *drawn)
        return problem, Solved(chosen, stages, self._seed, 0.0)

    def _sharpen(self, given: Floats) -> None:
        """Count in smaller units when the new costs need them."""
        while self._digits < _MOST_DIGITS and not np.allclose(
            given * 10.0**self._digits, np.rint(given * 10.0**self._digits), rtol=0, atol=1e-6
        ):
            self._digits += 1
            self._routes.sharpen()
