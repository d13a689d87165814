"""Every need, resource and pair can be asked why, in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import numpy as np
import pytest

from aia.matching import lottery
from aia.matching.actions import solve
from aia.matching.answers import Source, answer_of
from aia.matching.explaining import Reasons
from aia.matching.reading import problem_from
from aia.matching.siding import solve_with_sides, values
from aia.matching.solving import solve_by_stages
from aia.matching.terms import UNSERVED
from aia.matching.tests.worlds import plain, random_problem
from aia.matching.wording import LANGUAGES

DOCS = Path(__file__).parents[4] / "docs"


def asked(told: dict[str, Any], seed: int = 0) -> Reasons:
    problem = problem_from(told)
    solved = solve(problem, seed=seed)
    return Reasons(problem, solved.chosen, solved.stages, seed, "en")


def test_who_is_left_out_hears_the_true_reason() -> None:
    first = asked(plain([(5, 9), (4, 9)], [1], {(0, 0): 9, (1, 0): 1}))
    assert "needs more urgent or waiting longer" in first.why_unserved(1)
    dearer = asked(plain([(4, 9), (4, 9)], [1], {(0, 0): 1, (1, 0): 3.5}))
    assert "this one would add at least 2.5" in dearer.why_unserved(1)
    drawn = asked(plain([(4, 9), (4, 9)], [1], {(0, 0): 1, (1, 0): 1}), seed=8)
    loser = int(np.flatnonzero(drawn.chosen == UNSERVED)[0])
    numbers = [lottery.need_number(8, f"n{at}") for at in range(2)]
    assert numbers[loser] == max(numbers)
    assert f"the number drawn is {numbers[loser]}" in drawn.why_unserved(loser)
    closed = asked(plain([(4, 9)], [0], {(0, 0): 1}))
    assert "have no places" in closed.why_unserved(0)
    lonely = asked(plain([(4, 9)], [1], {}))
    assert "no resource as possible" in lonely.why_unserved(0)


def test_why_not_another_place() -> None:
    reasons = asked(plain([(5, 9), (4, 7)], [1, 1], {(0, 0): 1, (0, 1): 9, (1, 0): 1}))
    assert "somebody else would be left out" in reasons.of_pair(0, 0)
    assert reasons.of_pair(1, 1) == "n1 → r1: the pair is not among those told as possible."
    reasons = asked(plain([(5, 9), (4, 7)], [1, 1], {(0, 0): 1, (0, 1): 5, (1, 0): 1, (1, 1): 9}))
    assert "at least 4 more" in reasons.of_pair(1, 1)
    reasons = asked(plain([(5, 9), (4, 7)], [1], {(0, 0): 1, (1, 0): 1}))
    assert "more urgent or waiting longer" in reasons.why_unserved(1)
    reasons = asked(plain([(4, 7), (4, 7)], [1, 1], {(n, r): 1 for n in range(2) for r in (0, 1)}))
    assert "the public draw decided" in reasons.of_pair(0, 1 - _place(reasons, 0))


def _place(reasons: Reasons, need: int) -> int:
    return int(reasons.problem.pairs.resource[reasons.chosen[need]])


def test_every_pair_need_and_resource_has_words_in_both_languages() -> None:
    problem = random_problem(2, needs=40, resources=6, degree=3, slack=0.7)
    solved = solve(problem)
    for language in LANGUAGES:
        reasons = Reasons(problem, solved.chosen, solved.stages, 0, language)
        said = [reasons.of_pair(need, at) for need in range(40) for at in range(6)]
        said += [line for need in range(40) for line in reasons.of_need(need)]
        said += [line for at in range(6) for line in reasons.of_resource(at)]
        assert all(line.endswith(".") and "{" not in line for line in said)


@pytest.mark.parametrize("slack", [0.7, 1.0, 1.3])
def test_another_solver_finds_nothing_better(slack: float) -> None:
    problem = random_problem(6, needs=60, resources=9, degree=4, slack=slack)
    by_flows, by_highs = solve_by_stages(problem), solve_with_sides(problem)
    assert values(problem, by_flows.chosen).tolist() == values(problem, by_highs.chosen).tolist()


def test_the_published_schema_describes_problems_and_answers() -> None:
    schema = json.loads((DOCS / "matching.schema.json").read_text())
    told = plain([(5, 9), (4, 7)], [1, 1], {(0, 0): 1, (0, 1): 9})
    told["needs"][0] |= {
        "place": {"lat": 45.1, "lon": 10},
        "times": [{"day": "mon", "from": "09:00", "to": "12:00"}],
        "languages": ["it"],
        "groups": {"area": "north"},
    }
    told["resources"][0]["rules"] = [{"fact": "age", "at_least": 65}]
    told["fairness"] = [{"group": "area", "at_least": 0}]
    problem = problem_from(told)
    answer = answer_of(
        problem, solve(problem), Source(json.dumps(told)), language="it", beside=Path()
    )
    checker = jsonschema.Draft202012Validator
    for part, one in (("problem", told), ("answer", answer)):
        checker({**schema, "$ref": f"#/$defs/{part}"}).validate(one)
    told["resources"][0]["capacity"] = -1
    assert not checker({**schema, "$ref": "#/$defs/problem"}).is_valid(told)


def test_the_lottery_is_the_one_that_is_published() -> None:
    assert lottery.need_number(7, "anna") == 202088812267307
    words = lottery.seeds_of(7, "need", ["anna"]), lottery.seeds_of(7, "resource", ["hall"])
    assert lottery.pair_numbers(*words, 1).tolist() == [2487175113]
