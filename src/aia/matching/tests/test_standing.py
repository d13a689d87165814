"""A standing answer, changed step by step, is the one that a full solve gives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aia.matching.proof import flaws
from aia.matching.reading import problem_from
from aia.matching.solving import solve_by_stages
from aia.matching.standing import Standing
from aia.matching.terms import UNSERVED, Need, Problem, Solved
from aia.matching.tests.worlds import plain, random_problem


def told_by(problem: Problem, solved: Solved) -> dict[Any, Any]:
    return {
        problem.needs[need].id: problem.resources[problem.pairs.resource[pair]].id
        for need, pair in enumerate(solved.chosen)
        if pair != UNSERVED
    }


def hold_together(standing: Standing) -> None:
    problem, solved = standing.solved()
    assert flaws(problem, solved.chosen, solved.stages, solved.seed) == []
    anew = solve_by_stages(problem, seed=solved.seed)
    assert told_by(problem, solved) == told_by(problem, anew)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Problem, list[tuple[Any, ...]]]:
    """Draw a small problem, and what happens to it."""
    needs, resources = draw(st.integers(0, 6)), draw(st.integers(1, 4))
    who = [(draw(st.integers(1, 3)), draw(st.integers(0, 2))) for _ in range(needs)]
    rooms = [draw(st.integers(0, 3)) for _ in range(resources)]
    cost = st.sampled_from([-1.0, 0.0, 1.0, 2.0, 2.5, 7.0])
    costs = {
        (need, resource): draw(cost)
        for need in range(needs)
        for resource in range(resources)
        if draw(st.booleans())
    }
    events: list[tuple[Any, ...]] = []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["arrive", "refuse", "withdraw", "places"]))
        if kind == "arrive":
            open_to = draw(st.sets(st.integers(0, resources - 1)))
            fit = {one: draw(cost) for one in sorted(open_to)}
            events.append((kind, draw(st.integers(1, 3)), draw(st.integers(0, 2)), fit))
        else:
            resource = draw(st.integers(0, resources - 1))
            events.append((kind, draw(st.integers(0, 9)), resource, draw(st.integers(0, 4))))
    return problem_from(plain(who, rooms, costs)), events


@given(stories())
@settings(max_examples=100, deadline=None)
def test_whatever_happens_the_answer_is_that_of_a_full_solve(
    story: tuple[Problem, list[tuple[Any, ...]]],
) -> None:
    problem, events = story
    standing = Standing(problem, solve_by_stages(problem, seed=2))
    count, gone = len(problem.needs), set[int]()
    for number, (kind, first, second, third) in enumerate(events):
        if kind == "arrive":
            standing.arrive(Need(f"new{number}", first, second), third)
            count += 1
        elif kind == "places":
            standing.set_places(second, third)
        elif count and first % count not in gone:
            if kind == "refuse":
                standing.refuse(first % count, second)
            else:
                standing.withdraw(first % count)
                gone.add(first % count)
        hold_together(standing)


@pytest.mark.parametrize("slack", [0.8, 1.0, 1.2])
def test_a_middling_problem_changes_many_times(slack: float) -> None:
    problem = random_problem(3, needs=200, resources=25, degree=5, slack=slack)
    standing = Standing(problem, solve_by_stages(problem, seed=1))
    luck = np.random.default_rng(4)
    for number in range(12):
        costs = {int(one): float(luck.integers(1, 50)) / 4 for one in luck.choice(25, 4, False)}
        standing.arrive(Need(f"late{number}", int(luck.integers(1, 6)), 0), costs)
        standing.refuse(int(luck.integers(0, 200)), int(luck.integers(0, 25)), "too_far")
        standing.set_places(int(luck.integers(0, 25)), int(luck.integers(0, 12)))
    standing.set_places(0, 0)
    hold_together(standing)


def test_an_answer_under_side_constraints_is_not_changed_step_by_step() -> None:
    problem = random_problem(1, needs=3, resources=2, degree=1, slack=1)
    solved = replace(solve_by_stages(problem), stages=())
    with pytest.raises(ValueError, match="solved anew"):
        Standing(problem, solved)
