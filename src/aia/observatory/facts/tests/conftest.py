"""Stories of the pathways, laid out as facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from aia.observatory.facts.tests.laid import Laid
from aia.pathways.tests.conftest import at, pathway, planning, sharing, sheltered, story
from aia.people.tests.conftest import cooperative, home, lucia, maria, meet, towns

__all__ = [
    "at",
    "cooperative",
    "home",
    "lucia",
    "maria",
    "meet",
    "pathway",
    "planning",
    "sharing",
    "sheltered",
    "story",
    "towns",
]


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    """An empty place for facts."""
    return Laid(tmp_path / "facts")
