"""A district's facts in a directory of the test, built as the nightly work builds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from aia.access.tests.personas import MOMENT
from aia.observatory.engines import Wanted, opened
from aia.observatory.facts.layout import TABLES
from aia.observatory.facts.refreshing import Refreshed, refresh
from aia.observatory.facts.store import Store
from aia.observatory.indicators.derived import table

AS_OF = date(2027, 12, 31)


@dataclass
class Laid:
    """The facts of one district, read as things stood at the end of `as_of`."""

    root: Path
    district: str = "cremona"
    as_of: date = AS_OF

    @property
    def store(self) -> Store:
        return Store(self.root)

    def build(
        self, at: datetime = MOMENT, tell: Callable[[str], None] = lambda _: None
    ) -> Refreshed:
        with self.store.alone():
            return refresh(self.store, self.district, as_of=self.as_of, at=at, tell=tell)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return a table's rows, in an order of their own."""
        asked = [(self.store, [self.district])]
        with opened(Wanted(), asked, as_of=self.as_of) as engine:
            found = engine.rows(table(engine, name))
        return sorted(found, key=repr)

    def row(self, name: str) -> dict[str, Any]:
        """Return the only row of a table."""
        (found,) = self.rows(name)
        return found

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """Return every table's rows."""
        return {name: self.rows(name) for name in (*TABLES, "ties")}

    def files(self) -> list[Path]:
        """Return every file of the facts."""
        return sorted(path for path in self.root.rglob("*") if path.is_file())
