"""Forms of the acts on the line: need, demand, option, choice, answer, referral, give-back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways import terms
from aia.pathways.forms.base import category_field, organisation_field
from aia.pathways.queries import OptionFile
from aia.pathways.rules.values import LONGEST_TITLE
from aia.web.forms import ActForm, one_of, text_field

NONE_OF_THESE = "none"
_TAKES = (
    terms.ChoiceReason.FITS,
    terms.ChoiceReason.TRUST,
    terms.ChoiceReason.NEAR,
    terms.ChoiceReason.OWN_IDEA,
    terms.ChoiceReason.ONLY_ONE,
    terms.ChoiceReason.OTHER,
)
_LEAVES = tuple(r for r in terms.ChoiceReason if r not in _TAKES[:-1])


class NeedForm(ActForm):
    """A need: what sort, how heavy, in whose words."""

    expressed = forms.TypedChoiceField(
        label=_("Has it been said?"),
        choices=[("yes", _("Yes, in words")), ("no", _("Not yet: somebody else sees it"))],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )
    words_of = one_of(terms.Voice, _("In whose words?"))
    words = text_field(
        _("The words"),
        required=False,
        help_text=_("As they were said. They are sealed and stay on this page only."),
    )
    severity = one_of(terms.Severity, _("How much does it weigh on daily life?"))

    field_order = ("category", "expressed", "words_of", "words", "severity")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = category_field(on)
        self.order_fields(self.field_order)


class RewordNeedForm(ActForm):
    """The words of a need, written again."""

    words_of = one_of(terms.Voice, _("In whose words?"))
    expressed = forms.TypedChoiceField(
        label=_("Has it been said?"),
        choices=[("yes", _("Yes, in words")), ("no", _("Not yet: somebody else sees it"))],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )
    words = text_field(_("The words"), required=False)


class SeverityForm(ActForm):
    """How heavy a need is."""

    severity = one_of(terms.Severity, _("How much does it weigh on daily life?"))


class CategoryForm(ActForm):
    """What sort of need it is."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = category_field(on)


class UnvoicedForm(ActForm):
    """Why a need has not been voiced."""

    reason = one_of(terms.UnvoicedReason, _("Why has it not been asked for?"))


class TitleForm(ActForm):
    """What a community's pathway is called."""

    title = forms.CharField(
        label=_("What to call it"),
        max_length=LONGEST_TITLE,
        help_text=_(
            "A place or a group, never the names of people: “The courtyards of via Bonomelli”."
        ),
    )


class SuspendForm(ActForm):
    """Why something rests for a while."""

    reason = one_of(terms.SuspendReason, _("Why does it rest?"))


class SuspendNeedForm(SuspendForm):
    """Why a need rests, and until when."""

    until = forms.DateField(label=_("Look at it again on"), required=False, widget=forms.DateInput)


class CloseForm(ActForm):
    """Why something is closed."""

    reason = one_of(terms.CloseReason, _("Why is it closed?"))


class ConfirmForm(ActForm):
    """Nothing to fill in: the act itself."""


class DemandForm(ActForm):
    """A demand, in the words of who has the need."""

    words = text_field(
        _("What the person asks for"),
        help_text=_("In their own words, as they would read them again."),
    )
    voiced_by = one_of(terms.Voice, _("Who says it?"), among=terms.Voice)


class RewordDemandForm(ActForm):
    """The words of a demand, written again."""

    words = text_field(_("What the person asks for"))


class WithdrawForm(ActForm):
    """Why a demand or a referral is taken back."""

    reason = one_of(terms.WithdrawReason, _("Why is it withdrawn?"))


class OptionForm(ActForm):
    """A possible answer: what it is, where it comes from, what it asks."""

    kind = one_of(terms.OptionKind, _("What sort of answer would it be?"))
    words = text_field(_("What it is, in plain words"), rows=3)
    asks = text_field(
        _("What it asks of the person"),
        required=False,
        rows=2,
        help_text=_("Time, travel, documents, money: what they should know before choosing."),
    )
    source = one_of(terms.OptionSource, _("Where does it come from?"))
    intensity = one_of(terms.Intensity, _("How much of a service is it?"), required=False)

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"] = organisation_field(
            district, _("Who would give it?"), required=False
        )


