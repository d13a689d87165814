"""An installation of its own for each test that looks at the mark of simulation."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """Give the test an AIA_HOME of its own, without any mark."""
    settings.HOME = tmp_path
    return tmp_path
