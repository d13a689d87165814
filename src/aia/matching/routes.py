"""Shortest ways through an answer: to make room for one more, or to use a place that came free.

Lengths are whole numbers that put worth before cost: worth · 2^41 + cost. With the proof's prices
as potentials every move has a length that is not negative; labels are corrected for all resources
of a round at once, so that a wide search takes some rounds over columns, not a step for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from aia.matching.prices import spread
from aia.matching.terms import UNSERVED, Ints, Problem, worth_of

_SHIFT = 41
_WIDEST = 2**39
FAR = 2**62
_GONE = 2**61


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody could enter a resource: how far, where, by which pair (-1: a place lost)."""

    length: int
    resource: int
    pair: int


class Routes:
    """Who is where, at which prices, and the ways between. Positions are never reused."""

    def __init__(self, problem: Problem, chosen: Ints, closing: Ints, costs: Ints) -> None:
        self._nowhere = len(problem.resources)
        self.cost = problem.pairs.cost.copy()
        self.alive = np.ones(len(self.cost), dtype=bool)
        self.chosen = chosen.copy()
        self.room = problem.capacity.copy()
        self._worth = problem.worth << _SHIFT
        self._price = (closing << _SHIFT) + costs
        self._need, self._resource = problem.pairs.need, problem.pairs.resource
        self._first = np.searchsorted(self._need, np.arange(len(problem.needs) + 1))
        self._order = np.argsort(self._resource, kind="stable")
        ends = np.arange(self._nowhere + 1)
        self._begins = np.searchsorted(self._resource[self._order], ends)
        self._at = np.full(len(problem.needs), self._nowhere, dtype=np.int64)
        served = chosen != UNSERVED
        self._at[served] = self._resource[chosen[served]]
        self.load = np.bincount(self._at, minlength=self._nowhere + 1)[: self._nowhere]
        self._told = len(self.cost)
        self._check(costs)

    def _check(self, costs: Ints) -> None:
        widest = int(np.abs(costs).max(initial=0)) + 2 * int(np.abs(self.cost).max(initial=0))
        if widest >= _WIDEST:
            raise ValueError("the costs are too large to be changed step by step: solve anew")

    def prices(self) -> tuple[Ints, Ints]:
        """Return the closing prices and the cost prices."""
        closing = (self._price + (1 << (_SHIFT - 1))) >> _SHIFT
        return closing, self._price - (closing << _SHIFT)

    def worth(self) -> Ints:
        """Return what each need is worth, as `terms.worth_of` has it."""
        return self._worth >> _SHIFT

    def sharpen(self) -> None:
        """Count costs in units ten times smaller."""
        closing, costs = self.prices()
        self.cost = self.cost * 10
        self._price = (closing << _SHIFT) + costs * 10
        self._check(costs * 10)

    def add(self, problem: Problem, costs: Ints) -> int:
        """Take the problem's last need, with the costs of its pairs; nowhere yet."""
        self._need, self._resource = problem.pairs.need, problem.pairs.resource
        self.cost = np.concatenate((self.cost, costs))
        self.alive = np.concatenate((self.alive, np.ones(len(costs), dtype=bool)))
        self._first = np.append(self._first, len(self.cost))
        self.chosen = np.append(self.chosen, UNSERVED)
        self._at = np.append(self._at, self._nowhere)
        self._worth = np.append(self._worth, worth_of(problem.needs[-1]) << _SHIFT)
        return len(self.chosen) - 1

    def pairs_of(self, need: int) -> list[int]:
        """Return a need's pairs that are still possible."""
        every = np.arange(self._first[need], self._first[need + 1])
        told: list[int] = every[self.alive[every]].tolist()
        return told

    def pair_of(self, need: int, resource: int) -> int | None:
        """Return the pair of a need and a resource, None when it is not possible."""
        found = (pair for pair in self.pairs_of(need) if self._resource[pair] == resource)
        return next(found, None)

    def where(self, need: int) -> int | None:
        """Return the resource a need has, None when it has none."""
        at = int(self._at[need])
        return None if at == self._nowhere else at

    def remove_pairs(self, pairs: Iterable[int]) -> None:
        """Take pairs away for good."""
        self.alive[list(pairs)] = False

    def leave(self, need: int) -> None:
        """Take a need from where it is; its place is not yet used."""
        held = self.where(need)
        if held is not None:
            self.load[held] -= 1
        self._at[need], self.chosen[need] = self._nowhere, UNSERVED

    def entries(self, need: int) -> list[Way]:
        """Return how a need could enter."""
        ends = ((int(self._resource[pair]), pair) for pair in self.pairs_of(need))
        return [Way(int(self._price[at] + self.cost[pair]), at, pair) for at, pair in ends]

    def staying(self, need: int) -> int:
        """Return the length of staying out."""
        return int(self._worth[need])

    def make_room(self, ways: Sequence[Way], stay: int, opened: int = UNSERVED) -> bool:
        """Bring one more in by the best way, or leave it out at the length `stay`.

        `opened` has one place that is not used yet, whatever its price. Returns whether the
        way that was taken ends there.
        """
        dist, via = self._labels()
        for way in sorted(ways, key=lambda one: -one.length):
            dist[way.resource], via[way.resource] = way.length, way.pair
        free = self.load < self.room
        paid = self._paid()
        best, end, leaver = stay, UNSERVED, UNSERVED
        frontier = np.flatnonzero(dist < best)
        while len(frontier):
            ending = frontier[free[frontier]]
            if len(ending) and dist[ending].min() < best:
                end = int(ending[np.argmin(dist[ending])])
                best, leaver = int(dist[end]), UNSERVED
            inside = np.zeros(self._nowhere + 1, dtype=bool)
            inside[frontier[~free[frontier]]] = True
            needs = np.flatnonzero(inside[self._at])
            base = dist[self._at[needs]] - paid[needs]
            if len(needs) and (base + self._worth[needs]).min() < best:
                leaver = int(needs[np.argmin(base + self._worth[needs])])
                best, end = int((base + self._worth[needs]).min()), int(self._at[leaver])
            arcs, counts = spread(self._first[needs], self._first[needs + 1])
            to = self._resource[arcs].astype(np.int64)
            length = np.repeat(base, counts) + self._lengths(arcs) + self._price[to]
            frontier = _corrected(dist, via, to, arcs, length, best)
        self._price += np.maximum(best - dist, 0)
        self._move_on(end, leaver, via)
        return end == opened and opened != UNSERVED and leaver == UNSERVED

    def _move_on(self, end: int, leaver: int, via: Ints) -> None:
        """Move everybody along the way that ends at a resource."""
        if leaver != UNSERVED:
            self.leave(leaver)
        at = end
        while at not in {UNSERVED, self._nowhere} and via[at] != UNSERVED:
            need = int(self._need[via[at]])
            was = int(self._at[need])
            self.leave(need)
            self._put(need, int(via[at]))
            at = was

    def use_place(self, goal: int) -> None:
        """Bring somebody to a place that is free, in the best way, or leave it free."""
        dist, via = self._labels()
        dist[goal] = 0
        paid = self._paid()
        best, end, joiner = FAR, goal, UNSERVED
        frontier = np.array([goal])
        while len(frontier):
            leaving = dist[frontier] + self._price[frontier]
            if leaving.min() < best:
                best, end, joiner = int(leaving.min()), int(frontier[np.argmin(leaving)]), UNSERVED
            arcs = self._into(frontier)
            to, needs = self._resource[arcs], self._need[arcs]
            length = dist[to] + self._price[to] + self._lengths(arcs) - paid[needs]
            source = self._at[needs]
            out = np.flatnonzero(source == self._nowhere)
            if len(out) and length[out].min() < best:
                joiner = int(arcs[out[np.argmin(length[out])]])
                best, end = int(length[out].min()), int(self._resource[joiner])
            inside = np.flatnonzero(source != self._nowhere)
            frontier = _corrected(dist, via, source[inside], arcs[inside], length[inside], best)
        self._price -= np.maximum(best - dist, 0)
        self._draw_in(end, joiner, via, goal)

    def _draw_in(self, end: int, joiner: int, via: Ints, goal: int) -> None:
        """Move everybody along the way from `end` to the place that is free."""
        at = end
        while at != goal:
            pair = int(via[at])
            self.leave(int(self._need[pair]))
            self._put(int(self._need[pair]), pair)
            at = int(self._resource[pair])
        if joiner != UNSERVED:
            self._put(int(self._need[joiner]), joiner)

    def _put(self, need: int, pair: int) -> None:
        self.chosen[need], self._at[need] = pair, self._resource[pair]
        self.load[self._at[need]] += 1

    def _labels(self) -> tuple[Ints, Ints]:
        return np.full(self._nowhere, FAR), np.full(self._nowhere, UNSERVED)

    def _paid(self) -> Ints:
        """Return the length at which each need is where it is."""
        paid = self._worth.copy()
        served = np.flatnonzero(self.chosen != UNSERVED)
        paid[served] = self._price[self._at[served]] + self.cost[self.chosen[served]]
        return paid

    def _lengths(self, arcs: Ints) -> Ints:
        return np.where(self.alive[arcs], self.cost[arcs], _GONE)

    def _into(self, resources: Ints) -> Ints:
        """Return the pairs with some resources, those that came later too."""
        base, _ = spread(self._begins[resources], self._begins[resources + 1])
        wanted = np.zeros(self._nowhere, dtype=bool)
        wanted[resources] = True
        later = self._told + np.flatnonzero(wanted[self._resource[self._told :]])
        return np.concatenate((self._order[base], later))


def _corrected(dist: Ints, via: Ints, to: Ints, arcs: Ints, length: Ints, best: int) -> Ints:
    """Correct the labels that become shorter, and return where."""
    shorter = np.flatnonzero((length < dist[to]) & (length < best))
    shorter = shorter[np.argsort(-length[shorter], kind="stable")]
    ends = to[shorter]
    dist[ends], via[ends] = length[shorter], arcs[shorter]
    changed = np.zeros(len(dist), dtype=bool)
    changed[ends] = True
    return np.flatnonzero(changed)
