"""The auditor: attacks what is about to be published, and says what it could work out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aia.observatory.disclosure.rule import FREQUENCY
from aia.observatory.disclosure.tables import TOTAL, Key, ProtectedTable


@dataclass(frozen=True)
class Breach:
    """A number that can be worked out: of which cell, between which bounds, from which releases."""

    indicator: str
    breakdown: str
    of: Key
    part: str
    low: float
    high: float
    editions: tuple[int, ...] = ()

    def __str__(self) -> str:
        where = " ".join(self.of) or TOTAL
        among = f" (with editions {', '.join(map(str, self.editions))})" if self.editions else ""
        return f"{self.indicator} {self.breakdown} {where}: {self.low:g}–{self.high:g}{among}"


def audit(
    tables: Sequence[ProtectedTable], earlier: Sequence[Mapping[str, Any]] = ()
) -> list[Breach]:
    """Return every number about few people that the tables of one indicator give away."""
    return [breach for table in tables for breach in _plainly_few(table)]


def _plainly_few(table: ProtectedTable) -> list[Breach]:
    """Return the cells that show a small count."""
    if table.kind != FREQUENCY:
        return []
    found = []
    for cell in table.cells:
        for part in ("value", "numerator", "denominator"):
            number = getattr(cell, part)
            if part == "value" and cell.numerator is not None:
                continue
            if number is not None and 0 < number < table.threshold:
                found.append(Breach(table.indicator, table.code, cell.of, part, number, number))
    return found
