"""Checking an answer by its prices: no solver, a few passes over the pairs (see `faces`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aia.matching.faces import Face, faults, misfits, tightened, whole
from aia.matching.solving import first_turn, numbers
from aia.matching.terms import UNSERVED, Ints, Problem, Stage
from aia.matching.ties import open_part

_FURTHEST = 2**61


@dataclass(frozen=True)
class Flaw:
    """One thing that does not hold: a code of `words.yaml`, and what it speaks of."""

    code: str
    told: dict[str, object]


def flaws(problem: Problem, chosen: Ints, stages: Sequence[Stage], seed: int) -> list[Flaw]:
    """Return what does not hold of an answer; nothing when it is proved, draw included."""
    found = too_many(problem, chosen)
    if found:
        return found
    if [stage.by for stage in stages[:2]] != ["priority", "cost"]:
        return [Flaw("no_proof", {})]
    if not all(_is_usable(stage.prices, len(problem.resources)) for stage in stages):
        return [Flaw("no_proof", {})]
    face = whole(problem)
    nothing, free = np.zeros(len(face.arcs), np.int64), np.zeros(len(problem.needs), np.int64)
    face, found = _proved(problem, face, chosen, stages[0], nothing, problem.worth)
    if not found:
        weight = problem.pairs.cost[face.arcs]
        face, found = _proved(problem, face, chosen, stages[1], weight, free)
    return found or _undrawn(problem, face, chosen, stages[2:], seed)


def _is_usable(prices: Ints, resources: int) -> bool:
    """Say whether the prices are as many as the resources, and too small to wrap around."""
    return len(prices) == resources and bool((np.abs(prices) < _FURTHEST).all())


def too_many(problem: Problem, chosen: Ints) -> list[Flaw]:
    """Return the resources that are given more often than they have places."""
    served = problem.pairs.resource[chosen[chosen != UNSERVED]]
    given = np.bincount(served, minlength=len(problem.resources))
    return [
        Flaw(
            "too_many",
            {
                "resource": problem.resources[at].id,
                "given": int(given[at]),
                "capacity": problem.resources[at].capacity,
            },
        )
        for at in np.flatnonzero(given > problem.capacity)[:5]
    ]


def _proved(
    problem: Problem, face: Face, chosen: Ints, stage: Stage, weight: Ints, out_weight: Ints
) -> tuple[Face, list[Flaw]]:
    """Return the face that the stage leaves, and why it does not hold if so."""
    told: dict[str, object] = {"stage": stage.by}
    wrong = faults(face, stage.prices)
    if len(wrong):
        return face, [Flaw("price", {**told, "resource": problem.resources[wrong[0]].id})]
    face = tightened(face, weight, out_weight, stage.prices)
    needs, resources = misfits(face, chosen)
    found = [Flaw("not_best", {**told, "need": problem.needs[at].id}) for at in needs[:5]]
    found += [Flaw("not_full", {**told, "resource": problem.resources[at].id}) for at in resources]
    return face, found[:5]


def _undrawn(
    problem: Problem, face: Face, chosen: Ints, stages: Sequence[Stage], seed: int
) -> list[Flaw]:
    """Return why the draw is not the one that the seed gives."""
    part = open_part(face, chosen)
    turn = first_turn(part)
    for stage in stages:
        if part is None or stage.turn != turn or stage.by != ("pairs" if turn else "people"):
            return [Flaw("draw", {})]
        weight, out_weight = numbers(problem, part, seed, turn)
        part, found = _proved(problem, part, chosen, stage, weight, out_weight)
        if found:
            return found
        part = open_part(part, chosen)
        turn += 1
    return [] if part is None else [Flaw("draw", {})]
