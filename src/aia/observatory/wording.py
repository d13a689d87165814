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
from aia.observatory.words import amount, bare, decimals_of, dimension_name, quarter_name

Names = Callable[[str, str], str]
"""From a dimension and a code to the name that people know."""

_QUARTER, _YEAR = "quarter", "year"
_ADDITIVE = frozenset(
    {"needs", "notices", "options", "referrals", "answers", "passages", "reviews", "give_backs"}
)
_MOST_NAMES = 3
_SHARE_TOLERANCE = 0.05
_NAMED_AGAIN = frozenset({"percent", "points"})


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
    if not any(_values(one) for one in contents):
        return [*told, _nothing(definition)]
    if definition.family != "equity":
        told += _total(definition, by_breakdown.get(()))
    if quarters := by_breakdown.get((_QUARTER,)):
        told += _quarters(definition, quarters)
    told += _year(by_breakdown.get((_YEAR,)))
    times = ((_QUARTER,), (_YEAR,))
    singles = [one for by, one in by_breakdown.items() if len(by) == 1 and by not in times]
    for content in singles:
        told += _by_one(definition, content, by_breakdown.get(()), names, codes or {})
    return [*told, *_untold(singles)]


def _about(contents: Sequence[Content]) -> Iterator[str]:
    if any(one["simulated"] for one in contents):
        yield _("These data are simulated: they are about no real person.")
    if rounded := max((one["rounded_to"] or 0 for one in contents), default=0):
        yield _("Values are rounded to the nearest %(step)s, to protect people.") % {
            "step": number_format(rounded, use_l10n=True)
        }


def _nothing(definition: Told) -> str:
    if definition.family == "territory":
        return _("There is nothing to tell: these statistics are not loaded, or not published.")
    return _("There is no value to publish: cases are few or none.")


def _total(definition: Told, content: Content | None) -> Iterator[str]:
    value = _values(content).get(()) if content else None
    if content is None or value is None:
        if definition.family != "territory":
            yield _("There is no value for the whole district to publish: cases are few or none.")
        return
    told = {"day": _day(content), "value": amount(value, definition.unit)}
    if parts := _parts(content["cells"][0], definition):
        told |= parts
        yield _("Up to %(day)s: %(value)s (%(part)s out of %(whole)s).") % told
    elif definition.family == "territory":
        yield _("In the whole district: %(value)s.") % told
    else:
        yield _("Up to %(day)s: %(value)s.") % told


def _parts(cell: Mapping[str, Any], definition: Told) -> dict[str, str]:
    """Return what a share is made of, where it is published and the value is that share."""
    part, whole = cell["numerator"], cell["denominator"]
    if definition.unit != "percent" or definition.family == "territory" or part is None:
        return {}
    if not whole or abs(100 * part / whole - cell["value"]) > _SHARE_TOLERANCE:
        return {}
    return {"part": _plain(part), "whole": _plain(whole)}


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
        "before": _short(values[before], definition.unit),
        "change": _short(
            abs(change), "points" if definition.unit == "percent" else definition.unit
        ),
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
    elif values:
        ((code, value),) = values.items()
        only = {"name": names(dimension, code), "value": _shown(value, definition)}
        text = _("By %(dimension)s a value is published only for %(name)s: %(value)s.")
        yield text % (told | only)
    every = [code for code in codes.get(dimension, ()) if code != UNKNOWN]
    missing = [code for code in every if code not in values]
    if missing and values:
        text = _("By %(dimension)s, %(missing)s out of %(all)s have no published value.")
        yield text % (told | {"missing": _plain(len(missing)), "all": _plain(len(every))})


def _year(content: Content | None) -> Iterator[str]:
    """Tell which year public statistics are of, where they say so."""
    years = [of[0] for of in _values(content)] if content else []
    if len(years) == 1:
        yield _("These are figures of %(year)s.") % {"year": years[0]}


def _untold(contents: Sequence[Content]) -> Iterator[str]:
    """Name the breakdowns of which nothing is published, all at once."""
    names = [dimension_name(one["breakdown"][0]) for one in contents if not _values(one)]
    if names:
        yield _("No value is published by: %(dimensions)s.") % {"dimensions": ", ".join(names)}


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


def _short(value: float, unit: str) -> str:
    """Return a value that stands beside another of its unit: only shares name theirs again."""
    return amount(value, unit) if unit in _NAMED_AGAIN else bare(value, unit)


def _before(quarter: str) -> str:
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year - 1}-Q4" if number == 1 else f"{year}-Q{number - 1}"


def _day(content: Content) -> str:
    return date_format(date.fromisoformat(content["as_of"]), "DATE_FORMAT")


def _plain(value: float) -> str:
    return str(number_format(value, 0, use_l10n=True, force_grouping=True))
