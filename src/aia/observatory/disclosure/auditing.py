"""The auditor: attacks what is about to be published, and says what it could work out.

It knows what the house knows, so that it can tell a hidden number that must be protected from an
empty one; the attacker it plays knows only what is shown. Proofs that come with the tables are
checked, not believed. What was published before is brought in by `outsider`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from aia.observatory.disclosure.attack import NEAR, Attack, Goals
from aia.observatory.disclosure.ground import Counted, Ground, Nesting, ground_of
from aia.observatory.disclosure.nested import usual_nesting
from aia.observatory.disclosure.parts import DENOMINATOR, NUMERATOR, PARTS
from aia.observatory.disclosure.rule import FREQUENCY, PUBLIC
from aia.observatory.disclosure.tables import TOTAL, Key, ProtectedTable, ShownCell

_MOST_TOLD = 20


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


def audit(tables: Sequence[ProtectedTable], *, nesting: Nesting | None = None) -> list[Breach]:
    """Return the numbers about few people that the tables of one indicator give away."""
    tables = [table for table in tables if table.kind != PUBLIC]
    nesting = usual_nesting() if nesting is None else nesting
    found = [breach for table in tables for breach in _plainly_few(table)]
    for part in PARTS:
        if not found:
            found += _narrowed(tables, part, nesting)
    return found


def number_of(cell: ShownCell, part: str, unit: str) -> float | None:
    """Return the number of a part that a shown cell tells."""
    if part == DENOMINATOR:
        return None if unit.startswith("per_") else cell.denominator
    return cell.value if cell.denominator is None else cell.numerator


def _plainly_few(table: ProtectedTable) -> Iterator[Breach]:
    """Give the cells that show a small count, or all but a small count of a whole."""
    if table.kind != FREQUENCY or table.rounded_to is not None:
        return
    unit = table.about.unit
    for cell in table.cells:
        numbers = {part: number_of(cell, part, unit) for part in PARTS}
        whole, above = numbers[DENOMINATOR], numbers[NUMERATOR]
        if unit == "percent" and whole is not None and above is not None:
            numbers["rest"] = whole - above
        for part, number in numbers.items():
            if number is not None and 0 < number < table.threshold:
                yield Breach(table.indicator, table.code, cell.of, part, number, number)


def _narrowed(tables: Sequence[ProtectedTable], part: str, nesting: Nesting | None) -> list[Breach]:
    """Return the hidden numbers of a part that an attacker narrows beyond what must be possible."""
    counted = [_counted(table, part) for table in tables]
    if not any(one.numbers for one in counted):
        return []
    ground = ground_of(counted, nesting=nesting, between=dict(_known(tables, part)))
    index = ground.index()
    hidden = np.ones(ground.size, dtype=bool)
    low, high = ground.values.copy(), ground.values.copy()
    for place, table in enumerate(tables):
        if table.rounded_to is None:
            hidden[[index[place, cell.of] for cell in table.cells if (place, cell.of) in index]] = 0
        for guard in table.guards:
            at = index.get((place, guard.of))
            if guard.part == part and at is not None:
                low[at], high[at] = guard.low, guard.high
    cells = np.flatnonzero((high > low + NEAR) & ~ground.slack)
    goals = Goals.between(ground, cells, low[cells], high[cells])
    attack = Attack(ground, hidden)
    known = tables[0].proofs.get(part, ()) if tables else ()
    found = attack.begun(goals, known)
    if found.open.any():
        found = attack.prove(goals, known=found.moves)
    failed = attack.settle(found, goals, most=_MOST_TOLD)
    return [_breach(tables, ground, attack, int(cells[one]), part) for one in failed]


def _breach(
    tables: Sequence[ProtectedTable], ground: Ground, attack: Attack, cell: int, part: str
) -> Breach:
    place, key = ground.places[cell]
    table = tables[place]
    return Breach(table.indicator, table.code, key, part, *attack.bounds(cell))


def _counted(table: ProtectedTable, part: str) -> Counted:
    """Return the exact table again: what is shown, and what is hidden."""
    unit = table.about.unit
    numbers = (
        {}
        if table.rounded_to is not None
        else {
            cell.of: float(number)
            for cell in table.cells
            if (number := number_of(cell, part, unit)) is not None
        }
    )
    numbers.update({guard.of: guard.value for guard in table.guards if guard.part == part})
    return Counted(table.breakdown, numbers)


def _known(
    tables: Sequence[ProtectedTable], part: str
) -> Iterator[tuple[tuple[int, Key], tuple[float, float]]]:
    """Give what anybody knows of cells that are not shown exactly."""
    for place, table in enumerate(tables):
        wholes = {guard.of: guard.value for guard in table.guards if guard.part == DENOMINATOR}
        if table.about.unit == "percent" and part == NUMERATOR:
            for of, whole in wholes.items():
                yield (place, of), (0.0, whole)
        if table.rounded_to is not None:
            shown = {cell.of: (cell.low or 0.0, cell.high or 0.0) for cell in table.cells}
            least = (0.0, float((table.rounded_to - 1) // 2))
            for guard in table.guards:
                yield (place, guard.of), shown.get(guard.of, least)
