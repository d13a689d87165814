"""The answer is the best there is, the only one of its seed, and proved without a solver."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aia.matching.proof import flaws
from aia.matching.reading import problem_from
from aia.matching.solving import solve_by_stages
from aia.matching.terms import UNSERVED, Problem, Solved
from aia.matching.tests.worlds import best_of_all, plain, random_problem, rank_of


@st.composite
def small(draw: st.DrawFn) -> Problem:
    """Draw a problem small enough to try all assignments, with many ties."""
    needs = draw(st.integers(1, 6))
    resources = draw(st.integers(1, 4))
    who = [(draw(st.integers(1, 3)), draw(st.integers(0, 3))) for _ in range(needs)]
    rooms = [draw(st.integers(0, 2)) for _ in range(resources)]
    costs = {
        (need, resource): draw(st.sampled_from([-1, 0, 1, 2, 2.5, 7]))
        for need in range(needs)
        for resource in range(resources)
        if draw(st.integers(0, 2))
    }
    return problem_from(plain(who, rooms, costs))


def served_by(problem: Problem, solved: Solved) -> dict[int, int]:
    return {
        need: int(problem.pairs.resource[pair])
        for need, pair in enumerate(solved.chosen)
        if pair != UNSERVED
    }


@given(small(), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_nothing_is_better_and_the_proof_holds(problem: Problem, seed: int) -> None:
    solved = solve_by_stages(problem, seed=seed)
    served = served_by(problem, solved)
    best, holders = best_of_all(problem)
    total = sum(int(problem.pairs.cost[pair]) for pair in solved.chosen if pair != UNSERVED)
    assert rank_of(problem, served, total) == best
    assert served in holders
    assert flaws(problem, solved.chosen, solved.stages, seed) == []


@given(small(), st.data())
@settings(max_examples=100, deadline=None)
def test_no_other_assignment_passes_under_the_same_proof(
    problem: Problem, data: st.DataObject
) -> None:
    solved = solve_by_stages(problem, seed=1)
    need = data.draw(st.integers(0, len(problem.needs) - 1))
    options = [UNSERVED, *np.flatnonzero(problem.pairs.need == need)]
    other = data.draw(st.sampled_from(options))
    tampered = solved.chosen.copy()
    tampered[need] = other
    assert (flaws(problem, tampered, solved.stages, 1) == []) == (other == solved.chosen[need])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("slack", [0.6, 0.95, 1.0, 1.1, 2.0])
def test_middling_problems_are_proved(seed: int, slack: float) -> None:
    problem = random_problem(seed, needs=300, resources=30, degree=5, slack=slack)
    solved = solve_by_stages(problem, seed=seed)
    assert flaws(problem, solved.chosen, solved.stages, seed) == []


def test_many_small_markets_close_each_at_its_own_worth() -> None:
    luck = np.random.default_rng(1)
    costs: dict[tuple[int, int], float] = {}
    for need in range(400):
        for resource in luck.choice(2, size=2, replace=False):
            costs[need, (need % 20) * 2 + int(resource)] = float(luck.integers(1, 9))
    who = [(int(luck.integers(1, 6)), int(luck.integers(0, 90))) for _ in range(400)]
    problem = problem_from(plain(who, [int(n) for n in luck.integers(0, 14, 40)], costs))
    solved = solve_by_stages(problem)
    assert len(set(solved.stages[0].prices)) > 8
    assert flaws(problem, solved.chosen, solved.stages, 0) == []


def test_the_draw_is_fair_to_equals() -> None:
    told = plain([(3, 10)] * 4, [1], {(need, 0): 5.0 for need in range(4)})
    problem = problem_from(told)
    winners = Counter(
        next(iter(served_by(problem, solve_by_stages(problem, seed=seed)))) for seed in range(400)
    )
    assert min(winners.values()) > 60


def test_the_draw_does_not_depend_on_the_order_of_the_problem() -> None:
    told = plain([(2, 5)] * 6, [1, 1, 1], {(n, r): 1.0 for n in range(6) for r in range(3)})
    turned: dict[str, Any] = {name: list(reversed(part)) for name, part in told.items()}
    answers = []
    for problem in (problem_from(told), problem_from(turned)):
        solved = served_by(problem, solve_by_stages(problem, seed=9))
        answers.append({problem.needs[n].id: problem.resources[r].id for n, r in solved.items()})
    assert answers[0] == answers[1]


def test_cost_goes_before_the_draw_and_waiting_before_cost() -> None:
    told = plain([(3, 10), (3, 10), (3, 11)], [1], {(0, 0): 2.0, (1, 0): 1.0, (2, 0): 9.0})
    problem = problem_from(told)
    assert served_by(problem, solve_by_stages(problem)) == {2: 0}
    for seed in range(5):
        pair = problem_from({**told, "needs": told["needs"][:2], "pairs": told["pairs"][:2]})
        assert served_by(pair, solve_by_stages(pair, seed=seed)) == {1: 0}


def test_a_million_equal_pairs() -> None:
    room = _equal(1000, 1000)
    solved = solve_by_stages(room, seed=3)
    assert (solved.chosen != UNSERVED).all()
    assert flaws(room, solved.chosen, solved.stages, 3) == []


def _equal(needs: int, resources: int) -> Problem:
    costs = {(n, r): 1.0 for n in range(needs) for r in range(resources)}
    return problem_from(plain([(3, 10)] * needs, [1] * resources, costs))
