"""Bodies of the district."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.people.forms.persons import NOT_TOLD, town_choices
from aia.people.terms import OrganisationKind, RegisterSection


class OrganisationForm(forms.Form):
    """What is known of a body. `seen` is the row's last entry, absent for a new one."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    register_section = forms.ChoiceField(
        label=_("Section of the third-sector register"),
        required=False,
        choices=[("", _("None")), *RegisterSection.choices],
    )
    tax_code = forms.CharField(
        label=_("Tax code"), required=False, max_length=32, help_text=_("11 digits")
    )
    ateco = forms.CharField(
        label=_("ATECO code"), required=False, max_length=12, help_text=_("For example 88.10.00")
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False, choices=[NOT_TOLD])
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, district: str, kept_town: str | None = None, **more: Any):
        super().__init__(*args, **more)
        towns = self.fields["municipality"]
        towns.choices = town_choices(district, kept_town, self.data.get("municipality"))  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what the actions take."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        for code in ("register_section", "ateco", "municipality"):
            told[code] = told[code] or None
        return told


class CloseOrganisationForm(forms.Form):
    """The day on which a body stopped."""

    closed_on = forms.DateField(label=_("No longer active since"))
    seen = forms.IntegerField(widget=forms.HiddenInput)
