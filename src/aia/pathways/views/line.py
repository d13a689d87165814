"""Acts from the demand to the give-back, each on its own page, the need shown above."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aia.pathways import actions
from aia.pathways.forms import line as forms
from aia.pathways.models import Choice, Demand, Option
from aia.pathways.models.line import OnPathway
from aia.pathways.queries import DemandFile, need_detail_of
from aia.pathways.terms import OptionState
from aia.pathways.views.needs import AboutNeed, OnNeed


class OnRow(AboutNeed):
    """Base of acts on a demand, option, choice, answer or referral: `row_id` in the address.

    The form's fields are the arguments of `action`, beside the row's own (`argument`).
    """

    model: ClassVar[type[OnPathway]]
    argument: ClassVar[str]
    action: ClassVar[str]
    row_id: UUID

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read the need that the row is about, as somebody on its pathway may."""
        self.row_id = row_id
        self.detail = need_detail_of(self.actor, self.model, self.row_id, at=self.at)

    def row(self) -> OnPathway:
        """Return the row itself."""
        return self.model._default_manager.get(pk=self.row_id)

    def seen(self) -> int | None:
        return self.row().last_entry_id

    def today(self) -> date:
        """Return the district's day."""
        return timezone.localdate(self.at)

    def perform(self, told: dict[str, Any]) -> Any:
        act = getattr(actions, self.action)
        return act(actor=self.actor, at=self.at, **{self.argument: self.row_id}, **told)


class InDistrict(OnRow):
    """Base of acts whose form offers the district's organisations."""

    def form_arguments(self) -> dict[str, Any]:
        return {"district": self.detail.pathway.district}


class OpenDemand(OnNeed):
    """Write down a need in the words of who has it."""

    verb = "demand.opened"
    form_class = forms.DemandForm
    heading = _("The demand")
    lead = _("The need in the words of whoever has it.")
    submit = _("Keep the demand")
    done = _("The demand is kept. Now the options can be put before the person.")

    def perform(self, told: dict[str, Any]) -> Demand:
        return actions.open_demand(actor=self.actor, need_id=self.need.id, **told, at=self.at)


class RewordDemand(OnRow):
    """Write the words of a demand again."""

    verb = "demand.reworded"
    model, argument, action = Demand, "demand_id", "reword_demand"
    form_class = forms.RewordDemandForm
    heading = _("The words of the demand")
    submit = _("Keep these words")
    done = _("The words are kept.")

    def initial(self) -> dict[str, Any]:
        return {"words": self.detail.demand(self.row_id).words}


class WithdrawDemand(OnRow):
    """Take a demand back."""

    verb = "demand.withdrawn"
    model, argument, action = Demand, "demand_id", "withdraw_demand"
    form_class = forms.WithdrawForm
    heading = _("Withdraw the demand")
    submit = _("Withdraw the demand")
    done = _("The demand is withdrawn. The need stays on the path.")


class OfferOption(InDistrict):
    """Put a possible answer before the person."""

    verb = "option.offered"
    model, argument, action = Demand, "demand_id", "offer_option"
    form_class = forms.OptionForm
    heading = _("An option")
    lead = _("What it is and what it asks, so that choosing is possible.")
    submit = _("Offer the option")
    done = _("The option is offered.")

    def seen(self) -> int | None:
        return None

    def perform(self, told: dict[str, Any]) -> Any:
        told.pop("seen")
        return super().perform(told)


class WithdrawOption(OnRow):
    """Say that an option is no longer available."""

    verb = "option.withdrawn"
    model, argument, action = Option, "option_id", "withdraw_option"
    form_class = forms.ConfirmForm
    heading = _("No longer available")
    submit = _("Withdraw the option")
    done = _("The option is withdrawn.")


def choice_of(row_id: UUID) -> Choice:
    """Return a choice. Raises Choice.DoesNotExist."""
    return Choice.objects.get(pk=row_id)


class _Choosing(OnRow):
    """Base of the two acts of choosing."""

    form_class = forms.ChoiceForm
    lead = _("Who has the need chooses. What is left aside stays on record, with its reason.")
    submit = _("Keep the choice")
    done = _("The choice is kept.")

    def offered(self) -> DemandFile:
        """Return the demand whose options are put to the choice."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        open_to_choice = (OptionState.OFFERED, OptionState.TAKEN)
        standing = [o for o in self.offered().options if o.option.state in open_to_choice]
        return {"options": standing}

    def decide(self, form: forms.ChoiceForm) -> dict[str, Any]:
        """Return the arguments of the action."""
        told = form.cleaned_data
        kept = {name: told[name] for name in ("reason", "made_by", "words", "seen")}
        return {**kept, "option_id": form.option_id(), "declined": form.declined()}

    def perform_form(self, form: Any) -> Any:
        return super().perform(self.decide(form))


class MakeChoice(_Choosing):
    """Record which option was chosen."""

    verb = "choice.made"
    model, argument, action = Demand, "demand_id", "make_choice"
    heading = _("The choice")

    def offered(self) -> DemandFile:
        return self.detail.demand(self.row_id)


class ChangeChoice(_Choosing):
    """Record that the choice has changed."""

    verb = "choice.changed"
    model, argument, action = Choice, "choice_id", "change_choice"
    heading = _("Another choice")

    def offered(self) -> DemandFile:
        return self.detail.demand(choice_of(self.row_id).demand_id)
