"""What one can do, and words that vouch for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aia.commons.queries import Keeper
from aia.commons.rules import competences as rules
from aia.commons.terms.competences import LearntFrom, Relation, RevokeReason
from aia.web.forms import EMPTY, ActForm, one_of, text_field


class _InSomebodysName(ActForm):
    """Base of the forms that ask in whose name one speaks."""

    field: str

    def __init__(self, *args: Any, keepers: Sequence[Keeper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one.code, one.name) for one in keepers]
        first = [] if len(shown) == 1 else [EMPTY]
        self.fields[self.field].choices = [*first, *shown]  # type: ignore[attr-defined]

    def ids(self) -> dict[str, Any]:
        """Return who it is as the action takes it."""
        kind, _colon, told = self.cleaned_data[self.field].partition(":")
        return {"organisation_id" if kind == "body" else "person_id": UUID(told)}


class CompetenceForm(_InSomebodysName):
    """Something that somebody can do."""

    field = "keeper"
    keeper = forms.ChoiceField(label=_("Who can do it?"))
    title = forms.CharField(
        label=_("What can be done, in a few words?"),
        max_length=rules.LONGEST_TITLE,
        help_text=_(
            "For example: mending bicycles, staying by somebody who is ill, keeping accounts."
        ),
    )
    about = text_field(
        _("Tell a little more"),
        required=False,
        rows=4,
        longest=rules.LONGEST_ABOUT,
        help_text=_("How it was learnt, for how long it has been done, with whom."),
    )
    learnt_from = one_of(LearntFrom, _("Where does it come from?"))
    esco = forms.CharField(
        label=_("Address in ESCO"),
        required=False,
        max_length=120,
        help_text=_("Only if you know it: the European list of skills and occupations."),
    )
    isco = forms.CharField(
        label=_("ISCO-08 code"),
        required=False,
        max_length=4,
        help_text=_("Only if you know it: the international list of occupations."),
    )


class EndorsementForm(_InSomebodysName):
    """Words that vouch."""

    field = "voice"
    voice = forms.ChoiceField(label=_("For whom do you speak?"))
    relation = one_of(Relation, _("How do you know it?"))
    words = text_field(
        _("What have you seen, and why do you vouch for it?"),
        rows=4,
        longest=rules.LONGEST_WORDS,
        help_text=_("These words will stand in the badge: whoever can do it decides who reads it."),
    )
    named = forms.BooleanField(
        label=_("My name may stand beside these words"),
        required=False,
        help_text=_("Whoever you vouch for reads your name in any case. A body is always named."),
    )


class BadgeForm(ActForm):
    """Until when a badge holds."""

    valid_until = forms.DateField(
        label=_("Until when does it hold?"),
        required=False,
        help_text=_("Leave it empty for a badge without an end."),
    )

    def clean_valid_until(self) -> datetime | None:
        """Return the moment in which the day ends."""
        day = self.cleaned_data["valid_until"]
        if day is None:
            return None
        return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.get_current_timezone())


class RevokeForm(ActForm):
    """Why a badge is revoked."""

    reason = one_of(
        RevokeReason,
        _("Why is it revoked?"),
        among=[RevokeReason.WISH, RevokeReason.MISTAKE],
    )


class VerifyForm(forms.Form):
    """A badge that somebody was given."""

    file = forms.FileField(label=_("The badge’s file"))
