"""Appointments as calendar files (iCalendar, RFC 5545).

A calendar travels to phones and other people's servers: it says when and where, never who the
person is nor what the meeting is for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways.queries.appointments import (
    AppointmentText,
    coming_appointments,
    get_appointment,
)
from aia.pathways.terms import AppointmentState

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
_STATUS = {
    AppointmentState.REQUESTED: "TENTATIVE",
    AppointmentState.CANCELLED: "CANCELLED",
}


def appointment_ics(actor: Actor, appointment_id: UUID, *, at: datetime) -> bytes:
    """Return one appointment as a calendar file. Raises Forbidden (hidden to strangers)."""
    return _calendar([get_appointment(actor, appointment_id, at=at)], at=at)


def coming_ics(actor: Actor, *, at: datetime) -> bytes:
    """Return the actor's own coming appointments as one calendar file."""
    return _calendar(coming_appointments(actor, at=at), at=at)


def _calendar(appointments: Iterable[AppointmentText], *, at: datetime) -> bytes:
    # Imported by whoever takes a calendar away: a web worker seldom does.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Aia//Appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for text in appointments:
        calendar.add_component(_event(text, at))
    return bytes(calendar.to_ical())


def _event(text: AppointmentText, at: datetime) -> Event:
    appointment = text.appointment
    from icalendar import Event

    event = Event()
    # The same UID and a higher SEQUENCE make a calendar replace what it already has.
    event.add("uid", f"{appointment.id}@aia")
    event.add("sequence", appointment.moves)
    event.add("dtstamp", at)
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.starts_at + timedelta(minutes=appointment.minutes))
    event.add("summary", _("Meeting with the social service"))
    if text.place:
        event.add("location", text.place)
    event.add("status", _STATUS.get(AppointmentState(appointment.state), "CONFIRMED"))
    event.add("class", "PRIVATE")
    return event
