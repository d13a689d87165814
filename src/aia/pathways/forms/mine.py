"""Forms of the person's own path, in the words of who is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aia.pathways.forms.base import organisation_field
from aia.pathways.queries import GoalText, OptionFile
from aia.pathways.rules.selection import DECLINING, TAKING
from aia.pathways.terms import ChoiceReason, OptionState
from aia.people.terms import ConsentPurpose
from aia.web.forms import EMPTY, ActForm, text_field

NONE_OF_THESE = "none"

_MY_REASONS = {
    ChoiceReason.FITS: _("It fits what I need"),
    ChoiceReason.TRUST: _("I trust who offers it"),
    ChoiceReason.NEAR: _("It is near"),
    ChoiceReason.OWN_IDEA: _("It was my idea"),
    ChoiceReason.ONLY_ONE: _("There was nothing else"),
    ChoiceReason.TOO_FAR: _("It is too far, or hard to reach"),
    ChoiceReason.TOO_DEAR: _("It costs me too much"),
    ChoiceReason.TIMES: _("The times do not suit me"),
    ChoiceReason.NOT_TRUSTED: _("I do not trust who offers it"),
    ChoiceReason.ASKS_TOO_MUCH: _("It asks too much of me"),
    ChoiceReason.PREFERS_ALONE: _("I prefer to manage by myself"),
    ChoiceReason.OTHER: _("Another reason, or I would rather not say"),
}
_RATINGS = (
    ("-2", _("Much less than I hoped")),
    ("-1", _("Less than I hoped")),
    ("0", _("As I hoped")),
    ("1", _("Better than I hoped")),
    ("2", _("Much better than I hoped")),
)
UNSAID = ("", _("I would rather not say"))


def _reasons(kept: frozenset[ChoiceReason]) -> list[tuple[str, Any]]:
    return [(reason.value, label) for reason, label in _MY_REASONS.items() if reason in kept]


class MyChoiceForm(ActForm):
    """What I choose among the possibilities, why, and why not the others."""

    words = text_field(_("Do you want to add something?"), required=False, rows=3)

    def __init__(self, *args: Any, options: Sequence[OptionFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._options = options
        shown = [(str(o.option.id), _told(o)) for o in options]
        self.fields["option"] = forms.ChoiceField(
            label=_("What do you choose?"),
            choices=[*shown, (NONE_OF_THESE, _("None of these: I would like something else"))],
            widget=forms.RadioSelect,
        )
        self.fields["reason"] = forms.ChoiceField(
            label=_("Why?"),
            choices=[
                EMPTY,
                (_("If you choose one"), _reasons(frozenset(TAKING))),
                (_("If none of these"), _reasons(frozenset(DECLINING))),
            ],
        )
        for option in self._undecided():
            self.fields[f"declined_{option.option.id}"] = forms.ChoiceField(
                label=_("If you leave it, why? “%(option)s”") % {"option": option.words},
                choices=[EMPTY, *_reasons(frozenset(DECLINING))],
                required=False,
            )
        self.order_fields(["option", "reason"])
        self.fields["words"] = self.fields.pop("words")

    def _undecided(self) -> list[OptionFile]:
        """Return the options for which a reason is kept; one left before has its own already."""
        open_ones = (OptionState.OFFERED, OptionState.TAKEN)
        return [o for o in self._options if o.option.state in open_ones]

    def clean(self) -> dict[str, Any]:
        """Hold the reason to what was chosen. Adds an error to `reason`."""
        told = super().clean() or {}
        allowed = DECLINING if told.get("option") == NONE_OF_THESE else TAKING
        if told.get("option") and told.get("reason") and told["reason"] not in allowed:
            self.add_error(
                "reason", _("This reason does not go with what you chose: pick another.")
            )
        return told

    def decision(self) -> dict[str, Any]:
        """Return the arguments of the act of choosing."""
        told = self.cleaned_data
        taken = None if told["option"] == NONE_OF_THESE else UUID(told["option"])
        left = [o.option.id for o in self._undecided() if o.option.id != taken]
        return {
            "option_id": taken,
            "reason": told["reason"],
            "declined": {i: told.get(f"declined_{i}") or ChoiceReason.OTHER for i in left},
            "words": told["words"],
            "seen": told["seen"],
        }


def _told(option: OptionFile) -> str:
    """Return an option as one reads it before choosing: what, with whom, what it asks."""
    parts = [option.words or option.option.get_kind_display(), option.organisation]
    told = " · ".join(part for part in parts if part)
    return f"{told} – {option.asks}" if option.asks else told


class MyDemandForm(ActForm):
    """What I ask for, in my words."""

    words = text_field(
        _("Your words"), help_text=_("Say it as you would say it to a friend. You can change it.")
    )


class MyReviewForm(ActForm):
    """How it went, goal by goal, and in my words."""

    def __init__(self, *args: Any, goals: Sequence[GoalText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._goals = [goal.goal.id for goal in goals]
        for goal in goals:
            self.fields[f"goal_{goal.goal.id}"] = forms.ChoiceField(
                label=goal.result or goal.goal.get_domain_display(),
                choices=[*_RATINGS, UNSAID],
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields["words"] = text_field(
            _("How is it going, in your words?"), required=False, rows=4
        )

    def ratings(self) -> Mapping[UUID, int | None]:
        """Return the rating of each goal, None where nothing was said."""
        told = {goal: self.cleaned_data[f"goal_{goal}"] for goal in self._goals}
        return {goal: int(rating) if rating else None for goal, rating in told.items()}


class MeetingForm(ActForm):
    """A meeting that I ask for."""

    day = forms.DateField(label=_("Which day would suit you?"), widget=forms.DateInput)
    hour = forms.TimeField(
        label=_("At what time?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    words = text_field(_("What would you like to talk about?"), required=False, rows=3)

    def starts_at(self) -> datetime:
        """Return the moment asked for, in the district's time zone."""
        told = self.cleaned_data
        return timezone.make_aware(datetime.combine(told["day"], told["hour"]))


class MyConsentForm(ActForm):
    """Something that I agree to."""

    purpose = forms.ChoiceField(label=_("What do you agree to?"), choices=ConsentPurpose.choices)

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = organisation_field(
            district,
            _("With which organisation?"),
            required=False,
            help_text=_("Only for sharing your file."),
        )
