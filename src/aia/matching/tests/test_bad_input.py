"""What is wrong with a problem is said in words: what, where, how to mend it; all at once."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from aia.matching.actions import solve
from aia.matching.proof import flaws
from aia.matching.reading import problem_from, problem_in
from aia.matching.terms import UNSERVED, BadProblem

GOOD: dict[str, Any] = {
    "needs": [
        {"id": "a", "urgency": 5, "waiting_days": 3},
        {"id": "b", "urgency": 1, "waiting_days": 0},
    ],
    "resources": [{"id": "x", "capacity": 1}, {"id": "y", "capacity": 2}],
    "pairs": [{"need": "a", "resource": "x", "cost": 1}, {"need": "b", "resource": "x", "cost": 2}],
}
NAN = float("nan")


def changed(*way: Any, to: Any) -> dict[str, Any]:
    told = deepcopy(GOOD)
    place: Any = told
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = to
    return told


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (changed("resources", 0, "capacity", to=-1), "resources[0] 'x': capacity is -1"),
        (changed("resources", 0, "capacity", to=1.5), "capacity is 1.5; write a whole number"),
        (changed("resources", 0, "capacity", to=True), "capacity is True"),
        (changed("resources", 0, "capacity", to=None), "capacity is None"),
        (changed("resources", 0, "capacity", to=NAN), "capacity is nan"),
        (changed("resources", 1, "id", to="x"), "the id 'x' stands twice"),
        (changed("needs", 1, "id", to="a"), "the id 'a' stands twice"),
        (changed("needs", 1, "id", to=None), "id is None"),
        (changed("needs", 0, "urgency", to=6), "urgency is 6; write a whole number from 1 to 5"),
        (changed("needs", 0, "urgency", to=2.5), "urgency is 2.5"),
        (changed("needs", 0, "waiting_days", to=-4), "waiting_days is -4"),
        (changed("needs", 0, "waiting_days", to=NAN), "waiting_days is nan"),
        (changed("needs", 0, to=3), "needs[0]: is int"),
        (changed("needs", to={}), "needs: is dict; write a list"),
        (changed("pairs", to=3), "pairs: is int"),
        (changed("pairs", 0, "cost", to=NAN), "pairs[0]: cost is nan; write a finite number"),
        (changed("pairs", 0, "cost", to=float("inf")), "cost is inf"),
        (changed("pairs", 0, "cost", to="3"), "cost is '3'"),
        (changed("pairs", 0, "cost", to=1e300), "cost is 1e+300"),
        (changed("pairs", 0, "cost", to=True), "cost is True"),
        (changed("pairs", 0, "distance_km", to=NAN), "pairs[0]: distance_km is nan"),
        (changed("pairs", 0, "distance_km", to=-1), "distance_km is -1"),
        (changed("pairs", 0, "need", to="q"), "need 'q' is not among the needs"),
        (changed("pairs", 0, "resource", to=[]), "resource [] is not among the resources"),
        (changed("pairs", 0, to="a-x"), "pairs[0]: write an object"),
        (changed("pairs", 1, "need", to="a"), "need 'a' and resource 'x' are paired twice"),
        (changed("needs", 0, "place", to=[NAN, 9]), "place is [nan, 9]"),
        (changed("needs", 0, "place", to={"lat": 95, "lon": 9}), "in degrees"),
        (changed("resources", 0, "reach_km", to=NAN), "reach_km is nan"),
        (changed("needs", 0, "times", to=[{"day": "mon"}]), "is not readable; write"),
        (
            changed("needs", 0, "times", to=[{"day": 1, "from": "10:00", "to": "09:00"}]),
            "ending after it begins",
        ),
        (
            changed(
                "resources",
                0,
                "times",
                to=[
                    {"day": "mon", "from": "09:00", "to": "12:00"},
                    {"day": "mon", "from": "11:00", "to": "13:00"},
                ],
            ),
            "slots 09:00-12:00 and 11:00-13:00 of day 1 overlap; join them",
        ),
        (
            changed("declined", to=[{"need": "a", "resource": "x", "reason": "mood"}]),
            "reason is 'mood'",
        ),
        (changed("declined", to=[{"need": "z", "resource": "x"}]), "need 'z' is not among"),
        (changed("fairness", to=[{"group": "sex", "at_least": 0.5}]), "no need tells the group"),
        (changed("fairness", to=[{"group": "sex", "at_least": 5}]), "a share from 0 to 1"),
        (changed("apart", to=[{"needs": ["a"]}]), "write two or more ids"),
    ],
)
def test_each_defect_is_told(told: dict[str, Any], said: str) -> None:
    with pytest.raises(BadProblem) as refused:
        problem_from(told)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            [{"fact": "age", "at_least": 65}, {"fact": "age", "at_most": 18}],
            "the rules on 'age' contradict each other (at_least 65, at_most 18)",
        ),
        ([{"fact": "sex", "is": "F"}, {"fact": "sex", "is": "M"}], "contradict"),
        ([{"fact": "sex", "is": "F"}, {"fact": "sex", "is_not": "F"}], "contradict"),
        ([{"fact": "town", "one_of": ["A"]}, {"fact": "town", "none_of": ["A"]}], "contradict"),
        ([{"fact": "age", "is": 10, "at_least": 20}], "contradict"),
        ([{"fact": "age", "at_least": "old"}], "is not a number"),
        ([{"fact": "age", "at_least": NAN}], "is not a number"),
        ([{"fact": "age", "over": 5}], "is not readable; write"),
        ([{"fact": "age", "one_of": []}], "is not a list of values"),
    ],
)
def test_rules_that_cannot_be_met_are_refused(rules: list[Any], said: str) -> None:
    with pytest.raises(BadProblem) as refused:
        problem_from(changed("resources", 0, "rules", to=rules))
    assert said in str(refused.value)


def test_all_defects_are_told_at_once() -> None:
    told = changed("resources", 0, "capacity", to=-1)
    told["needs"][0]["urgency"] = 9
    with pytest.raises(BadProblem) as refused:
        problem_from(told)
    assert len(refused.value.defects) == 2


def test_a_word_that_is_not_known_is_told_and_left_aside() -> None:
    problem = problem_from(changed("needs", 0, "waiting_dais", to=3))
    assert "did you mean 'waiting_days'" in problem.notes[0]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"needs": [}', '{"needs": []} x', '{"pairs": [{"need": 1}, {]}', "{1}"]
)
def test_what_is_not_json_is_told(text: str) -> None:
    with pytest.raises(BadProblem, match="not JSON"):
        problem_in(text)


def test_pairs_are_read_the_same_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = deepcopy(GOOD)
    odd["needs"].append({"id": '}, {"b', "urgency": 2, "waiting_days": 0})
    odd["pairs"] += [
        {"need": '}, {"b', "resource": "y", "cost": 0.1},
        {"need": "b", "resource": "y", "cost": -3, "notes": [{"a": 1}, {"b": "}, {"}]},
    ]
    turned = dict(reversed(odd.items()))
    whole = problem_from(odd)
    monkeypatch.setattr("aia.matching.streaming._SLICE", 5)
    for told in (odd, turned):
        read = problem_in(json.dumps(told, indent=1))
        assert read.pairs.need.tolist() == whole.pairs.need.tolist()
        assert read.pairs.given.tolist() == whole.pairs.given.tolist() == [1, 2, -3, 0.1]


@pytest.mark.parametrize("missing", ["needs", "resources"])
def test_a_missing_part_is_told(missing: str) -> None:
    told = {name: part for name, part in GOOD.items() if name != missing}
    with pytest.raises(BadProblem, match=f"{missing}: is missing; write a list"):
        problem_from(told)


@pytest.mark.parametrize(
    "told",
    [
        {"needs": [], "resources": [], "pairs": []},
        {"needs": [], "resources": []},
        {**GOOD, "pairs": []},
        {**GOOD, "resources": [{"id": "x", "capacity": 0}, {"id": "y", "capacity": 0}]},
    ],
)
def test_a_problem_where_nothing_is_possible_has_an_answer(told: dict[str, Any]) -> None:
    problem = problem_from(told)
    solved = solve(problem)
    assert (solved.chosen == UNSERVED).all()
    assert flaws(problem, solved.chosen, solved.stages, 0) == []


def test_costs_too_large_to_add_up_are_compared_more_coarsely() -> None:
    told = deepcopy(GOOD)
    told["pairs"] = [
        {"need": need, "resource": resource, "cost": cost}
        for need, resource, cost in [
            ("a", "x", 1e12),
            ("a", "y", 1e12 - 1),
            ("b", "x", 0.123456789),
        ]
    ]
    problem = problem_from(told)
    solved = solve(problem)
    assert problem.pairs.resource[solved.chosen].tolist() == [1, 0]
    assert flaws(problem, solved.chosen, solved.stages, 0) == []
