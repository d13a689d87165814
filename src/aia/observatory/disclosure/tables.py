"""The tables that go in and come out: exact ones of an indicator, and what of them is published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Protocol

TOTAL = "total"

Key = tuple[str, ...]
"""Where a cell lies: one code for each dimension of its table, in the table's order."""


class ExactCell(Protocol):
    """One exact cell. `behind` counts the distinct pathways (or what else is counted) in it."""

    @property
    def of(self) -> Key: ...
    @property
    def value(self) -> float | None: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def behind(self) -> int: ...
    @property
    def behind_denominator(self) -> int | None: ...


class ExactTable(Protocol):
    """One exact table: an indicator in one breakdown; a cell without rows is not there."""

    @property
    def indicator(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def district(self) -> str: ...
    @property
    def breakdown(self) -> tuple[str, ...]: ...
    @property
    def cells(self) -> Sequence[ExactCell]: ...


@dataclass(frozen=True)
class About:
    """What is said of every table of a build, whatever is in it."""

    unit: str
    as_of: date
    facts_upto: int
    simulated: bool


@dataclass(frozen=True)
class Guard:
    """What is hidden, and what must stay possible of it: everything from `low` to `high`.

    `part` is what is counted there ("numerator", "denominator"), `value` what it really is; `low`
    and `high` are the value where the cell only covers others. Never published.
    """

    of: Key
    part: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ShownCell:
    """One published cell. A cell that is hidden, and one that is empty, are both not there."""

    of: Key
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class ProtectedTable:
    """What is published of one table. `guards` and `proofs` are for the auditor and stay inside.

    `kind` and `threshold` are those of the rule; `rounded_to` is the step to which all counts
    were rounded, None when they were not. `proofs` are, for each part, moves of everything that
    is hidden in the indicator's tables, which show that nothing can be narrowed; they are checked
    before they are believed.
    """

    indicator: str
    version: int
    district: str
    breakdown: tuple[str, ...]
    about: About
    kind: str
    threshold: int
    cells: tuple[ShownCell, ...]
    rounded_to: int | None = None
    guards: tuple[Guard, ...] = field(default=(), repr=False)
    proofs: Mapping[str, Sequence[Any]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def code(self) -> str:
        """Return the breakdown's code."""
        return breakdown_code(self.breakdown)

    def content(self) -> str:
        """Return the canonical JSON that is published: the same table is the same text."""
        return canonical(self.told())

    def told(self) -> dict[str, Any]:
        """Return what is published, as JSON tells it."""
        return {
            "indicator": self.indicator,
            "version": self.version,
            "district": self.district,
            "breakdown": list(self.breakdown),
            "unit": self.about.unit,
            "as_of": self.about.as_of.isoformat(),
            "facts_upto": self.about.facts_upto,
            "simulated": self.about.simulated,
            "kind": self.kind,
            "threshold": self.threshold,
            "rounded_to": self.rounded_to,
            "cells": [self._cell(cell) for cell in sorted(self.cells, key=lambda one: one.of)],
        }

    def _cell(self, cell: ShownCell) -> dict[str, Any]:
        return {
            "of": dict(zip(self.breakdown, cell.of, strict=True)),
            "value": plain(cell.value),
            "numerator": plain(cell.numerator),
            "denominator": plain(cell.denominator),
            "low": plain(cell.low),
            "high": plain(cell.high),
        }


def breakdown_code(breakdown: Iterable[str]) -> str:
    """Return the code of a breakdown: "total", or its dimensions with dots between."""
    return ".".join(breakdown) or TOTAL


def canonical(told: Mapping[str, Any]) -> str:
    """Return the one JSON text of a published table."""
    return json.dumps(
        told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest_of(told: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, of what a table says.

    How far the ledger was read is left out: reading further without finding anything new is no
    new edition.
    """
    said = {name: value for name, value in told.items() if name != "facts_upto"}
    return sha256(canonical(said).encode()).hexdigest()


def plain(value: float | None) -> float | int | None:
    """Return a number as JSON writes it: whole ones without a point, others to nine digits."""
    if value is None:
        return None
    rounded = round(float(value), 9)
    return int(rounded) if rounded.is_integer() else rounded
