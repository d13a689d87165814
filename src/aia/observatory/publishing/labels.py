"""How codes are said: dimensions, their codes, their order. In the active language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Choices
from django.utils.translation import gettext as _

from aia.observatory.publishing.tables import (
    MUNICIPALITY,
    QUARTER,
    Table,
    quarter,
    quarters_between,
)
from aia.observatory.words import dimension_name, quarter_name
from aia.pathways.queries import taxonomy
from aia.pathways.terms import (
    AnswerEnd,
    ChoiceReason,
    CloseReason,
    DeclineReason,
    Domain,
    GiveBackKind,
    Intensity,
    OptionKind,
    ProviderKind,
    ReviewOutcome,
    Side,
    Step,
    UnvoicedReason,
)
from aia.people.terms import AgeBand, Sex, Subject
from aia.sensing.terms import NoticeDoor, Urgency
from aia.territory.queries import municipalities_of

UNKNOWN = "unknown"
"""The code of whatever a dimension does not know; every table adds up with it."""


# The terms that a dimension's codes are of (of more than one, where tables differ).
_TERMS: Mapping[str, tuple[type[Choices], ...]] = {
    "domain": (Domain,),
    "age_band": (AgeBand,),
    "sex": (Sex,),
    "subject_kind": (Subject,),
    "step": (Step,),
    "unvoiced": (UnvoicedReason,),
    "close_reason": (CloseReason,),
    "kind": (OptionKind, GiveBackKind),
    "declined_for": (ChoiceReason,),
    "provider_kind": (ProviderKind,),
    "intensity": (Intensity,),
    "followed_intensity": (Intensity,),
    "end_reason": (AnswerEnd,),
    "decline_reason": (DeclineReason,),
    "door": (NoticeDoor,),
    "urgency": (Urgency,),
    "outcome": (ReviewOutcome,),
    "side": (Side,),
}


def dimension_head(dimension: str) -> str:
    """Return what a dimension is called at the head of a column."""
    name = dimension_name(dimension)
    return name[:1].upper() + name[1:]


def breakdown_name(breakdown: Sequence[str]) -> str:
    """Return what a table tells: "by municipality", "by area of life and age"."""
    if not breakdown:
        return _("the whole district")
    if QUARTER in breakdown:
        others = [one for one in breakdown if one != QUARTER]
        if not others:
            return _("over time")
        return _("by %(one)s over time") % {"one": dimension_name(others[0])}
    names = [dimension_name(one) for one in breakdown]
    if len(names) == 1:
        return _("by %(one)s") % {"one": names[0]}
    return _("by %(one)s and %(other)s") % {"one": names[0], "other": names[1]}


@dataclass(frozen=True)
class Labels:
    """The names of one district's codes; its municipalities are asked for once, when needed."""

    district: str

    @cached_property
    def municipalities(self) -> dict[str, str]:
        """Return the district's municipalities by ISTAT code, by name."""
        return dict(municipalities_of(self.district).values_list("istat", "name"))

    def name(self, dimension: str, code: str) -> str:
        """Return how a code is said; one that nobody knows is shown as it is."""
        if dimension == MUNICIPALITY:
            return self.municipalities.get(code, code)
        if dimension == QUARTER:
            return quarter_name(code) if quarter(code) else code
        if code == UNKNOWN:
            return _("Not known")
        if dimension == "category":
            return taxonomy().label(code)
        for terms in _terms(dimension):
            if code in terms.values:
                return str(terms(code).label)
        return code

    def codes(self, table: Table, dimension: str) -> list[str]:
        """Return the codes to show of one dimension, in the order in which people look for them.

        Where the codes are few and known, also those that the table says nothing of.
        """
        found = table.codes(dimension)
        if dimension == QUARTER:
            return quarters_between(found)
        if dimension == MUNICIPALITY:
            return [*self.municipalities, *(c for c in found if c not in self.municipalities)]
        terms = _terms(dimension)
        known: Sequence[str] = (
            terms[0].values
            if len(terms) == 1
            else sorted(found, key=lambda code: self.name(dimension, code).casefold())
        )
        listed = [code for code in known if code != UNKNOWN]
        return [*listed, *(code for code in found if code not in listed)]


def _terms(dimension: str) -> tuple[type[Choices], ...]:
    return _TERMS.get(dimension, ())


def quarter_short(code: str) -> str:
    """Return a quarter as briefly as an axis writes it: Q3 2026."""
    one = quarter(code)
    return _("Q%(part)d %(year)d") % {"part": one.part, "year": one.year} if one else code
