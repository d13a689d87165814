"""Numbers with their unit, and the names of dimensions and quarters, as people say them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

_DECIMALS = {
    "percent": 1,
    "points": 1,
    "per_1000": 1,
    "per_demand": 1,
    "index": 1,
    "level": 2,
}

_UNITS = {
    "needs": ngettext_lazy("%(amount)s need", "%(amount)s needs", "number"),
    "paths": ngettext_lazy("%(amount)s path", "%(amount)s paths", "number"),
    "notices": ngettext_lazy("%(amount)s notice", "%(amount)s notices", "number"),
    "options": ngettext_lazy("%(amount)s option", "%(amount)s options", "number"),
    "referrals": ngettext_lazy("%(amount)s referral", "%(amount)s referrals", "number"),
    "answers": ngettext_lazy("%(amount)s answer", "%(amount)s answers", "number"),
    "passages": ngettext_lazy("%(amount)s passage", "%(amount)s passages", "number"),
    "reviews": ngettext_lazy("%(amount)s review", "%(amount)s reviews", "number"),
    "ties": ngettext_lazy("%(amount)s tie", "%(amount)s ties", "number"),
    "give_backs": ngettext_lazy("%(amount)s give-back", "%(amount)s give-backs", "number"),
    "organisations": ngettext_lazy("%(amount)s organisation", "%(amount)s organisations", "number"),
    "people": ngettext_lazy("%(amount)s resident", "%(amount)s residents", "number"),
    "days": ngettext_lazy("%(amount)s day", "%(amount)s days", "number"),
    "hours": ngettext_lazy("%(amount)s hour", "%(amount)s hours", "number"),
    "points": ngettext_lazy("%(amount)s point", "%(amount)s points", "number"),
    "euros": ngettext_lazy("%(amount)s euro", "%(amount)s euros", "number"),
    "per_1000": gettext_lazy("%(amount)s per thousand residents"),
    "per_demand": gettext_lazy("%(amount)s a demand"),
    "percent": gettext_lazy("%(amount)s%%"),
}

_DIMENSIONS = {
    "municipality": gettext_lazy("municipality"),
    "domain": gettext_lazy("area of life"),
    "category": gettext_lazy("kind of need"),
    "age_band": gettext_lazy("age"),
    "sex": gettext_lazy("sex"),
    "quarter": gettext_lazy("quarter"),
    "year": gettext_lazy("year"),
    "step": gettext_lazy("step of the line"),
    "door": gettext_lazy("door by which they come"),
    "urgency": gettext_lazy("urgency"),
    "unvoiced": gettext_lazy("reason for not asking"),
    "close_reason": gettext_lazy("reason for closing"),
    "kind": gettext_lazy("kind"),
    "declined_for": gettext_lazy("reason for declining"),
    "decline_reason": gettext_lazy("reason of the organisation"),
    "provider_kind": gettext_lazy("who answers"),
    "intensity": gettext_lazy("intensity"),
    "followed_intensity": gettext_lazy("intensity before"),
    "end_reason": gettext_lazy("reason for ending"),
    "outcome": gettext_lazy("outcome"),
    "side": gettext_lazy("who committed themselves"),
    "subject_kind": gettext_lazy("whose need it is"),
}


def amount(value: float, unit: str) -> str:
    """Return a value with its unit: "12 needs", "45.2%", "3 days"."""
    if unit not in _UNITS:
        return bare(value, unit)
    one = 1 if abs(round(value, decimals_of(unit))) == 1 else 2
    return str(_UNITS[unit] % {"amount": bare(value, unit), "number": one})


def bare(value: float, unit: str) -> str:
    """Return a value as people write it, without its unit; half days are told as such."""
    digits = decimals_of(unit)
    if unit == "days" and value != round(value):
        digits = 1
    number = number_format(round(value, digits), digits, use_l10n=True, force_grouping=True)
    return str(number).replace("-", "\N{MINUS SIGN}")


def decimals_of(unit: str) -> int:
    """Return how many decimals a value of that unit is told with."""
    return _DECIMALS.get(unit, 0)


def dimension_name(dimension: str) -> str:
    """Return what a dimension is called in the middle of a sentence."""
    return str(_DIMENSIONS.get(dimension, dimension))


def quarter_name(code: str) -> str:
    """Return "third quarter of 2026" for 2026-Q3."""
    texts = (
        _("first quarter of %(year)s"),
        _("second quarter of %(year)s"),
        _("third quarter of %(year)s"),
        _("fourth quarter of %(year)s"),
    )
    return texts[int(code[-1]) - 1] % {"year": code[:4]}
