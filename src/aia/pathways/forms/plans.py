"""Forms of a plan: its dates, what it holds, its approval, its signature and its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways import terms
from aia.pathways.forms.base import organisation_field
from aia.pathways.rules.plans import LONGEST_REVIEW_DAYS, SHORTEST_REVIEW_DAYS
from aia.web.forms import EMPTY, ActForm, one_of, text_field

_SETTLED = tuple(state for state in terms.CommitmentState if state != "pledged")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput
    )


def euro_field(label: Any, help_text: Any = "") -> forms.DecimalField:
    """Return a field for an amount in euro."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text=help_text,
    )


def _review_days_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Look at it together every how many days?"),
        min_value=SHORTEST_REVIEW_DAYS,
        max_value=LONGEST_REVIEW_DAYS,
        help_text=_("Signing the plan puts its reviews on the calendar by itself."),
    )


class DatesForm(ActForm):
    """From when to when a signed plan lasts, and how often it is looked at."""

    starts_on = day_field(_("From"))
    ends_on = day_field(_("Until"))
    review_days = _review_days_field()


class PlanForm(DatesForm):
    """A draft: where to get, from when to when, and how often to look at it together."""

    aims = text_field(
        _("Where do you want to get?"),
        required=False,
        help_text=_("The general aims, in words that the person would use too."),
    )
    field_order: tuple[str, ...] = ("aims", "starts_on", "ends_on", "review_days")


class DraftForm(PlanForm):
    """A new draft, with the day of the preliminary analysis."""

    analysed_on = day_field(
        _("Day of the preliminary analysis"),
        required=False,
        help_text=_(
            "The term for signing is counted from here. Left empty, it is the day of the latest"
            " intake, or today."
        ),
    )
    field_order = ("aims", "starts_on", "ends_on", "review_days", "analysed_on")


class GoalForm(ActForm):
    """A goal: what will be seen, how it is measured, when it is looked at."""

    result = text_field(
        _("What result do you want to see?"),
        rows=2,
        help_text=_("Something that can be seen when it is there."),
    )
    indicator = text_field(
        _("How will you see it?"),
        rows=2,
        help_text=_("A number, a fact, a document: what both would recognise."),
    )
    monitor_on = day_field(_("When do you look at it?"))
    domain = one_of(terms.Domain, _("In which side of life?"))

    def __init__(self, *args: Any, needs: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need_id"] = forms.TypedChoiceField(
            label=_("Which need is it about?"),
            required=False,
            choices=[EMPTY, *((str(need), label) for need, label in needs)],
            coerce=UUID,
            empty_value=None,
        )


class CommitmentForm(ActForm):
    """What one side undertakes to do, by when."""

    side = one_of(terms.Side, _("Who undertakes it?"))
    text = text_field(_("What do they undertake to do?"), rows=2)
    due_on = day_field(
        _("By when?"), required=False, help_text=_("Left empty, for as long as the plan lasts.")
    )


class SettleForm(ActForm):
    """What became of a commitment."""

    state = one_of(terms.CommitmentState, _("How did it go?"), among=_SETTLED)


class SupportForm(ActForm):
    """What is given, by whom, and for how much."""

    text = text_field(_("What is given?"), rows=2)
    provider_kind = one_of(terms.ProviderKind, _("Who gives it?"))
    amount = euro_field(_("Euro for the whole plan"))

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"] = organisation_field(
            district, _("Which organisation?"), required=False
        )
        self.order_fields(["text", "provider_kind", "organisation_id", "amount"])


class BudgetForm(ActForm):
    """The plan's budget."""

    budget = euro_field(
        _("Euro for the whole plan"),
        help_text=_("Left empty, the plan has no budget of its own."),
    )


class ApprovalForm(ActForm):
    """Nothing to fill in; for the only coordinator, why they approve a plan of their own."""

    def __init__(self, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alone:
            self.fields["own_approval"] = one_of(
                terms.OwnApproval, _("Why do you approve a plan that you sent yourself?")
            )


class ReturnForm(ActForm):
    """What is to mend before a plan can be approved."""

    reply = text_field(_("What is to mend?"))


class SignForm(ActForm):
    """The day of the signatures."""

    signed_on = day_field(_("On which day was it signed?"))


class EndPlanForm(ActForm):
    """Why a plan ends."""

    reason = one_of(terms.PlanEnd, _("Why does the plan end?"))
