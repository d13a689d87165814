"""Writing, approving, signing and ending a plan. Signing plans the reviews by itself."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.locking import locked_pathway
from aia.pathways.actions.plan_locking import locked_plan
from aia.pathways.actions.reviews import cancel_planned_reviews, plan_reviews
from aia.pathways.actions.texts import seal_texts
from aia.pathways.deadlines import Wait, due_on
from aia.pathways.instruments import instruments
from aia.pathways.messages import tell_overseers
from aia.pathways.models import Assessment, Pathway, Plan
from aia.pathways.queries.approvals import other_approvers
from aia.pathways.rules import moves, values
from aia.pathways.rules import plans as rules
from aia.pathways.terms import PlanEnd, PlanState
from aia.pathways.verbs import plan as verbs
from aia.trace.actions import record


@transaction.atomic
def draft_plan(
    *,
    actor: Actor,
    pathway_id: UUID,
    starts_on: date,
    ends_on: date,
    review_days: int,
    aims: str = "",
    analysed_on: date | None = None,
    at: datetime,
) -> Plan:
    """Begin a plan: from and to (both included), a review every `review_days`, general aims.

    `analysed_on` is the day of the preliminary analysis, from which the term for signing is
    counted (D.Lgs. 147/2017 art. 6); without it, the day of the latest preliminary assessment,
    or today. Raises Forbidden, or Refused saying which date does not hold.
    """
    pathway = locked_pathway(pathway_id)
    permissions.demand(actor, "plan.drafted", pathway, at=at)
    moves.check_pathway("work", pathway.state)
    rules.check_plan_dates(starts_on, ends_on, review_days)
    today = timezone.localdate(at)
    analysed = analysed_on or _analysed_on(pathway, today) or today
    values.not_ahead(analysed, today, "analysed_on")
    plan = Plan(district=pathway.district, pathway=pathway)
    seal_texts(pathway, plan, sealed_words=values.text(aims, "aims"))
    facts = verbs.PlanDrafted(
        pathway=pathway.id,
        starts_on=starts_on,
        ends_on=ends_on,
        review_days=review_days,
        analysed_on=analysed,
        sign_by=due_on(Wait.PLAN_SIGNATURE, analysed, pathway.district),
    )
    return record(plan, facts, actor=actor, at=at)


@transaction.atomic
def change_plan(
    *,
    actor: Actor,
    plan_id: UUID,
    aims: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    review_days: int | None = None,
    seen: int | None = None,
    at: datetime,
) -> Plan:
    """Change a draft, or the dates of a signed plan: its reviews are then planned anew.

    What is None stays as it is. Raises Forbidden, RowChanged, or Refused.
    """
    plan = locked_plan(plan_id, seen=seen)
    permissions.demand(actor, "plan.changed", plan.pathway, at=at)
    rules.check_plan("redate" if aims is None else "write", plan.state)
    facts = verbs.PlanChanged(
        starts_on=starts_on or plan.starts_on,
        ends_on=ends_on or plan.ends_on,
        review_days=review_days or plan.review_days,
    )
    rules.check_plan_dates(facts.starts_on, facts.ends_on, facts.review_days)
    if aims is not None:
        seal_texts(plan.pathway, plan, sealed_words=values.text(aims, "aims"))
    record(plan, facts, actor=actor, at=at)
    if plan.state == PlanState.SIGNED:
        plan_reviews(plan, actor=actor, at=at)
    return plan


@transaction.atomic
def set_budget(
    *,
    actor: Actor,
    plan_id: UUID,
    budget: Decimal | None,
    seen: int | None = None,
    at: datetime,
) -> Plan:
    """Set a draft's budget, in euro for its whole length; None when there is none."""
    plan = locked_plan(plan_id, seen=seen)
    permissions.demand(actor, "plan.budgeted", plan.pathway, at=at)
    rules.check_plan("write", plan.state)
    return record(
        plan, verbs.PlanBudgeted(budget=values.amount(budget, "budget")), actor=actor, at=at
    )


