"""What goes when a person is erased: seats end and their words go, passages are called off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from aia.access.terms import Actor
from aia.community.models import Passage, RoleHolder, Seat
from aia.community.terms import LIVE_PASSAGES, OffReason, SeatState
from aia.community.verbs import passages, projects, tables
from aia.trace.actions import record


def clear_person(actor: Actor, person_ids: tuple[UUID, ...], at: datetime) -> None:
    """End the seats and the parts of erased persons; a mandate was in their words."""
    held = (SeatState.OFFERED, SeatState.TAKEN)
    for seat in Seat.objects.filter(person__in=person_ids).order_by("id"):
        seat.mandate = ""
        until = timezone.localdate(at) if seat.state in held else seat.until
        facts = tables.SeatEnded(until=until or timezone.localdate(at))
        record(seat, facts, actor=actor, at=at)
    playing = RoleHolder.objects.filter(person__in=person_ids, left_at=None)
    for holder in playing.order_by("id"):
        record(holder, projects.RoleLeft(left_at=at), actor=actor, at=at)
    live = Passage.objects.filter(pathway__person__in=person_ids, state__in=LIVE_PASSAGES)
    off = passages.PassageCalledOff(ended_on=timezone.localdate(at), off_reason=OffReason.CHANGED)
    for passage in live.order_by("id"):
        record(passage, off, actor=actor, at=at)
