"""The real logs that tests read, and what pm4py says of the same logs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

_DATA = Path(__file__).parents[5].parent / "shared" / "data"


def real(name: str) -> Path:
    """Return a real log beside the project; skips loudly when it is not there."""
    path = _DATA / name
    if not path.exists():
        pytest.skip(f"REAL DATA IS MISSING, NOT TRIED: {path.name} is not beside the project")
    return path


def pandas_log(path: Path) -> Any:
    """Return the log as pm4py takes it: formatted, sorted by case and time."""
    import pandas
    import pm4py  # type: ignore[import-untyped]

    if ".xes" in path.name:
        return pm4py.read_xes(str(path))
    frame = pandas.read_csv(path)
    usual = "case_id" in frame.columns
    return pm4py.format_dataframe(
        frame,
        case_id="case_id" if usual else "case:concept:name",
        activity_key="activity" if usual else "concept:name",
        timestamp_key="timestamp" if usual else "time:timestamp",
        timest_format="ISO8601",
    )
