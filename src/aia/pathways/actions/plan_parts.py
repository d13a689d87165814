"""What a plan holds: goals, commitments of each side, supports."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.options import check_open_body
from aia.pathways.actions.plan_locking import locked_part, locked_plan
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Commitment, Goal, Need, Plan, Support
from aia.pathways.rules import plans as rules
from aia.pathways.rules import values
from aia.pathways.terms import Domain, ProviderKind, Side
from aia.pathways.verbs import plan as verbs
from aia.trace.actions import record


@transaction.atomic
def add_goal(
    *,
    actor: Actor,
    plan_id: UUID,
    result: str,
    indicator: str,
    monitor_on: date,
    domain: str,
    need_id: UUID | None = None,
    at: datetime,
) -> Goal:
    """Write a goal in a draft: a result that can be seen, how it is measured, when it is looked at.

    `domain` is one of the six of D.Lgs. 147/2017 art. 5; `need_id` a need of the same pathway.
    """
    plan = _writable(actor, "goal.set", plan_id, at=at)
    values.code(domain, Domain, "domain")
    rules.check_within_plan(monitor_on, plan.starts_on, plan.ends_on, field="monitor_on")
    need = Need.objects.get(pk=need_id, pathway=plan.pathway_id) if need_id else None
    goal = Goal(district=plan.district)
    seal_texts(
        plan.pathway,
        goal,
        sealed_result=values.text(result, "result", required=True),
        sealed_indicator=values.text(indicator, "indicator", required=True),
    )
    facts = verbs.GoalSet(
        pathway=plan.pathway_id,
        plan=plan.id,
        need=need.id if need else None,
        domain=domain,
        monitor_on=monitor_on,
    )
    return record(goal, facts, actor=actor, at=at, caused_by=plan)


@transaction.atomic
def drop_goal(*, actor: Actor, goal_id: UUID, seen: int | None = None, at: datetime) -> Goal:
    """Take a goal out of a draft or of a signed plan; it stays on record."""
    goal = locked_part(Goal, goal_id, seen=seen)
    _check_drop(actor, "goal.dropped", goal.plan, goal.dropped_at, at=at)
    return record(goal, verbs.GoalDropped(dropped_at=at), actor=actor, at=at)


@transaction.atomic
def add_commitment(
    *,
    actor: Actor,
    plan_id: UUID,
    side: str,
    text: str,
    due_on: date | None = None,
    at: datetime,
) -> Commitment:
    """Write in a draft what one side (`Side`) undertakes, by a day or for its whole length."""
    plan = _writable(actor, "commitment.taken", plan_id, at=at)
    values.code(side, Side, "side")
    if due_on is not None:
        rules.check_within_plan(due_on, plan.starts_on, plan.ends_on, field="due_on")
    commitment = Commitment(district=plan.district)
    seal_texts(plan.pathway, commitment, sealed_words=values.text(text, "text", required=True))
    facts = verbs.CommitmentTaken(pathway=plan.pathway_id, plan=plan.id, side=side, due_on=due_on)
    return record(commitment, facts, actor=actor, at=at, caused_by=plan)


@transaction.atomic
def settle_commitment(
    *, actor: Actor, commitment_id: UUID, state: str, seen: int | None = None, at: datetime
) -> Commitment:
    """Say whether a commitment of a signed plan was kept, changed or missed.

    Nothing follows from it but a conversation: no benefit, sanction or deadline depends on it.
    """
    commitment = locked_part(Commitment, commitment_id, seen=seen)
    permissions.demand(actor, "commitment.settled", commitment.plan.pathway, at=at)
    rules.check_plan("settle", commitment.plan.state)
    rules.check_still_there(commitment.dropped_at)
    facts = verbs.CommitmentSettled(state=rules.check_settled(state), settled_at=at)
    return record(commitment, facts, actor=actor, at=at)


@transaction.atomic
def drop_commitment(
    *, actor: Actor, commitment_id: UUID, seen: int | None = None, at: datetime
) -> Commitment:
    """Take a commitment out of a draft or of a signed plan; it stays on record."""
    commitment = locked_part(Commitment, commitment_id, seen=seen)
    _check_drop(actor, "commitment.dropped", commitment.plan, commitment.dropped_at, at=at)
    return record(commitment, verbs.CommitmentDropped(dropped_at=at), actor=actor, at=at)


@transaction.atomic
def add_support(
    *,
    actor: Actor,
    plan_id: UUID,
    provider_kind: str,
    text: str,
    organisation_id: UUID | None = None,
    amount: Decimal | None = None,
    at: datetime,
) -> Support:
    """Write in a draft what is given and by whom; `amount` in euro for the plan's whole length."""
    plan = _writable(actor, "support.agreed", plan_id, at=at)
    values.code(provider_kind, ProviderKind, "provider_kind")
    check_open_body(actor, organisation_id)
    support = Support(district=plan.district)
    seal_texts(plan.pathway, support, sealed_words=values.text(text, "text", required=True))
    facts = verbs.SupportAgreed(
        pathway=plan.pathway_id,
        plan=plan.id,
        provider_kind=provider_kind,
        organisation=organisation_id,
        amount=values.amount(amount, "amount"),
    )
    return record(support, facts, actor=actor, at=at, caused_by=plan)


@transaction.atomic
def drop_support(
    *, actor: Actor, support_id: UUID, seen: int | None = None, at: datetime
) -> Support:
    """Take a support out of a draft or of a signed plan; it stays on record."""
    support = locked_part(Support, support_id, seen=seen)
    _check_drop(actor, "support.dropped", support.plan, support.dropped_at, at=at)
    return record(support, verbs.SupportDropped(dropped_at=at), actor=actor, at=at)


def _writable(actor: Actor, verb: str, plan_id: UUID, *, at: datetime) -> Plan:
    """Return the plan, locked, when the actor may write in it and it is still a draft."""
    plan = locked_plan(plan_id)
    permissions.demand(actor, verb, plan.pathway, at=at)
    rules.check_plan("write", plan.state)
    return plan


def _check_drop(
    actor: Actor, verb: str, plan: Plan, dropped_at: datetime | None, *, at: datetime
) -> None:
    permissions.demand(actor, verb, plan.pathway, at=at)
    rules.check_plan("drop", plan.state)
    rules.check_still_there(dropped_at)
