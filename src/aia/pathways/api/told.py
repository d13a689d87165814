"""What the line may be told by the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from aia.pathways.terms import (
    AnswerEnd,
    ChoiceReason,
    CloseReason,
    DeclineReason,
    FinalResources,
    GiveBackKind,
    Intensity,
    OptionKind,
    OptionSource,
    ProviderKind,
    ReplyChannel,
    ReviewOutcome,
    Severity,
    SuspendReason,
    UnheardReason,
    UnvoicedReason,
    Voice,
    WithdrawReason,
)
from aia.web.api.schemas import Line, Told, Words

Amount = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)]
Rating = Annotated[int, Field(ge=-2, le=2)]
_MOST_OPTIONS = 100


class OpenPathway(Told):
    """Whose it is: a person, a household, an organisation; a community when none is told."""

    person_id: UUID | None = None
    household_id: UUID | None = None
    organisation_id: UUID | None = None
    title: Line = ""


class Suspend(Told):
    """Why it rests."""

    reason: SuspendReason


class ClosePathway(Told):
    """Why it ends and what the person can count on from now."""

    reason: CloseReason
    final_resources: Annotated[list[FinalResources], Field(max_length=10)]


class RecogniseNeed(Told):
    """A need: its category, its weight, and in whose words."""

    category: Line
    severity: Severity
    words_of: Voice
    expressed: bool
    words: Words = ""


class RewordNeed(Told):
    """The need in other words."""

    words: Words
    words_of: Voice
    expressed: bool


class RegradeNeed(Told):
    """How much the need weighs now."""

    severity: Severity


class ReclassifyNeed(Told):
    """Another category."""

    category: Line


class LeaveUnvoiced(Told):
    """Why the need does not become a demand for now."""

    reason: UnvoicedReason


class SuspendNeed(Suspend):
    """Why the need rests, and until when."""

    until: date | None = None


class CloseNeed(Told):
    """Why the need ends."""

    reason: CloseReason


class OpenDemand(Told):
    """The demand in the words of who has the need."""

    words: Words
    voiced_by: Voice = Voice.PERSON


class RewordDemand(Told):
    """The demand in other words."""

    words: Words


class Withdraw(Told):
    """Why it is taken back."""

    reason: WithdrawReason


class OfferOption(Told):
    """One possible answer, where it came from and what it asks of the person."""

    kind: OptionKind
    source: OptionSource
    words: Words
    asks: Words = ""
    organisation_id: UUID | None = None
    intensity: Intensity | None = None


class Choose(Told):
    """The option taken (none: null), and for each of the others why it was left."""

    option_id: UUID | None
    reason: ChoiceReason
    declined: Annotated[
        dict[UUID, ChoiceReason], Field(default_factory=dict, max_length=_MOST_OPTIONS)
    ]
    made_by: Voice = Voice.PERSON
    words: Words = ""


class AdjustAnswer(Told):
    """Hours a week, euro a month, and the expected end, as they now are."""

    hours: Amount | None
    cost: Amount | None
    ends_on: date | None


class PlanAnswer(Told):
    """Who is going to do what was chosen, from which day; hours a week, cost in euro a month."""

    provider_kind: ProviderKind
    intensity: Intensity
    starts_on: date
    ends_on: date | None = None
    organisation_id: UUID | None = None
    hours: Amount | None = None
    cost: Amount | None = None
    words: Words = ""


class OnDay(Told):
    """On which day; today when it is not told."""

    on: date | None = None


class EndAnswer(OnDay):
    """Why the answer is over."""

    reason: AnswerEnd


class PassAnswer(OnDay):
    """The answer of another intensity that follows."""

    intensity: Intensity
    provider_kind: ProviderKind
    organisation_id: UUID | None = None
    hours: Amount | None = None
    cost: Amount | None = None
    ends_on: date | None = None
    words: Words = ""


class GiveBack(Told):
    """What was put back on the floor: voluntary, never owed."""

    kind: GiveBackKind
    words: Words = ""
    given_on: date | None = None
    hours: Amount | None = None
    organisation_id: UUID | None = None
    need_id: UUID | None = None


class SendReferral(Told):
    """Which organisation is asked, in what words, and for which option or answer."""

    organisation_id: UUID
    words: Words
    option_id: UUID | None = None
    answer_id: UUID | None = None


class Heard(Told):
    """How an organisation's word came and who said it, for who writes it down in its place."""

    channel: ReplyChannel | None = None
    said_by: Words = ""


class AcceptReferral(Heard):
    """A reply in words, if any."""

    words: Words = ""


class DeclineReferral(AcceptReferral):
    """Why the referral cannot be taken."""

    reason: DeclineReason


class StartReferral(OnDay, Heard):
    """The day it began and the answer that it is, if any."""

    answer_id: UUID | None = None


class EndReferral(OnDay, Heard):
    """The day it ended, and what there is to say."""

    words: Words = ""


class RecipientView(Told):
    """How the recipient judges each goal (-2 … +2, by goal), in their words."""

    ratings: Annotated[
        dict[UUID, Rating | None], Field(default_factory=dict, max_length=_MOST_OPTIONS)
    ]
    words: Words = ""
    voice: Voice = Voice.PERSON


class HoldReview(Told):
    """How the worker judges every goal (-2 … +2), and what is done now."""

    ratings: Annotated[dict[UUID, Rating | None], Field(max_length=_MOST_OPTIONS)]
    outcome: ReviewOutcome
    words: Words = ""
    unheard: UnheardReason | None = None


class MoveReview(Told):
    """Another day."""

    planned_on: date
