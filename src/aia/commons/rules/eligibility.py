"""For whom something is: checked when it is said, and told in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from aia.commons.rules import values
from aia.commons.terms import Audience, Refused


@dataclass(frozen=True)
class ForWhom:
    """For whom a resource is; ages in whole years, both included; towns are ISTAT codes."""

    audience: tuple[str, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    towns: tuple[str, ...] = ()


EVERYBODY = ForWhom()


def checked(told: ForWhom, known_towns: Collection[str]) -> ForWhom:
    """Return what was told, in order. Raises Refused when it contradicts itself."""
    for name in ("min_age", "max_age"):
        age = getattr(told, name)
        if age is not None:
            values.count(age, name, least=0, most=values.OLDEST)
    if told.min_age is not None and told.max_age is not None and told.min_age > told.max_age:
        raise Refused(
            _("Nobody is at least %(least)s and at most %(most)s years old: change one of the two.")
            % {"least": told.min_age, "most": told.max_age},
            field="max_age",
        )
    if unknown := set(told.towns) - set(known_towns):
        raise Refused(
            _("These municipalities are not of the district: %(codes)s.")
            % {"codes": ", ".join(sorted(unknown))},
            field="towns",
        )
    return ForWhom(
        audience=values.codes(told.audience, Audience, "audience"),
        min_age=told.min_age,
        max_age=told.max_age,
        towns=tuple(sorted(set(told.towns))),
    )


def restricted(row: Any) -> bool:
    """Say whether a resource is only for some."""
    ages = row.min_age is not None or row.max_age is not None
    return bool(ages or row.audience or row.towns or row.for_words)


def sentences(row: Any, town_names: Mapping[str, str]) -> list[str]:
    """Return for whom a resource is, one rule a line; "for everybody" when there is none."""
    found = []
    if row.audience:
        labels = [str(Audience(one).label) for one in row.audience]
        found.append(_("Meant for %(audience)s.") % {"audience": ", ".join(labels)})
    ages = {"least": row.min_age, "most": row.max_age}
    if row.min_age is not None and row.max_age is not None:
        found.append(_("From %(least)s to %(most)s years of age.") % ages)
    elif row.min_age is not None:
        found.append(_("From %(least)s years of age.") % ages)
    elif row.max_age is not None:
        found.append(_("Up to %(most)s years of age.") % ages)
    if row.towns:
        names = sorted(town_names.get(one, one) for one in row.towns)
        found.append(_("For who lives in %(towns)s.") % {"towns": ", ".join(names)})
    if row.for_words:
        found.append(row.for_words)
    return found or [_("For everybody.")]
