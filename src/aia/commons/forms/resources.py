"""What is said of something on the floor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from aia.commons.actions import Said
from aia.commons.forms.openings import days_told, week_told
from aia.commons.queries import Keeper
from aia.commons.rules import values
from aia.commons.rules.eligibility import ForWhom
from aia.commons.terms import Audience, Intensity, Refused, ResourceKind, Sharing, WithdrawReason
from aia.territory.queries import municipalities_of, place_list
from aia.web.forms import EMPTY, ActForm, one_of, text_field


class ResourceForm(ActForm):
    """What can be changed of a resource."""

    name = forms.CharField(
        label=_("What is it, in a few words?"),
        max_length=values.LONGEST_NAME,
        help_text=_("For example: a van with nine seats, the parish hall, an hour of maths."),
    )
    about = text_field(
        _("Tell a little more"),
        required=False,
        rows=4,
        longest=values.LONGEST_ABOUT,
        help_text=_("Everybody can read this. Who offers as a person does not say who they are."),
    )
    intensity = one_of(Intensity, _("How intense is the service?"), required=False, radio=False)
    capacity = forms.IntegerField(
        label=_("How many at the same time?"),
        min_value=1,
        max_value=values.MOST,
        initial=1,
        help_text=_("One van is 1; a group with eight free places is 8."),
    )
    sharing = one_of(Sharing, _("On what terms?"))
    cost_words = forms.CharField(
        label=_("How is the cost shared?"),
        required=False,
        max_length=200,
        help_text=_("For example: the fuel, 5 euros an evening for the heating."),
    )
    municipality = forms.ChoiceField(label=_("Municipality"))
    place_id = forms.TypedChoiceField(
        label=_("The place on the map"), required=False, coerce=UUID, empty_value=None
    )
    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=200,
        help_text=_("Only for what a body keeps: of a person, only the municipality is told."),
    )
    audience = forms.MultipleChoiceField(
        label=_("For whom?"),
        required=False,
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all empty when it is for everybody."),
    )
    min_age = forms.IntegerField(
        label=_("From what age?"), required=False, min_value=0, max_value=values.OLDEST
    )
    max_age = forms.IntegerField(
        label=_("Up to what age?"), required=False, min_value=0, max_value=values.OLDEST
    )
    towns = forms.MultipleChoiceField(
        label=_("Only for who lives in"),
        required=False,
        help_text=_("Leave it empty for the whole district."),
    )
    for_words = forms.CharField(
        label=_("Another condition, in words"), required=False, max_length=values.LONGEST_LINE
    )

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = [(town.istat, town.name) for town in municipalities_of(district)]
        places = [(str(place.id), place.name) for place in place_list(district)]
        self.fields["municipality"].choices = [EMPTY, *towns]  # type: ignore[attr-defined]
        self.fields["towns"].choices = towns  # type: ignore[attr-defined]
        self.fields["place_id"].choices = [EMPTY, *places]  # type: ignore[attr-defined]

    def said(self) -> Said:
        """Return what a valid form says."""
        told = self.cleaned_data
        same = ("name", "about", "cost_words", "for_words", "address", "capacity", "sharing")
        return Said(
            **{name: told[name] for name in (*same, "municipality", "place_id", "intensity")},
            for_whom=ForWhom(
                audience=tuple(told["audience"]),
                min_age=told["min_age"],
                max_age=told["max_age"],
                towns=tuple(told["towns"]),
            ),
        )


class OfferForm(ResourceForm):
    """Something new: who keeps it and what kind of thing it is."""

    keeper = forms.ChoiceField(label=_("Who puts it on the floor?"))
    kind = one_of(ResourceKind, _("What kind of thing is it?"))
    field_order = ("keeper", "kind", "name", "about", "intensity", "capacity")

    def __init__(self, *args: Any, keepers: Sequence[Keeper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one.code, one.name) for one in keepers]
        first = [] if len(shown) == 1 else [EMPTY]
        self.fields["keeper"].choices = [*first, *shown]  # type: ignore[attr-defined]

    def keeper_ids(self) -> dict[str, UUID]:
        """Return the keeper as the action takes it."""
        kind, _colon, told = self.cleaned_data["keeper"].partition(":")
        return {"organisation_id" if kind == "body" else "person_id": UUID(told)}


class CalendarForm(ActForm):
    """When it is open, day by day."""

    day_1 = forms.CharField(label=_("Monday"), required=False, max_length=200)
    day_2 = forms.CharField(label=_("Tuesday"), required=False, max_length=200)
    day_3 = forms.CharField(label=_("Wednesday"), required=False, max_length=200)
    day_4 = forms.CharField(label=_("Thursday"), required=False, max_length=200)
    day_5 = forms.CharField(label=_("Friday"), required=False, max_length=200)
    day_6 = forms.CharField(label=_("Saturday"), required=False, max_length=200)
    day_7 = forms.CharField(label=_("Sunday"), required=False, max_length=200)
    open_on_holidays = forms.BooleanField(label=_("Also open on holidays"), required=False)
    exceptions = text_field(
        _("Days that differ"),
        required=False,
        rows=4,
        longest=10_000,
        help_text=_("One a line: 24/12/2026 closed, or 26/12/2026 9:00-12:00."),
    )

    def clean(self) -> dict[str, Any]:
        """Read hours and days as people write them."""
        told = super().clean() or {}
        hours = []
        for number in range(1, 8):
            try:
                hours += week_told(number, told.get(f"day_{number}", ""))
            except Refused as refusal:
                self.add_error(f"day_{number}", str(refusal))
        try:
            days = days_told(told.get("exceptions", ""))
        except Refused as refusal:
            raise ValidationError({"exceptions": str(refusal)}) from refusal
        return {**told, "hours": hours, "days": days}


class PauseForm(ActForm):
    """Until when something rests."""

    until = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("Leave it empty to rest until somebody starts it again."),
    )


class WithdrawForm(ActForm):
    """Why something is taken away."""

    reason = one_of(
        WithdrawReason,
        _("Why is it taken away?"),
        among=[one for one in WithdrawReason if one != WithdrawReason.LEFT],
    )
