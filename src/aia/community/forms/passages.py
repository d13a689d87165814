"""What is written of a passage. What it needs is asked, and answered, in the same forms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aia.community.actions import Asked, Handover
from aia.community.forms.tables import Choices, offer_choices, picked
from aia.community.rules import passages as rules
from aia.community.rules import values
from aia.community.rules.passages import Given
from aia.community.terms import (
    AskKind,
    AskRefusal,
    BackReason,
    OffReason,
    PassageReason,
    PassageVoice,
    TrialGoing,
)
from aia.pathways.terms import Intensity, ReplyChannel
from aia.web.forms import ActForm, one_of, text_field

if TYPE_CHECKING:
    from aia.community.models import PassageAsk

_SIDES = (PassageVoice.RECEIVING, PassageVoice.GIVING)
_TEAM = "team"
_REASONS = tuple(one for one in PassageReason if one != PassageReason.RETURN)
_HOW_MANY = {
    AskKind.HOURS: _("How many hours does proximity need?"),
    AskKind.MONEY: _("How many euro does proximity need?"),
    AskKind.TRAINING: _("How many hours of training does proximity need?"),
}
_WHAT_FOR = {
    AskKind.HOURS: _("What are the hours for?"),
    AskKind.MONEY: _("What is the money for?"),
    AskKind.TRAINING: _("What is to be learnt?"),
}
_WHOM = {
    AskKind.HOURS: _("Whom do you ask for the hours?"),
    AskKind.MONEY: _("Whom do you ask for the money?"),
    AskKind.TRAINING: _("Whom do you ask for the training?"),
}
_KINDS = tuple(AskKind)


def _body(label: Any) -> forms.TypedChoiceField:
    """Return a field to choose a side: a body, or the social services themselves."""
    return forms.TypedChoiceField(label=label, coerce=_as_body, empty_value=None)


def _as_body(value: str) -> UUID | None:
    return None if value == _TEAM else UUID(value)


def _whole(label: Any, first: int, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, initial=first, min_value=least, max_value=most)


class PassageForm(ActForm):
    """A passage, with what it needs and its way back."""

    reason = one_of(PassageReason, _("Why do they pass?"), among=_REASONS, radio=False)
    from_intensity = one_of(Intensity, _("From which help?"), radio=False)
    to_intensity = one_of(Intensity, _("To which help?"), radio=False)
    giving = _body(_("Who lets them go?"))
    receiving = _body(_("Who welcomes them?"))
    words = text_field(_("How will the handover be made?"), rows=4)
    planned_on = forms.DateField(label=_("On which day?"))
    trial_days = _whole(
        _("For how many days do you try it?"),
        rules.USUAL_TRIAL,
        rules.LEAST_TRIAL,
        rules.MOST_TRIAL,
    )
    need = picked(_("Which need is it about?"), required=False)
    resource = picked(_("What of the floor carries it?"), required=False)
    back_to = _body(_("If it does not hold, who takes them back?"))
    back_days = _whole(_("Within how many days?"), 2, 0, rules.MOST_BACK)
    back_voice = one_of(PassageVoice, _("Who promises it?"), radio=False)
    back_words = text_field(_("In which words?"), rows=3)

    def __init__(
        self, *args: Any, bodies: Choices, needs: Choices, resources: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        team = (_TEAM, str(PassageVoice.TEAM.label))
        for name in ("giving", "receiving", "back_to"):
            offer_choices(self.fields[name], bodies)
            self.fields[name].choices.insert(1, team)  # type: ignore[attr-defined]
        offer_choices(self.fields["need"], needs)
        offer_choices(self.fields["resource"], resources)
        for kind in _KINDS:
            self._ask(kind)

    def _ask(self, kind: AskKind) -> None:
        self.fields[f"{kind}_quantity"] = forms.DecimalField(
            label=_HOW_MANY[kind],
            required=False,
            min_value=0,
            max_value=rules.most_of(kind),
            decimal_places=2,
            help_text=_("Leave it empty when none is needed."),
        )
        self.fields[f"{kind}_side"] = one_of(
            PassageVoice, _WHOM[kind], required=False, among=_SIDES, radio=False
        )
        self.fields[f"{kind}_words"] = forms.CharField(
            label=_WHAT_FOR[kind], required=False, max_length=values.LONGEST_LINE
        )

    def handover(self) -> Handover:
        """Return the passage that was written."""
        told = self.cleaned_data
        names = ("reason", "from_intensity", "to_intensity", "giving", "receiving", "words")
        further = ("planned_on", "trial_days", "back_to", "back_days", "back_voice", "back_words")
        rows = ("need", "resource")
        return Handover(**{name: told[name] for name in (*names, *further, *rows)})

    def asks(self) -> list[Asked]:
        """Return what is asked for, of whom."""
        told = self.cleaned_data
        return [
            Asked(kind, quantity, told[f"{kind}_side"] or "", told[f"{kind}_words"])
            for kind in _KINDS
            if (quantity := told[f"{kind}_quantity"]) is not None
        ]


class AgreeForm(ActForm):
    """A side's yes, with its answer to each thing that was asked of it."""

    words = text_field(_("In their words"), required=False, rows=3)
    channel = one_of(ReplyChannel, _("How did the word come?"), radio=False)
    said_by = forms.CharField(label=_("Who said it?"), max_length=rules.LONGEST_NAME)

    def __init__(
        self, *args: Any, asks: Sequence[tuple[PassageAsk, str]], own: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["channel"], self.fields["said_by"]
        self._asks = [row for row, _words in asks]
        for row, words in asks:
            told = {"what": row.get_kind_display(), "quantity": row.quantity}
            label = gettext("%(what)s: %(quantity)s asked for. How much is given?") % told
            self.fields[f"granted_{row.id}"] = forms.DecimalField(
                label=label,
                help_text=words,
                required=False,
                min_value=0,
                max_value=row.quantity,
                decimal_places=2,
            )
            self.fields[f"refused_{row.id}"] = one_of(
                AskRefusal,
                gettext("%(what)s: or why is nothing given?") % told,
                required=False,
                radio=False,
            )

    def answers(self) -> dict[UUID, Given]:
        """Return the answer to each thing that was asked."""
        return {
            row.id: Given(
                granted=self.cleaned_data[f"granted_{row.id}"],
                refused_for=self.cleaned_data[f"refused_{row.id}"],
            )
            for row in self._asks
        }


class StartForm(ActForm):
    """The handover was made."""

    on = forms.DateField(label=_("On which day was the handover made?"))


class LookForm(ActForm):
    """How a trial goes."""

    voice = one_of(PassageVoice, _("Who says it?"))
    going = one_of(TrialGoing, _("How does it go?"))
    words = text_field(_("In their words"), required=False, rows=3)

    def __init__(self, *args: Any, voices: Collection[PassageVoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one.value, one.label) for one in PassageVoice if one in voices]
        self.fields["voice"].choices = shown  # type: ignore[attr-defined]


class KeepForm(ActForm):
    """It stays so."""

    words = text_field(_("What stays of it?"), required=False, rows=3)


class BackForm(ActForm):
    """The way back is taken."""

    reason = one_of(BackReason, _("Why do they go back?"))
    words = text_field(_("Tell a little more"), required=False, rows=3)


class OffForm(ActForm):
    """It does not come to a trial."""

    reason = one_of(OffReason, _("Why is it called off?"))
    words = text_field(_("Tell a little more"), required=False, rows=3)

    def __init__(self, *args: Any, reasons: Collection[OffReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one.value, one.label) for one in OffReason if one in reasons]
        self.fields["reason"].choices = shown  # type: ignore[attr-defined]
