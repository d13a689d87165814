"""Forms of a review: the recipient's view, then the worker's. Every goal is rated in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aia.pathways import terms
from aia.pathways.forms.plans import day_field
from aia.web.forms import ActForm, one_of, text_field

# Goal attainment scaling (Kiresuk and Sherman, 1968), told in words.
ATTAINED: Mapping[int, str | Promise] = {
    -2: _("Much less than hoped"),
    -1: _("Less than hoped"),
    0: _("As hoped"),
    1: _("More than hoped"),
    2: _("Much more than hoped"),
}


class _RatedForm(ActForm):
    """A form with a rating for each goal: (goal's id, its result in words)."""

    whole: bool
    ask: str | Promise

    def __init__(self, *args: Any, goals: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._goals = goals
        for goal, result in goals:
            self.fields[f"goal_{goal.hex}"] = self._rating(result)
        self.order_fields([*self.first_fields(), *(f"goal_{goal.hex}" for goal, _words in goals)])

    def first_fields(self) -> Iterable[str]:
        """Return the names of the fields that come before the ratings."""
        return ()

    def _rating(self, result: str) -> forms.TypedChoiceField:
        unsaid = [] if self.whole else [("", _("Does not say"))]
        return forms.TypedChoiceField(
            label=_("“%(result)s”: where are we?") % {"result": result},
            required=self.whole,
            choices=[*((str(rating), words) for rating, words in ATTAINED.items()), *unsaid],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
        )

    def ratings(self) -> dict[UUID, int | None]:
        """Return the rating of each goal, None for those left without."""
        return {goal: self.cleaned_data[f"goal_{goal.hex}"] for goal, _words in self._goals}


class RecipientForm(_RatedForm):
    """What the person says of how it went, written down by themself or by the worker."""

    whole = False
    words = text_field(
        _("In their own words"),
        required=False,
        help_text=_("As they said it, also where you see it otherwise."),
    )

    def __init__(self, *args: Any, voices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"] = one_of(terms.Voice, _("Who speaks?"), among=voices)
        self.order_fields(["voice", "words"])

    def first_fields(self) -> Iterable[str]:
        return ("words",)


class HoldForm(_RatedForm):
    """The worker's view of each goal, and what is done now."""

    whole = True
    words = text_field(_("What you see, and what you agreed"), required=False)
    outcome = one_of(terms.ReviewOutcome, _("What is done now?"))

    def __init__(self, *args: Any, heard: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not heard:
            self.fields["unheard"] = one_of(
                terms.UnheardReason,
                _("Why could the person not be heard?"),
                help_text=_("They speak first: if they still can, write down their view instead."),
            )
            self.order_fields(["unheard"])


class MoveReviewForm(ActForm):
    """Another day for a review."""

    planned_on = day_field(_("On which day instead?"))
