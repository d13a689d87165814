"""The verbs of plan and review: what an entry may say about them.

Facts are the new values of the row's coded fields. A review cites the plan that planned it; a
rating cites the review it belongs to.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from aia.pathways.terms import CommitmentState, PlanState, ReviewState
from aia.trace.terms import Facts, verb

# ---------------------------------------------------------------- plan


@verb("plan.drafted", of="pathways.Plan")
class PlanDrafted(Facts):
    """A plan began to be written; `sign_by` is counted from the preliminary analysis."""

    pathway: UUID
    starts_on: date
    ends_on: date
    review_days: int
    analysed_on: date
    sign_by: date
    state: str = PlanState.DRAFT


@verb("plan.changed", of="pathways.Plan")
class PlanChanged(Facts):
    """Its words or dates changed; the words stand apart from the ledger."""

    starts_on: date
    ends_on: date
    review_days: int


@verb("plan.budgeted", of="pathways.Plan")
class PlanBudgeted(Facts):
    """Its budget was set, in euro for its whole length."""

    budget: Decimal | None


@verb("plan.submitted", of="pathways.Plan")
class PlanSubmitted(Facts):
    """It was put before the coordinator."""

    submitted_by: UUID
    submitted_at: datetime
    state: str = PlanState.SUBMITTED


@verb("plan.returned", of="pathways.Plan")
class PlanReturned(Facts):
    """The coordinator sent it back to be written better."""

    submitted_by: None = None
    submitted_at: None = None
    state: str = PlanState.DRAFT


@verb("plan.approved", of="pathways.Plan")
class PlanApproved(Facts):
    """The coordinator approved it; with the reason, when they had sent it themself."""

    approved_by: UUID
    approved_at: datetime
    own_approval: str | None = None
    state: str = PlanState.APPROVED


@verb("plan.signed", of="pathways.Plan")
class PlanSigned(Facts):
    """The person and those who help signed it."""

    signed_on: date
    state: str = PlanState.SIGNED


@verb("plan.ended", of="pathways.Plan")
class PlanEnded(Facts):
    """It ended, and why."""

    ended_on: date
    end_reason: str
    state: str = PlanState.ENDED


# ---------------------------------------------------------------- what a plan holds


@verb("goal.set", of="pathways.Goal", cause="pathways.Plan")
class GoalSet(Facts):
    """A result to reach was written in a plan."""

    pathway: UUID
    plan: UUID
    need: UUID | None
    domain: str
    monitor_on: date


@verb("goal.dropped", of="pathways.Goal")
class GoalDropped(Facts):
    """It is no longer pursued."""

    dropped_at: datetime


@verb("commitment.taken", of="pathways.Commitment", cause="pathways.Plan")
class CommitmentTaken(Facts):
    """One side undertook something."""

    pathway: UUID
    plan: UUID
    side: str
    due_on: date | None
    state: str = CommitmentState.PLEDGED


@verb("commitment.settled", of="pathways.Commitment")
class CommitmentSettled(Facts):
    """It was kept, changed or not kept; nothing follows from it but a conversation."""

    state: str
    settled_at: datetime


@verb("commitment.dropped", of="pathways.Commitment")
class CommitmentDropped(Facts):
    """It was taken out of the plan."""

    dropped_at: datetime


@verb("support.agreed", of="pathways.Support", cause="pathways.Plan")
class SupportAgreed(Facts):
    """What is given within the plan, and by whom; euro for its whole length."""

    pathway: UUID
    plan: UUID
    provider_kind: str
    organisation: UUID | None
    amount: Decimal | None


@verb("support.dropped", of="pathways.Support")
class SupportDropped(Facts):
    """It was taken out of the plan."""

    dropped_at: datetime


# ---------------------------------------------------------------- review


@verb("review.planned", of="pathways.Review", cause="pathways.Plan")
class ReviewPlanned(Facts):
    """The plan itself fixed a day for looking at what changed."""

    pathway: UUID
    plan: UUID
    planned_on: date
    state: str = ReviewState.PLANNED


@verb("review.moved", of="pathways.Review")
class ReviewMoved(Facts):
    """It was put on another day."""

    planned_on: date


@verb("review.cancelled", of="pathways.Review", cause="pathways.Plan")
class ReviewCancelled(Facts):
    """The plan's dates changed or the plan ended: this day is no longer needed."""

    state: str = ReviewState.CANCELLED


@verb("review.recipient_heard", of="pathways.Review")
class ReviewRecipientHeard(Facts):
    """The recipient gave their view, put down by themself or by somebody for them."""

    recipient_voice: str
    recipient_at: datetime
    unheard: None = None
    state: str = ReviewState.RECIPIENT


@verb("review.held", of="pathways.Review")
class ReviewHeld(Facts):
    """The worker gave theirs, and what is done now; `unheard`: why the recipient gave none."""

    held_at: datetime
    outcome: str
    unheard: str | None
    state: str = ReviewState.HELD


@verb("rating.given", of="pathways.Rating", cause="pathways.Review")
class RatingGiven(Facts):
    """How far a goal was reached, -2 … +2, by the recipient (or, unheard, by the worker alone)."""

    pathway: UUID
    review: UUID
    goal: UUID
    recipient: int | None
    worker: int | None


@verb("rating.answered", of="pathways.Rating", cause="pathways.Review")
class RatingAnswered(Facts):
    """The worker rated the goal after the recipient did."""

    worker: int


@verb("rating.changed", of="pathways.Rating", cause="pathways.Review")
class RatingChanged(Facts):
    """The recipient thought again before the review was held."""

    recipient: int | None
