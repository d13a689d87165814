"""What part of the process is looked at: needs of a period, of a place, of an area of life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways.terms import Domain

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


@dataclass(frozen=True)
class Chosen:
    """Needs recognised from `since` to `until`, both included; empty: whatever it is."""

    since: date | None = None
    until: date | None = None
    municipality: str = ""
    domain: str = ""

    def __bool__(self) -> bool:
        """Say whether anything narrows the reading."""
        return bool(self.since or self.until or self.municipality or self.domain)


class ChooseForm(forms.Form):
    """Narrows a reading; asked with GET, so that its address can be kept."""

    since = forms.DateField(label=_("Recognised from"), required=False, widget=_DAY)
    until = forms.DateField(label=_("until"), required=False, widget=_DAY)

    def __init__(self, *args: Any, municipalities: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.fields["municipality"] = forms.ChoiceField(
            label=_("Municipality"), required=False, choices=[every, *municipalities.items()]
        )
        self.fields["domain"] = forms.ChoiceField(
            label=_("Area of life"), required=False, choices=[every, *Domain.choices]
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        told = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day comes before the first: change one of them."))
        return told

    def chosen(self) -> Chosen:
        """Return what was asked; everything when a field is wrong, which the form then says."""
        if not self.is_valid():
            return Chosen()
        return Chosen(**self.cleaned_data)
