"""An installation of its own for each test that looks at the mark of simulation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Give the test an AIA_HOME of its own, without any mark."""
    settings.HOME = tmp_path
    cache.clear()
    yield tmp_path
    cache.clear()
