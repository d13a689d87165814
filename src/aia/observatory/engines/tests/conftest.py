"""Facts that three engines read."""

from __future__ import annotations

from pathlib import Path

import pytest

from aia.observatory.facts.tests.invented import AS_OF, invent
from aia.observatory.facts.tests.laid import Laid


@pytest.fixture
def invented(db: None, tmp_path: Path) -> Laid:
    """A district whose every table has rows of every kind."""
    laid = Laid(tmp_path / "facts", as_of=AS_OF)
    laid.build()
    invent(laid)
    return laid
