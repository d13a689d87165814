"""What the office says of a sensor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.people.queries import organisations
from aia.sensing.terms import DayPart, Formality, SensorCloseReason, SensorKind, TieKind
from aia.territory.queries import municipalities_of, place_list
from aia.web.forms import EMPTY, ActForm, one_of, text_field

LONGEST_NAME, LONGEST_LINE = 120, 400


class SensorForm(ActForm):
    """What can be changed of a sensor."""

    name = forms.CharField(label=_("Its name, as people call it"), max_length=LONGEST_NAME)
    formality = one_of(Formality, _("Is it part of a service, or of everyday life?"))
    municipality = forms.ChoiceField(label=_("Municipality"))
    about = text_field(
        _("A line about it"),
        required=False,
        rows=2,
        longest=LONGEST_LINE,
        help_text=_("Shown on its page: what kind of place it is, who one meets there."),
    )

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = [(town.istat, town.name) for town in municipalities_of(district)]
        self.fields["municipality"].choices = [EMPTY, *towns]  # type: ignore[attr-defined]


class NewSensorForm(SensorForm):
    """A sensor to register: what it is, and the place or body behind it when it is known."""

    kind = one_of(SensorKind, _("What is it?"))
    place_id = forms.TypedChoiceField(
        label=_("The place on the map"), required=False, coerce=UUID, empty_value=None
    )
    organisation_id = forms.TypedChoiceField(
        label=_("The organisation"), required=False, coerce=UUID, empty_value=None
    )
    field_order = ("kind", "name", "formality", "municipality", "place_id", "organisation_id")

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, district=district, **kwargs)
        places = [(str(place.id), place.name) for place in place_list(district)]
        bodies = [(str(body.id), body.name) for body in organisations(district)]
        self.fields["place_id"].choices = [EMPTY, *places]  # type: ignore[attr-defined]
        self.fields["organisation_id"].choices = [EMPTY, *bodies]  # type: ignore[attr-defined]


class PauseForm(ActForm):
    """Until when a sensor rests."""

    until = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("Leave it empty to rest until somebody starts it again."),
    )


class CloseSensorForm(ActForm):
    """Why a sensor stops."""

    reason = one_of(SensorCloseReason, _("Why does it stop?"))


class VoiceForm(ActForm):
    """Which account speaks for a sensor."""

    account_id = forms.TypedChoiceField(label=_("Who speaks for it"), coerce=UUID)

    def __init__(self, *args: Any, accounts: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = sorted(accounts.items(), key=lambda one: one[1])
        self.fields["account_id"].choices = [  # type: ignore[attr-defined]
            EMPTY,
            *((str(id_), name) for id_, name in shown),
        ]


class TieForm(ActForm):
    """Whom a sensor is tied to, how, and what they cover together."""

    other_id = forms.TypedChoiceField(label=_("With which sensor?"), coerce=UUID)
    kind = one_of(TieKind, _("How are they tied?"))
    covers = forms.CharField(label=_("Street or corner"), required=False, max_length=200)
    parts = forms.MultipleChoiceField(
        label=_("Parts of the day"),
        required=False,
        choices=DayPart.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, others: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(str(id_), name) for id_, name in others.items()]
        self.fields["other_id"].choices = [EMPTY, *shown]  # type: ignore[attr-defined]
