"""How a number is said: with the decimals that its unit deserves, and its unit beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aia.observatory.words import amount, decimals_of

MISSING = "—"
"""Stands where a number is empty or kept back: which of the two is not said."""

_UNITS: Mapping[str, Promise] = {
    "needs": _("needs"),
    "paths": _("paths"),
    "notices": _("notices"),
    "options": _("options"),
    "referrals": _("referrals"),
    "answers": _("answers"),
    "passages": _("passages"),
    "reviews": _("reviews"),
    "ties": _("ties"),
    "give_backs": _("give-backs"),
    "organisations": _("organisations"),
    "people": _("residents"),
    "percent": _("of every hundred"),
    "points": _("percentage points"),
    "days": _("days"),
    "hours": _("hours"),
    "euros": _("euros"),
    "level": _("level"),
    "index": _("index"),
    "per_1000": _("per thousand residents"),
    "per_demand": _("a demand"),
}
_STEPS = 5


def unit_name(unit: str) -> str:
    """Return what a number counts, as an axis and the head of a column write it."""
    return str(_UNITS.get(unit, unit.replace("_", " ")))


def plain(value: float | None, unit: str) -> str:
    """Return a number as people write it, without its unit."""
    if value is None:
        return MISSING
    digits = decimals_of(unit)
    if unit == "days" and value != round(value):
        digits = 1
    text = number_format(round(value, digits), digits, use_l10n=True, force_grouping=True)
    return text.replace("-", "\N{MINUS SIGN}")


def count(value: float | None) -> str:
    """Return what a share was made from: a count, or a sum that may have decimals."""
    if value is None:
        return MISSING
    digits = 0 if value == round(value) else 1
    return number_format(value, digits, use_l10n=True, force_grouping=True)


def said(value: float | None, unit: str) -> str:
    """Return a number with its unit."""
    return MISSING if value is None else amount(value, unit)


def steps(values: Sequence[float], wanted: int = _STEPS) -> list[float]:
    """Return the upper bounds of at most `wanted` classes of about equal size, for a map."""
    ordered = sorted(values)
    if not ordered:
        return []
    cuts = [ordered[-(-len(ordered) * step // wanted) - 1] for step in range(1, wanted + 1)]
    return [cut for cut, after in pairwise([*cuts, float("inf")]) if cut != after]


def step_of(value: float, bounds: Sequence[float]) -> int:
    """Return in which class (from 0) a value lies."""
    return next((i for i, bound in enumerate(bounds) if value <= bound), len(bounds) - 1)
