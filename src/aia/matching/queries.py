"""What other modules ask about a problem and its answer. Nothing here needs Django or solves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aia.matching.explaining import Reasons
from aia.matching.proof import Flaw, flaws
from aia.matching.reading import problem_from
from aia.matching.reporting import Line, by_group
from aia.matching.terms import UNSERVED, Id, Problem, Solved
from aia.matching.weighing import Weighed, weighed

__all__ = [
    "Flaw",
    "Line",
    "Weighed",
    "by_group",
    "is_proved",
    "proposals",
    "read_problem",
    "reasons",
    "weighed",
]


def read_problem(told: Mapping[str, Any]) -> Problem:
    """Return the problem that an object of the published schema tells. Raises BadProblem."""
    return problem_from(told)


def proposals(problem: Problem, solved: Solved) -> dict[Id, Id]:
    """Return the resource proposed to each need that has a proposal, by id."""
    return {
        need.id: problem.resources[problem.pairs.resource[pair]].id
        for need, pair in zip(problem.needs, solved.chosen, strict=True)
        if pair != UNSERVED
    }


def reasons(problem: Problem, solved: Solved, *, language: str = "it") -> Reasons:
    """Return the answer as something that can be asked why and why not, in words."""
    return Reasons(problem, solved.chosen, solved.stages, solved.seed, language)


def is_proved(problem: Problem, solved: Solved) -> bool:
    """Say whether the answer's own proof holds; under side constraints there is none."""
    return bool(solved.stages) and not flaws(problem, solved.chosen, solved.stages, solved.seed)