@transaction.atomic
def submit_plan(*, actor: Actor, plan_id: UUID, seen: int | None = None, at: datetime) -> Plan:
    """Put a draft before the coordinator.

    Raises Refused naming what is missing: aims, a goal, a commitment.
    """
    plan = locked_plan(plan_id, seen=seen)
    permissions.demand(actor, "plan.submitted", plan.pathway, at=at)
    rules.check_plan("submit", plan.state)
    rules.check_ready(
        aims=bool(plan.sealed_words),
        goals=plan.goals.filter(dropped_at=None).count(),
        commitments=plan.commitments.filter(dropped_at=None).count(),
    )
    facts = verbs.PlanSubmitted(submitted_by=actor.id, submitted_at=at)
    return record(plan, facts, actor=actor, at=at)


@transaction.atomic
def approve_plan(
    *,
    actor: Actor,
    plan_id: UUID,
    own_approval: str | None = None,
    seen: int | None = None,
    at: datetime,
) -> Plan:
    """Approve a submitted plan, as a coordinator other than who submitted it.

    Where nobody else can, the only coordinator approves their own with a reason (`OwnApproval`):
    it stays on the trace, and planners and administrators are told. Raises Forbidden, Refused.
    """
    plan = locked_plan(plan_id, seen=seen)
    permissions.demand(actor, "plan.approved", plan.pathway, at=at)
    rules.check_plan("approve", plan.state)
    own = plan.submitted_by == actor.id
    others = other_approvers(plan.pathway, besides=actor.id, at=at) if own else []
    alone = rules.check_another_look(
        own=own, others=[one.name for one in others], reason=own_approval
    )
    facts = verbs.PlanApproved(approved_by=actor.id, approved_at=at, own_approval=alone)
    record(plan, facts, actor=actor, at=at)
    if alone is not None:
        tell_overseers(plan, at=at)
    return plan


@transaction.atomic
def return_plan(
    *, actor: Actor, plan_id: UUID, reply: str, seen: int | None = None, at: datetime
) -> Plan:
    """Send a submitted plan back to be written better, saying what is to mend."""
    plan = locked_plan(plan_id, seen=seen)
    permissions.demand(actor, "plan.returned", plan.pathway, at=at)
    rules.check_plan("return", plan.state)
    seal_texts(plan.pathway, plan, sealed_reply=values.text(reply, "reply", required=True))
    return record(plan, verbs.PlanReturned(), actor=actor, at=at)


@transaction.atomic
def sign_plan(
    *, actor: Actor, plan_id: UUID, signed_on: date, seen: int | None = None, at: datetime
) -> Plan:
    """Record that an approved plan was signed on that day, and plan its reviews.

    The term of twenty working days (`sign_by`) does not block: a late signature is better than
    none, and `Plan.signed_on` tells how late it came.
    """
    plan = locked_plan(plan_id, seen=seen)
    permissions.demand(actor, "plan.signed", plan.pathway, at=at)
    rules.check_plan("sign", plan.state)
    values.not_ahead(signed_on, timezone.localdate(at), "signed_on")
    rules.check_signing_day(signed_on, analysed_on=plan.analysed_on)
    record(plan, verbs.PlanSigned(signed_on=signed_on), actor=actor, at=at)
    plan_reviews(plan, actor=actor, at=at)
    return plan


@transaction.atomic
def end_plan(
    *, actor: Actor, plan_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Plan:
    """End a plan with its reason (`PlanEnd`); reviews still only planned are cancelled."""
    plan = locked_plan(plan_id, seen=seen)
    permissions.demand(actor, "plan.ended", plan.pathway, at=at)
    rules.check_plan("end", plan.state)
    facts = verbs.PlanEnded(
        ended_on=timezone.localdate(at),
        end_reason=values.code(reason, PlanEnd, "reason"),
    )
    record(plan, facts, actor=actor, at=at)
    cancel_planned_reviews(plan, actor=actor, at=at)
    return plan


def _analysed_on(pathway: Pathway, today: date) -> date | None:
    """Return the day of the pathway's latest preliminary assessment."""
    preliminary = [one.id for one in instruments() if one.preliminary]
    done = Assessment.objects.filter(
        pathway=pathway, instrument__in=preliminary, withdrawn_at=None, taken_on__lte=today
    )
    return done.order_by("-taken_on").values_list("taken_on", flat=True).first()
