"""What other modules ask of the engine: solve a problem. Pure: nothing is written anywhere."""

from __future__ import annotations

from aia.matching.terms import Problem, Solved


def solve(problem: Problem, *, seed: int = 0) -> Solved:
    """Return the one best assignment that the problem and the seed determine, with its proof.

    Most urgent first, then those who waited longest, then the least cost, then the public lottery
    (`solving`); with side constraints as `siding` tells. Raises NoAnswer when side constraints
    cannot all be met.
    """
    from aia.matching.siding import solve_with_sides
    from aia.matching.solving import solve_by_stages

    if problem.shares or problem.aparts:
        return solve_with_sides(problem, seed=seed)
    return solve_by_stages(problem, seed=seed)
