"""A short soak: `make bench` runs the long one."""

import os

import pytest

from bench.soak import soak


@pytest.mark.slow
def test_kill_9_at_random_moments_loses_nothing_and_leaves_nothing_half() -> None:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("told by the SQLite run; `make bench` soaks PostgreSQL too")
    found = soak(rounds=3)
    assert found.problems == []
    assert found.killed == 3
    assert len(found.acknowledged) >= 6
    assert found.demands >= len(found.acknowledged)
