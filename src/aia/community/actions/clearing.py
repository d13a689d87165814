"""What goes when a person is erased: their seats end, their words at them are taken away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from aia.access.terms import Actor
from aia.community.models import RoleHolder, Seat
from aia.community.terms import SeatState
from aia.community.verbs import projects, tables
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
