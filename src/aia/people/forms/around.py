"""Codes, households, memberships, consents and terms of a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.people.forms.persons import town_choices
from aia.people.queries import organisations
from aia.people.terms import (
    ConsentChannel,
    ConsentPurpose,
    HouseholdRole,
    IdentifierKind,
    MembershipRole,
)


class IdentifierForm(forms.Form):
    """A code by which others know the person."""

    kind = forms.ChoiceField(label=_("Kind"), choices=IdentifierKind.choices)
    value = forms.CharField(label=_("Code"), max_length=32)
    since = forms.DateField(label=_("Since"), required=False)
    until = forms.DateField(label=_("Until"), required=False)


class FormHouseholdForm(forms.Form):
    """A household that begins with one person in it."""

    role = forms.ChoiceField(
        label=_("Place of the person in the household"),
        choices=HouseholdRole.choices,
        initial=HouseholdRole.REFERENCE,
    )
    since = forms.DateField(label=_("Since"))
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, *args: Any, district: str, **more: Any):
        super().__init__(*args, **more)
        self.fields["municipality"].choices = town_choices(district)  # type: ignore[attr-defined]


class JoinHouseholdForm(forms.Form):
    """Somebody found by a search joins a household."""

    person = forms.ChoiceField(label=_("Person"))
    role = forms.ChoiceField(label=_("Place in the household"), choices=HouseholdRole.choices)
    since = forms.DateField(label=_("Since"))

    def __init__(self, *args: Any, found: list[tuple[UUID, str]], **more: Any):
        super().__init__(*args, **more)
        choices = [(str(person), name) for person, name in found]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean_person(self) -> UUID:
        """Return the person's id."""
        return UUID(self.cleaned_data["person"])


class LeaveHouseholdForm(forms.Form):
    """The last day of somebody in a household, or of the household."""

    until = forms.DateField(label=_("Last day"))


class MembershipForm(forms.Form):
    """What a person is in an organisation."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole.choices)
    since = forms.DateField(label=_("Since"))

    def __init__(self, *args: Any, district: str, **more: Any):
        super().__init__(*args, **more)
        self.fields["organisation"].choices = _bodies(district)  # type: ignore[attr-defined]

    def clean_organisation(self) -> UUID:
        """Return the organisation's id."""
        return UUID(self.cleaned_data["organisation"])


class ConsentForm(forms.Form):
    """What the person agrees to, towards whom, and how they said so."""

    purpose = forms.ChoiceField(label=_("What for"), choices=ConsentPurpose.choices)
    organisation = forms.ChoiceField(
        label=_("With which organisation"),
        required=False,
        help_text=_("Only for sharing the file"),
    )
    channel = forms.ChoiceField(label=_("How"), choices=ConsentChannel.choices)

    def __init__(self, *args: Any, district: str, own: bool = False, **more: Any):
        super().__init__(*args, **more)
        bodies = [("", _("None")), *_bodies(district)]
        self.fields["organisation"].choices = bodies  # type: ignore[attr-defined]
        if own:
            del self.fields["channel"]

    def clean_organisation(self) -> UUID | None:
        """Return the organisation's id, or None."""
        told = self.cleaned_data["organisation"]
        return UUID(told) if told else None


class TermForm(forms.Form):
    """Until when the data of a person are kept."""

    keep_until = forms.DateField(
        label=_("Keep until"), required=False, help_text=_("Empty: no day is set")
    )


def _bodies(district: str) -> list[tuple[str, str]]:
    return [(str(body.id), body.name) for body in organisations(district)]
