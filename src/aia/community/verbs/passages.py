"""The verbs of passages between care and proximity. What is said stands sealed, apart."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from aia.community.terms import PassageReason, PassageState
from aia.trace.terms import Facts, verb


@verb("passage.proposed", of="community.Passage")
class PassageProposed(Facts):
    """Somebody is to pass from one intensity to another, with a trial and a way back."""

    pathway: UUID
    need: UUID | None
    from_intensity: str
    to_intensity: str
    giving: UUID | None
    receiving: UUID | None
    resource: UUID | None
    reason: str
    planned_on: date
    trial_days: int
    trial_until: date
    back_to: UUID | None
    back_days: int
    back_voice: str
    proposed_at: datetime
    state: str = PassageState.PROPOSED


@verb("passage.agreed", of="community.Passage", cause="community.PassageWord")
class PassageAgreed(Facts):
    """Both sides and who passes have said yes, and all that was asked for was answered."""

    state: str = PassageState.AGREED


@verb("passage.started", of="community.Passage")
class PassageStarted(Facts):
    """The handover was made: the trial runs from here."""

    started_on: date
    trial_until: date
    state: str = PassageState.TRIAL


@verb("passage.kept", of="community.Passage")
class PassageKept(Facts):
    """It stays so: after the trial, or because they are back where they were."""

    ended_on: date
    state: str = PassageState.KEPT


@verb("passage.left", of="community.Passage")
class PassageLeft(Facts):
    """The trial did not hold: the way back is taken."""

    ended_on: date
    back_reason: str
    state: str = PassageState.BACK


@verb("passage.turned_back", of="community.Passage", cause="community.Passage")
class PassageTurnedBack(Facts):
    """The way back of another passage, which all agreed to when that one was planned."""

    pathway: UUID
    need: UUID | None
    back_of: UUID
    from_intensity: str
    to_intensity: str
    giving: UUID | None
    receiving: UUID | None
    planned_on: date
    trial_until: date
    back_voice: str
    proposed_at: datetime
    trial_days: int = 0
    back_to: None = None
    back_days: int = 0
    resource: None = None
    reason: str = PassageReason.RETURN
    state: str = PassageState.AGREED


@verb("passage.called_off", of="community.Passage")
class PassageCalledOff(Facts):
    """It does not come to a trial, and why."""

    ended_on: date
    off_reason: str
    state: str = PassageState.OFF


@verb("passage_ask.asked", of="community.PassageAsk", cause="community.Passage")
class PassageAskAsked(Facts):
    """Something that proximity needs was asked for: hours, or euro."""

    pathway: UUID
    passage: UUID
    side: str
    kind: str
    quantity: Decimal


@verb("passage_ask.answered", of="community.PassageAsk", cause="community.PassageWord")
class PassageAskAnswered(Facts):
    """It was given, in whole or in part, or refused, and why."""

    granted: Decimal | None
    refused_for: str | None
    answered_at: datetime


@verb("passage_word.given", of="community.PassageWord", cause="community.Passage")
class PassageWordGiven(Facts):
    """One side said yes; `channel` when somebody of the team wrote it down."""

    pathway: UUID
    passage: UUID
    side: str
    channel: str | None
    agreed_at: datetime


@verb("trial_look.taken", of="community.TrialLook", cause="community.Passage")
class TrialLookTaken(Facts):
    """Somebody said how the trial goes."""

    pathway: UUID
    passage: UUID
    voice: str
    going: str
    looked_on: date
