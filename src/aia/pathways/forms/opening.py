"""Forms of opening a pathway, of its team, and of an emergency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.access.terms import EmergencyReason
from aia.pathways.queries import Candidate
from aia.pathways.rules.values import LONGEST_TITLE
from aia.web.forms import EMPTY, ActForm, one_of, text_field


class LeadForm(ActForm):
    """Who leads, among the colleagues proposed with their figures."""

    template_name = "pathways/_lead_form.html"

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.fields["lead"] = forms.TypedChoiceField(
            label=_("Who leads it?"),
            choices=[(str(one.account), one.name) for one in candidates],
            coerce=UUID,
            widget=forms.RadioSelect,
        )

    def rows(self) -> list[tuple[Candidate, bool]]:
        """Return each colleague and whether they are the one chosen."""
        chosen = str(self["lead"].value() or "")
        return [(one, str(one.account) == chosen) for one in self.candidates]


class CommunityForm(LeadForm):
    """A community's pathway has a title of its own."""

    title = forms.CharField(
        label=_("What to call it"),
        max_length=LONGEST_TITLE,
        help_text=_(
            "A place or a group, never the names of people: “The courtyards of via Bonomelli”."
        ),
    )
    field_order = ("title", "lead")


class ColleagueForm(ActForm):
    """One colleague of the district."""

    def __init__(self, *args: Any, colleagues: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(colleagues.items(), key=lambda one: one[1])
        self.fields["account"] = forms.TypedChoiceField(
            label=_("Which colleague?"),
            choices=[EMPTY, *((str(id_), name) for id_, name in names)],
            coerce=UUID,
        )


class EmergencyForm(ActForm):
    """Why a file outside one's team has to be opened now."""

    reason = one_of(EmergencyReason, _("Why do you have to open it now?"))
    note = text_field(
        _("What is happening"),
        required=False,
        rows=4,
        help_text=_("The coordinator reads it. The person can ask to read it."),
    )
