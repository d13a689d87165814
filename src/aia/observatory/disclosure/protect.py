"""From the exact tables of one indicator to what may be published of them.

Hidden first is what tells about few people. Then whatever more must be hidden so that nobody can
work the first out from totals and sub-totals, all tables of the indicator taken together. A table
that this would empty is published rounded instead. What was published before is not changed by
few: a number keeps its earlier value until the change is of the threshold at least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from aia.observatory.disclosure.attack import NEAR
from aia.observatory.disclosure.covering import Needs
from aia.observatory.disclosure.ground import Ground, Nesting, ground_of
from aia.observatory.disclosure.nested import usual_nesting
from aia.observatory.disclosure.parts import PARTS, Manner
from aia.observatory.disclosure.rounding import bare_guard, emptied, rounded, showing_nothing
from aia.observatory.disclosure.rule import PUBLIC, Rule
from aia.observatory.disclosure.steadiness import steady
from aia.observatory.disclosure.suppress import Suppressor, Unprotectable, by_lines, suppress
from aia.observatory.disclosure.tables import (
    About,
    ExactCell,
    ExactTable,
    Key,
    ProtectedTable,
    ShownCell,
)

Place = tuple[int, Key]
_TOTAL_IS_DEAR = 1e6


def protect(
    tables: Sequence[ExactTable],
    rule: Any,
    *,
    about: About,
    earlier: Sequence[Mapping[str, Any]] = (),
    nesting: Nesting | None = None,
    suppressor: Suppressor = by_lines,
) -> list[ProtectedTable]:
    """Return what may be published of one indicator's tables, in the same order.

    `rule` is a `Rule`, or a definition's disclosure that has its fields. `earlier` holds what was
    published before of the same indicator, as JSON tells it. `nesting` tells which codes of a
    finer dimension belong to which of a coarser one. A cell that is hidden and an empty one are
    both left out.
    """
    manner = Manner.of(Rule.of(rule), about.unit)
    nesting = usual_nesting() if nesting is None else nesting
    if manner.rule.kind == PUBLIC:
        return [shown(table, manner, about, set()) for table in tables]
    tables = steady(tables, manner, about, earlier)
    made = _suppressed(tables, manner, nesting, suppressor)
    few = emptied(tables, made.hidden, manner)
    if few:
        made = _suppressed(tables, manner, nesting, suppressor, bare=few)
    safe = [
        showing_nothing(table, manner, about)
        if place in few
        else _proved(shown(table, manner, about, made.of(place)), table, manner, made)
        for place, table in enumerate(tables)
    ]
    return rounded(tables, safe, few, manner, nesting) if few else safe


@dataclass(frozen=True)
class _Made:
    """Which cells are hidden, and the moves that prove it right, by part."""

    hidden: frozenset[Place]
    proofs: Mapping[str, Sequence[Any]]

    def of(self, place: int) -> set[Key]:
        """Return the hidden cells of one table."""
        return {key for where, key in self.hidden if where == place}


def _suppressed(
    tables: Sequence[ExactTable],
    manner: Manner,
    nesting: Nesting | None,
    suppressor: Suppressor,
    bare: frozenset[int] = frozenset(),
) -> _Made:
    """Hide what must be hidden; everything, when nothing less would do.

    Of the tables that are `bare` nothing is shown. They stay on the ground: two tables that are
    shown may be tied to each other through the sums that only a bare one has.
    """
    hidden = {
        (place, tuple(cell.of))
        for place, table in enumerate(tables)
        for cell in table.cells
        if place in bare or manner.risky(cell) or manner.empty(cell)
    }
    proofs: dict[str, Sequence[Any]] = {}
    try:
        for part in PARTS:
            more, proofs[part] = _part(tables, manner, part, hidden, nesting, suppressor, bare)
            hidden |= more
    except Unprotectable:
        everything = {
            (at, tuple(cell.of)) for at, table in enumerate(tables) for cell in table.cells
        }
        return _Made(frozenset(everything), {})
    return _Made(frozenset(hidden), proofs)


def _part(
    tables: Sequence[ExactTable],
    manner: Manner,
    part: str,
    hidden: set[Place],
    nesting: Nesting | None,
    suppressor: Suppressor,
    bare: frozenset[int],
) -> tuple[set[Place], Sequence[Any]]:
    """Return what must be hidden so that one part of the hidden cells cannot be worked out."""
    counted = manner.counted(tables, part)
    if not any(table.numbers for table in counted):
        return set(), ()
    ground = ground_of(
        counted,
        nesting=nesting,
        between=dict(manner.bounds(tables, part)),
        zeros_known=manner.rule.zeros_known,
    )
    needs = needs_of(tables, manner, part, ground, bare)
    index = ground.index()
    taken = np.asarray(ground.values <= NEAR) & ~ground.slack
    taken[[index[place] for place in hidden if place in index]] = True
    made = suppress(ground, needs, taken, suppressor=suppressor)
    return {ground.places[at] for at in np.flatnonzero(made.cells & ~ground.slack)}, made.moves


def needs_of(
    tables: Sequence[ExactTable],
    manner: Manner,
    part: str,
    ground: Ground,
    bare: frozenset[int] = frozenset(),
) -> Needs:
    """Return what must stay possible of every cell at risk; a grand total is hidden last."""
    low, high, price = ground.values.copy(), ground.values.copy(), ground.values.copy()
    index = ground.index()
    for place, table in enumerate(tables):
        for cell in table.cells:
            guard = (bare_guard if place in bare else Manner.guard)(manner, cell, part)
            at = index.get((place, tuple(cell.of)))
            if guard is not None and at is not None:
                low[at], high[at] = guard.low, guard.high
            if at is not None and not table.breakdown:
                price[at] *= _TOTAL_IS_DEAR
    return Needs(low, high, price)


def shown(table: ExactTable, manner: Manner, about: About, hidden: set[Key]) -> ProtectedTable:
    """Return the table without the hidden cells and the empty ones."""
    return ProtectedTable(
        indicator=table.indicator,
        version=table.version,
        district=table.district,
        breakdown=tuple(table.breakdown),
        about=about,
        kind=manner.rule.kind,
        threshold=manner.rule.threshold,
        cells=tuple(
            _shown(cell)
            for cell in table.cells
            if tuple(cell.of) not in hidden and not manner.empty(cell)
        ),
    )


def _proved(
    protected: ProtectedTable, table: ExactTable, manner: Manner, made: _Made
) -> ProtectedTable:
    """Return the table with what the auditor needs: what is hidden in it, and the proofs."""
    seen = {cell.of for cell in protected.cells}
    guards = tuple(
        guard
        for cell in table.cells
        if tuple(cell.of) not in seen
        for part in PARTS
        if (guard := manner.guard(cell, part)) is not None
    )
    return replace(protected, guards=guards, proofs=made.proofs)


def _shown(cell: ExactCell) -> ShownCell:
    return ShownCell(
        of=tuple(cell.of),
        value=cell.value,
        numerator=cell.numerator,
        denominator=cell.denominator,
        low=getattr(cell, "low", None),
        high=getattr(cell, "high", None),
    )
