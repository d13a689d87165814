"""Exact tables made by hand, as the computing of indicators gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from aia.observatory.disclosure.tables import About, Key

ABOUT = About(unit="needs", as_of=date(2026, 9, 30), facts_upto=1000, simulated=True)


@dataclass(frozen=True)
class Cell:
    of: Key
    value: float | None
    numerator: float | None
    denominator: float | None
    behind: int
    behind_denominator: int | None = None


@dataclass(frozen=True)
class Table:
    breakdown: tuple[str, ...]
    cells: tuple[Cell, ...]
    indicator: str = "needs_recognised"
    version: int = 1
    district: str = field(default="cremona")


def counts(
    breakdown: tuple[str, ...], numbers: Mapping[Key, int], indicator: str = "needs_recognised"
) -> Table:
    """Return a table of counts, each by as many pathways."""
    cells = tuple(
        Cell(of, number, number, None, number) for of, number in numbers.items() if number
    )
    return Table(breakdown, cells, indicator)


def margins(
    breakdown: tuple[str, ...],
    numbers: Mapping[Key, int],
    only: Iterable[tuple[str, ...]] | None = None,
) -> list[Table]:
    """Return a table with all its margins, the grand total first."""
    wanted = list(only) if only is not None else _subsets(breakdown)
    tables = []
    for dims in wanted:
        places = [breakdown.index(name) for name in dims]
        added: dict[Key, int] = {}
        for of, number in numbers.items():
            key = tuple(of[place] for place in places)
            added[key] = added.get(key, 0) + number
        tables.append(counts(dims, added))
    return tables


def _subsets(breakdown: tuple[str, ...]) -> list[tuple[str, ...]]:
    sizes = range(len(breakdown) + 1)
    return [dims for size in sizes for dims in combinations(breakdown, size)]
