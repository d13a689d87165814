"""A short way to write, approve and sign a plan in tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.models import Commitment, Goal, Plan, Review, Support
from aia.pathways.terms import ReviewOutcome
from aia.pathways.tests.story import TODAY, Story

STARTS = TODAY
ENDS = date(2026, 8, 31)


@dataclass
class Planning:
    """Sara writes a plan with Maria; Carla, the coordinator, approves it."""

    story: Story
    coordinator: Persona

    def draft(self, **told: Any) -> Plan:
        facts: dict[str, Any] = {
            "starts_on": STARTS,
            "ends_on": ENDS,
            "review_days": 60,
            "aims": "Arrivare a fine mese senza paura.",
        }
        return actions.draft_plan(
            actor=self.story.actor,
            pathway_id=self.story.pathway.id,
            at=self.story.at,
            **{**facts, **told},
        )

    def goal(self, plan: Plan, **told: Any) -> Goal:
        facts: dict[str, Any] = {
            "result": "Le bollette sono pagate.",
            "indicator": "Tre bollette di fila pagate in tempo.",
            "monitor_on": date(2026, 6, 1),
            "domain": "income",
        }
        return actions.add_goal(
            actor=self.story.actor, plan_id=plan.id, at=self.story.at, **{**facts, **told}
        )

    def commitment(self, plan: Plan, **told: Any) -> Commitment:
        facts: dict[str, Any] = {"side": "person", "text": "Porta le bollette allo sportello."}
        return actions.add_commitment(
            actor=self.story.actor, plan_id=plan.id, at=self.story.at, **{**facts, **told}
        )

    def support(self, plan: Plan, **told: Any) -> Support:
        facts: dict[str, Any] = {"provider_kind": "public", "text": "Un educatore finanziario."}
        return actions.add_support(
            actor=self.story.actor, plan_id=plan.id, at=self.story.at, **{**facts, **told}
        )

    def written(self, **told: Any) -> Plan:
        """Return a draft that holds what the law asks."""
        plan = self.draft(**told)
        self.goal(plan)
        self.commitment(plan)
        return plan

    def submitted(self, plan: Plan | None = None) -> Plan:
        plan = plan or self.written()
        return actions.submit_plan(actor=self.story.actor, plan_id=plan.id, at=self.story.at)

    def approved(self, plan: Plan | None = None) -> Plan:
        plan = self.submitted(plan)
        chief = self.coordinator.actor_at(self.story.at)
        return actions.approve_plan(actor=chief, plan_id=plan.id, at=self.story.at)

    def signed(self, plan: Plan | None = None, *, on: date | None = None) -> Plan:
        plan = self.approved(plan)
        return actions.sign_plan(
            actor=self.story.actor,
            plan_id=plan.id,
            signed_on=on or self.story.at.date(),
            at=self.story.at,
        )

    def heard(self, review: Review, rating: int | None = 1, **told: Any) -> Review:
        """Maria's view, written down by Sara: the same rating for every goal."""
        facts: dict[str, Any] = {"words": "Va meglio, dormo la notte."}
        return actions.give_recipient_view(
            actor=self.story.actor,
            review_id=review.id,
            ratings={goal.id: rating for goal in review.plan.goals.filter(dropped_at=None)},
            at=self.story.at,
            **{**facts, **told},
        )

    def held(self, review: Review, rating: int | None = 0, **told: Any) -> Review:
        facts: dict[str, Any] = {"outcome": ReviewOutcome.CONTINUE, "words": "Si continua."}
        return actions.hold_review(
            actor=self.story.actor,
            review_id=review.id,
            ratings={goal.id: rating for goal in review.plan.goals.filter(dropped_at=None)},
            at=self.story.at,
            **{**facts, **told},
        )


def planned_days(plan: Plan) -> list[date]:
    """Return the days of the reviews that stand, in order."""
    reviews = plan.reviews.exclude(state="cancelled").order_by("planned_on")
    return list(reviews.values_list("planned_on", flat=True))


def first_review(plan: Plan) -> Review:
    """Return the first review that stands."""
    found = plan.reviews.exclude(state="cancelled").order_by("planned_on").first()
    assert found is not None
    return found


def in_days(days: int) -> date:
    """Return the day of the story plus so many."""
    return TODAY + timedelta(days=days)
