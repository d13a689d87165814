"""Forms of whoever steers: a caseload that changes hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways.queries import Candidate
from aia.web.forms import ActForm


class HandOverForm(ActForm):
    """Which colleagues take a caseload over."""

    template_name = "pathways/_receivers_form.html"

    def __init__(self, *args: Any, loads: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loads = loads
        self.fields["receivers"] = forms.TypedMultipleChoiceField(
            label=_("Who takes them over?"),
            choices=[(str(load.account), load.name) for load in loads],
            coerce=UUID,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one colleague.")},
        )

    def rows(self) -> list[tuple[Candidate, bool]]:
        """Return each colleague's figures and whether they are among the chosen."""
        chosen = {str(value) for value in self["receivers"].value() or ()}
        return [(load, str(load.account) in chosen) for load in self.loads]
