"""What a page or an action sees of the engine."""

from __future__ import annotations

from aia.matching import actions, queries
from aia.matching.tests.worlds import plain


def test_a_problem_is_read_solved_and_asked() -> None:
    told = plain([(5, 9), (4, 7)], [1, 0], {(0, 0): 1.5, (1, 1): 2})
    problem = queries.read_problem(told)
    solved = actions.solve(problem, seed=2)
    assert queries.proposals(problem, solved) == {"n0": "r0"}
    assert queries.is_proved(problem, solved)
    assert queries.reasons(problem, solved).of_pair(0, 0).startswith("n0 → r0: è la proposta")
    assert queries.by_group(problem, solved.chosen) == []


def test_a_constrained_answer_has_no_proof() -> None:
    told = plain([(5, 9), (4, 7)], [2], {(0, 0): 1, (1, 0): 2})
    problem = queries.read_problem({**told, "apart": [{"needs": ["n0", "n1"]}]})
    solved = actions.solve(problem)
    assert queries.proposals(problem, solved) == {"n0": "r0"}
    assert not queries.is_proved(problem, solved)
