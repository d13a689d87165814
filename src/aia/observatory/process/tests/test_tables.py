"""What a person reads without --json."""

from __future__ import annotations

from pathlib import Path

import pytest

from aia.observatory.process import door

LOG = """case,activity,time
1,need,2026-01-01
1,demand,2026-01-11
2,need,2026-01-01T00:00:00
2,demand,2026-01-01T00:00:45
3,need,2026-01-01
"""


@pytest.fixture
def log(tmp_path: Path) -> str:
    """Return the place of a small log."""
    file = tmp_path / "log.csv"
    file.write_text(LOG)
    return str(file)


def test_tables_tell_times_in_the_unit_of_a_person(
    log: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert door.main([log]) == 0
    told = capsys.readouterr().out
    assert told.startswith("5 events, 3 cases, 2 activities, 2 variants;")
    assert "half of the cases take 45.0 s or less" in told
    assert "2      66.7%  need → demand" in told
    assert "path" not in told


def test_departures_are_a_table_only_when_there_are_some(
    log: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = tmp_path / "steps.txt"
    steps.write_text("need\ndemand ?\n")
    door.main([log, "--path", str(steps)])
    told = capsys.readouterr().out
    assert told.endswith("a case departs from it 0.00 times on average\n")
    steps.write_text("need\ndemand\n")
    door.main([log, "--path", str(steps)])
    assert "1      1      missing  demand  need" in capsys.readouterr().out


def test_many_rows_are_cut_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "log.csv"
    file.write_text("case,activity,time\n" + "".join(f"{n},a{n},2026-01-01\n" for n in range(40)))
    door.main([str(file)])
    assert capsys.readouterr().out.count("… and 25 more (see them all with --json)") == 2
