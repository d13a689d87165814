"""The need in the words of who has it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.advancing import advance, bring_back
from aia.pathways.actions.consents import consent_for
from aia.pathways.actions.locking import check_workable, locked_need, locked_under_need
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Answer, Demand, Referral
from aia.pathways.permissions import Standing
from aia.pathways.rules import line, moves, values, voice
from aia.pathways.rules.going_on import check_demand_stands, check_nothing_live
from aia.pathways.terms import Step, Voice, WithdrawReason
from aia.pathways.verbs import line as verbs
from aia.people.terms import ConsentPurpose
from aia.trace.actions import record


@transaction.atomic
def open_demand(
    *,
    actor: Actor,
    need_id: UUID,
    words: str,
    voiced_by: str = Voice.PERSON,
    seen: int | None = None,
    at: datetime,
) -> Demand:
    """Put a need in the words of who has it; the need advances to the step of demand.

    The consent to record their words is cited when the person gave one, and asked for when
    somebody else speaks (`rules.voice` says when). Raises Forbidden, RowChanged (`seen` is the
    need's last entry), or Refused naming the field.
    """
    need = locked_need(need_id, seen=seen)
    standing = permissions.demand(actor, "demand.opened", need, at=at)
    check_workable(need)
    line.check_advance(need.step, Step.DEMAND)
    speaker = values.code(voiced_by, Voice, "voiced_by")
    if Standing.TEAM not in standing:
        voice.check_own_voice(speaker)
    consent = consent_for(need.pathway, ConsentPurpose.DEMAND, at=at)
    voice.check_voice(need.pathway.kind, speaker, consented=consent is not None)
    demand = Demand(district=need.district, pathway=need.pathway, need=need)
    seal_texts(need.pathway, demand, sealed_words=values.text(words, "words", required=True))
    facts = verbs.DemandOpened(
        pathway=need.pathway_id,
        need=need.id,
        voiced_by=speaker,
        consent=consent.id if consent else None,
        opened_at=at,
    )
    record(demand, facts, actor=actor, at=at, caused_by=need)
    advance(need, Step.DEMAND, cause=demand, actor=actor, at=at)
    return demand


@transaction.atomic
def reword_demand(
    *, actor: Actor, demand_id: UUID, words: str, seen: int | None = None, at: datetime
) -> Demand:
    """Put the demand in other words of the same speaker. Raises Forbidden, RowChanged, Refused."""
    demand, need = locked_under_need(Demand, demand_id, seen=seen)
    standing = permissions.demand(actor, "demand.reworded", demand, at=at)
    moves.check_need("amend", need.state)
    check_demand_stands(demand.withdrawn_at)
    if Standing.TEAM not in standing:
        voice.check_own_voice(demand.voiced_by)
    seal_texts(need.pathway, demand, sealed_words=values.text(words, "words", required=True))
    return record(demand, verbs.DemandReworded(), actor=actor, at=at)


@transaction.atomic
def withdraw_demand(
    *, actor: Actor, demand_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Demand:
    """Take a demand back; its need returns to the step of need.

    Raises Forbidden, RowChanged; Refused once an answer was given, or while a referral is open.
    """
    demand, need = locked_under_need(Demand, demand_id, seen=seen)
    permissions.demand(actor, "demand.withdrawn", demand, at=at)
    moves.check_need("amend", need.state)
    check_demand_stands(demand.withdrawn_at)
    line.check_return(need.step, Step.NEED)
    check_nothing_live(
        answers=Answer.objects.filter(need=need, state__in=moves.LIVE_ANSWERS).exists(),
        referrals=Referral.objects.filter(need=need, state__in=moves.LIVE_REFERRALS).exists(),
    )
    facts = verbs.DemandWithdrawn(
        withdrawn_at=at, withdraw_reason=values.code(reason, WithdrawReason, "reason")
    )
    record(demand, facts, actor=actor, at=at)
    bring_back(need, Step.NEED, cause=demand, actor=actor, at=at)
    return demand
