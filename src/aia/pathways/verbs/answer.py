"""The verbs of answer, referral and give-back: an answer cites the choice."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from aia.pathways.terms import AnswerState, ReferralState
from aia.trace.terms import Facts, verb


@verb("answer.planned", of="pathways.Answer", cause="pathways.Choice")
class AnswerPlanned(Facts):
    """Somebody is going to do what was chosen."""

    pathway: UUID
    need: UUID
    choice: UUID
    provider_kind: str
    organisation: UUID | None = None
    intensity: str
    starts_on: date
    ends_on: date | None = None
    hours: Decimal | None = None
    cost: Decimal | None = None
    follows: None = None
    state: str = AnswerState.PLANNED


@verb("answer.continued", of="pathways.Answer", cause="pathways.Answer")
class AnswerContinued(Facts):
    """An answer passed into this one, of another intensity."""

    pathway: UUID
    need: UUID
    choice: UUID
    follows: UUID
    provider_kind: str
    organisation: UUID | None = None
    intensity: str
    starts_on: date
    ends_on: date | None = None
    hours: Decimal | None = None
    cost: Decimal | None = None
    state: str = AnswerState.RUNNING


@verb("answer.started", of="pathways.Answer")
class AnswerStarted(Facts):
    """It is being given."""

    starts_on: date
    state: str = AnswerState.RUNNING


@verb("answer.adjusted", of="pathways.Answer")
class AnswerAdjusted(Facts):
    """Hours, cost or the expected end changed."""

    hours: Decimal | None
    cost: Decimal | None
    ends_on: date | None


@verb("answer.suspended", of="pathways.Answer")
class AnswerSuspended(Facts):
    """It rests for a while."""

    suspend_reason: str
    state: str = AnswerState.SUSPENDED


@verb("answer.resumed", of="pathways.Answer")
class AnswerResumed(Facts):
    """It goes on."""

    suspend_reason: None = None
    state: str = AnswerState.RUNNING


@verb("answer.ended", of="pathways.Answer")
class AnswerEnded(Facts):
    """It is over, and why."""

    ends_on: date
    end_reason: str
    suspend_reason: None = None
    state: str = AnswerState.ENDED


@verb("referral.sent", of="pathways.Referral")
class ReferralSent(Facts):
    """An organisation was asked, with the person's consent."""

    pathway: UUID
    need: UUID
    option: UUID | None = None
    answer: UUID | None = None
    organisation: UUID
    consent: UUID | None = None
    sent_at: datetime
    due_on: date
    state: str = ReferralState.SENT


@verb("referral.accepted", of="pathways.Referral")
class ReferralAccepted(Facts):
    """The organisation said yes."""

    answered_at: datetime
    reply_channel: str | None = None
    state: str = ReferralState.ACCEPTED


@verb("referral.declined", of="pathways.Referral")
class ReferralDeclined(Facts):
    """The organisation said no, and why."""

    answered_at: datetime
    decline_reason: str
    reply_channel: str | None = None
    state: str = ReferralState.DECLINED


@verb("referral.started", of="pathways.Referral")
class ReferralStarted(Facts):
    """The organisation has begun."""

    started_on: date
    answer: UUID | None = None
    reply_channel: str | None = None
    state: str = ReferralState.STARTED


@verb("referral.ended", of="pathways.Referral")
class ReferralEnded(Facts):
    """The organisation has finished."""

    ended_on: date
    reply_channel: str | None = None
    state: str = ReferralState.ENDED


@verb("referral.withdrawn", of="pathways.Referral")
class ReferralWithdrawn(Facts):
    """The request was taken back."""

    withdraw_reason: str
    ended_on: date
    state: str = ReferralState.WITHDRAWN


@verb("give_back.given", of="pathways.GiveBack")
class GiveBackGiven(Facts):
    """Something was put back on the floor, freely."""

    pathway: UUID
    need: UUID | None = None
    kind: str
    organisation: UUID | None = None
    hours: Decimal | None = None
    given_on: date
