"""Acts from the demand to the give-back, each on its own page, the need shown above."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aia.pathways import actions
from aia.pathways.forms import line as forms
from aia.pathways.models import Answer, Choice, Demand, Option, Referral
from aia.pathways.models.line import OnPathway
from aia.pathways.queries import DemandFile, need_detail_of
from aia.pathways.views.needs import AboutNeed, OnNeed
from aia.pathways.views.needs import OnPathway as OnPathwayPage


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


class _InDistrict(OnRow):
    """Base of acts whose form offers the district's organisations."""

    def form_arguments(self) -> dict[str, Any]:
        return {"district": self.detail.pathway.district}


class OpenDemand(OnNeed):
    """Write down a need in the words of who has it."""

    form_class = forms.DemandForm
    heading = _("The demand")
    lead = _("The need in the words of whoever has it.")
    submit = _("Keep the demand")
    done = _("The demand is kept. Now the options can be put before the person.")

    def perform(self, told: dict[str, Any]) -> Demand:
        return actions.open_demand(actor=self.actor, need_id=self.need.id, **told, at=self.at)


class RewordDemand(OnRow):
    """Write the words of a demand again."""

    model, argument, action = Demand, "demand_id", "reword_demand"
    form_class = forms.RewordDemandForm
    heading = _("The words of the demand")
    submit = _("Keep these words")
    done = _("The words are kept.")

    def initial(self) -> dict[str, Any]:
        return {"words": self.detail.demand(self.row_id).words}


class WithdrawDemand(OnRow):
    """Take a demand back."""

    model, argument, action = Demand, "demand_id", "withdraw_demand"
    form_class = forms.WithdrawForm
    heading = _("Withdraw the demand")
    submit = _("Withdraw the demand")
    done = _("The demand is withdrawn. The need stays on the path.")


class OfferOption(_InDistrict):
    """Put a possible answer before the person."""

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

    model, argument, action = Option, "option_id", "withdraw_option"
    form_class = forms.ConfirmForm
    heading = _("No longer available")
    submit = _("Withdraw the option")
    done = _("The option is withdrawn.")


def _choice(row_id: UUID) -> Choice:
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
        standing = [o for o in self.offered().options if o.option.state != "withdrawn"]
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

    model, argument, action = Demand, "demand_id", "make_choice"
    heading = _("The choice")

    def offered(self) -> DemandFile:
        return self.detail.demand(self.row_id)


class ChangeChoice(_Choosing):
    """Record that the choice has changed."""

    model, argument, action = Choice, "choice_id", "change_choice"
    heading = _("Another choice")

    def offered(self) -> DemandFile:
        return self.detail.demand(_choice(self.row_id).demand_id)


class PlanAnswer(_InDistrict):
    """Say who does what was chosen."""

    model, argument, action = Choice, "choice_id", "plan_answer"
    form_class = forms.AnswerForm
    heading = _("The answer")
    lead = _("Who does what was chosen, how much of it, from when.")
    submit = _("Plan the answer")
    done = _("The answer is planned.")

    def initial(self) -> dict[str, Any]:
        choice = _choice(self.row_id)
        demand = self.detail.demand(choice.demand_id)
        taken = next((o for o in demand.options if o.option.id == choice.option_id), None)
        known: dict[str, Any] = {"starts_on": self.today()}
        if taken is None:
            return known
        return {
            **known,
            "words": taken.words,
            "intensity": taken.option.intensity,
            "organisation_id": taken.option.organisation_id,
        }


class StartAnswer(OnRow):
    """Say that an answer has begun."""

    model, argument, action = Answer, "answer_id", "start_answer"
    form_class = forms.DayForm
    heading = _("It begins")
    submit = _("Start the answer")
    done = _("The answer has begun.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today()}


class SuspendAnswer(OnRow):
    """Let an answer rest."""

    model, argument, action = Answer, "answer_id", "suspend_answer"
    form_class = forms.SuspendForm
    heading = _("Let it rest")
    submit = _("Suspend the answer")
    done = _("The answer rests.")


class ResumeAnswer(OnRow):
    """Go on with an answer."""

    model, argument, action = Answer, "answer_id", "resume_answer"
    form_class = forms.ConfirmForm
    heading = _("Go on")
    submit = _("Resume the answer")
    done = _("The answer goes on.")


class EndAnswer(OnRow):
    """End an answer."""

    model, argument, action = Answer, "answer_id", "end_answer"
    form_class = forms.EndAnswerForm
    heading = _("The answer ends")
    submit = _("End the answer")
    done = _("The answer has ended.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today()}


class PassAnswer(_InDistrict):
    """Pass an answer to another intensity."""

    model, argument, action = Answer, "answer_id", "pass_answer"
    form_class = forms.PassAnswerForm
    heading = _("To another intensity")
    lead = _("From a service to the neighbourhood, or back: the passage is one act for both.")
    submit = _("Pass it on")
    done = _("The answer goes on with another intensity.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today()}


class SendReferral(OnNeed):
    """Ask an organisation."""

    form_class = forms.ReferralForm
    heading = _("A referral")
    lead = _("The person must have agreed to share this with the organisation.")
    submit = _("Send the referral")
    done = _("The referral is sent. The organisation sees by when a reply is awaited.")

    def form_arguments(self) -> dict[str, Any]:
        return {"district": self.detail.pathway.district}

    def perform(self, told: dict[str, Any]) -> Referral:
        told.pop("seen")
        demand = self.detail.file.demand
        choice = demand.choice if demand else None
        return actions.send_referral(
            actor=self.actor,
            need_id=self.need.id,
            option_id=choice.choice.option_id if choice else None,
            **told,
            at=self.at,
        )


class WithdrawReferral(OnRow):
    """Take a referral back."""

    model, argument, action = Referral, "referral_id", "withdraw_referral"
    form_class = forms.WithdrawForm
    heading = _("Withdraw the referral")
    submit = _("Withdraw the referral")
    done = _("The referral is withdrawn.")


class GiveBack(OnPathwayPage):
    """Record what was put back on the floor."""

    form_class = forms.GiveBackForm
    heading = _("A give-back")
    lead = _("Always free: nothing is owed, nothing follows from it.")
    submit = _("Keep it")
    done = _("Thank you: it is on the floor.")

    def initial(self) -> dict[str, Any]:
        return {"given_on": timezone.localdate(self.at)}

    def perform(self, told: dict[str, Any]) -> Any:
        told.pop("seen")
        return actions.give_back(
            actor=self.actor, pathway_id=self.known.pathway.id, **told, at=self.at
        )


class ClosePathway(OnPathwayPage):
    """Close a pathway."""

    form_class = forms.ClosePathwayForm
    heading = _("Close the pathway")
    lead = _("What it was for, and what the person can count on from now.")
    submit = _("Close the pathway")
    done = _("The pathway is closed. It can be opened again.")

    def seen(self) -> int | None:
        return self.known.pathway.last_entry_id

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.close_pathway(
            actor=self.actor, pathway_id=self.known.pathway.id, **told, at=self.at
        )


class SuspendPathway(OnPathwayPage):
    """Let a pathway rest."""

    form_class = forms.SuspendForm
    heading = _("Let the pathway rest")
    submit = _("Suspend the pathway")
    done = _("The pathway rests.")

    def seen(self) -> int | None:
        return self.known.pathway.last_entry_id

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.suspend_pathway(
            actor=self.actor, pathway_id=self.known.pathway.id, **told, at=self.at
        )
