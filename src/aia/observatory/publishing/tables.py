"""A released table as pages, files and the API read it. Pure: nothing here asks a database.

Its content is what the release ledger keeps (canonical JSON). A cell that is not in it is empty or
kept back: the two look the same everywhere, because the difference would tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

TOTAL = "total"
QUARTER = "quarter"
MUNICIPALITY = "municipality"

_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")


@dataclass(frozen=True)
class Cell:
    """One published number: the codes it is of, in the order of the table's breakdown.

    `low` and `high` are the ends of its interval, `numerator` and `denominator` what it was made
    from; None where there is none or where it is not told.
    """

    of: tuple[str, ...]
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Table:
    """One edition of one table of an indicator, as it was released."""

    id: UUID
    indicator: str
    version: int
    district: str
    breakdown: tuple[str, ...]
    unit: str
    as_of: date
    edition: int
    released_at: datetime
    digest: str
    simulated: bool
    rounded_to: float | None
    threshold: int | None
    state: str
    cells: tuple[Cell, ...]

    @property
    def code(self) -> str:
        """Return the breakdown as addresses name it."""
        return breakdown_code(self.breakdown)

    @cached_property
    def by_codes(self) -> dict[tuple[str, ...], Cell]:
        """Return the cells by the codes they are of."""
        return {cell.of: cell for cell in self.cells}

    def value(self, *of: str) -> float | None:
        """Return the number of some codes; None when it is not told."""
        cell = self.by_codes.get(of)
        return cell.value if cell else None

    def codes(self, dimension: str) -> list[str]:
        """Return the codes of one dimension that some cell is of, each once, as they come."""
        place = self.breakdown.index(dimension)
        return list(dict.fromkeys(cell.of[place] for cell in self.cells))


def breakdown_code(breakdown: Sequence[str]) -> str:
    """Return a breakdown as addresses name it: `total`, `municipality`, `domain.age_band`."""
    return ".".join(breakdown) or TOTAL


def breakdown_of(code: str) -> tuple[str, ...]:
    """Return the breakdown that a code in an address names."""
    return () if code == TOTAL else tuple(code.split("."))


def cells_of(content: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Return the cells of a released content, in its order."""
    breakdown = content["breakdown"]
    return tuple(
        Cell(
            of=tuple(cell["of"][dimension] for dimension in breakdown),
            value=cell["value"],
            numerator=cell.get("numerator"),
            denominator=cell.get("denominator"),
            low=cell.get("low"),
            high=cell.get("high"),
        )
        for cell in content["cells"]
    )


class Released(Protocol):
    """A row of the release ledger, as far as it is read here."""

    @property
    def id(self) -> UUID: ...
    @property
    def edition(self) -> int: ...
    @property
    def released_at(self) -> datetime: ...
    @property
    def digest(self) -> str: ...
    @property
    def state(self) -> str: ...
    def told(self) -> dict[str, Any]: ...


def table_of(release: Released) -> Table:
    """Return a row of the release ledger as a table."""
    content = release.told()
    return Table(
        id=release.id,
        indicator=content["indicator"],
        version=content["version"],
        district=content["district"],
        breakdown=tuple(content["breakdown"]),
        unit=content["unit"],
        as_of=date.fromisoformat(content["as_of"]),
        edition=release.edition,
        released_at=release.released_at,
        digest=release.digest,
        simulated=content["simulated"],
        rounded_to=content.get("rounded_to"),
        threshold=content.get("threshold"),
        state=release.state,
        cells=cells_of(content),
    )


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year."""

    year: int
    part: int

    @property
    def next(self) -> Quarter:
        """Return the quarter that follows."""
        return Quarter(self.year + self.part // 4, self.part % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.part}"


def quarter(code: str) -> Quarter | None:
    """Return the quarter that a code names; None when it names none."""
    found = _QUARTER.fullmatch(code)
    return Quarter(int(found[1]), int(found[2])) if found else None


def quarters_between(codes: Iterable[str]) -> list[str]:
    """Return every quarter from the first to the last of these, as the codes are written."""
    known = {one: code for code in codes if (one := quarter(code))}
    if not known:
        return []
    one, last, found = min(known), max(known), []
    while one <= last:
        found.append(known.get(one, str(one)))
        one = one.next
    return found
