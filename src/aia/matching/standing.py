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

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from heapq import heappop, heappush

import numpy as np

from aia.matching.changed import Length, grown, kept, minus, plus
from aia.matching.faces import tightened, whole
from aia.matching.prices import spread
from aia.matching.solving import draw
from aia.matching.terms import (
    UNSERVED,
    Declined,
    Floats,
    Ints,
    Mask,
    Need,
    Problem,
    Solved,
    Stage,
)

Moves = list[tuple[Length, int, int]]
_FAR: Length = (2**62, 2**62)
_MOST_DIGITS = 9


class Standing:
    """A problem and its answer, changed one step at a time.

    Needs keep their position, also when they left; resources are never added.
    """

    def __init__(self, problem: Problem, solved: Solved) -> None:
        if not solved.stages:
            raise ValueError("an answer under side constraints is solved anew, not changed")
        self._problem, self._seed = problem, solved.seed
        self._cost = problem.pairs.cost
        self._digits = problem.digits
        self._worth = problem.worth.tolist()
        self._room = problem.capacity.copy()
        self._gone_pairs: set[int] = set()
        self._gone_needs: set[int] = set()
        self._prices = [stage.prices.copy() for stage in solved.stages[:2]]
        self._chosen = solved.chosen.tolist()
        self._holders: list[set[int]] = [set() for _ in problem.resources]
        served = np.flatnonzero(solved.chosen != UNSERVED)
        at = problem.pairs.resource[solved.chosen[served]]
        for need, resource in zip(served.tolist(), at.tolist(), strict=True):
            self._holders[resource].add(need)
        self._index()
        self._extra: dict[int, list[int]] = defaultdict(list)

    def _index(self) -> None:
        pairs = self._problem.pairs
        bounds = np.arange(len(self._problem.needs) + 1)
        self._first = np.searchsorted(pairs.need, bounds).tolist()
        self._order = np.argsort(pairs.resource, kind="stable")
        ends = np.arange(len(self._holders) + 1)
        self._begins = np.searchsorted(pairs.resource[self._order], ends)

    def arrive(self, need: Need, costs: Mapping[int, float]) -> int:
        """Take one need more, with the cost of each resource (by position) that is possible.

        Returns the need's position. Raises ValueError when the id is taken.
        """
        if any(one.id == need.id for one in self._problem.needs):
            raise ValueError(f"there is already a need {need.id!r}")
        at = len(self._problem.needs)
        resources = np.array(sorted(costs), dtype=np.int64)
        given = np.array([costs[int(one)] for one in resources], dtype=np.float64)
        self._sharpen(given)
        units = np.rint(given * 10.0**self._digits).astype(np.int64)
        start = len(self._cost)
        self._cost = np.concatenate((self._cost, units))
        self._problem = grown(self._problem, need, resources, given)
        self._worth.append(int(self._problem.worth[-1]))
        self._chosen.append(UNSERVED)
        self._first.append(start + len(resources))
        for shift, resource in enumerate(resources.tolist()):
            self._extra[resource].append(start + shift)
        self._make_room(self._entries(at), (self._worth[at], 0))
        return at

    def refuse(self, need: int, resource: int, reason: str = "other") -> None:
        """Take a pair away for good: somebody declined it."""
        told = Declined(need, resource, reason)
        self._problem = replace(self._problem, declined=(*self._problem.declined, told))
        pair = next((one for one in self._pairs_of(need) if self._resource(one) == resource), None)
        if pair is None:
            return
        self._gone_pairs.add(pair)
        if self._chosen[need] == pair:
            others = set(self._pairs_of(need))
            self._gone_pairs |= others
            self._leave(need)
            self._gone_pairs -= others
            self._make_room(self._entries(need), (self._worth[need], 0))

    def withdraw(self, need: int) -> None:
        """Take a need away: it was met elsewhere, or is no more."""
        self._gone_needs.add(need)
        self._gone_pairs.update(self._pairs_of(need))
        if self._chosen[need] != UNSERVED:
            self._leave(need)

    def set_places(self, resource: int, places: int) -> None:
        """Change how many places a resource has; 0 withdraws it."""
        while self._room[resource] < places:
            self._room[resource] += 1
            self._use_place(resource)
        while self._room[resource] > places:
            self._room[resource] -= 1
            if len(self._holders[resource]) > self._room[resource]:
                self._make_room([((0, 0), resource, UNSERVED)], _FAR)

    def solved(self) -> tuple[Problem, Solved]:
        """Return the problem as it is now, and its answer with its proof and its draw."""
        alive = np.ones(len(self._cost), dtype=bool)
        alive[list(self._gone_pairs)] = False
        here = np.ones(len(self._problem.needs), dtype=bool)
        here[list(self._gone_needs)] = False
        problem = kept(self._problem, alive, here, self._cost, self._digits, self._room)
        chosen = np.array(self._chosen, dtype=np.int64)[here]
        served = chosen != UNSERVED
        chosen[served] = (np.cumsum(alive) - 1)[chosen[served]]
        nothing = np.zeros(len(problem.pairs.need), dtype=np.int64)
        face = tightened(whole(problem), nothing, problem.worth, self._prices[0])
        free = np.zeros(len(problem.needs), dtype=np.int64)
        face = tightened(face, problem.pairs.cost[face.arcs], free, self._prices[1])
        chosen, drawn = draw(problem, face, chosen, self._seed)
        closing, costs = (prices.copy() for prices in self._prices)
        stages = (Stage("priority", closing), Stage("cost", costs), *drawn)
        return problem, Solved(chosen, stages, self._seed, 0.0)

    def _leave(self, need: int) -> None:
        resource = self._resource(self._chosen[need])
        self._holders[resource].discard(need)
        self._chosen[need] = UNSERVED
        self._use_place(resource)

    def _entries(self, need: int) -> Moves:
        """Return how a need could enter: length, resource, pair."""
        found = []
        for pair in self._pairs_of(need):
            resource = self._resource(pair)
            worth, cost = self._price(resource)
            found.append(((worth, cost + int(self._cost[pair])), resource, pair))
        return found

    def _make_room(self, entries: Moves, stay: Length) -> None:
        """Bring one more into an entry's resource, or leave it out at the length `stay`."""
        reached: dict[int, Length] = {}
        by: dict[int, int] = {}
        heap: list[tuple[Length, int]] = []
        best, end, leaver = stay, UNSERVED, UNSERVED
        for length, resource, pair in entries:
            if length < reached.get(resource, best):
                reached[resource], by[resource] = length, pair
                heappush(heap, (length, resource))
        while heap and heap[0][0] < best:
            length, resource = heappop(heap)
            if length > reached[resource]:
                continue
            if len(self._holders[resource]) < self._room[resource]:
                best, end, leaver = length, resource, UNSERVED
                break
            out, need = self._cheapest_leaver(resource)
            if need != UNSERVED and plus(length, out) < best:
                best, end, leaver = plus(length, out), resource, need
            for step, further, pair in self._moves_from(resource, length, best):
                if step < reached.get(further, best):
                    reached[further], by[further] = step, pair
                    heappush(heap, (step, further))
        self._reprice({r: minus(best, to) for r, to in reached.items() if to < best})
        self._shift(end, leaver, by)

    def _shift(self, end: int, leaver: int, by: Mapping[int, int]) -> None:
        """Move everybody along the way that ends at a resource."""
        if leaver != UNSERVED:
            self._holders[end].discard(leaver)
            self._chosen[leaver] = UNSERVED
        at = end
        while at != UNSERVED and by[at] != UNSERVED:
            pair = by[at]
            need = int(self._problem.pairs.need[pair])
            was = self._chosen[need]
            self._chosen[need] = pair
            self._holders[at].add(need)
            at = UNSERVED if was == UNSERVED else self._resource(was)
            if at != UNSERVED:
                self._holders[at].discard(need)

    def _use_place(self, resource: int) -> None:
        """Bring somebody to a place that became free, in the cheapest way, or leave it free."""
        reached: dict[int, Length] = {resource: (0, 0)}
        by: dict[int, int] = {}
        heap: list[tuple[Length, int]] = [((0, 0), resource)]
        best, end, joiner = _FAR, resource, UNSERVED
        while heap and heap[0][0] < best:
            length, at = heappop(heap)
            if length > reached[at]:
                continue
            if plus(length, self._price(at)) < best:
                best, end, joiner = plus(length, self._price(at)), at, UNSERVED
            for step, source, pair in self._moves_to(at, length, best):
                if source == UNSERVED:
                    if step < best:
                        best, end, joiner = step, at, pair
                elif step < reached.get(source, best):
                    reached[source], by[source] = step, pair
                    heappush(heap, (step, source))
        self._reprice({r: minus(to, best) for r, to in reached.items() if to < best})
        self._draw_in(end, joiner, by, resource)

    def _draw_in(self, end: int, joiner: int, by: Mapping[int, int], goal: int) -> None:
        """Move everybody along the way from `end` to the place that became free."""
        at = end
        while at != goal:
            pair = by[at]
            need = int(self._problem.pairs.need[pair])
            self._holders[at].discard(need)
            self._chosen[need] = pair
            at = self._resource(pair)
            self._holders[at].add(need)
        if joiner != UNSERVED:
            need = int(self._problem.pairs.need[joiner])
            self._chosen[need] = joiner
            self._holders[end].add(need)

    def _cheapest_leaver(self, resource: int) -> tuple[Length, int]:
        """Return how much dearer staying out is for who would mind least, and who that is."""
        worth, cost = self._price(resource)
        found = [
            ((self._worth[need] - worth, -cost - int(self._cost[self._chosen[need]])), need)
            for need in self._holders[resource]
        ]
        return min(found, default=(_FAR, UNSERVED))

    def _moves_from(self, resource: int, so_far: Length, best: Length) -> Moves:
        """Return the moves out of a resource that end nearer than `best`: length, where, pair."""
        needs = list(self._holders[resource])
        first = np.array([self._first[need] for need in needs], dtype=np.int64)
        last = np.array([self._first[need + 1] for need in needs], dtype=np.int64)
        pairs, counts = spread(first, last)
        held = self._cost[[self._chosen[need] for need in needs]]
        to = self._problem.pairs.resource[pairs].astype(np.int64)
        worth = so_far[0] + self._prices[0][to] - self._prices[0][resource]
        here = np.repeat(held, counts) + self._prices[1][resource]
        cost = so_far[1] + self._cost[pairs] + self._prices[1][to] - here
        return self._near(worth, cost, to, pairs, best, resource)

    def _moves_to(self, resource: int, so_far: Length, best: Length) -> Moves:
        """Return the moves into a resource that begin nearer than `best`: length, whence, pair."""
        base = self._order[self._begins[resource] : self._begins[resource + 1]]
        pairs = np.concatenate((base, np.array(self._extra.get(resource, []), dtype=np.int64)))
        needs = self._problem.pairs.need[pairs].tolist()
        held = np.array([self._chosen[need] for need in needs], dtype=np.int64)
        served = held != UNSERVED
        source = np.where(served, self._problem.pairs.resource[held], UNSERVED)
        worth_of = np.array([self._worth[need] for need in needs], dtype=np.int64)
        worth = np.where(served, self._prices[0][source], worth_of)
        paid = np.where(served, self._cost[held] + self._prices[1][source], 0)
        length = so_far[0] + self._prices[0][resource] - worth
        cost = so_far[1] + self._cost[pairs] + self._prices[1][resource] - paid
        return self._near(length, cost, source, pairs, best, resource)

    def _near(
        self, worth: Ints, cost: Ints, other: Ints, pairs: Ints, best: Length, here: int
    ) -> Moves:
        near: Mask = (worth < best[0]) | ((worth == best[0]) & (cost < best[1]))
        near &= other != here
        columns = (worth[near], cost[near], other[near], pairs[near])
        rows = zip(*(column.tolist() for column in columns), strict=True)
        gone = self._gone_pairs
        return [((d, c), at, pair) for d, c, at, pair in rows if pair not in gone]

    def _reprice(self, changes: Mapping[int, Length]) -> None:
        for resource, (worth, cost) in changes.items():
            self._prices[0][resource] += worth
            self._prices[1][resource] += cost

    def _sharpen(self, given: Floats) -> None:
        """Count in smaller units when the new costs need them."""
        while self._digits < _MOST_DIGITS and not np.allclose(
            given * 10.0**self._digits, np.rint(given * 10.0**self._digits), rtol=0, atol=1e-6
        ):
            self._digits += 1
            self._cost = self._cost * 10
            self._prices[1] *= 10

    def _pairs_of(self, need: int) -> list[int]:
        every = range(self._first[need], self._first[need + 1])
        return [pair for pair in every if pair not in self._gone_pairs]

    def _price(self, resource: int) -> Length:
        return int(self._prices[0][resource]), int(self._prices[1][resource])

    def _resource(self, pair: int) -> int:
        return int(self._problem.pairs.resource[pair])
