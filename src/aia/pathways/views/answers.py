"""Acts on answers and referrals, each on its own page, the need shown above."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from aia.pathways import actions
from aia.pathways.forms import line as forms
from aia.pathways.models import Answer, Choice, Referral
from aia.pathways.views.line import InDistrict, OnRow, choice_of
from aia.pathways.views.needs import OnNeed


class PlanAnswer(InDistrict):
    """Say who does what was chosen."""

    verb = "answer.planned"
    model, argument, action = Choice, "choice_id", "plan_answer"
    form_class = forms.AnswerForm
    heading = _("The answer")
    lead = _("Who does what was chosen, how much of it, from when.")
    submit = _("Plan the answer")
    done = _("The answer is planned.")

    def initial(self) -> dict[str, Any]:
        choice = choice_of(self.row_id)
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

    verb = "answer.started"
    model, argument, action = Answer, "answer_id", "start_answer"
    form_class = forms.DayForm
    heading = _("It begins")
    submit = _("Start the answer")
    done = _("The answer has begun.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today()}


class SuspendAnswer(OnRow):
    """Let an answer rest."""

    verb = "answer.suspended"
    model, argument, action = Answer, "answer_id", "suspend_answer"
    form_class = forms.SuspendForm
    heading = _("Let it rest")
    submit = _("Suspend the answer")
    done = _("The answer rests.")


class ResumeAnswer(OnRow):
    """Go on with an answer."""

    verb = "answer.resumed"
    model, argument, action = Answer, "answer_id", "resume_answer"
    form_class = forms.ConfirmForm
    heading = _("Go on")
    submit = _("Resume the answer")
    done = _("The answer goes on.")


class EndAnswer(OnRow):
    """End an answer."""

    verb = "answer.ended"
    model, argument, action = Answer, "answer_id", "end_answer"
    form_class = forms.EndAnswerForm
    heading = _("The answer ends")
    submit = _("End the answer")
    done = _("The answer has ended.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today()}


class PassAnswer(InDistrict):
    """Pass an answer to another intensity."""

    verb = "answer.continued"
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

    verb = "referral.sent"
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

    verb = "referral.withdrawn"
    model, argument, action = Referral, "referral_id", "withdraw_referral"
    form_class = forms.WithdrawForm
    heading = _("Withdraw the referral")
    submit = _("Withdraw the referral")
    done = _("The referral is withdrawn.")
