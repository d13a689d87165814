"""What a definition may say: conditions on rows, and measures. Pure; texts are kept as they are.

    where:   - {column: state, is: closed}                       is, is_not, in, known,
             - {column: severity, at_least: 3}                   at_least, at_most,
             - {column: last_level, after: first_level}          before, after (another column)
             - {days_between: {from: sent_at, to: as_of, at_most: 30}}
             - {any: [[…conditions…], [… or these …]]}
    measure: {count: rows} {count: pathway} {count_per: demand} {sum: hours} {mean: level}
             {mean_difference: [a, b]} {ratio: [cost, hours]} {share: [conditions]}
             {median_days: [from, to]} {rate: residents, per: 1000, of: rows}
             {gap: {between: sex, of: CODE}} {index: NAME}

`as_of`, the day as of which everything is read, may stand where the name of a day may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

AS_OF = "as_of"
_TESTS = ("is", "is_not", "in", "known", "at_least", "at_most", "before", "after")
_LIMITS = ("at_least", "at_most")
_PAIR = 2
ROWS = "rows"


class Wrong(ValueError):
    """Something that the grammar does not know; the message says what and what may stand there."""


@dataclass(frozen=True)
class Test:
    """A condition on one column: `how` it is compared, with a value or (before, after) a column."""

    column: str
    how: str
    value: Any


@dataclass(frozen=True)
class DaysBetween:
    """So many days lie between two days; never so when one of them is not known."""

    start: str
    end: str
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True)
class Either:
    """One of several lists of conditions holds."""

    lists: tuple[tuple[Condition, ...], ...]


Condition = Test | DaysBetween | Either


@dataclass(frozen=True)
class Measure:
    """What is made of the rows: `kind`, the columns it reads, and what some kinds need besides.

    `conditions`: of a share. `per`: of a rate. `of`: what a rate counts, or the indicator whose
    gap is told. `between`: the dimension of a gap. `name`: of an index of the territory.
    """

    kind: str
    columns: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    per: float = 1.0
    of: str = ROWS
    between: str = ""
    name: str = ""

    @property
    def derived(self) -> bool:
        """Say whether it is made of an indicator's protected tables and not of facts."""
        return self.kind == "gap"


def conditions(told: Any) -> tuple[Condition, ...]:
    """Return the conditions of a list. Raises Wrong."""
    if not isinstance(told, list):
        raise Wrong(f"conditions are a list, not {told!r}")
    return tuple(_condition(one) for one in told)


def _condition(told: Any) -> Condition:
    if not isinstance(told, Mapping):
        raise Wrong(f"a condition is a mapping, not {told!r}")
    if set(told) == {"any"}:
        return Either(tuple(conditions(one) for one in _list(told["any"])))
    if set(told) == {"days_between"}:
        return _days_between(told["days_between"])
    hows = [name for name in told if name != "column"]
    if "column" not in told or len(hows) != 1 or hows[0] not in _TESTS:
        raise Wrong(f"condition {dict(told)!r}: one column and one of {', '.join(_TESTS)}")
    how, value = hows[0], told[hows[0]]
    if how == "in":
        value = tuple(_list(value))
    if how == "known" and not isinstance(value, bool):
        raise Wrong(f"condition {dict(told)!r}: known is true or false")
    return Test(_name(told["column"]), how, value)


def _days_between(told: Any) -> DaysBetween:
    if not isinstance(told, Mapping) or not {"from", "to"} <= set(told):
        raise Wrong(f"days_between {told!r}: from, to and at_least or at_most")
    limits = set(told) - {"from", "to"}
    if not limits or not limits <= set(_LIMITS):
        raise Wrong(f"days_between {dict(told)!r}: at_least or at_most, in days")
    least, most = told.get("at_least"), told.get("at_most")
    for days in (least, most):
        if days is not None and not isinstance(days, int):
            raise Wrong(f"days_between {dict(told)!r}: days are whole numbers")
    return DaysBetween(_name(told["from"]), _name(told["to"]), least, most)


def measure(told: Any) -> Measure:
    """Return the measure that a mapping tells. Raises Wrong."""
    if not isinstance(told, Mapping) or not told:
        raise Wrong(f"a measure is a mapping, not {told!r}")
    kind = next(iter(told))
    reader = _MEASURES.get(kind)
    if reader is None:
        raise Wrong(f"measure {kind!r}: one of {', '.join(_MEASURES)}")
    found: Measure = reader(told)
    return found


def _one_column(told: Mapping[str, Any]) -> Measure:
    ((kind, column),) = told.items()
    return Measure(kind, (_name(column),))


def _two_columns(told: Mapping[str, Any]) -> Measure:
    ((kind, columns),) = told.items()
    names = tuple(_name(one) for one in _list(columns))
    if len(names) != _PAIR:
        raise Wrong(f"measure {kind}: two columns, not {columns!r}")
    return Measure(kind, names)


def _share(told: Mapping[str, Any]) -> Measure:
    return Measure("share", conditions=conditions(told["share"]))


def _rate(told: Mapping[str, Any]) -> Measure:
    if told["rate"] != "residents":
        raise Wrong(f"measure rate {told['rate']!r}: only of residents")
    return Measure("rate", per=float(told.get("per", 1000)), of=_name(told.get("of", ROWS)))


def _gap(told: Mapping[str, Any]) -> Measure:
    gap = told["gap"]
    if not isinstance(gap, Mapping) or set(gap) != {"between", "of"}:
        raise Wrong(f"measure gap {gap!r}: between (a dimension) and of (an indicator)")
    return Measure("gap", between=_name(gap["between"]), of=_name(gap["of"]))


def _index(told: Mapping[str, Any]) -> Measure:
    return Measure("index", name=_name(told["index"]))


_MEASURES: dict[str, Any] = {
    "count": _one_column,
    "count_per": _one_column,
    "sum": _one_column,
    "mean": _one_column,
    "mean_difference": _two_columns,
    "ratio": _two_columns,
    "median_days": _two_columns,
    "share": _share,
    "rate": _rate,
    "gap": _gap,
    "index": _index,
}


def columns_of(told: tuple[Condition, ...]) -> Iterator[str]:
    """Yield the columns that conditions read."""
    for one in told:
        match one:
            case Test(column, how, value):
                yield column
                if how in {"before", "after"} and value != AS_OF:
                    yield value
            case DaysBetween(start, end):
                yield from (name for name in (start, end) if name != AS_OF)
            case Either(lists):
                for each in lists:
                    yield from columns_of(each)


def _name(told: Any) -> str:
    if not isinstance(told, str) or not told.replace("_", "").isalnum():
        raise Wrong(f"{told!r} is no name of a column or code")
    return told


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list) or not told:
        raise Wrong(f"a list was expected, not {told!r}")
    return told