class ChoiceForm(ActForm):
    """Which option was taken, by whom and why; the others stay on record with their reason."""

    made_by = one_of(terms.Voice, _("Who chooses?"))
    words = text_field(_("Why, in their words"), required=False, rows=3)

    def __init__(self, *args: Any, options: Sequence[OptionFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._options = options
        shown = [(str(o.option.id), o.words or str(o.option)) for o in options]
        self.fields["option"] = forms.ChoiceField(
            label=_("What is chosen?"),
            choices=[*shown, (NONE_OF_THESE, _("None of these"))],
            widget=forms.RadioSelect,
        )
        self.fields["reason"] = one_of(terms.ChoiceReason, _("Why?"), radio=False)
        for option in options:
            self.fields[f"declined_{option.option.id}"] = one_of(
                terms.ChoiceReason,
                _("If left aside, why? “%(option)s”") % {"option": option.words},
                among=_LEAVES,
                required=False,
                radio=False,
            )
        self.order_fields(["option", "reason", "words", "made_by"])

    def option_id(self) -> UUID | None:
        """Return the option taken, None for "none of these"."""
        told = self.cleaned_data["option"]
        return None if told == NONE_OF_THESE else UUID(told)

    def declined(self) -> dict[UUID, str]:
        """Return the reason for each option left aside."""
        taken = self.option_id()
        left = [o.option.id for o in self._options if o.option.id != taken]
        told = {row: self.cleaned_data.get(f"declined_{row}") for row in left}
        return {row: reason or terms.ChoiceReason.OTHER for row, reason in told.items()}


class AnswerForm(ActForm):
    """Who does what was chosen, how much of it, from when."""

    words = text_field(_("What will be done"), required=False, rows=3)
    provider_kind = one_of(terms.ProviderKind, _("Who gives it?"))
    intensity = one_of(terms.Intensity, _("How much of a service is it?"))
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput)
    ends_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput)
    hours = forms.DecimalField(
        label=_("Hours a week"), required=False, min_value=0, max_digits=6, decimal_places=2
    )
    cost = forms.DecimalField(
        label=_("Euro a month"), required=False, min_value=0, max_digits=9, decimal_places=2
    )

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"] = organisation_field(
            district, _("Which organisation?"), required=False
        )
        self.order_fields(["words", "provider_kind", "organisation_id"])


class DayForm(ActForm):
    """The day on which something began."""

    on = forms.DateField(label=_("On which day?"), widget=forms.DateInput)


class EndAnswerForm(DayForm):
    """Why and when an answer ended."""

    reason = one_of(terms.AnswerEnd, _("Why does it end?"))


class PassAnswerForm(ActForm):
    """The answer that an answer passes into, of another intensity."""

    intensity = one_of(terms.Intensity, _("To which intensity?"))
    provider_kind = one_of(terms.ProviderKind, _("Who gives it from now on?"))
    words = text_field(_("What will be done"), required=False, rows=3)
    hours = forms.DecimalField(label=_("Hours a week"), required=False, min_value=0)
    cost = forms.DecimalField(label=_("Euro a month"), required=False, min_value=0)
    on = forms.DateField(label=_("From"), widget=forms.DateInput)

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"] = organisation_field(
            district, _("Which organisation?"), required=False
        )


class ReferralForm(ActForm):
    """What an organisation is asked for."""

    words = text_field(
        _("What you ask them"),
        help_text=_("They will read this and nothing else of the file."),
    )

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"] = organisation_field(
            district, _("Which organisation?"), required=True
        )
        self.order_fields(["organisation_id", "words"])


class GiveBackForm(ActForm):
    """What was put back on the floor, freely."""

    kind = one_of(terms.GiveBackKind, _("What is it?"))
    words = text_field(_("Tell it in a few words"), required=False, rows=3)
    given_on = forms.DateField(label=_("On which day?"), widget=forms.DateInput)
    hours = forms.DecimalField(label=_("Hours"), required=False, min_value=0)


class ClosePathwayForm(CloseForm):
    """Why a pathway is closed, and what the person can count on."""

    final_resources = forms.MultipleChoiceField(
        label=_("What can the person count on from now?"),
        choices=terms.FinalResources.choices,
        widget=forms.CheckboxSelectMultiple,
    )
