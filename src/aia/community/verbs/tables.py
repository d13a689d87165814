"""The verbs of tables. What is written stands apart."""

from datetime import date, datetime
from uuid import UUID

from aia.community.terms import MeetingState, SeatState, TableState
from aia.trace.terms import Facts, verb


@verb("table.opened", of="community.Table")
class TableOpened(Facts):
    """An alliance has a place to meet."""

    theme: str
    opened_at: datetime
    state: str = TableState.OPEN


@verb("table.closed", of="community.Table")
class TableClosed(Facts):
    """The alliance meets no more."""

    closed_at: datetime
    state: str = TableState.CLOSED


@verb("seat.offered", of="community.Seat", cause="community.Table")
class SeatOffered(Facts):
    """A body or a person was invited to the table."""

    table: UUID
    voice: str
    organisation: UUID | None
    person: UUID | None
    since: date
    until: date | None
    state: str = SeatState.OFFERED


@verb("seat.taken", of="community.Seat")
class SeatTaken(Facts):
    """They said yes."""

    state: str = SeatState.TAKEN


@verb("seat.declined", of="community.Seat")
class SeatDeclined(Facts):
    """They said no."""

    state: str = SeatState.DECLINED


@verb("seat.ended", of="community.Seat")
class SeatEnded(Facts):
    """They are not at the table any more."""

    until: date
    state: str = SeatState.ENDED


@verb("meeting.called", of="community.Meeting", cause="community.Table")
class MeetingCalled(Facts):
    """The table meets; `length` in minutes."""

    table: UUID
    starts_at: datetime
    length: int
    state: str = MeetingState.CALLED


@verb("meeting.held", of="community.Meeting")
class MeetingHeld(Facts):
    """It met: `present` are the seats that were there."""

    present: tuple[str, ...]
    state: str = MeetingState.HELD


@verb("meeting.cancelled", of="community.Meeting")
class MeetingCancelled(Facts):
    """It did not meet."""

    state: str = MeetingState.CANCELLED


@verb("decision.taken", of="community.Decision", cause="community.Table")
class DecisionTaken(Facts):
    """Something was decided; bodies and persons are counted apart."""

    table: UUID
    decided_on: date
    bodies_for: int
    bodies_against: int
    persons_for: int
    persons_against: int


@verb("knowledge.brought", of="community.Knowledge", cause="community.Seat")
class KnowledgeBrought(Facts):
    """A seat put something that it knows at everybody's disposal."""

    table: UUID
    kind: str
    seat: UUID
    brought_at: datetime


@verb("knowledge.used", of="community.KnowledgeUse", cause="community.Knowledge")
class KnowledgeUsed(Facts):
    """Something known was used by a seat."""

    table: UUID
    knowledge: UUID
    seat: UUID
    used_on: date


@verb("undertaking.taken", of="community.Undertaking", cause="community.Seat")
class UndertakingTaken(Facts):
    """A seat undertook something, by a day."""

    table: UUID
    seat: UUID
    project: UUID | None
    due_on: date


@verb("undertaking.moved", of="community.Undertaking")
class UndertakingMoved(Facts):
    """It will be another day; `moved` is how many times the day was changed."""

    due_on: date
    moved: int


@verb("undertaking.settled", of="community.Undertaking")
class UndertakingSettled(Facts):
    """It came to its end: done, not done, or no longer needed."""

    state: str
    settled_at: datetime
