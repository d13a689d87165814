"""Solving a problem stage by stage: who is served, at which cost, and the draw among equals.

1. *priority*: most urgent first, then those who waited longest (`priority`, `faces`).
2. *cost*: the least total cost among all assignments that the first stage leaves.
3. *people*: where needs of one urgency and waiting could take each other's place at no cost, the
   lower numbers of the lottery are served: again a matroid's greedy basis, since the needs served
   by least-cost assignments are the bases of one (an optimal face of a valuated matroid).
4. *pairs*, in turns: where the same people could be placed otherwise at the same cost, the least
   sum of pair numbers; until one assignment alone is left.

The answer is thus determined by the problem and the seed, whatever solver finds it.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from aia.matching import flows, lottery, priority
from aia.matching.faces import Face, present, tightened, whole
from aia.matching.prices import proving
from aia.matching.terms import Ints, NoAnswer, Problem, Solved, Stage
from aia.matching.ties import open_part


def solve_by_stages(problem: Problem, *, seed: int = 0) -> Solved:
    """Return the best assignment and its proof. `problem` has no side constraints."""
    began = time.perf_counter()
    face, found, closing = _first(whole(problem), problem)
    stages = [Stage("priority", closing)]
    weight = face.pairs.cost[face.arcs]
    nothing = np.zeros(len(problem.needs), dtype=np.int64)
    chosen = _least(face, weight, nothing) if found is None else found
    prices = proving(face, weight, nothing, chosen, floor=_floor(weight, len(face.room)))
    stages.append(Stage("cost", prices))
    face = tightened(face, weight, nothing, prices)
    chosen, drawn = draw(problem, face, chosen, seed)
    seconds = round(time.perf_counter() - began, 3)
    return Solved(chosen, (*stages, *drawn), seed, seconds)


def _first(face: Face, problem: Problem) -> tuple[Face, Ints | None, Ints]:
    """Return the face of those best served, an assignment at least cost if already found, and
    the closing prices.

    When everyone who has a pair can be served, one flow finds both at once.
    """
    worth, free = problem.worth, np.zeros(len(face.room), dtype=np.int64)
    nothing = np.zeros(len(face.arcs), dtype=np.int64)
    if len(face.needs) <= int(np.minimum(face.room, len(face.needs)).sum()):
        everyone = replace(face, out=np.zeros_like(face.out))
        found = flows.least(everyone, face.pairs.cost, worth)
        if found is not None:
            return tightened(face, nothing, worth, free), found, free
    closing = priority.closing_prices(face, worth)
    return tightened(face, nothing, worth, closing), None, closing


def draw(problem: Problem, face: Face, chosen: Ints, seed: int) -> tuple[Ints, list[Stage]]:
    """Return the one assignment of the face that the lottery leaves, and the stages drawn."""
    stages: list[Stage] = []
    chosen = chosen.copy()
    part = open_part(face, chosen)
    turn = first_turn(part)
    while part is not None:
        weight, out_weight = numbers(problem, part, seed, turn)
        rank = np.unique(out_weight, return_inverse=True)[1].astype(np.int64)
        chosen[part.needs] = _least(part, weight, rank)[part.needs]
        floor = _floor(weight, len(face.room)) + int(out_weight.max(initial=0))
        prices = proving(part, weight, out_weight, chosen, floor=floor)
        stages.append(Stage("pairs" if turn else "people", prices, turn))
        part = open_part(tightened(part, weight, out_weight, prices), chosen)
        turn += 1
    return chosen, stages


def first_turn(part: Face | None) -> int:
    """Return the turn that a draw begins with: 0 draws who is served, if that is open at all."""
    return 0 if part is not None and part.out.any() else 1


def numbers(problem: Problem, part: Face, seed: int, turn: int) -> tuple[Ints, Ints]:
    """Return what a turn weighs: each pair of the face, and each need left out."""
    out_weight = np.zeros(len(problem.needs), dtype=np.int64)
    if turn == 0:
        ids = [problem.needs[at].id for at in part.needs]
        out_weight[part.needs] = lottery.lateness(seed, ids)
        return np.zeros(len(part.arcs), dtype=np.int64), out_weight
    users = present(part.resource, len(problem.resources))
    of_needs = np.zeros(len(problem.needs), dtype=np.uint64)
    of_users = np.zeros(len(problem.resources), dtype=np.uint64)
    ids = [problem.needs[at].id for at in part.needs]
    of_needs[part.needs] = lottery.seeds_of(seed, "need", ids)
    ids = [problem.resources[at].id for at in users]
    of_users[users] = lottery.seeds_of(seed, "resource", ids)
    return lottery.pair_numbers(of_needs[part.need], of_users[part.resource], turn), out_weight


def _least(face: Face, weight: Ints, out_weight: Ints) -> Ints:
    found = flows.least(face, weight, out_weight)
    if found is None:
        raise NoAnswer("a stage left no assignment, though the stage before it had one")
    return found


def _floor(weight: Ints, resources: int) -> int:
    """Return more than any path through the resources can save."""
    if not len(weight):
        return 1
    spread = int(weight.max()) - int(weight.min()) + 1
    return spread * (resources + 2) + int(np.abs(weight).max())
