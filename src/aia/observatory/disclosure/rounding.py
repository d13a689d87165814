"""Rounding, where hiding would leave next to nothing of a table.

Every count of such a table is rounded to the nearest multiple of a step, the threshold at first.
What must stay possible of a small number is then the whole width of the rounding. The other tables
may narrow it: the auditor looks, and a wider step is tried; a table that no step saves shows
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aia.observatory.disclosure.ground import Nesting
from aia.observatory.disclosure.parts import NUMERATOR, Manner
from aia.observatory.disclosure.rule import FREQUENCY
from aia.observatory.disclosure.tables import (
    About,
    ExactCell,
    ExactTable,
    Guard,
    Key,
    ProtectedTable,
    ShownCell,
)

_WIDER = (1, 2, 4)


def emptied(
    tables: Sequence[ExactTable], hidden: Iterable[tuple[int, Key]], manner: Manner
) -> frozenset[int]:
    """Return the tables of counts that would hide more people than the rule allows."""
    if manner.rule.kind != FREQUENCY:
        return frozenset()
    lost = set(hidden)
    found = set()
    for place, table in enumerate(tables):
        counts = {tuple(cell.of): cell for cell in table.cells if cell.value}
        whole = sum(float(cell.value or 0) for cell in counts.values())
        gone = sum(float(cell.value or 0) for of, cell in counts.items() if (place, of) in lost)
        plain = all(cell.denominator is None for cell in table.cells)
        if table.breakdown and plain and gone > whole * manner.rule.most_hidden:
            found.add(place)
    return frozenset(found)


def span(number: float, step: int) -> tuple[float, float]:
    """Return the least and the most whole number that is rounded to this one."""
    half = (step - 1) // 2
    return max(0.0, number - half), number + half


def to_step(number: float, step: int) -> float:
    """Return the nearest multiple of an odd step, or of an even one with halves upward."""
    return float(int((number + step // 2) // step) * step)


def rounded(
    tables: Sequence[ExactTable],
    safe: Sequence[ProtectedTable],
    few: frozenset[int],
    manner: Manner,
    nesting: Nesting | None,
) -> list[ProtectedTable]:
    """Return the tables with the emptied ones rounded as finely as the auditor allows.

    `safe` is what may be published of all of them while the emptied ones show nothing. Each is
    tried beside all others as they stand by then, so whatever is returned has been attacked whole.
    """
    from aia.observatory.disclosure.auditing import audit

    done = list(safe)
    for place in sorted(few):
        for wider in _WIDER:
            step = manner.rule.threshold * wider
            step += 1 - step % 2
            tried = [*done]
            tried[place] = _to_step(tables[place], step, manner, done[place].about)
            if not audit(tried, nesting=nesting):
                done = tried
                break
    return done


def _to_step(table: ExactTable, step: int, manner: Manner, about: About) -> ProtectedTable:
    cells, guards = [], []
    for cell in table.cells:
        number = float(cell.value or 0)
        told = to_step(number, step)
        if told:
            least, most = span(told, step)
            cells.append(ShownCell(tuple(cell.of), told, told, None, least, most))
        if manner.risky(cell):
            guards.append(Guard(tuple(cell.of), NUMERATOR, number, *span(told, step)))
        else:
            guards.append(Guard(tuple(cell.of), NUMERATOR, number, number, number))
    bare = showing_nothing(table, manner, about)
    return replace(bare, cells=tuple(cells), guards=tuple(guards), rounded_to=step)


def showing_nothing(table: ExactTable, manner: Manner, about: About) -> ProtectedTable:
    """Return the table without a single number of it."""
    return ProtectedTable(
        indicator=table.indicator,
        version=table.version,
        district=table.district,
        breakdown=tuple(table.breakdown),
        about=about,
        kind=manner.rule.kind,
        threshold=manner.rule.threshold,
        cells=(),
        guards=tuple(
            guard
            for cell in table.cells
            if (guard := bare_guard(manner, cell, NUMERATOR)) is not None
        ),
    )


def bare_guard(manner: Manner, cell: ExactCell, part: str) -> Guard | None:
    """Return what must stay possible of a cell of a table that shows nothing.

    As much as rounding to the finest step would leave.
    """
    guard = manner.guard(cell, part)
    _, width = span(0.0, manner.rule.threshold)
    return guard and replace(guard, high=max(guard.value, min(guard.high, width)))
