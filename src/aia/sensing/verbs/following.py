"""The verbs of outreach and of alarms."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from aia.sensing.terms import AlarmState, OutreachState
from aia.trace.terms import Facts, verb


@verb("outreach.opened", of="sensing.Outreach", cause="pathways.Need")
class OutreachOpened(Facts):
    """Somebody will try to reach who has not voiced a need."""

    need: UUID
    subject: UUID
    next_by: UUID | None
    next_how: str
    through: UUID | None
    next_on: date | None
    opened_at: datetime
    state: str = OutreachState.OPEN


@verb("outreach.planned", of="sensing.Outreach")
class OutreachPlanned(Facts):
    """Somebody else tries next, or in another way."""

    next_by: UUID | None
    next_how: str
    through: UUID | None
    next_on: date | None


@verb("outreach.attempted", of="sensing.Outreach", cause="sensing.OutreachAttempt")
class OutreachAttempted(Facts):
    """An attempt was made; when and how the next one follows."""

    attempts: int
    next_how: str
    next_on: date | None


@verb("outreach.ended", of="sensing.Outreach")
class OutreachEnded(Facts):
    """The need found its voice, or stays without it for a reason."""

    state: str
    ended_at: datetime
    reason: str | None
    next_on: None = None


@verb("outreach_attempt.made", of="sensing.OutreachAttempt", cause="sensing.Outreach")
class OutreachAttemptMade(Facts):
    """Somebody tried: how, and what came of it."""

    outreach: UUID
    how: str
    result: str
    by: UUID
    tried_at: datetime


@verb("alarm.raised", of="sensing.Alarm")
class AlarmRaised(Facts):
    """Something may be happening in a place."""

    kind: str
    municipalities: tuple[str, ...]
    domain: str | None
    category: str | None
    since: date
    until: date
    observed: int
    expected: Decimal
    statistic: Decimal
    p: Decimal | None
    method: str
    origin: UUID
    raised_at: datetime
    state: str = AlarmState.OPEN


@verb("alarm.closed", of="sensing.Alarm")
class AlarmClosed(Facts):
    """The planning office looked at it and said what it was."""

    state: str
    closed_at: datetime
