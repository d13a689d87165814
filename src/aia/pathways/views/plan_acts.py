"""Acts on a plan: change, budget, send, approve, send back, sign, end."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aia.pathways.forms import plans as forms
from aia.pathways.forms.line import ConfirmForm
from aia.pathways.models import Plan
from aia.pathways.queries.approvals import other_approvers
from aia.pathways.queries.plans import PlanText, get_plan
from aia.pathways.views.parts import PLAN, OnPartRow
from aia.web.forms import ActForm


class OnPlan(OnPartRow):
    """Base of the acts on a plan; `text` is what it says."""

    tab, model, argument = PLAN, Plan, "plan_id"
    text: PlanText

    def load(self, row_id: UUID, **ids: Any) -> None:
        super().load(row_id=row_id, **ids)
        self.text = get_plan(self.actor, row_id, at=self.at)

    def after(self, result: Any) -> str:
        return reverse("pathways:plan", args=[self.row.pk])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "told": self.text.aims}


class ChangePlan(OnPlan):
    """Write a draft again."""

    verb, action = "plan.changed", "change_plan"
    form_class: ClassVar[type[ActForm]] = forms.PlanForm
    heading = _("The aims and the dates")
    submit = _("Save")
    done = _("Saved.")

    def initial(self) -> dict[str, Any]:
        plan = self.text.plan
        return {
            "aims": self.text.aims,
            "starts_on": plan.starts_on,
            "ends_on": plan.ends_on,
            "review_days": plan.review_days,
        }

    def context(self) -> dict[str, Any]:
        return {**super().context(), "told": ""}


class RedatePlan(ChangePlan):
    """Change the days of a signed plan: its reviews follow."""

    form_class = forms.DatesForm
    heading = _("The dates of the plan")
    lead = _("Reviews not yet begun are planned anew on the new dates.")
    done = _("The dates are changed, and the reviews with them.")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "told": self.text.aims}


class SetBudget(OnPlan):
    """Set the budget of a draft."""

    verb, action = "plan.budgeted", "set_budget"
    form_class = forms.BudgetForm
    heading = _("The budget")
    submit = _("Save")
    done = _("Saved.")

    def initial(self) -> dict[str, Any]:
        return {"budget": self.text.plan.budget}


class SubmitPlan(OnPlan):
    """Put a draft before the coordinator."""

    verb, action = "plan.submitted", "submit_plan"
    form_class = ConfirmForm
    heading = _("Send the plan for approval")
    lead = _("The coordinator reads it and approves it, or sends it back with what is to mend.")
    submit = _("Send it for approval")
    done = _("The plan waits for the coordinator.")


class ApprovePlan(OnPlan):
    """Approve a plan, as a coordinator."""

    verb, action = "plan.approved", "approve_plan"
    form_class = forms.ApprovalForm
    heading = _("Approve the plan")
    lead = _("After this it can be signed by all sides.")
    submit = _("Approve the plan")
    done = _("The plan is approved: now it can be signed.")

    def form_arguments(self) -> dict[str, Any]:
        return {"alone": self._own() and not self._others()}

    def context(self) -> dict[str, Any]:
        shown = super().context()
        if not self._own():
            return shown
        others = ", ".join(self._others())
        if others:
            lead = gettext("You sent it: it is approved by %(names)s, so that two have looked.")
            return {**shown, "lead": lead % {"names": others}}
        lead = gettext(
            "You sent it, and nobody else can approve it. You may, saying why: the reason stays on"
            " the trace, and the planning office and the administrator are told."
        )
        return {**shown, "lead": lead}

    def _own(self) -> bool:
        return bool(self.text.plan.submitted_by == self.actor.id)

    def _others(self) -> list[str]:
        """Return the names of who else could approve the plan."""
        found = other_approvers(self.part.pathway, besides=self.actor.id, at=self.at)
        return [one.name for one in found]


class ReturnPlan(OnPlan):
    """Send a plan back to be written better."""

    verb, action = "plan.returned", "return_plan"
    form_class = forms.ReturnForm
    heading = _("Send it back to be mended")
    submit = _("Send it back")
    done = _("The plan is back with who wrote it, with your words.")


class SignPlan(OnPlan):
    """Record the day on which a plan was signed."""

    verb, action = "plan.signed", "sign_plan"
    form_class = forms.SignForm
    heading = _("The signatures")
    lead = _(
        "Print it, sign it together, write the day here. The reviews are planned by themselves."
    )
    submit = _("Record the signatures")
    done = _("The plan is signed and its reviews are on the calendar.")

    def initial(self) -> dict[str, Any]:
        return {"signed_on": timezone.localdate(self.at)}


class EndPlan(OnPlan):
    """End a plan."""

    verb, action = "plan.ended", "end_plan"
    form_class = forms.EndPlanForm
    heading = _("End the plan")
    lead = _("It stays on record. Reviews that nobody has begun are cancelled.")
    submit = _("End the plan")
    done = _("The plan is ended.")
