"""What the API tells of the line."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema


class RowOut(Schema):
    """Every row has an id and a version, which If-Match may name."""

    id: UUID
    version: int


class PathwayOut(RowOut):
    """One pathway. `subject` is the person, household, organisation, or itself: a community."""

    kind: str
    subject: UUID
    name: str
    district: str
    lead: UUID | None
    state: str
    opened_at: datetime
    suspend_reason: str | None
    closed_at: datetime | None
    close_reason: str | None
    final_resources: list[str]


class OptionOut(RowOut):
    """One possible answer put before the person."""

    kind: str
    source: str
    organisation_id: UUID | None
    organisation: str
    intensity: str | None
    words: str
    asks: str
    state: str
    declined_for: str | None
    offered_at: datetime


class ChoiceOut(RowOut):
    """What was taken, by whom and why."""

    option_id: UUID | None
    made_by: str
    reason: str
    words: str
    made_at: datetime
    changed_at: datetime | None


class DemandOut(RowOut):
    """The demand, the options put before the person, the choices made."""

    voiced_by: str
    words: str
    opened_at: datetime
    withdrawn_at: datetime | None
    withdraw_reason: str | None
    options: list[OptionOut]
    choices: list[ChoiceOut]


class AnswerOut(RowOut):
    """What is done, by whom; hours a week, cost in euro a month."""

    choice_id: UUID
    follows_id: UUID | None
    provider_kind: str
    organisation_id: UUID | None
    organisation: str
    intensity: str
    words: str
    state: str
    suspend_reason: str | None
    starts_on: date
    ends_on: date | None
    end_reason: str | None
    hours: Decimal | None
    cost: Decimal | None


class ReferralOut(RowOut):
    """A request to an organisation, as who sent it sees it."""

    organisation_id: UUID
    organisation: str
    words: str
    reply: str
    reply_channel: str | None
    said_by: str
    state: str
    sent_at: datetime
    due_on: date
    days_overdue: int
    answered_at: datetime | None
    decline_reason: str | None
    withdraw_reason: str | None
    started_on: date | None
    ended_on: date | None


class GiveBackOut(RowOut):
    """What was put back on the floor."""

    kind: str
    organisation_id: UUID | None
    organisation: str
    hours: Decimal | None
    words: str
    given_on: date


class NeedOut(RowOut):
    """A need and everything that follows from it."""

    pathway_id: UUID
    category: str
    category_name: str
    domain: str
    severity: int
    expressed: bool
    words_of: str
    words: str
    state: str
    step: str
    step_at: datetime
    due_on: date | None
    unvoiced: str | None
    suspend_reason: str | None
    recognised_at: datetime
    closed_at: datetime | None
    close_reason: str | None
    demands: list[DemandOut]
    answers: list[AnswerOut]
    referrals: list[ReferralOut]
    give_backs: list[GiveBackOut]


class MemberOut(Schema):
    """Somebody who follows the pathway."""

    account: UUID
    name: str
    leads: bool


class FileOut(PathwayOut):
    """A file: the pathway and everything on its line. `why` is the ground on which it is read."""

    why: str
    team: list[MemberOut]
    needs: list[NeedOut]
    give_backs: list[GiveBackOut]
    earlier: list[UUID]


class ReceivedOut(RowOut):
    """A referral as the organisation sees it; nothing but its state once it is closed to them."""

    readable: bool
    state: str
    sent_at: datetime
    due_on: date
    days_overdue: int
    name: str
    category: str
    severity: int | None
    asked_for: str
    words: str
    reply: str
    sent_by: str


class WaitingOut(Schema):
    """One thing that waits. `row` is the need, referral, review … that it is about."""

    lane: str
    row: UUID
    pathway: UUID | None
    subject: UUID
    subject_kind: str
    subject_name: str
    due_on: date
    days_overdue: int
    category: str
    domain: str
    severity: int | None
    lead_name: str


class EntryOut(Schema):
    """One entry of the trace, in words. `because_of` is the position of the one that caused it."""

    position: int
    at: datetime
    who: str
    sentence: str
    verb: str
    subject: UUID
    because_of: int | None
    origin: str


class GoalOut(RowOut):
    """A result that can be seen."""

    need_id: UUID | None
    domain: str
    result: str
    indicator: str
    monitor_on: date


class CommitmentOut(RowOut):
    """What one side undertakes to do."""

    side: str
    words: str
    due_on: date | None
    state: str


class SupportOut(RowOut):
    """What is given within the plan and by whom; euro for its whole length."""

    provider_kind: str
    organisation_id: UUID | None
    organisation: str
    words: str
    amount: Decimal | None


class RatingOut(Schema):
    """How far a goal was reached, for the two sides, -2 … +2."""

    goal: UUID
    recipient: int | None
    worker: int | None


class ReviewOut(RowOut):
    """A look at what changed: the recipient first, then the worker."""

    plan_id: UUID
    planned_on: date
    state: str
    recipient_voice: str | None
    recipient_at: datetime | None
    recipient_words: str
    unheard: str | None
    held_at: datetime | None
    outcome: str | None
    worker_words: str
    ratings: list[RatingOut]


class PlanOut(RowOut):
    """A plan with everything it holds."""

    pathway_id: UUID
    state: str
    starts_on: date
    ends_on: date
    review_days: int
    budget: Decimal | None
    sign_by: date
    signed_on: date | None
    ended_on: date | None
    end_reason: str | None
    aims: str
    goals: list[GoalOut]
    commitments: list[CommitmentOut]
    supports: list[SupportOut]
    reviews: list[ReviewOut]
