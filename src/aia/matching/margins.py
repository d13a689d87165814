"""What prices alone do not tell about an answer: what a draw decided, and who could give way.

Computed once for an answer, in a few passes over the pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from aia.matching.faces import Face, tightened, whole
from aia.matching.terms import UNSERVED, Ints, Mask, Problem, Stage
from aia.matching.ties import open_part

NOBODY = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Margins:
    """`drawn_pairs`, `drawn_needs`: what the draw decided, by position. `give_way`: by resource,
    the least saving lost if somebody of the last worth gave way in its market; `NOBODY` when
    nobody of that worth was served there."""

    drawn_pairs: Mask
    drawn_needs: Mask
    give_way: Ints


def margins(problem: Problem, chosen: Ints, stages: tuple[Stage, ...]) -> Margins:
    """Return the margins of an answer from the first two stages of its proof."""
    free = np.zeros(len(problem.needs), dtype=np.int64)
    face = whole(problem)
    nothing = np.zeros(len(face.arcs), dtype=np.int64)
    face = tightened(face, nothing, problem.worth, stages[0].prices)
    give_way = _give_way(problem, face, chosen, stages)
    weight = problem.pairs.cost[face.arcs]
    part = open_part(tightened(face, weight, free, stages[1].prices), chosen)
    pairs = np.zeros(len(problem.pairs.need), dtype=bool)
    needs = np.zeros(len(problem.needs), dtype=bool)
    if part is not None:
        pairs[part.arcs] = True
        needs[part.needs] = True
    return Margins(pairs, needs, give_way)


def _give_way(problem: Problem, face: Face, chosen: Ints, stages: tuple[Stage, ...]) -> Ints:
    """Return, by resource, how dear it is that the cheapest of the last worth stays out."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(problem.resources)
    give_way = np.full(count, NOBODY)
    closed = stages[0].prices > 0
    arcs = face.arcs[closed[face.resource]]
    if not len(arcs):
        return give_way
    face = replace(face, arcs=arcs)
    size = count + len(problem.needs)
    ends = (face.resource, face.need + count)
    graph = coo_array((np.ones(len(arcs), np.int8), ends), shape=(size, size))
    _, market = connected_components(graph, directed=False)
    last = face.needs[face.out[face.needs] & (chosen[face.needs] != UNSERVED)]
    held = chosen[last]
    paid = problem.pairs.cost[held] + stages[1].prices[problem.pairs.resource[held]]
    least = np.full(size, NOBODY)
    np.minimum.at(least, market[last + count], -paid)
    give_way[closed] = least[market[:count][closed]]
    return give_way
