"""Somebody asks the public observatory for everything, and tries to work out what is hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.installation import Installation

ATTACK = "import json\nfrom tests.attacker import main\nprint(json.dumps(main('cremona')))\n"


@pytest.mark.slow
def test_nothing_published_of_a_simulated_district_tells_about_few(tmp_path: Path) -> None:
    """Every indicator's tables together, and two by two, against the truth."""
    place = Installation(tmp_path / "home")
    place.aia("demo", "--people", "150", "--months", "12", "--seed", "7")
    build = (
        "from aia.access.terms import service_actor\n"
        "from aia.kit.clock import now\n"
        "from aia.observatory.building import build_observatory\n"
        "done = build_observatory(actor=service_actor('nightly'), district='cremona', at=now())\n"
        "print(done.released)\n"
    )
    assert int(place.python(build).splitlines()[-1]) > 0
    told = json.loads(place.python(ATTACK).splitlines()[-1])
    assert told["found"] == []
    assert told["refused"] == {}
    assert told["tables"] > 0
    assert told["hidden"] > 0
    assert told["planted"] > 0, "tables with the small numbers alone left out must be caught"
