"""Definitions as Ibis expressions: counts, sums, distinct counts and windows, which all engines
compute alike. Medians are read from how often each number of days occurs.

What an expression gives is exact (whole numbers, decimals); ratios are made of it in `computing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

from aia.observatory.indicators.derived import table
from aia.observatory.indicators.grammar import (
    AS_OF,
    ROWS,
    Condition,
    DaysBetween,
    Either,
    Measure,
    Test,
)
from aia.observatory.indicators.loading import QUARTER, Definition

if TYPE_CHECKING:
    import ibis

    from aia.observatory.engines import Engine

UNKNOWN = "unknown"
_UNIT, _DAYS, _MET, _X, _Y = "unit_", "days_", "met_", "x_", "y_"


def expressions(definition: Definition, engine: Engine) -> list[ibis.Table]:
    """Return what must be asked of the engine: the rows of all breakdowns, merged by their keys.

    Each row has `b` (the place of the breakdown), `k0`, `k1` … (the codes of its cell), `seen` (how
    many rows: none, in the total of no rows), and some of: numerator, denominator, behind,
    behind_denominator, low, high (the two middle numbers of days).
    """
    rows = _rows(definition, engine)
    width = max(len(one) for one in definition.breakdowns)
    parts = [(place, one) for place, one in enumerate(definition.breakdowns)]
    if definition.measure.kind == "median_days":
        middles = [_padded(_middle(rows, one), place, one, width) for place, one in parts]
        people = [_padded(_grouped(rows, one, _people), place, one, width) for place, one in parts]
        return [_together(middles), _together(people)]

    def told(grouped: Any) -> dict[str, Any]:
        made: dict[str, Any] = _AGGREGATES[definition.measure.kind](grouped, definition.measure)
        return made

    return [_together([_padded(_grouped(rows, one, told), at, one, width) for at, one in parts])]


def _rows(definition: Definition, engine: Engine) -> ibis.Table:
    """Return the rows that the indicator speaks of, with the columns that it needs and no other."""
    found = table(engine, definition.table)
    as_of = engine.facts.as_of
    for condition in definition.where:
        found = found.filter(met(found, condition, as_of))
    if definition.moment:
        found = found.filter(found[definition.moment].notnull())
        found = found.filter(found[definition.moment] <= _day(as_of))
    for name in _must_be_known(definition.measure):
        found = found.filter(found[name].notnull())
    if definition.measure.kind == "ratio":
        found = found.filter(found[definition.measure.columns[1]] > 0)
    return found.select(**_columns(definition, found, as_of))


def _must_be_known(measure: Measure) -> tuple[str, ...]:
    return () if measure.columns == (ROWS,) else measure.columns


def _columns(definition: Definition, found: ibis.Table, as_of: date) -> dict[str, Any]:
    columns = {name: _code(found[name]) for name in definition.dimensions if name != QUARTER}
    if definition.moment:
        moment = found[definition.moment]
        columns[QUARTER] = moment.year() * 10 + moment.quarter()
    if counts := definition.disclosure.counts:
        columns[_UNIT] = found[counts]
    measure = definition.measure
    match measure.kind:
        case "share":
            columns[_MET] = _all([met(found, one, as_of) for one in measure.conditions])
        case "median_days":
            start, end = (found[name] for name in measure.columns)
            columns[_DAYS] = end.delta(start, unit="day").cast("int64")
        case "mean_difference":
            first, second = measure.columns
            columns[_X] = found[first] - found[second]
        case "rate" if measure.of != ROWS:
            columns[_X] = found[measure.of]
        case _:
            names = _must_be_known(measure)
            columns |= dict(zip((_X, _Y), (found[name] for name in names), strict=False))
    return columns


def _code(column: Any) -> Any:
    """Return a dimension as a code; what is not known is a code too, so that parts add up."""
    text = column if column.type().is_string() else column.cast("string")
    return text.fill_null(UNKNOWN)


def met(rows: ibis.Table, condition: Condition, as_of: date) -> Any:
    """Return whether a row meets the condition: never null."""
    match condition:
        case DaysBetween():
            found = _days_met(rows, condition, as_of)
        case Either(lists):
            found = reduce(
                lambda one, other: one | other,
                [_all([met(rows, one, as_of) for one in each]) for each in lists],
            )
        case Test():
            found = _test_met(rows, condition, as_of)
    return found.fill_null(False)


def _all(conditions: Sequence[Any]) -> Any:
    return reduce(lambda one, other: one & other, conditions)


def _days_met(rows: ibis.Table, told: DaysBetween, as_of: date) -> Any:
    days = _moment(rows, told.end, as_of).delta(_moment(rows, told.start, as_of), unit="day")
    limits = []
    if told.at_least is not None:
        limits.append(days >= told.at_least)
    if told.at_most is not None:
        limits.append(days <= told.at_most)
    return _all(limits)


def _test_met(rows: ibis.Table, told: Test, as_of: date) -> Any:
    column = rows[told.column]
    match told.how:
        case "is":
            found = column == told.value
        case "is_not":
            # What is not known is not that value either.
            found = (column != told.value).fill_null(True)
        case "in":
            found = column.isin(told.value)
        case "known":
            found = column.notnull() if told.value else column.isnull()
        case "at_least":
            found = column >= told.value
        case "at_most":
            found = column <= told.value
        case "before":
            found = column < _moment(rows, told.value, as_of)
        case _:
            found = column > _moment(rows, told.value, as_of)
    return found


def _moment(rows: ibis.Table, name: str, as_of: date) -> Any:
    return _day(as_of) if name == AS_OF else rows[name]


def _day(day: date) -> Any:
    import ibis

    return ibis.date(day.isoformat())


# ---------------------------------------------------------------- what is made of the rows


def _units(rows: Any, among: Any = None) -> Any:
    """Return how many different units stand behind the rows; a row without one is its own."""
    import ibis

    unit = rows[_UNIT]
    alone = unit.isnull()
    if among is not None:
        unit = ibis.ifelse(among, unit, ibis.null(unit.type()))
        alone = alone & among
    return unit.nunique() + ibis.ifelse(alone, 1, 0).sum()


def _people(rows: Any) -> dict[str, Any]:
    behind = _units(rows)
    return {"denominator": rows.count(), "behind": behind, "behind_denominator": behind}


def _count(rows: Any, measure: Measure) -> dict[str, Any]:
    counted = rows.count() if measure.columns == (ROWS,) else rows[_X].nunique()
    return {"numerator": counted, "behind": _units(rows)}


def _count_per(rows: Any, _: Measure) -> dict[str, Any]:
    behind = _units(rows)
    counts = {"numerator": rows.count(), "denominator": rows[_X].nunique()}
    return {**counts, "behind": behind, "behind_denominator": behind}


def _sum(rows: Any, _: Measure) -> dict[str, Any]:
    return {"numerator": rows[_X].sum(), "behind": _units(rows)}


def _mean(rows: Any, _: Measure) -> dict[str, Any]:
    return {"numerator": rows[_X].sum(), **_people(rows)}


def _ratio(rows: Any, _: Measure) -> dict[str, Any]:
    behind = _units(rows)
    sums = {"numerator": rows[_X].sum(), "denominator": rows[_Y].sum()}
    return {**sums, "behind": behind, "behind_denominator": behind}


def _share(rows: Any, _: Measure) -> dict[str, Any]:
    import ibis

    return {
        "numerator": ibis.ifelse(rows[_MET], 1, 0).sum(),
        "denominator": rows.count(),
        "behind": _units(rows, among=rows[_MET]),
        "behind_denominator": _units(rows),
    }


def _rate(rows: Any, measure: Measure) -> dict[str, Any]:
    counted = rows.count() if measure.of == ROWS else rows[_X].nunique()
    return {"numerator": counted, "behind": _units(rows)}


_AGGREGATES: dict[str, Any] = {
    "count": _count,
    "count_per": _count_per,
    "sum": _sum,
    "mean": _mean,
    "mean_difference": _mean,
    "ratio": _ratio,
    "share": _share,
    "rate": _rate,
}


def _grouped(rows: ibis.Table, breakdown: tuple[str, ...], told: Any) -> ibis.Table:
    found = {"seen": rows.count(), **told(rows)}
    return (
        rows.group_by(list(breakdown)).aggregate(**found) if breakdown else rows.aggregate(**found)
    )


def _middle(rows: ibis.Table, breakdown: tuple[str, ...]) -> ibis.Table:
    """Return the two middle numbers of days of each cell (the same one, when rows are odd)."""
    import ibis

    keys = list(breakdown)
    often = rows.group_by([*keys, _DAYS]).aggregate(n=rows.count())
    often = often.mutate(
        upto=often["n"].sum().over(ibis.cumulative_window(group_by=keys, order_by=_DAYS)),
        every=often["n"].sum().over(ibis.window(group_by=keys)),
    ).mutate(lower=lambda one: (one["every"] + 1) // 2, upper=lambda one: one["every"] // 2 + 1)
    found = {
        name: ibis.ifelse(
            (often["upto"] >= often[at]) & (often["upto"] - often["n"] < often[at]),
            often[_DAYS],
            ibis.null("int64"),
        ).max()
        for name, at in (("low", "lower"), ("high", "upper"))
    }
    return often.group_by(keys).aggregate(**found) if keys else often.aggregate(**found)


def _padded(cells: ibis.Table, place: int, breakdown: tuple[str, ...], width: int) -> ibis.Table:
    """Return the cells with the columns that all breakdowns have."""
    import ibis

    keys = {
        f"k{at}": cells[breakdown[at]].cast("string") if at < len(breakdown) else ibis.literal("")
        for at in range(width)
    }
    told = [name for name in cells.columns if name not in breakdown]
    return cells.select(b=ibis.literal(place, "int32"), **keys, **{one: cells[one] for one in told})


def _together(parts: Sequence[ibis.Table]) -> ibis.Table:
    import ibis

    return ibis.union(*parts) if len(parts) > 1 else parts[0]
