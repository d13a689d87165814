"""A routing rule, as the coordinator writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways.queries import taxonomy
from aia.pathways.terms import Domain
from aia.people.terms import AgeBand
from aia.sensing.terms import NoticeDoor, Urgency
from aia.territory.queries import municipalities_of
from aia.web.forms import ActForm

CONDITIONS = (
    "municipalities",
    "domains",
    "categories",
    "urgencies",
    "doors",
    "age_bands",
    "languages",
)
LANGUAGES = (
    ("it", _("Italian")),
    ("en", _("English")),
    ("ro", _("Romanian")),
    ("ar", _("Arabic")),
    ("fr", _("French")),
    ("uk", _("Ukrainian")),
    ("zh", _("Chinese")),
    ("es", _("Spanish")),
)


def _many(label: Any, choices: Any, *, boxes: bool = True) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple if boxes else forms.SelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


class RuleForm(ActForm):
    """Which notices go to whom. What is left empty asks nothing."""

    name = forms.CharField(
        label=_("What is the rule called?"),
        max_length=120,
        help_text=_("Who reads a notice sees this name: say what it does."),
    )
    domains = _many(_("Area of life"), Domain.choices)
    urgencies = _many(_("Urgency"), Urgency.choices)
    municipalities = _many(_("Municipalities"), (), boxes=False)
    categories = _many(_("Kinds of need"), (), boxes=False)
    doors = _many(_("How it came"), NoticeDoor.choices)
    age_bands = _many(_("Age"), AgeBand.choices)
    languages = _many(_("Language"), LANGUAGES)
    to_account = forms.TypedChoiceField(
        label=_("To whom does it go?"), coerce=UUID, required=False, empty_value=None
    )

    def __init__(
        self, *args: Any, district: str, colleagues: Mapping[UUID, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        towns = [(town.istat, town.name) for town in municipalities_of(district)]
        kinds = [(code, one.label) for code, one in taxonomy().categories.items()]
        nobody = ("", _("To the common list, for whoever takes it"))
        people = [(str(id_), name) for id_, name in colleagues.items()]
        for field, choices in (
            ("municipalities", towns),
            ("categories", kinds),
            ("to_account", [nobody, *people]),
        ):
            self.fields[field].choices = choices  # type: ignore[attr-defined]
