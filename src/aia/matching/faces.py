"""What is still possible after each stage of a lexicographic choice, and the proof of a stage.

A *face* is a set of assignments: every need of it takes exactly one of its options (one of the
face's pairs, or staying out where that is among its options), no resource gives more than its
room, and an *exact* resource gives all of it.

**One stage.** Options have weights; the sum over all needs is to be least. Give every resource a
price p(r), nothing below zero unless r is exact. Let u(n) be the cheapest of n's options, price
included. Then every assignment of the face weighs

    sum w = sum over n of (w + p at its option) - sum over r of p(r) · given(r)
          ≥ sum u(n) - sum p(r) · room(r),

with equality exactly when every need has an option as cheap as u(n), every resource with p(r) > 0
gives all its room. So one assignment that does both is least, and *all* the least ones are again a
face: the tight options, with the resources of a positive price made exact. The next stage begins
there. Lexicographic optimality is proved stage by stage by prices alone: no weights are ever
multiplied together, so nothing overflows, and whoever checks needs no solver.

**Priority as a stage.** Pairs weigh 0, staying out weighs the need's worth (urgency, then
waiting). The sets of needs that can be served together are the independent sets of a transversal
matroid; the sets that leave out the least worth are its greedy bases, whatever the numbers, as
long as they keep the order. A greedy basis has the greatest possible number of the most urgent
needs, then of the next, and so on through waiting; a sum of worths is thus the same as the
lexicographic order, and no huge weights are needed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from aia.matching.terms import UNSERVED, Ints, Mask, Pairs, Problem


@dataclass(frozen=True)
class Face:
    """A set of assignments. `needs` and `arcs` are positions, ascending; the rest is by position.

    `out`: whether the need may stay out. `room`: places for the needs of this face. `exact`:
    whether all of the room must be given.
    """

    pairs: Pairs
    needs: Ints
    arcs: Ints
    out: Mask
    room: Ints
    exact: Mask

    @property
    def need(self) -> Ints:
        """Return the need of each pair of the face."""
        return self.pairs.need[self.arcs].astype(np.int64)

    @property
    def resource(self) -> Ints:
        """Return the resource of each pair of the face."""
        return self.pairs.resource[self.arcs].astype(np.int64)


def whole(problem: Problem) -> Face:
    """Return the face of all assignments of the needs that have some possible pair."""
    count = len(problem.pairs.need)
    return Face(
        pairs=problem.pairs,
        needs=present(problem.pairs.need, len(problem.needs)),
        arcs=np.arange(count, dtype=np.int64),
        out=np.ones(len(problem.needs), dtype=bool),
        room=problem.capacity,
        exact=np.zeros(len(problem.resources), dtype=bool),
    )


def present(positions: Ints | npt.NDArray[np.int32], count: int) -> Ints:
    """Return the positions that occur, ascending, each once; all are below `count`."""
    return np.flatnonzero(np.bincount(positions, minlength=count))


def tightened(face: Face, weight: Ints, out_weight: Ints, prices: Ints) -> Face:
    """Return the face of what is tight under the prices.

    `weight` is by pair of the face, `out_weight` by need of the problem, `prices` by resource.
    """
    need = face.need
    cost = weight + prices[face.resource]
    least = np.full(len(face.out), np.iinfo(np.int64).max)
    if len(need):
        starts = np.flatnonzero(np.concatenate(([True], need[1:] != need[:-1])))
        least[need[starts]] = np.minimum.reduceat(cost, starts)
    mine = np.zeros(len(face.out), dtype=bool)
    mine[face.needs] = True
    may_stay_out = face.out & mine
    least[may_stay_out] = np.minimum(least[may_stay_out], out_weight[may_stay_out])
    return replace(
        face,
        arcs=face.arcs[cost == least[need]],
        out=may_stay_out & (out_weight == least),
        exact=face.exact | (prices > 0),
    )


def faults(face: Face, prices: Ints) -> Ints:
    """Return the resources whose price may not be below zero and is."""
    return np.flatnonzero(~face.exact & (prices < 0))


def given(face: Face, chosen: Ints) -> Ints:
    """Return how many places each resource gives to the needs of the face."""
    taken = chosen[face.needs]
    served = face.pairs.resource[taken[taken != UNSERVED]]
    return np.bincount(served, minlength=len(face.room)).astype(np.int64)


def misfits(face: Face, chosen: Ints) -> tuple[Ints, Ints]:
    """Return the needs and the resources for which an assignment is not one of the face.

    Needs: those whose option is not of the face. Resources: those that give more than their
    room, or less where they are exact.
    """
    alive = np.zeros(len(face.pairs.need), dtype=bool)
    alive[face.arcs] = True
    taken = chosen[face.needs]
    good = np.where(taken == UNSERVED, face.out[face.needs], alive[taken])
    gave = given(face, chosen)
    wrong = (gave > face.room) | (face.exact & (gave != face.room))
    return face.needs[~good], np.flatnonzero(wrong)
