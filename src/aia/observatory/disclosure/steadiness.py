"""Numbers that were published do not change by few people.

Two editions told one after the other tell their difference too. So a number that differs from the
newest one published of the same cell by less than the threshold keeps the published one, with all
that stands in the cell; it is renewed when the change is of the threshold at least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aia.observatory.disclosure.parts import PARTS, Manner
from aia.observatory.disclosure.rule import FREQUENCY
from aia.observatory.disclosure.tables import About, ExactCell, ExactTable, Key


@dataclass(frozen=True)
class Kept:
    """A cell that keeps what was published of it."""

    of: Key
    value: float | None
    numerator: float | None
    denominator: float | None
    behind: int
    behind_denominator: int | None


@dataclass(frozen=True)
class Steadied:
    """An exact table some of whose cells keep what was published of them."""

    indicator: str
    version: int
    district: str
    breakdown: tuple[str, ...]
    cells: tuple[ExactCell, ...]


def steady(
    tables: Sequence[ExactTable],
    manner: Manner,
    about: About,
    earlier: Sequence[Mapping[str, Any]],
) -> Sequence[ExactTable]:
    """Return the tables with each number that would change by few as it was published last."""
    if not earlier or manner.rule.kind != FREQUENCY:
        return tables
    before: dict[tuple[str, ...], dict[Key, Mapping[str, Any]]] = {}
    for told in earlier:
        if told["rounded_to"] is None:
            names = tuple(told["breakdown"])
            cells = {tuple(cell["of"][name] for name in names): cell for cell in told["cells"]}
            before.setdefault(names, {}).update(cells)
    return [_steadied(table, manner, before.get(tuple(table.breakdown), {})) for table in tables]


def _steadied(
    table: ExactTable, manner: Manner, before: Mapping[Key, Mapping[str, Any]]
) -> ExactTable:
    if not before:
        return table
    cells = tuple(
        _kept(cell, told)
        if (told := before.get(tuple(cell.of))) is not None and _changes_by_few(cell, told, manner)
        else cell
        for cell in table.cells
    )
    return Steadied(table.indicator, table.version, table.district, tuple(table.breakdown), cells)


def _changes_by_few(cell: ExactCell, told: Mapping[str, Any], manner: Manner) -> bool:
    for part in PARTS:
        now = manner.number(cell, part)
        then = told["value"] if part not in told or told[part] is None else told[part]
        if now is not None and then is not None and 0 < abs(now - then) < manner.rule.threshold:
            return True
    return False


def _kept(cell: ExactCell, told: Mapping[str, Any]) -> ExactCell:
    return Kept(
        of=tuple(cell.of),
        value=told["value"],
        numerator=told["numerator"],
        denominator=told["denominator"],
        behind=cell.behind,
        behind_denominator=cell.behind_denominator,
    )
