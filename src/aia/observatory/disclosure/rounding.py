"""Rounding, where hiding would leave next to nothing of a table.

Every count of such a table is rounded to the nearest multiple of a step, the threshold at first.
What must stay possible of a small number is then the whole width of the rounding. The tables that
stay exact may narrow it: the auditor looks, and a wider step is tried; a table that no step saves
shows nothing.
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
    exact: Sequence[ProtectedTable],
    few: frozenset[int],
    manner: Manner,
    about: About,
    nesting: Nesting | None,
) -> list[ProtectedTable]:
    """Return all tables in their order, the emptied ones rounded as finely as the auditor allows.

    `exact` are the others as they will be published.
    """
    from aia.observatory.disclosure.auditing import audit

    done = list(exact)
    made: dict[int, ProtectedTable] = {}
    for place in sorted(few):
        table = tables[place]
        for wider in _WIDER:
            step = manner.rule.threshold * wider
            step += 1 - step % 2
            tried = _to_step(table, step, manner, about)
            if not audit([*done, tried], nesting=nesting):
                break
        else:
            tried = _nothing(table, manner, about)
        done.append(tried)
        made[place] = tried
    rest = iter(exact)
    return [made[place] if place in few else next(rest) for place in range(len(tables))]


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
    bare = _nothing(table, manner, about)
    return replace(bare, cells=tuple(cells), guards=tuple(guards), rounded_to=step)


def _nothing(table: ExactTable, manner: Manner, about: About) -> ProtectedTable:
    return ProtectedTable(
        indicator=table.indicator,
        version=table.version,
        district=table.district,
        breakdown=tuple(table.breakdown),
        about=about,
        kind=manner.rule.kind,
        threshold=manner.rule.threshold,
        cells=(),
        guards=tuple(_guards(table.cells, manner)),
    )


def _guards(cells: Sequence[ExactCell], manner: Manner) -> Iterable[Guard]:
    """Of what is not shown at all, as much must stay possible as rounding would leave."""
    _, width = span(0.0, manner.rule.threshold)
    for cell in cells:
        guard = manner.guard(cell, NUMERATOR)
        if guard is not None:
            yield replace(guard, high=max(guard.value, min(guard.high, width)))
