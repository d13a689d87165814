"""From the exact tables of one indicator to what may be published of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aia.observatory.disclosure.parts import empty, sensitive
from aia.observatory.disclosure.rule import Rule
from aia.observatory.disclosure.tables import (
    About,
    ExactCell,
    ExactTable,
    Key,
    ProtectedTable,
    ShownCell,
)


def protect(
    tables: Sequence[ExactTable],
    rule: Any,
    *,
    about: About,
    earlier: Sequence[Mapping[str, Any]] = (),
) -> list[ProtectedTable]:
    """Return what may be published of one indicator's tables, in the same order.

    `rule` is a `Rule`, or a definition's disclosure that has its fields. `earlier` holds what was
    published before of the same indicator, as JSON tells it. Cells that tell about few people are
    left out, as empty ones are.
    """
    rule = Rule.of(rule)
    share = is_share(tables, about)
    return [
        shown(
            table,
            rule,
            about,
            {cell.of for cell in table.cells if sensitive(cell, rule, share=share)},
        )
        for table in tables
    ]


def is_share(tables: Sequence[ExactTable], about: About) -> bool:
    """Say whether what is above the line of these tables is a part of what is below it."""
    return about.unit == "percent"


def shown(table: ExactTable, rule: Rule, about: About, hidden: set[Key]) -> ProtectedTable:
    """Return the table without the hidden cells and the empty ones."""
    return ProtectedTable(
        indicator=table.indicator,
        version=table.version,
        district=table.district,
        breakdown=tuple(table.breakdown),
        about=about,
        kind=rule.kind,
        threshold=rule.threshold,
        cells=tuple(
            _shown(cell) for cell in table.cells if cell.of not in hidden and not empty(cell, rule)
        ),
    )


def _shown(cell: ExactCell) -> ShownCell:
    return ShownCell(
        of=tuple(cell.of),
        value=cell.value,
        numerator=cell.numerator,
        denominator=cell.denominator,
        low=getattr(cell, "low", None),
        high=getattr(cell, "high", None),
    )
