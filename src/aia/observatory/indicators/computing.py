"""Exact figures of indicators: what the engine counted, and the ratios made of it.

Nothing here may leave the house: `disclosure` decides what does. A division by nothing has no
value; neither has a rate where nobody is known to live.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aia.observatory.engines import Engine
from aia.observatory.facts.problems import FactsProblem
from aia.observatory.indicators.compiling import expressions
from aia.observatory.indicators.loading import QUARTER, Definition

_PERCENT = 100.0
_DECADE = 10


@dataclass(frozen=True)
class ComputedCell:
    """One exact cell: `of` holds a code for each dimension of its breakdown, in that order.

    `behind` counts the distinct units (pathways, unless the definition says otherwise) behind the
    numerator. `low` and `high` bound a composite of the territory.
    """

    of: tuple[str, ...]
    value: float | None
    numerator: float | None
    denominator: float | None
    behind: int
    behind_denominator: int | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Computed:
    """One exact table: an indicator in one breakdown; () is its total."""

    indicator: str
    version: int
    district: str
    breakdown: tuple[str, ...]
    cells: tuple[ComputedCell, ...]


class Computing:
    """The indicators of a district (or region) on one engine."""

    def __init__(self, engine: Engine, district: str) -> None:
        self.engine, self.district = engine, district

    def compute(self, definition: Definition) -> list[Computed]:
        """Return the exact tables of an indicator, one for each of its breakdowns.

        A gap is made of protected tables (`equity`), so it has none. Raises FactsProblem when a
        table or column that it reads is not there.
        """
        if definition.measure.derived:
            return []
        if definition.measure.kind == "index":
            return self._index(definition)
        cells: dict[int, list[ComputedCell]] = defaultdict(list)
        for (place, *codes), told in self._asked(definition).items():
            if not told["seen"]:
                continue
            breakdown = definition.breakdowns[place]
            of = tuple(_shown(*one) for one in zip(breakdown, codes, strict=False))
            cells[place].append(self._cell(definition, breakdown, of, told))
        return [
            self._table(definition, breakdown, cells[place])
            for place, breakdown in enumerate(definition.breakdowns)
        ]

    def _table(
        self, definition: Definition, breakdown: tuple[str, ...], cells: Iterable[ComputedCell]
    ) -> Computed:
        ordered = tuple(sorted(cells, key=lambda one: one.of))
        return Computed(definition.code, definition.version, self.district, breakdown, ordered)

    def _asked(self, definition: Definition) -> dict[tuple[Any, ...], dict[str, Any]]:
        """Return what the engine told, by breakdown and codes."""
        merged: dict[tuple[Any, ...], dict[str, Any]] = defaultdict(dict)
        try:
            asked = self.engine.asked(
                repr(definition), lambda: expressions(definition, self.engine)
            )
            for rows in asked:
                for row in rows:
                    keys = sorted(name for name in row if name == "b" or name[1:].isdigit())
                    key = tuple(row.pop(name) for name in keys)
                    merged[key] |= row
        except FactsProblem:
            raise
        except Exception as error:
            raise FactsProblem(
                f"indicator {definition.code} cannot be computed on {self.engine.name}: {error}"
            ) from error
        return merged

    def _cell(
        self,
        definition: Definition,
        breakdown: tuple[str, ...],
        of: tuple[str, ...],
        told: dict[str, Any],
    ) -> ComputedCell:
        above, below = _number(told.get("numerator")), _number(told.get("denominator"))
        measure = definition.measure
        if measure.kind == "median_days":
            value: float | None = (float(told["low"]) + float(told["high"])) / 2
        elif measure.kind == "rate":
            below = self._residents(dict(zip(breakdown, of, strict=True)))
            value = _over(above, below, measure.per)
        elif below is None:
            value = above
        else:
            value = _over(above, below, _PERCENT if measure.kind == "share" else 1.0)
        return ComputedCell(
            of, value, above, below, int(told["behind"]), _whole(told.get("behind_denominator"))
        )

    def _residents(self, codes: dict[str, str]) -> float | None:
        """Return how many live where and as whom the codes say; None when nobody is known to."""
        places = [_RESIDENTS.index(name) for name in codes if name in _RESIDENTS]
        wanted = [code for name, code in codes.items() if name in _RESIDENTS]
        found = sum(
            count
            for key, count in self._newest_residents.items()
            if [key[place] for place in places] == wanted
        )
        return float(found) or None

    @cached_property
    def _newest_residents(self) -> dict[tuple[str, ...], int]:
        rows = self.engine.rows(self.engine.table("residents"))
        newest = max((row["year"] for row in rows), default=None)
        return {
            tuple(row[name] for name in _RESIDENTS): row["residents"]
            for row in rows
            if row["year"] == newest
        }

    @cached_property
    def _series(self) -> list[tuple[Any, ...]]:
        names = ("municipality", "year", "dataset", "breakdown", "value")
        rows = self.engine.rows(self.engine.table("series"))
        return sorted(tuple(row[name] for name in names) for row in rows)

    def _index(self, definition: Definition) -> list[Computed]:
        """Return an index of the territory, made of published statistics alone."""
        from aia.observatory.territory_index import figures

        found = figures(definition.measure.name, self._series)
        newest = max((one.year for one in found), default=None)
        cells: dict[tuple[str, ...], list[ComputedCell]] = defaultdict(list)
        for one in found:
            if one.year == newest:
                of = () if one.municipality is None else (one.municipality,)
                told = (one.value, one.numerator, one.denominator, 0, None, one.low, one.high)
                cells[("municipality",) if of else ()].append(ComputedCell(of, *told))
                if not of:
                    # The year that the statistics are of is told as a breakdown by one year.
                    cells[("year",)].append(ComputedCell((str(one.year),), *told))
        return [self._table(definition, one, cells[one]) for one in definition.breakdowns]


_RESIDENTS = ("municipality", "sex", "age_band")


def compute(engine: Engine, definition: Definition, district: str) -> list[Computed]:
    """Return the exact tables of one indicator (see `Computing.compute`)."""
    return Computing(engine, district).compute(definition)


def compute_all(
    engine: Engine,
    definitions: Sequence[Definition],
    district: str,
    tell: Callable[[str], None] = lambda what: None,
) -> Iterator[tuple[Definition, list[Computed]]]:
    """Yield the exact tables of each indicator, but for those made of others' protected tables."""
    computing = Computing(engine, district)
    asked = [one for one in definitions if not one.measure.derived]
    for place, one in enumerate(asked, 1):
        tell(f"computing indicator {place} of {len(asked)}: {one.code}")
        yield one, computing.compute(one)


def _over(above: float | None, below: float | None, times: float) -> float | None:
    return None if above is None or not below else times * above / below


def _number(told: Any) -> float | None:
    return None if told is None else float(told)


def _whole(told: Any) -> int | None:
    return None if told is None else int(told)


def _shown(dimension: str, code: str) -> str:
    """Return a code as it is published: a quarter as 2026-Q3, a truth as a word of JSON."""
    if dimension != QUARTER:
        return code
    year, quarter = divmod(int(code), _DECADE)
    return f"{year}-Q{quarter}"
