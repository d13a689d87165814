"""Equity: how far each group stands from everybody, out of what is already published.

Nothing is read from the facts here: a distance is the difference between two values of one
edition, so that it can tell nothing that the two did not tell already.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

Content = Mapping[str, Any]
"""What a release publishes: indicator, version, district, breakdown, unit, as_of, facts_upto,
simulated, cells (of, value, numerator, denominator, low, high), rounded_to."""

_DIGITS = 6
UNKNOWN = "unknown"


class Gap(Protocol):
    """What is needed of a definition."""

    @property
    def code(self) -> str:
        """Return the indicator's code."""

    @property
    def version(self) -> int:
        """Return its version."""

    @property
    def unit(self) -> str:
        """Return the unit of the distance."""


def gap_content(definition: Gap, by_group: Content, total: Content) -> dict[str, Any]:
    """Return the content of a distance: value of each group less the value of all.

    `by_group` and `total` are the published contents of the indicator that it starts from, broken
    down by the groups and as a whole. A group without a published value has no distance; neither
    has anybody when the whole has none. People whose group is not known are no group.
    """
    whole = _whole(total)
    cells = [] if whole is None else [_cell(one, whole) for one in by_group["cells"] if _told(one)]
    return {
        "indicator": definition.code,
        "version": definition.version,
        "district": by_group["district"],
        "breakdown": list(by_group["breakdown"]),
        "unit": definition.unit,
        "as_of": by_group["as_of"],
        "facts_upto": by_group["facts_upto"],
        "simulated": by_group["simulated"],
        "cells": cells,
        "rounded_to": None,
    }


def _whole(total: Content) -> float | None:
    values = [cell["value"] for cell in total["cells"] if not cell["of"]]
    return values[0] if values else None


def _told(cell: Content) -> bool:
    return cell["value"] is not None and UNKNOWN not in cell["of"].values()


def _cell(cell: Content, whole: float) -> dict[str, Any]:
    return {
        "of": dict(cell["of"]),
        "value": round(cell["value"] - whole, _DIGITS),
        "numerator": None,
        "denominator": None,
        "low": None,
        "high": None,
    }
