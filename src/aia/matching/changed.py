"""A problem with one need more, or with only what is still there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aia.matching.terms import Floats, Ints, Mask, Need, Pairs, Problem


def grown(problem: Problem, need: Need, resources: Ints, given: Floats) -> Problem:
    """Return the problem with one need more, at the end."""
    pairs, at = problem.pairs, len(problem.needs)
    grown = replace(
        pairs,
        need=np.concatenate((pairs.need, np.full(len(given), at, dtype=np.int32))),
        resource=np.concatenate((pairs.resource, resources.astype(np.int32))),
        given=np.concatenate((pairs.given, given)),
        distance=None,
    )
    return replace(problem, needs=(*problem.needs, need), pairs=grown)


def kept(problem: Problem, alive: Mask, here: Mask, cost: Ints, digits: int, room: Ints) -> Problem:
    """Return the problem with only the pairs and the needs that are still there."""
    pairs = problem.pairs
    position = (np.cumsum(here) - 1).astype(np.int32)
    kept = Pairs(
        need=position[pairs.need[alive]],
        resource=pairs.resource[alive],
        cost=cost[alive],
        given=pairs.given[alive],
        distance=None if pairs.distance is None else pairs.distance[alive],
    )
    needs = problem.needs
    if not here.all():
        needs = tuple(one for one, stays in zip(needs, here.tolist(), strict=True) if stays)
    declined = tuple(
        replace(one, need=int(position[one.need])) for one in problem.declined if here[one.need]
    )
    resources = problem.resources
    if (room != problem.capacity).any():
        told = zip(resources, room.tolist(), strict=True)
        resources = tuple(replace(one, capacity=places) for one, places in told)
    return replace(
        problem, needs=needs, resources=resources, pairs=kept, digits=digits, declined=declined
    )
