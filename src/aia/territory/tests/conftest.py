"""What the stories of the territory share."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aia.territory import register
from aia.territory.actions import municipalities
from aia.territory.terms import Loader

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[4].parent / "shared" / "data"


@pytest.fixture
def at() -> datetime:
    """Return the moment at which the stories happen."""
    return AT


@pytest.fixture
def loader() -> Loader:
    """Return the service that loads reference data."""
    return Loader()


@pytest.fixture
def lombardy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep only Lombardy's municipalities in the database: the same rows, in less time."""
    everywhere = register.register()
    inside = {istat: one for istat, one in everywhere.items() if one.region_code == "03"}
    monkeypatch.setattr(municipalities, "register", lambda: inside)


@pytest.fixture
def shared() -> Callable[[str], Path]:
    """Return a file of real data by its path; a loud skip when it is not there."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"REAL DATA NOT THERE, THIS TEST DID NOT RUN: {path}")
        return path

    return find


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a file for a story and return where it is."""

    def write(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write
