"""Appointments of a pathway, and those that wait for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from aia.access.queries import subjects_in_scope
from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.models import Appointment, Pathway
from aia.pathways.terms import AppointmentState
from aia.people import queries as people

# A meeting of this morning is still on today's list.
_STILL_COMING = timedelta(hours=12)
_WAITING = (AppointmentState.REQUESTED, AppointmentState.FIXED)


@dataclass(frozen=True)
class AppointmentText:
    """An appointment (with its pathway), what it is for and where it is."""

    appointment: Appointment
    words: str
    place: str


def appointments_of(actor: Actor, pathway_id: UUID, *, at: datetime) -> list[AppointmentText]:
    """Return the pathway's appointments, the latest first. Raises Forbidden."""
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    permissions.demand(actor, "appointment.read", pathway, at=at)
    rows = Appointment.objects.filter(pathway=pathway).select_related("pathway")
    return _texts(rows.order_by("-starts_at", "-id"))


def get_appointment(actor: Actor, appointment_id: UUID, *, at: datetime) -> AppointmentText:
    """Return one appointment. Raises Appointment.DoesNotExist; Forbidden (hidden to strangers)."""
    row = Appointment.objects.select_related("pathway__person").get(pk=appointment_id)
    permissions.demand(actor, "appointment.read", row.pathway, at=at)
    return _texts([row])[0]


def coming_appointments(actor: Actor, *, at: datetime) -> list[AppointmentText]:
    """Return the actor's own coming appointments, the nearest first: as worker or as the person.

    Only of files that the actor may open now; asked for and fixed ones.
    """
    return _texts(_coming(actor, at))


def _coming(actor: Actor, at: datetime) -> QuerySet[Appointment]:
    mine = Q(account=actor.id, pathway__subject__in=subjects_in_scope(actor, at=at))
    own = Q(pathway__person__in=actor.persons())
    rows = Appointment.objects.filter(
        mine | own, state__in=_WAITING, starts_at__gte=at - _STILL_COMING
    )
    return rows.select_related("pathway").order_by("starts_at", "id")


def _texts(rows: Iterable[Appointment]) -> list[AppointmentText]:
    found = list(rows)
    keys = people.keyring(*{row.pathway.subject_id for row in found})
    return [
        AppointmentText(
            row,
            keys.open(row.pathway.subject_id, row, "sealed_words"),
            keys.open(row.pathway.subject_id, row, "sealed_place"),
        )
        for row in found
    ]
