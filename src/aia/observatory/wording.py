"""A reading in words, written from the numbers by rules.

Only what a published table holds is told: no cause, no judgement, no forecast. A value that is not
published is said to be missing; it may be too few cases or none, and the two are not told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from aia.observatory.indicators.equity import UNKNOWN, Content
from aia.observatory.words import amount, decimals_of, dimension_name, quarter_name

Names = Callable[[str, str], str]
"""From a dimension and a code to the name that people know."""

_QUARTER = "quarter"
_ADDITIVE = frozenset(
    {"needs", "notices", "options", "referrals", "answers", "passages", "reviews", "give_backs"}
)
_MOST_NAMES = 3


class Told(Protocol):
    """What is needed of a definition."""

    @property
    def family(self) -> str:
        """Return the family it belongs to."""

    @property
    def unit(self) -> str:
        """Return the unit of its values."""


def reading(
    definition: Told,
    contents: Sequence[Content],
    *,
    names: Names,
    codes: Mapping[str, Sequence[str]] | None = None,
) -> list[str]:
    """Return sentences in the active language, from published contents of one indicator.

    `codes` names every code of a dimension, where they are known: then how many of them have no
    published value is told too. Contents may come in any order; breakdowns by two dimensions are
    left to the table.
    """
    by_breakdown = {tuple(one["breakdown"]): one for one in contents}
    told = list(_about(contents))
    if definition.family != "equity":
        told += _total(definition, by_breakdown.get(()))
    if quarters := by_breakdown.get((_QUARTER,)):
        told += _quarters(definition, quarters)
    for breakdown, content in by_breakdown.items():
        if len(breakdown) == 1 and breakdown != (_QUARTER,):
            told += _by_one(definition, content, by_breakdown.get(()), names, codes or {})
    return told


def _about(contents: Sequence[Content]) -> Iterator[str]:
    if any(one["simulated"] for one in contents):
        yield _("These data are simulated: they are about no real person.")
    if rounded := max((one["rounded_to"] or 0 for one in contents), default=0):
        yield _("Values are rounded to the nearest %(step)s, to protect people.") % {
            "step": number_format(rounded, use_l10n=True)
        }


def _total(definition: Told, content: Content | None) -> Iterator[str]:
    value = _values(content).get((), None) if content else None
    if content is None or value is None:
        yield _("There is no value for the whole district to publish: cases are few or none.")
        return
    told = {"day": _day(content), "value": amount(value, definition.unit)}
    cell = content["cells"][0]
    if definition.unit == "percent" and cell["numerator"] is not None and cell["denominator"]:
        told |= {"part": _plain(cell["numerator"]), "whole": _plain(cell["denominator"])}
        yield _("Up to %(day)s: %(value)s (%(part)s out of %(whole)s).") % told
    else:
        yield _("Up to %(day)s: %(value)s.") % told


def _quarters(definition: Told, content: Content) -> Iterator[str]:
    """Tell the last quarter with a value, and the one before it when that has one too."""
    values = {of[0]: value for of, value in _values(content).items() if of[0] != UNKNOWN}
    if not values:
        return
    last = max(values)
    told = {"quarter": quarter_name(last), "value": amount(values[last], definition.unit)}
    before = _before(last)
    if before not in values:
        text = _("In the %(quarter)s: %(value)s. For the quarter before no value is published.")
        yield text % told
        return
    change = round(values[last] - values[before], decimals_of(definition.unit))
    told |= {
        "before": amount(values[before], definition.unit),
        "change": amount(abs(change), _unit_of_change(definition.unit)),
    }
    if change > 0:
        yield (
            _("In the %(quarter)s: %(value)s, up by %(change)s on the quarter before (%(before)s).")
            % told
        )
    elif change < 0:
        yield (
            _(
                "In the %(quarter)s: %(value)s, down by %(change)s on the quarter before"
                " (%(before)s)."
            )
            % told
        )
    else:
        yield _("In the %(quarter)s: %(value)s, as in the quarter before.") % told


def _by_one(
    definition: Told,
    content: Content,
    total: Content | None,
    names: Names,
    codes: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    """Tell the highest and the lowest of a breakdown, and how many have no value."""
    dimension = content["breakdown"][0]
    values = {of[0]: value for of, value in _values(content).items() if of[0] != UNKNOWN}
    told = {"dimension": dimension_name(dimension)}
    if len(values) > 1:
        yield _extremes(definition, dimension, values, names)
        yield from _largest_share(definition, dimension, values, total, names)
        yield from _bounds(definition, content, values, names)
    elif not values:
        yield _("By %(dimension)s there is no published value.") % told
    every = [code for code in codes.get(dimension, ()) if code != UNKNOWN]
    missing = [code for code in every if code not in values]
    if missing and values:
        text = _("By %(dimension)s, %(missing)s out of %(all)s have no published value.")
        yield text % (told | {"missing": _plain(len(missing)), "all": _plain(len(every))})


def _extremes(definition: Told, dimension: str, values: Mapping[str, float], names: Names) -> str:
    high, low = max(values.values()), min(values.values())
    told = {
        "dimension": dimension_name(dimension),
        "high": _named(dimension, values, high, names),
        "high_value": _shown(high, definition),
        "low": _named(dimension, values, low, names),
        "low_value": _shown(low, definition),
    }
    if _shown(high, definition) == _shown(low, definition):
        return _("By %(dimension)s all published values are alike: %(high_value)s.") % told
    if definition.family == "equity":
        return (
            _(
                "By %(dimension)s: most above the whole is %(high)s (%(high_value)s), most below it"
                " %(low)s (%(low_value)s)."
            )
            % told
        )
    return (
        _(
            "By %(dimension)s: the highest value is %(high)s (%(high_value)s), the lowest %(low)s"
            " (%(low_value)s)."
        )
        % told
    )


def _largest_share(
    definition: Told,
    dimension: str,
    values: Mapping[str, float],
    total: Content | None,
    names: Names,
) -> Iterator[str]:
    """Tell which part of the whole the largest group is, where groups add up to the whole."""
    whole = _values(total).get((), 0) if total else 0
    if definition.unit not in _ADDITIVE or not whole:
        return
    code = max(sorted(values), key=values.__getitem__)
    told = {
        "name": names(dimension, code),
        "share": amount(100 * values[code] / whole, "percent"),
    }
    yield _("%(name)s: %(share)s of the whole.") % told


def _bounds(
    definition: Told, content: Content, values: Mapping[str, float], names: Names
) -> Iterator[str]:
    """Tell how far the highest value would move under other choices, where bounds are told."""
    dimension = content["breakdown"][0]
    code = max(sorted(values), key=values.__getitem__)
    cell = next(one for one in content["cells"] if one["of"][dimension] == code)
    if definition.family != "territory" or cell["low"] is None or cell["high"] is None:
        return
    told = {
        "name": names(dimension, code),
        "low": amount(cell["low"], definition.unit),
        "high": amount(cell["high"], definition.unit),
    }
    yield _("With other choices of method, %(name)s would lie between %(low)s and %(high)s.") % told


def _values(content: Content) -> dict[tuple[str, ...], float]:
    """Return the published values by codes, in the order of the breakdown."""
    dimensions = content["breakdown"]
    cells: Sequence[Mapping[str, Any]] = content["cells"]
    return {
        tuple(cell["of"][dimension] for dimension in dimensions): cell["value"]
        for cell in cells
        if cell["value"] is not None
    }


def _named(dimension: str, values: Mapping[str, float], value: float, names: Names) -> str:
    """Return who has the value: up to three names, or how many they are."""
    found = sorted(names(dimension, code) for code, one in values.items() if one == value)
    if len(found) > _MOST_NAMES:
        return _("%(name)s and %(number)s others") % {
            "name": found[0],
            "number": _plain(len(found) - 1),
        }
    return ", ".join(found)


def _shown(value: float, definition: Told) -> str:
    signed = definition.family == "equity" and value > 0
    return ("+" if signed else "") + amount(value, definition.unit)


def _unit_of_change(unit: str) -> str:
    return "points" if unit == "percent" else unit


def _before(quarter: str) -> str:
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year - 1}-Q4" if number == 1 else f"{year}-Q{number - 1}"


def _day(content: Content) -> str:
    return date_format(date.fromisoformat(content["as_of"]), "DATE_FORMAT")


def _plain(value: float) -> str:
    return str(number_format(value, 0, use_l10n=True, force_grouping=True))
