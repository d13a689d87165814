"""What is typed about hours given and taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from aia.commons.queries import Keeper
from aia.commons.rules import hours as rules
from aia.commons.terms import Refused
from aia.web.forms import EMPTY, ActForm


class HoursField(forms.CharField):
    """Hours and minutes as people write them; its value is whole minutes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=8, help_text=_("Write 1:30, or 2 for two hours."), **kwargs)

    def clean(self, value: Any) -> int:
        """Return the minutes."""
        try:
            return rules.read(super().clean(value))
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


class ThankForm(ActForm):
    """Who thanks, and with how much."""

    user = forms.ChoiceField(label=_("Who gives the hours?"))
    minutes = HoursField(label=_("How many hours?"))

    def __init__(self, *args: Any, users: Sequence[Keeper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one.code, one.name) for one in users]
        first = [] if len(shown) == 1 else [EMPTY]
        self.fields["user"].choices = [*first, *shown]  # type: ignore[attr-defined]

    def user_ids(self) -> dict[str, UUID]:
        """Return who gives as the action takes it."""
        kind, _colon, told = self.cleaned_data["user"].partition(":")
        return {"organisation_id" if kind == "body" else "person_id": UUID(told)}


class GiveForm(ActForm):
    """To which body, and how much."""

    organisation_id = forms.TypedChoiceField(label=_("To whom?"), coerce=UUID)
    minutes = HoursField(label=_("How many hours?"))

    def __init__(self, *args: Any, bodies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = [EMPTY, *bodies]  # type: ignore[attr-defined]


class LimitForm(ActForm):
    """How far below and above zero an account may go."""

    least = HoursField(label=_("How many hours may it owe at most?"))
    most = HoursField(label=_("How many hours may it hold at most?"))
