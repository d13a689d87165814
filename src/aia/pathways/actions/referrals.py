"""Asking an organisation to give an answer, and taking the request back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.actions import close_scopes, open_scope
from aia.access.terms import Actor, ScopeKind
from aia.pathways import permissions
from aia.pathways.actions.consents import consent_for
from aia.pathways.actions.locking import check_workable, locked_need, locked_under_need
from aia.pathways.actions.options import check_open_body
from aia.pathways.actions.texts import seal_texts
from aia.pathways.deadlines import Wait, due_on
from aia.pathways.models import Answer, Need, Option, Referral
from aia.pathways.models.line import OnPathway
from aia.pathways.rules import Refused, moves, values, voice
from aia.pathways.terms import WithdrawReason
from aia.pathways.verbs import line as verbs
from aia.people.terms import ConsentPurpose
from aia.trace.actions import record


@transaction.atomic
def send_referral(
    *,
    actor: Actor,
    need_id: UUID,
    organisation_id: UUID,
    words: str,
    option_id: UUID | None = None,
    answer_id: UUID | None = None,
    at: datetime,
) -> Referral:
    """Ask an organisation, with the person's consent; it may then read what the referral is about.

    It may stand for an option still being weighed or for an answer already chosen. The reply is
    due after the term of `deadlines.yaml`. Raises Forbidden, or Refused naming the field: without
    consent in force towards that organisation, or while another referral to it is open.
    """
    need = locked_need(need_id)
    permissions.demand(actor, "referral.sent", need, at=at)
    check_workable(need)
    check_open_body(actor, organisation_id)
    cause = _cause(need, option_id, answer_id)
    _check_only_one(need, organisation_id)
    sharing = ConsentPurpose.SHARING
    consent = consent_for(need.pathway, sharing, organisation=organisation_id, at=at)
    voice.check_sharing(need.pathway.kind, consented=consent is not None)
    referral = Referral(district=need.district, pathway=need.pathway, need=need)
    seal_texts(need.pathway, referral, sealed_words=values.text(words, "words", required=True))
    facts = verbs.ReferralSent(
        pathway=need.pathway_id,
        need=need.id,
        option=option_id,
        answer=answer_id,
        organisation=organisation_id,
        consent=consent.id if consent else None,
        sent_at=at,
        due_on=due_on(Wait.REFERRAL, at, need.district),
    )
    record(referral, facts, actor=actor, at=at, caused_by=cause)
    open_scope(
        actor=actor,
        subject=need.pathway.subject_id,
        district=need.district,
        kind=ScopeKind.REFERRAL,
        organisation=organisation_id,
        source=referral.id,
        at=at,
    )
    return referral


@transaction.atomic
def withdraw_referral(
    *, actor: Actor, referral_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Referral:
    """Take a referral back; the organisation can then no longer read the file.

    Raises Forbidden, RowChanged, Refused.
    """
    referral, _need = locked_under_need(Referral, referral_id, seen=seen)
    permissions.demand(actor, "referral.withdrawn", referral, at=at)
    moves.check_referral("withdraw", referral.state)
    facts = verbs.ReferralWithdrawn(
        withdraw_reason=values.code(reason, WithdrawReason, "reason"),
        ended_on=timezone.localdate(at),
    )
    record(referral, facts, actor=actor, at=at)
    close_file(referral, actor=actor, at=at)
    return referral


def _cause(need: Need, option_id: UUID | None, answer_id: UUID | None) -> OnPathway:
    """Return what the referral is for: the answer, the option, or the need itself."""
    if answer_id is not None:
        return Answer.objects.get(pk=answer_id, need=need)
    if option_id is not None:
        return Option.objects.get(pk=option_id, demand__need=need)
    return need


def _check_only_one(need: Need, organisation_id: UUID) -> None:
    open_ones = Referral.objects.filter(need=need, state__in=moves.LIVE_REFERRALS)
    if open_ones.filter(organisation=organisation_id).exists():
        raise Refused(
            _("A referral to this organisation for this need is already open."),
            field="organisation",
        )


def close_file(referral: Referral, *, actor: Actor, at: datetime) -> None:
    """Close the file to the organisation: what the referral opened, and nothing else."""
    close_scopes(
        actor=actor,
        subject=referral.pathway.subject_id,
        kind=ScopeKind.REFERRAL,
        organisation=referral.organisation_id,
        source=referral.id,
        at=at,
    )
