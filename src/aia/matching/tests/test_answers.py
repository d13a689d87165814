"""An answer can be asked and checked; whoever changes it is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from aia.matching import answers
from aia.matching.reading import problem_in
from aia.matching.tests.worlds import plain
from aia.matching.verifying import verify


def told_problem() -> dict[str, Any]:
    """Return six needs on four places, with ties of cost."""
    who = [(5, 10), (4, 20), (4, 20), (2, 90), (2, 90), (1, 0)]
    costs = {(n, r): float(1 + n % 2 * r) for n in range(5) for r in range(2)}
    return plain(who, [2, 2], costs)


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(told_problem()))
    return path


@pytest.fixture
def answer(problem: Path) -> Path:
    path = problem.with_name("answer.json")
    call_command("match", "solve", str(problem), out=path, seed=5)
    return path


def flaws_of(told: dict[str, Any], path: Path) -> list[str]:
    source = answers.source_of(told, path)
    return [flaw.code for flaw in verify(told, problem_in(source.text), source)]


def test_an_answer_has_the_published_parts(answer: Path) -> None:
    told = json.loads(answer.read_text())
    assert told["served"] == 4 == len(told["assignments"])
    assert [one["need"] for one in told["unserved"]][-1:] == ["n5"]
    assert told["seed"] == 5
    assert {"cost", "certificate", "seconds"} <= told.keys()
    assert all(one["why"] for one in told["unserved"])
    assert flaws_of(told, answer) == []


def _swap(told: dict[str, Any]) -> None:
    first = told["assignments"][0]
    second = next(one for one in told["assignments"] if one["resource"] != first["resource"])
    first["resource"], second["resource"] = second["resource"], first["resource"]


def _take_out(told: dict[str, Any]) -> None:
    gone = told["assignments"].pop()
    told["served"] -= 1
    told["unserved"].append({"need": gone["need"], "why": "perché sì"})


def _another_gets_it(told: dict[str, Any]) -> None:
    told["assignments"][0]["need"], told["unserved"][0]["need"] = (
        told["unserved"][0]["need"],
        told["assignments"][0]["need"],
    )


def _put(*way: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(told: dict[str, Any]) -> None:
        place: Any = told
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = to

    return change


@pytest.mark.parametrize(
    "tamper",
    [
        _swap,
        _take_out,
        _another_gets_it,
        _put("cost", to=0.5),
        _put("served", to=5),
        _put("seed", to=6),
        _put("seconds", to=0.0),
        _put("unserved", 0, "why", to="non ne ha bisogno"),
        _put("unserved", to=[]),
        _put("assignments", 0, "resource", to="r9"),
        _put("assignments", 0, "need", to="n1"),
        _put("assignments", 0, to=7),
        _put("certificate", "stages", 0, "prices", 0, to=0),
        _put("certificate", "stages", 1, "prices", 0, to=2**62),
        _put("certificate", "stages", to=[]),
        _put("certificate", to=None),
        _put("certificate", "digits", to=3),
        _put("problem", "sha256", to="0" * 64),
    ],
)
@pytest.mark.parametrize("sealed", [False, True])
def test_a_tampered_answer_is_found_even_when_it_is_sealed_again(
    answer: Path, tamper: Callable[[dict[str, Any]], None], sealed: bool
) -> None:
    told = json.loads(answer.read_text())
    was = deepcopy(told)
    tamper(told)
    assert told != was
    harmless = told["seconds"] != was["seconds"]
    if sealed and told["certificate"]:
        told["certificate"]["seal"] = answers.seal_of(told)
    assert bool(flaws_of(told, answer)) != (sealed and harmless)


def test_a_changed_problem_is_found(problem: Path, answer: Path) -> None:
    told = json.loads(answer.read_text())
    other = told_problem()
    other["resources"][0]["capacity"] = 3
    told["problem"]["text"] = json.dumps(other)
    assert flaws_of(told, answer) == ["problem"]
    problem.write_text(json.dumps(other))
    with pytest.raises(SystemExit) as ended:
        call_command("match", "verify", str(answer), "--problem", str(problem))
    assert ended.value.code == 1


def test_a_large_problem_is_named_and_not_carried(
    problem: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(answers, "_SMALL", 10)
    folder = problem.parent / "answers"
    folder.mkdir()
    path = folder / "a.json"
    call_command("match", "solve", str(problem), out=path)
    told = json.loads(path.read_text())
    assert told["problem"].keys() == {"sha256", "path"}
    assert told["problem"]["path"] == "../problem.json"
    call_command("match", "verify", str(path))
    assert "La risposta regge" in capsys.readouterr().out
    problem.rename(problem.with_name("moved.json"))
    with pytest.raises(SystemExit):
        call_command("match", "verify", str(path))
    call_command("match", "verify", str(path), "--problem", str(problem.with_name("moved.json")))


def test_the_same_seed_gives_the_same_answer_and_verify_says_so(
    problem: Path, answer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = answer.with_name("again.json")
    call_command("match", "solve", str(problem), out=again, seed=5)
    first, second = json.loads(answer.read_text()), json.loads(again.read_text())
    assert first["assignments"] == second["assignments"]
    assert first["certificate"]["stages"] == second["certificate"]["stages"]
    capsys.readouterr()
    call_command("match", "verify", str(answer), language="en")
    assert "the draw comes out the same (seed 5)" in capsys.readouterr().out


def test_what_is_misspelt_is_refused_with_code_one(
    problem: Path, answer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("match", "explain", str(answer), "nobody")
    assert ended.value.code == 1
    assert "neither a need nor a resource" in capsys.readouterr().err
    problem.write_text('{"needs": [')
    with pytest.raises(SystemExit) as ended:
        call_command("match", "solve", str(problem), out=answer)
    assert ended.value.code == 1
