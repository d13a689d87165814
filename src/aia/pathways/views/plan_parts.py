"""Acts on what a plan holds: goals, commitments of each side, supports."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aia.pathways.forms import plans as forms
from aia.pathways.forms.line import ConfirmForm
from aia.pathways.models import Commitment, Goal, Support
from aia.pathways.queries import needs_of
from aia.pathways.queries.plans import get_plan
from aia.pathways.taxonomy import taxonomy
from aia.pathways.terms import State
from aia.pathways.views.parts import PLAN, OnPartRow
from aia.pathways.views.plan_acts import OnPlan
from aia.web.forms import ActForm


class _AddToPlan(OnPlan):
    """Base of the acts that write a part into a draft."""

    def seen(self) -> int | None:
        return None

    def perform(self, told: dict[str, Any]) -> Any:
        told.pop("seen", None)
        return super().perform(told)


class AddGoal(_AddToPlan):
    """Write a goal."""

    verb, action = "goal.set", "add_goal"
    form_class = forms.GoalForm
    heading = _("A goal")
    lead = _("A result that can be seen, how you will see it, and when you look.")
    submit = _("Add the goal")
    done = _("The goal is in the plan.")

    def initial(self) -> dict[str, Any]:
        return {"monitor_on": self.text.plan.ends_on}

    def form_arguments(self) -> dict[str, Any]:
        needs = needs_of(self.actor, self.part.pathway.id, at=self.at)
        kinds = taxonomy()
        return {"needs": [(n.id, kinds.label(n.category)) for n in needs if n.state == State.OPEN]}


class AddCommitment(_AddToPlan):
    """Write what one side undertakes."""

    verb, action = "commitment.taken", "add_commitment"
    form_class = forms.CommitmentForm
    heading = _("A commitment")
    lead = _("Each side says what it will do. When it cannot be kept you talk about it, no more.")
    submit = _("Add the commitment")
    done = _("The commitment is in the plan.")


class AddSupport(_AddToPlan):
    """Write what is given, and by whom."""

    verb, action = "support.agreed", "add_support"
    form_class = forms.SupportForm
    heading = _("A support")
    submit = _("Add the support")
    done = _("The support is in the plan.")

    def form_arguments(self) -> dict[str, Any]:
        return {"district": self.part.pathway.district}


class _OnPart(OnPartRow):
    """Base of the acts on a goal, a commitment or a support."""

    tab = PLAN
    form_class: ClassVar[type[ActForm]] = ConfirmForm

    def after(self, result: Any) -> str:
        return reverse("pathways:plan", args=[self.row.plan_id])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "told": self.words()}

    def words(self) -> str:
        """Return what the part says, shown above the question."""
        text = get_plan(self.actor, self.row.plan_id, at=self.at)
        said = [(one.goal.id, one.result) for one in text.goals]
        said += [(one.commitment.id, one.words) for one in text.commitments]
        said += [(one.support.id, one.words) for one in text.supports]
        return dict(said).get(self.row.pk, "")


class SettleCommitment(_OnPart):
    """Say what became of a commitment."""

    model, argument = Commitment, "commitment_id"
    verb, action = "commitment.settled", "settle_commitment"
    form_class = forms.SettleForm
    heading = _("How the commitment went")
    lead = _("Nothing follows from it but a conversation.")
    submit = _("Save")
    done = _("Saved.")

    def initial(self) -> dict[str, Any]:
        return {"state": self.row.state}


class DropGoal(_OnPart):
    """Take a goal out."""

    model, argument = Goal, "goal_id"
    verb, action = "goal.dropped", "drop_goal"
    heading = _("Take this goal out")
    lead = _("It stays on record, and is no longer rated in the reviews.")
    submit = _("Take it out")
    done = _("It is out of the plan.")


class DropCommitment(_OnPart):
    """Take a commitment out."""

    model, argument = Commitment, "commitment_id"
    verb, action = "commitment.dropped", "drop_commitment"
    heading = _("Take this commitment out")
    lead = _("It stays on record.")
    submit = _("Take it out")
    done = _("It is out of the plan.")


class DropSupport(_OnPart):
    """Take a support out."""

    model, argument = Support, "support_id"
    verb, action = "support.dropped", "drop_support"
    heading = _("Take this support out")
    lead = _("It stays on record.")
    submit = _("Take it out")
    done = _("It is out of the plan.")
