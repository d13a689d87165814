"""What happens at a table: meetings with minutes, decisions, what is known and who brought it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.community.actions.locking import open_table, row_of_table
from aia.community.models import Decision, Knowledge, KnowledgeUse, Meeting, Seat, Table
from aia.community.rules import values
from aia.community.terms import KnowledgeKind, MeetingState, Refused, SeatState, SeatVoice
from aia.community.verbs import tables as verbs
from aia.trace.actions import record


@transaction.atomic
def call_meeting(
    *,
    actor: Actor,
    table_id: UUID,
    starts_at: datetime,
    length: int,
    place: str,
    agenda: str,
    at: datetime,
) -> Meeting:
    """Call the table together; `length` in minutes. Raises Forbidden, Refused."""
    table = open_table(actor, "meeting.called", table_id, at=at)
    if starts_at <= at:
        raise Refused(_("Choose a moment that is still to come."), field="starts_at")
    meeting = Meeting(district=table.district, table=table)
    meeting.place = values.text(place, "place", longest=200)
    meeting.agenda = values.text(agenda, "agenda", longest=values.LONGEST_TEXT)
    facts = verbs.MeetingCalled(
        table=table.id,
        starts_at=starts_at.astimezone(UTC),
        length=values.count(length, "length", least=15, most=values.MOST_MINUTES),
    )
    return record(meeting, facts, actor=actor, at=at, caused_by=table)


@transaction.atomic
def hold_meeting(
    *,
    actor: Actor,
    meeting_id: UUID,
    minutes: str,
    present: Collection[UUID],
    seen: int | None = None,
    at: datetime,
) -> Meeting:
    """Write what was said and who was there (seats). Raises Forbidden, RowChanged, Refused."""
    meeting = row_of_table(actor, "meeting.held", Meeting, meeting_id, seen=seen, at=at)
    _demand_called(meeting)
    if meeting.starts_at > at:
        raise Refused(_("This meeting is still to come: its minutes are written afterwards."))
    there = _present(meeting, present)
    meeting.minutes = values.text(minutes, "minutes", longest=values.LONGEST_TEXT)
    return record(meeting, verbs.MeetingHeld(present=there), actor=actor, at=at)


@transaction.atomic
def cancel_meeting(
    *, actor: Actor, meeting_id: UUID, seen: int | None = None, at: datetime
) -> Meeting:
    """Say that a meeting does not take place. Raises Forbidden, RowChanged, Refused."""
    meeting = row_of_table(actor, "meeting.cancelled", Meeting, meeting_id, seen=seen, at=at)
    _demand_called(meeting)
    return record(meeting, verbs.MeetingCancelled(), actor=actor, at=at)


@transaction.atomic
def take_decision(
    *,
    actor: Actor,
    table_id: UUID,
    words: str,
    bodies_for: int,
    bodies_against: int,
    persons_for: int,
    persons_against: int,
    decided_on: date | None = None,
    at: datetime,
) -> Decision:
    """Write what was decided, counting bodies and persons apart. Raises Forbidden, Refused."""
    table = open_table(actor, "decision.taken", table_id, at=at)
    today = timezone.localdate(at)
    if decided_on is not None and decided_on > today:
        raise Refused(_("This day is still to come."), field="decided_on")
    told = {
        SeatVoice.BODY: (("bodies_for", bodies_for), ("bodies_against", bodies_against)),
        SeatVoice.PERSON: (("persons_for", persons_for), ("persons_against", persons_against)),
    }
    for voice, numbers in told.items():
        _check_voices(table, voice, dict(numbers))
    decision = Decision(district=table.district, table=table)
    decision.words = values.text(words, "words", longest=2_000)
    facts = verbs.DecisionTaken(
        table=table.id,
        decided_on=decided_on or today,
        bodies_for=bodies_for,
        bodies_against=bodies_against,
        persons_for=persons_for,
        persons_against=persons_against,
    )
    return record(decision, facts, actor=actor, at=at, caused_by=table)


@transaction.atomic
def bring_knowledge(
    *,
    actor: Actor,
    table_id: UUID,
    seat_id: UUID,
    kind: str,
    title: str,
    words: str,
    at: datetime,
) -> Knowledge:
    """Put information, know-how or a method at everybody's disposal. Raises Forbidden, Refused."""
    table = open_table(actor, "knowledge.brought", table_id, at=at)
    seat = seat_of(table, seat_id)
    known = Knowledge(district=table.district, table=table)
    known.title = values.text(title, "title", longest=values.LONGEST_NAME)
    known.words = values.text(words, "words", longest=values.LONGEST_TEXT)
    facts = verbs.KnowledgeBrought(
        table=table.id,
        kind=values.code(kind, KnowledgeKind, "kind"),
        seat=seat.id,
        brought_at=at,
    )
    return record(known, facts, actor=actor, at=at, caused_by=seat)


@transaction.atomic
def use_knowledge(
    *,
    actor: Actor,
    knowledge_id: UUID,
    seat_id: UUID,
    words: str,
    used_on: date | None = None,
    at: datetime,
) -> KnowledgeUse:
    """Tell where something known was used, and how it went. Raises Forbidden, Refused."""
    known = row_of_table(actor, "knowledge.used", Knowledge, knowledge_id, seen=None, at=at)
    seat = seat_of(known.table, seat_id)
    use = KnowledgeUse(district=known.district, table=known.table)
    use.words = values.text(words, "words")
    today = timezone.localdate(at)
    if used_on is not None and used_on > today:
        raise Refused(_("This day is still to come."), field="used_on")
    facts = verbs.KnowledgeUsed(
        table=known.table_id, knowledge=known.id, seat=seat.id, used_on=used_on or today
    )
    return record(use, facts, actor=actor, at=at, caused_by=known)


def seat_of(table: Table, seat_id: UUID) -> Seat:
    """Return a seat that has a voice at the table. Raises Refused."""
    found = table.seats.filter(pk=seat_id, state=SeatState.TAKEN).first()
    if found is None:
        raise Refused(_("Choose somebody who is at the table."), field="seat_id")
    return found


def _present(meeting: Meeting, told: Collection[UUID]) -> tuple[str, ...]:
    """Return the seats that were there, as they are kept. Raises Refused."""
    known = set(meeting.table.seats.exclude(state="offered").values_list("id", flat=True))
    if set(told) - known or not told:
        raise Refused(_("Choose who was there among those at the table."), field="present")
    return tuple(sorted(one.hex for one in set(told)))


def _check_voices(table: Table, voice: SeatVoice, numbers: dict[str, int]) -> None:
    for field, number in numbers.items():
        values.count(number, field)
    there = table.seats.filter(voice=voice, state=SeatState.TAKEN).count()
    if sum(numbers.values()) > there:
        raise Refused(
            _("There are %(there)s such voices at this table: fewer than you counted.")
            % {"there": there},
            field=min(numbers),
        )


def _demand_called(meeting: Meeting) -> None:
    if meeting.state != MeetingState.CALLED:
        raise Refused(_("This meeting was already held or called off."))
