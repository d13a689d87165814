"""What an organisation says to a referral: yes, no, begun, ended.

It writes so itself; or somebody of the team writes down what it said, by phone, by letter or in
person, and then who said it stands with the words (sealed), and how it came on the trace.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.locking import locked_under_need
from aia.pathways.actions.referrals import close_file
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Answer, Referral
from aia.pathways.permissions import Standing
from aia.pathways.rules import moves, replies, values
from aia.pathways.terms import DeclineReason
from aia.pathways.verbs import line as verbs
from aia.trace.actions import record


@transaction.atomic
def accept_referral(
    *,
    actor: Actor,
    referral_id: UUID,
    words: str = "",
    channel: str | None = None,
    said_by: str = "",
    seen: int | None = None,
    at: datetime,
) -> Referral:
    """Say yes for one's organisation, or write down that it said yes.

    Who is not of the organisation tells how its word came (`ReplyChannel`) and who said it.
    Raises Forbidden, RowChanged, Refused.
    """
    referral, heard = _answering("accept", actor, referral_id, channel, said_by, seen, at)
    _keep_words(referral, values.text(words, "words"), heard)
    facts = verbs.ReferralAccepted(answered_at=at, reply_channel=heard.channel)
    return record(referral, facts, actor=actor, at=at)


@transaction.atomic
def decline_referral(
    *,
    actor: Actor,
    referral_id: UUID,
    reason: str,
    words: str = "",
    channel: str | None = None,
    said_by: str = "",
    seen: int | None = None,
    at: datetime,
) -> Referral:
    """Say no for one's organisation, or write down its no, with a coded reason.

    The organisation can then no longer read the file. Raises Forbidden, RowChanged, Refused.
    """
    referral, heard = _answering("decline", actor, referral_id, channel, said_by, seen, at)
    why = values.code(reason, DeclineReason, "reason")
    told = values.text(words, "words", required=why == DeclineReason.OTHER)
    _keep_words(referral, told, heard)
    facts = verbs.ReferralDeclined(answered_at=at, decline_reason=why, reply_channel=heard.channel)
    record(referral, facts, actor=actor, at=at)
    close_file(referral, actor=actor, at=at)
    return referral


@transaction.atomic
def start_referral(
    *,
    actor: Actor,
    referral_id: UUID,
    on: date | None = None,
    answer_id: UUID | None = None,
    channel: str | None = None,
    said_by: str = "",
    seen: int | None = None,
    at: datetime,
) -> Referral:
    """Say that the organisation has begun (today, or `on`), giving which answer if one is told.

    Raises Forbidden, RowChanged, Refused.
    """
    referral, heard = _answering("start", actor, referral_id, channel, said_by, seen, at)
    if answer_id is not None:
        Answer.objects.get(pk=answer_id, need=referral.need_id)
    begun = _day(on, referral, at)
    seal_texts(referral.pathway, referral, sealed_said_by=heard.said_by)
    facts = verbs.ReferralStarted(
        started_on=begun, answer=answer_id or referral.answer_id, reply_channel=heard.channel
    )
    return record(referral, facts, actor=actor, at=at)


@transaction.atomic
def end_referral(
    *,
    actor: Actor,
    referral_id: UUID,
    on: date | None = None,
    words: str = "",
    channel: str | None = None,
    said_by: str = "",
    seen: int | None = None,
    at: datetime,
) -> Referral:
    """Say that the organisation has finished (today, or `on`), with what it wants to add.

    The organisation can then no longer read the file. Raises Forbidden, RowChanged, Refused.
    """
    referral, heard = _answering("end", actor, referral_id, channel, said_by, seen, at)
    over = _day(on, referral, at)
    if referral.started_on is not None:
        values.span(referral.started_on, over, "on")
    if words.strip():
        seal_texts(referral.pathway, referral, sealed_reply=values.text(words, "words"))
    seal_texts(referral.pathway, referral, sealed_said_by=heard.said_by)
    facts = verbs.ReferralEnded(ended_on=over, reply_channel=heard.channel)
    record(referral, facts, actor=actor, at=at)
    close_file(referral, actor=actor, at=at)
    return referral


_VERBS = {
    "accept": "referral.accepted",
    "decline": "referral.declined",
    "start": "referral.started",
    "end": "referral.ended",
}


def _answering(
    act: str,
    actor: Actor,
    referral_id: UUID,
    channel: str | None,
    said_by: str,
    seen: int | None,
    at: datetime,
) -> tuple[Referral, replies.Heard]:
    """Return the referral, locked, and how its organisation's word came, once all allows the act.

    Raises Forbidden, RowChanged, Refused.
    """
    referral, _need = locked_under_need(Referral, referral_id, seen=seen)
    standing = permissions.demand(actor, _VERBS[act], referral, at=at)
    moves.check_referral(act, referral.state)
    own = Standing.RECEIVER in standing
    return referral, replies.check_heard(channel, said_by, own=own)


def _keep_words(referral: Referral, words: str, heard: replies.Heard) -> None:
    seal_texts(referral.pathway, referral, sealed_reply=words, sealed_said_by=heard.said_by)


def _day(on: date | None, referral: Referral, at: datetime) -> date:
    """Return the day told or today, between the sending and today. Raises Refused."""
    today = timezone.localdate(at)
    day = on or today
    values.not_ahead(day, today, "on")
    values.span(timezone.localdate(referral.sent_at), day, "on")
    return day
