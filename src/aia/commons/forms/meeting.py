"""What a worker tells of what is looked for, and what is put before the person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.commons.rules.meeting import Wish
from aia.commons.terms import Audience, Intensity
from aia.web.forms import EMPTY, ActForm

_DAYS = (
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
)
_PARTS = (
    EMPTY,
    ("morning", _("Morning")),
    ("afternoon", _("Afternoon")),
    ("evening", _("Evening")),
)
_FARTHEST = 200
_LONGEST = 200


class WishForm(forms.Form):
    """What is looked for. Nothing of it is kept: it stands in the address."""

    words = forms.CharField(
        label=_("Other words to look for"),
        required=False,
        max_length=_LONGEST,
        help_text=_("A van, Italian lessons, somebody for the shopping…"),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Days that suit"),
        required=False,
        choices=_DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    part = forms.ChoiceField(label=_("Part of the day"), required=False, choices=_PARTS)
    far = forms.IntegerField(
        label=_("At most how many kilometres away"),
        required=False,
        min_value=0,
        max_value=_FARTHEST,
    )
    intensity = forms.ChoiceField(
        label=_("How intense"), required=False, choices=[EMPTY, *Intensity.choices]
    )
    audience = forms.MultipleChoiceField(
        label=_("What is known of who looks for it"),
        required=False,
        choices=[one for one in Audience.choices if one[0] != Audience.BODIES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what was said. What is not ticked counts as not known."),
    )

    def wish(self) -> Wish:
        """Return what was told, leaving out what cannot be read."""
        self.is_valid()
        told = self.cleaned_data
        return Wish(
            words=told.get("words", ""),
            days=tuple(told.get("days", ())),
            part=told.get("part", ""),
            far=told.get("far"),
            intensity=told.get("intensity", ""),
            audience=tuple(told.get("audience", ())),
        )


class ProposalForm(ActForm):
    """Which things are put before the person."""

    resources = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("What is put before the person"),
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, among: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resources"].choices = list(among)  # type: ignore[attr-defined]

    def ids(self) -> list[UUID]:
        """Return the ids of what was chosen."""
        return [UUID(one) for one in self.cleaned_data["resources"]]
