"""What a chart shows, as plain values: made where the names are known, drawn in another process.

A plan is small and says everything, so its digest names the picture: the same plan is never drawn
twice, and a changed number, name or language asks for a new picture by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from django.utils.translation import get_language

from aia.observatory.publishing.figures import plain, unit_name
from aia.observatory.publishing.labels import Labels, dimension_head, quarter_short
from aia.observatory.publishing.tables import MUNICIPALITY, QUARTER, Table

DRAWN = 2
"""Raised whenever the drawing changes, so that every picture is drawn anew."""
WIDE, NARROW = 720, 344
_MOST_LINES = 4
_TIMES = (QUARTER, "year")
_COLOURS: Mapping[str, str] = {
    "notice": "#6b6257",
    "need": "#b4430f",
    "demand": "#9b2f78",
    "choice": "#0b5fa5",
    "plan": "#46525e",
    "answer": "#00704f",
    "review": "#7d5f00",
    "give_back": "#5a3ea6",
}


@dataclass(frozen=True)
class Mark:
    """One number of a chart. `x` and `y` are names on the axes; `said` is written beside it."""

    x: str
    y: str
    value: float
    said: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Plan:
    """One chart. `kind`: line (over time), lines (a few, over time), bars, heat (two breakdowns).

    `xs` and `ys` are the names on the axes, in order, also those without a number. `unit` is
    written on the axis of numbers.
    """

    kind: str
    width: int
    language: str
    colour: str
    unit: str
    x_title: str
    y_title: str
    xs: tuple[str, ...]
    ys: tuple[str, ...]
    marks: tuple[Mark, ...]

    def as_json(self) -> str:
        """Return the plan as canonical JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @property
    def digest(self) -> str:
        """Return what names the picture of this plan, drawn as this version draws."""
        return sha256(f"{DRAWN}\n{self.as_json()}".encode()).hexdigest()[:32]


def colour_of(part_of_line: str) -> str:
    """Return the colour of a step of the line, on a light ground."""
    return _COLOURS.get(part_of_line, _COLOURS["choice"])


def plan_of(table: Table, labels: Labels, *, colour: str, width: int = WIDE) -> Plan | None:
    """Return the chart of a table in the active language; None when there is nothing to draw."""
    if not table.breakdown or not any(cell.value is not None for cell in table.cells):
        return None
    if len(table.breakdown) == 1:
        return _one(table, labels, colour, width)
    return _two(table, labels, colour, width)


def _one(table: Table, labels: Labels, colour: str, width: int) -> Plan:
    (dimension,) = table.breakdown
    over_time = dimension in _TIMES
    codes = labels.codes(table, dimension)
    if not over_time:
        codes = _by_size(table, dimension, codes)
    names = _names(labels, dimension, codes)
    marks = [
        Mark(
            x=names[cell.of[0]] if over_time else "",
            y="" if over_time else names[cell.of[0]],
            value=cell.value,
            said=plain(cell.value, table.unit),
            low=cell.low,
            high=cell.high,
        )
        for cell in table.cells
        if cell.value is not None and cell.of[0] in names
    ]
    shown = tuple(names[code] for code in codes)
    return Plan(
        kind="line" if over_time else "bars",
        width=width,
        language=get_language() or "",
        colour=colour,
        unit=unit_name(table.unit),
        x_title="",
        y_title="",
        xs=shown if over_time else (),
        ys=() if over_time else shown,
        marks=tuple(marks),
    )


def _two(table: Table, labels: Labels, colour: str, width: int) -> Plan:
    """Return a few lines over time, or a table in colours with its numbers written in it."""
    across, down = _axes(table.breakdown, table)
    xs, ys = labels.codes(table, across), labels.codes(table, down)
    if down == MUNICIPALITY:
        told = {cell.of[table.breakdown.index(down)] for cell in table.cells}
        ys = [code for code in ys if code in told]
    x_names, y_names = _names(labels, across, xs), _names(labels, down, ys)
    place = (table.breakdown.index(across), table.breakdown.index(down))
    marks = [
        Mark(
            x=x_names[cell.of[place[0]]],
            y=y_names[cell.of[place[1]]],
            value=cell.value,
            said=plain(cell.value, table.unit),
        )
        for cell in table.cells
        if cell.value is not None and cell.of[place[0]] in x_names and cell.of[place[1]] in y_names
    ]
    lines = across in _TIMES and len(ys) <= _MOST_LINES
    return Plan(
        kind="lines" if lines else "heat",
        width=width,
        language=get_language() or "",
        colour=colour,
        unit=unit_name(table.unit),
        x_title=dimension_head(across),
        y_title=dimension_head(down),
        xs=tuple(x_names.values()),
        ys=tuple(y_names.values()),
        marks=tuple(marks),
    )


def _axes(breakdown: Sequence[str], table: Table) -> tuple[str, str]:
    """Return which dimension goes across and which down: time across, the longer one down."""
    one, other = breakdown
    if one in _TIMES or other in _TIMES:
        return (one, other) if one in _TIMES else (other, one)
    longer = len(table.codes(one)) > len(table.codes(other))
    return (other, one) if longer else (one, other)


def _names(labels: Labels, dimension: str, codes: Sequence[str]) -> dict[str, str]:
    if dimension == QUARTER:
        return {code: quarter_short(code) for code in codes}
    return {code: labels.name(dimension, code) for code in codes}


def _by_size(table: Table, dimension: str, codes: Sequence[str]) -> list[str]:
    """Return the codes that have no order of their own by their number, greatest first.

    Municipalities and kinds of need without a number are not drawn: they are in the table.
    """
    if dimension not in {MUNICIPALITY, "category"}:
        return list(codes)
    told = [(code, value) for code in codes if (value := table.value(code)) is not None]
    return [code for code, _value in sorted(told, key=lambda one: -one[1])]
