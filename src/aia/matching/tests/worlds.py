"""Small problems for tests, and the brute force that knows their best answers."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from aia.matching.reading import problem_from
from aia.matching.terms import Problem


def plain(
    needs: list[tuple[int, int]], capacities: list[int], costs: dict[tuple[int, int], float]
) -> dict[str, Any]:
    """Return a problem as it is written: needs (urgency, waiting), capacities, cost by pair."""
    return {
        "needs": [
            {"id": f"n{at}", "urgency": urgency, "waiting_days": waiting}
            for at, (urgency, waiting) in enumerate(needs)
        ],
        "resources": [{"id": f"r{at}", "capacity": room} for at, room in enumerate(capacities)],
        "pairs": [
            {"need": f"n{need}", "resource": f"r{resource}", "cost": cost}
            for (need, resource), cost in costs.items()
        ],
    }


def rank_of(problem: Problem, served: dict[int, int], total: float) -> tuple[Any, ...]:
    """Return what makes an assignment better: greater first in tuples' order, cost last."""
    by_urgency = [0] * 5
    waited: list[list[int]] = [[] for _ in range(5)]
    for need in served:
        level = 5 - problem.needs[need].urgency
        by_urgency[level] += 1
        waited[level].append(problem.needs[need].waiting_days)
    return (*by_urgency, *(sorted(days, reverse=True) for days in waited), -total)


def best_of_all(problem: Problem) -> tuple[tuple[Any, ...], list[dict[int, int]]]:
    """Return the best rank and every assignment that has it, by trying them all."""
    pairs = problem.pairs
    choices: list[list[tuple[int, int] | None]] = [[None] for _ in problem.needs]
    for need, resource, cost in zip(pairs.need, pairs.resource, pairs.cost, strict=True):
        choices[need].append((int(resource), int(cost)))
    best: tuple[Any, ...] | None = None
    holders: list[dict[int, int]] = []
    room = problem.capacity
    for taken in itertools.product(*choices):
        given = np.bincount([one[0] for one in taken if one], minlength=len(room))
        if (given > room).any():
            continue
        served = {need: one[0] for need, one in enumerate(taken) if one}
        rank = rank_of(problem, served, sum(one[1] for one in taken if one))
        if best is None or rank > best:
            best, holders = rank, [served]
        elif rank == best:
            holders.append(served)
    assert best is not None
    return best, holders


def random_problem(seed: int, needs: int, resources: int, degree: int, slack: float) -> Problem:
    """Return a problem with whole costs, many of them equal."""
    luck = np.random.default_rng(seed)
    costs = {
        (need, int(resource)): float(luck.integers(1, 100))
        for need in range(needs)
        for resource in luck.choice(resources, size=min(degree, resources), replace=False)
    }
    rooms = luck.multinomial(int(needs * slack), np.ones(resources) / resources)
    who = [(int(luck.integers(1, 6)), int(luck.integers(0, 400))) for _ in range(needs)]
    return problem_from(plain(who, [int(room) for room in rooms], costs))
