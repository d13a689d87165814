"""What indicators became in DuckDB's SQL, kept from one night to the next.

Making SQL of an expression takes longer than counting the rows of a small district.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from aia.observatory.engines.port import Facts
from aia.observatory.facts.layout import made_by

_MADE_IN = ("compiling", "derived", "grammar")


@dataclass(frozen=True)
class Statements:
    """The statements of one indicator, and the tables that they read."""

    tables: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass
class Remembered:
    """Statements by what they were made of: another day, another version, other statements."""

    stamp: str
    known: dict[str, Statements] = field(default_factory=dict)
    used: dict[str, Statements] = field(default_factory=dict)

    def get(self, key: str) -> Statements | None:
        """Return what was remembered."""
        found = self.known.get(self._digest(key))
        if found is not None:
            self.used[self._digest(key)] = found
        return found

    def put(self, key: str, made: Statements) -> None:
        """Remember it for the next time."""
        self.used[self._digest(key)] = made

    def _digest(self, key: str) -> str:
        return sha256(f"{self.stamp}|{key}".encode()).hexdigest()


@contextmanager
def remembering(facts: Facts) -> Iterator[Remembered]:
    """Give what was remembered before, and keep what was used of it now."""
    path = Path(settings.HOME) / "observatory" / "statements.json"
    stamp = f"{facts.as_of}|{made_by()}|{_maker()}"
    remembered = Remembered(stamp, _read(path))
    yield remembered
    kept = remembered.known | remembered.used
    if kept != remembered.known:
        _write(path, remembered.used)


def _read(path: Path) -> dict[str, Statements]:
    try:
        told = json.loads(path.read_text())
        return {
            key: Statements(tuple(one["tables"]), tuple(one["texts"])) for key, one in told.items()
        }
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        # Nothing is lost with them: they are made again.
        return {}


def _write(path: Path, used: dict[str, Statements]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name("statements.json.part")
    aside.write_text(json.dumps({key: asdict(one) for key, one in used.items()}))
    aside.replace(path)


@lru_cache(maxsize=1)
def _maker() -> str:
    """Return what changes when the code that makes statements does."""
    told = [version("ibis-framework"), version("sqlglot")]
    for name in _MADE_IN:
        source = import_module(f"aia.observatory.indicators.{name}").__file__
        told.append(Path(source or "").read_text())
    return sha256("".join(told).encode()).hexdigest()
