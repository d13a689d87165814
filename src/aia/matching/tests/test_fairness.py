"""Groups are read apart; a constraint holds, and says what it costs."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command

from aia.matching.actions import solve
from aia.matching.reading import problem_from, without_sides
from aia.matching.reporting import by_group, prices_of_fairness
from aia.matching.siding import check, values
from aia.matching.terms import UNSERVED, NoAnswer
from aia.matching.tests.worlds import plain


def two_shores() -> dict[str, Any]:
    """Return three needs on either bank of a river and three places, nearer to the left bank."""
    who = [(3, 30), (3, 30), (3, 30), (3, 30), (2, 10), (2, 10)]
    costs = {(n, 0): 1.0 if n < 3 else 9.0 for n in range(6)}
    told = plain(who, [3], costs)
    for at, need in enumerate(told["needs"]):
        need["groups"] = {"area": "left" if at < 3 else "right"}
    for pair in told["pairs"]:
        pair["distance_km"] = pair["cost"]
    return told


def test_the_report_reads_each_group_apart() -> None:
    problem = problem_from(two_shores())
    lines = by_group(problem, solve(problem).chosen)
    left, right = lines
    assert (left.value, left.served, left.distance_km, left.waited_unserved) == ("left", 3, 1, None)
    assert (right.value, right.needs, right.served, right.distance_km) == ("right", 3, 0, None)


def test_a_share_holds_and_its_price_is_told() -> None:
    problem = problem_from({**two_shores(), "fairness": [{"group": "area", "at_least": 0.3}]})
    solved = solve(problem)
    assert [line.served for line in by_group(problem, solved.chosen)] == [2, 1]
    assert check(problem, solved.chosen) == []
    (price,) = prices_of_fairness(problem)
    assert price.served == (0, 0, 0, 0, 0)
    assert price.waiting_days == 0
    assert price.cost == 8
    unfair = solve(without_sides(problem)).chosen
    assert [flaw.code for flaw in check(problem, unfair)] == ["share"]


def test_a_worse_choice_under_constraints_is_found() -> None:
    problem = problem_from({**two_shores(), "fairness": [{"group": "area", "at_least": 0.3}]})
    worse = solve(problem).chosen.copy()
    worse[:] = UNSERVED
    worse[[0, 4]] = [0, 4]
    assert [flaw.code for flaw in check(problem, worse)] == ["better"]


def test_shares_that_cannot_be_met_are_told() -> None:
    problem = problem_from({**two_shores(), "fairness": [{"group": "area", "at_least": 0.9}]})
    with pytest.raises(NoAnswer, match="lower a share"):
        solve(problem)
    assert prices_of_fairness(problem)[0].served is None


def test_people_to_keep_apart_are_kept_apart() -> None:
    told = plain([(5, 1), (5, 2)], [2, 1], {(0, 0): 1, (1, 0): 1, (0, 1): 5, (1, 1): 7})
    problem = problem_from(
        {**told, "apart": [{"needs": ["n0", "n1"], "why": "a protection order"}]}
    )
    solved = solve(problem)
    assert problem.pairs.resource[solved.chosen].tolist() == [1, 0]
    together = np.array([0, 2])
    assert [flaw.code for flaw in check(problem, together)] == ["apart"]


def test_constrained_answers_are_the_best_of_all() -> None:
    luck = np.random.default_rng(5)
    for _ in range(3):
        who = [(int(luck.integers(3, 6)), int(luck.integers(0, 9))) for _ in range(4)]
        costs = {(n, r): float(luck.integers(0, 5)) for n in range(4) for r in range(3)}
        told = plain(who, [1, 1, 1], costs)
        for at, need in enumerate(told["needs"]):
            need["groups"] = {"half": str(at % 2)}
        told["fairness"] = [{"group": "half", "at_least": 0.5}]
        told["apart"] = [{"needs": ["n0", "n1"]}]
        problem = problem_from(told)
        every = itertools.product(*([-1, *range(n * 3, n * 3 + 3)] for n in range(4)))
        found = [
            tuple(values(problem, chosen))
            for chosen in map(np.array, every)
            if (np.bincount(chosen[chosen >= 0] % 3, minlength=3) <= 1).all()
            and (chosen[::2] >= 0).any()
            and (chosen[1::2] >= 0).any()
        ]
        assert tuple(values(problem, solve(problem).chosen)) == min(found)


def test_an_answer_under_constraints_is_written_checked_and_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "p.json", tmp_path / "a.json"
    path.write_text(json.dumps({**two_shores(), "fairness": [{"group": "area", "at_least": 0.3}]}))
    call_command("match", "solve", str(path), out=out)
    call_command("match", "verify", str(out))
    assert "non c'è certificato per dualità" in capsys.readouterr().out
    call_command("match", "explain", str(out), "n5")
    assert "vincoli chiesti" in capsys.readouterr().out
    call_command("match", "report", str(out), language="en")
    assert "area = left: 2 served of 3" in capsys.readouterr().out
    call_command("match", "report", str(out), json=True)
    assert json.loads(capsys.readouterr().out)["constraints"][0]["cost"] == 8


def test_the_two_solvers_are_never_in_one_process() -> None:
    script = """
import sys
from aia.matching.actions import solve
from aia.matching.reading import problem_from
told = {"needs": [{"id": 1, "urgency": 3, "groups": {"a": "b"}}],
        "resources": [{"id": 1, "capacity": 1}], "pairs": [{"need": 1, "resource": 1, "cost": 1}]}
solve(problem_from(told))
solve(problem_from({**told, "fairness": [{"group": "a", "at_least": 1}]}))
loaded = [name for name in sys.modules if name.startswith(("scipy.optimize", "highspy", "django"))]
assert any(name.startswith("ortools") for name in sys.modules)
sys.exit(f"loaded beside OR-tools: {loaded}" if loaded else 0)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
