"""`aia observatory process` with a period, or set against another log or period."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aia.observatory.process.door import main

HEAD = "case,activity,timestamp\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Two cases of January that go a to b in a day, one of June that skips b."""
    file = tmp_path / "log.csv"
    file.write_text(
        HEAD
        + "1,a,2026-01-01T10:00:00Z\n1,b,2026-01-02T10:00:00Z\n"
        + "2,a,2026-01-05T10:00:00Z\n2,b,2026-01-06T10:00:00Z\n"
        + "3,a,2026-06-01T10:00:00Z\n3,c,2026-06-04T10:00:00Z\n"
    )
    return file


def told(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, object]:
    assert main([*map(str, words), "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_only_cases_of_a_period(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, log, "--since", "2026-01-02", "--until", "2026-01-05")["cases"] == 1
    assert told(capsys, log, "--since", "2026-06-01")["cases"] == 1


def test_a_period_against_another(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, log, "--until", "2026-01-31", "--against-since", "2026-06-01")
    assert found["first"] == {
        "events": 4, "cases": 2, "median_case_s": 86_400, "fitting_cases": None,
    }  # fmt: skip
    flows = found["directly_follows"]
    assert isinstance(flows, list)
    assert {(one["to"], one["first"], one["second"]) for one in flows} == {("b", 2, 0), ("c", 0, 1)}
    assert found["median_case_change_s"] == 2 * 86_400


def test_a_log_against_another_for_a_person(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, path = tmp_path / "other.csv", tmp_path / "path.txt"
    other.write_text(HEAD + "9,a,2026-01-01T10:00:00Z\n9,b,2026-01-03T10:00:00Z\n")
    path.write_text("a\nb\n")
    assert main([str(log), "--against", str(other), "--path", str(path)]) == 0
    out = capsys.readouterr().out
    assert "3 cases against 1" in out
    assert "cases that keep to the path: +33.3 points" in out
    assert "missing" in out


def test_a_period_without_cases_says_so(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(log), "--since", "2027-01-01"]) == 1
    assert "choose a longer period" in capsys.readouterr().err
