"""Fields that several forms of the line share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways.taxonomy import taxonomy
from aia.pathways.terms import Domain
from aia.people.queries import organisations
from aia.web.forms import EMPTY

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def category_field(on: date) -> forms.ChoiceField:
    """Return a field to choose a category of need, grouped by domain."""
    groups = [
        (Domain(domain).label, [(category.code, category.label) for category in categories])
        for domain, categories in taxonomy().by_domain(on).items()
    ]
    return forms.ChoiceField(label=_("What sort of need is it?"), choices=[EMPTY, *groups])


def organisation_field(
    district: str, label: StrOrPromise, *, required: bool, help_text: StrOrPromise = ""
) -> forms.TypedChoiceField:
    """Return a field to choose one of the district's organisations that are open."""
    known = [(str(body.id), body.name) for body in organisations(district)]
    return forms.TypedChoiceField(
        label=label,
        required=required,
        choices=[EMPTY, *known],
        coerce=UUID,
        empty_value=None,
        help_text=help_text,
    )
