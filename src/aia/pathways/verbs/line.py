"""The verbs of the line: what an entry may say about pathway, need, demand, option, choice,
answer, referral and give-back.

Facts are the new values of the row's coded fields. A demand cites the need, an option the demand,
a choice the demand, an answer the choice; a need advances because of the row that advanced it.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from aia.pathways.terms import AnswerState, OptionState, ReferralState, State, Step
from aia.trace.terms import Facts, verb

# ---------------------------------------------------------------- pathway


@verb("pathway.opened", of="pathways.Pathway")
class PathwayOpened(Facts):
    """A path begins for a person, household, organisation or community."""

    kind: str
    subject: UUID
    person: UUID | None = None
    household: UUID | None = None
    organisation: UUID | None = None
    municipality: str | None = None
    lead: UUID | None = None
    protected: bool = False
    opened_at: datetime
    source_key: str | None = None
    state: str = State.OPEN


@verb("pathway.lead_changed", of="pathways.Pathway")
class PathwayLeadChanged(Facts):
    """Somebody else now leads."""

    lead: UUID


@verb("pathway.handed_over", of="pathways.Pathway")
class PathwayHandedOver(Facts):
    """The lead passed on with the whole caseload of a colleague who leaves."""

    lead: UUID


@verb("pathway.renamed", of="pathways.Pathway")
class PathwayRenamed(Facts):
    """The title changed, which stands apart from the ledger."""


@verb("pathway.protection_followed", of="pathways.Pathway")
class PathwayProtectionFollowed(Facts):
    """The pathway became as protected as its person is."""

    protected: bool


@verb("pathway.suspended", of="pathways.Pathway")
class PathwaySuspended(Facts):
    """It rests for a while."""

    suspend_reason: str
    state: str = State.SUSPENDED


@verb("pathway.resumed", of="pathways.Pathway")
class PathwayResumed(Facts):
    """It goes on."""

    suspend_reason: None = None
    state: str = State.OPEN


@verb("pathway.closed", of="pathways.Pathway")
class PathwayClosed(Facts):
    """It ends, with the reason and what the person can count on."""

    closed_at: datetime
    close_reason: str
    final_resources: tuple[str, ...]
    suspend_reason: None = None
    state: str = State.CLOSED


@verb("pathway.reopened", of="pathways.Pathway")
class PathwayReopened(Facts):
    """It goes on after having been closed."""

    lead: UUID | None
    closed_at: None = None
    close_reason: None = None
    final_resources: tuple[str, ...] = ()
    state: str = State.OPEN


# ---------------------------------------------------------------- need


@verb("need.recognised", of="pathways.Need")
class NeedRecognised(Facts):
    """A need was recognised and named."""

    pathway: UUID
    category: str
    domain: str
    severity: int
    expressed: bool
    words_of: str
    municipality: str | None = None
    age_band: str
    sex: str
    recognised_at: datetime
    step_at: datetime
    due_on: date | None
    state: str = State.OPEN
    step: str = Step.NEED


@verb("need.reworded", of="pathways.Need")
class NeedReworded(Facts):
    """Its words changed; the ledger keeps only whose they are."""

    words_of: str
    expressed: bool


@verb("need.regraded", of="pathways.Need")
class NeedRegraded(Facts):
    """It weighs more or less than before."""

    severity: int


@verb("need.reclassified", of="pathways.Need")
class NeedReclassified(Facts):
    """It turned out to be another sort of need."""

    category: str
    domain: str


@verb("need.left_unvoiced", of="pathways.Need")
class NeedLeftUnvoiced(Facts):
    """It did not become a demand, and why; to be looked at again by `due_on`."""

    unvoiced: str
    due_on: date | None


@verb("need.voiced", of="pathways.Need", cause="pathways.Demand")
class NeedVoiced(Facts):
    """It became a demand."""

    step_at: datetime
    due_on: date | None
    expressed: bool = True
    unvoiced: None = None
    step: str = Step.DEMAND


@verb("need.chosen", of="pathways.Need", cause="pathways.Choice")
class NeedChosen(Facts):
    """An option was taken for it."""

    step_at: datetime
    due_on: date | None
    step: str = Step.CHOICE


@verb("need.answered", of="pathways.Need", cause="pathways.Answer")
class NeedAnswered(Facts):
    """An answer to it has begun."""

    step_at: datetime
    due_on: date | None
    step: str = Step.ANSWER


@verb("need.reviewed", of="pathways.Need", cause="pathways.Review")
class NeedReviewed(Facts):
    """What changed for it was looked at together."""

    step_at: datetime
    due_on: date | None
    step: str = Step.REVIEW


@verb("need.given_back", of="pathways.Need", cause="pathways.GiveBack")
class NeedGivenBack(Facts):
    """Something was put back on the floor out of it."""

    step_at: datetime
    due_on: None = None
    step: str = Step.GIVE_BACK


@verb("need.returned", of="pathways.Need")
class NeedReturned(Facts):
    """It came back to an earlier step: a demand withdrawn, an option gone, an answer broken off."""

    step: str
    step_at: datetime
    due_on: date | None


@verb("need.rescheduled", of="pathways.Need")
class NeedRescheduled(Facts):
    """The next step is now awaited by another day."""

    due_on: date | None


@verb("need.suspended", of="pathways.Need")
class NeedSuspended(Facts):
    """It rests for a while."""

    suspend_reason: str
    due_on: date | None
    state: str = State.SUSPENDED


@verb("need.resumed", of="pathways.Need")
class NeedResumed(Facts):
    """It is followed again."""

    due_on: date | None
    suspend_reason: None = None
    state: str = State.OPEN


@verb("need.closed", of="pathways.Need")
class NeedClosed(Facts):
    """It is no longer followed, and why."""

    closed_at: datetime
    close_reason: str
    due_on: None = None
    suspend_reason: None = None
    state: str = State.CLOSED


@verb("need.reopened", of="pathways.Need")
class NeedReopened(Facts):
    """It is followed again after having been closed."""

    reopened: int
    due_on: date | None
    closed_at: None = None
    close_reason: None = None
    state: str = State.OPEN


# ---------------------------------------------------------------- demand


@verb("demand.opened", of="pathways.Demand", cause="pathways.Need")
class DemandOpened(Facts):
    """The need was put in words by who has it, or by who may speak for them."""

    pathway: UUID
    need: UUID
    voiced_by: str
    consent: UUID | None = None
    opened_at: datetime


@verb("demand.reworded", of="pathways.Demand")
class DemandReworded(Facts):
    """Its words changed; whose they are did not."""


@verb("demand.withdrawn", of="pathways.Demand")
class DemandWithdrawn(Facts):
    """It was taken back, and why."""

    withdrawn_at: datetime
    withdraw_reason: str


# ---------------------------------------------------------------- option and choice


@verb("option.offered", of="pathways.Option", cause="pathways.Demand")
class OptionOffered(Facts):
    """A possible answer was put before the person."""

    pathway: UUID
    demand: UUID
    kind: str
    source: str
    organisation: UUID | None = None
    intensity: str | None = None
    offered_at: datetime
    state: str = OptionState.OFFERED


@verb("option.taken", of="pathways.Option", cause="pathways.Choice")
class OptionTaken(Facts):
    """It was chosen."""

    declined_for: None = None
    state: str = OptionState.TAKEN


@verb("option.declined", of="pathways.Option", cause="pathways.Choice")
class OptionDeclined(Facts):
    """It was not chosen, and why; it stays on record."""

    declined_for: str
    state: str = OptionState.DECLINED


@verb("option.withdrawn", of="pathways.Option")
class OptionWithdrawn(Facts):
    """It is no longer available."""

    state: str = OptionState.WITHDRAWN


@verb("choice.made", of="pathways.Choice", cause="pathways.Demand")
class ChoiceMade(Facts):
    """One option was taken, or none; by whom and why."""

    pathway: UUID
    demand: UUID
    option: UUID | None
    made_by: str
    reason: str
    made_at: datetime


@verb("choice.changed", of="pathways.Choice", cause="pathways.Choice")
class ChoiceChanged(Facts):
    """A later choice took its place; both stay on record."""

    changed_at: datetime


# ---------------------------------------------------------------- answer


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


# ---------------------------------------------------------------- referral


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
    state: str = ReferralState.ACCEPTED


@verb("referral.declined", of="pathways.Referral")
class ReferralDeclined(Facts):
    """The organisation said no, and why."""

    answered_at: datetime
    decline_reason: str
    state: str = ReferralState.DECLINED


@verb("referral.started", of="pathways.Referral")
class ReferralStarted(Facts):
    """The organisation has begun."""

    started_on: date
    answer: UUID | None = None
    state: str = ReferralState.STARTED


@verb("referral.ended", of="pathways.Referral")
class ReferralEnded(Facts):
    """The organisation has finished."""

    ended_on: date
    state: str = ReferralState.ENDED


@verb("referral.withdrawn", of="pathways.Referral")
class ReferralWithdrawn(Facts):
    """The request was taken back."""

    withdraw_reason: str
    ended_on: date
    state: str = ReferralState.WITHDRAWN


# ---------------------------------------------------------------- give-back


@verb("give_back.given", of="pathways.GiveBack")
class GiveBackGiven(Facts):
    """Something was put back on the floor, freely."""

    pathway: UUID
    need: UUID | None = None
    kind: str
    organisation: UUID | None = None
    hours: Decimal | None = None
    given_on: date
