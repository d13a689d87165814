"""Who somebody is: a short form to begin with, every part later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.people.queries import Identity
from aia.people.terms import Sex
from aia.territory.queries import municipalities_of

_IDENTITY = tuple(Identity.__dataclass_fields__)
NOT_TOLD = ("", _("Not told"))


def town_choices(district: str, *others: str | None) -> list[tuple[str, Any]]:
    """Return the district's municipalities to choose from, and the others already there.

    A code that was sent is always among them: whether it exists is for the action to say.
    """
    towns = {town.pk: town.name for town in municipalities_of(district)}
    for code in filter(None, others):
        towns.setdefault(code, code)
    return [NOT_TOLD, *towns.items()]


class _PersonForm(forms.Form):
    """What the forms about a person share: `identity()` and the codes beside it."""

    given_name = forms.CharField(
        label=_("Given name"),
        required=False,
        max_length=100,
        help_text=_("Or whatever the person is called: one name is enough."),
    )
    family_name = forms.CharField(label=_("Family name"), required=False, max_length=100)
    birth_date = forms.DateField(label=_("Birth date"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), required=False, choices=Sex.choices, initial=Sex.UNKNOWN
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)

    def __init__(self, *args: Any, district: str, kept_town: str | None = None, **more: Any):
        super().__init__(*args, **more)
        towns = self.fields["municipality"]
        towns.choices = town_choices(district, kept_town, self.data.get("municipality"))  # type: ignore[attr-defined]

    def identity(self) -> Identity:
        """Return who the person is as far as this form asks."""
        told = {n: self.cleaned_data[n] for n in _IDENTITY if self.cleaned_data.get(n)}
        return Identity(**told)

    def codes(self) -> dict[str, Any]:
        """Return sex and municipality as the actions take them."""
        return {
            "sex": self.cleaned_data["sex"] or Sex.UNKNOWN,
            "municipality": self.cleaned_data["municipality"] or None,
        }


class NewPersonForm(_PersonForm):
    """The first meeting: as little as possible."""

    tax_code = forms.CharField(
        label=_("Tax code, STP or ENI code"),
        required=False,
        max_length=32,
        help_text=_("Only if the person has one. Nobody is turned away without it."),
    )
    protected = forms.BooleanField(
        label=_("This person must be protected"),
        required=False,
        help_text=_(
            "Violence or a protection order: only the people who follow them will see them."
        ),
    )


class IdentityForm(_PersonForm):
    """Every part of who somebody is. `seen` is the row's last entry when the page was opened."""

    birth_place = forms.CharField(label=_("Place of birth"), required=False, max_length=100)
    address = forms.CharField(
        label=_("Address"), required=False, max_length=200, help_text=_("Street and number")
    )
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    language = forms.CharField(
        label=_("Language"),
        required=False,
        max_length=40,
        help_text=_("In which the person feels at ease"),
    )
    citizenship = forms.CharField(label=_("Citizenship"), required=False, max_length=60)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    field_order = (
        "given_name",
        "family_name",
        "birth_date",
        "birth_place",
        "sex",
        "municipality",
        "address",
        "phone",
        "email",
        "language",
        "citizenship",
    )
