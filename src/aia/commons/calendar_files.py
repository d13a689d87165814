"""A booking as a calendar file (iCalendar, RFC 5545): what, when and where; never for whom."""

from __future__ import annotations

from datetime import datetime

from aia.commons.models import Booking
from aia.commons.tasks import BEFORE
from aia.commons.terms import BookingState

MEDIA_TYPE = "text/calendar; charset=utf-8"
_STATUS = {
    BookingState.CONFIRMED: "CONFIRMED",
    BookingState.KEPT: "CONFIRMED",
    BookingState.ASKED: "TENTATIVE",
    BookingState.WAITING: "TENTATIVE",
}


def calendar_file(booking: Booking, *, at: datetime) -> bytes:
    """Return the booking as a calendar with one event; it must have its resource at hand."""
    from icalendar import Alarm, Calendar, Event

    resource = booking.resource
    event = Event()
    # The same UID and a higher SEQUENCE make a calendar replace what it already has.
    event.add("uid", f"{booking.id}@aia")
    event.add("sequence", 0 if booking.settled_at is None else 1)
    event.add("dtstamp", at)
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    event.add("summary", resource.name)
    where = [resource.address, resource.municipality.name]
    event.add("location", ", ".join(filter(None, where)))
    event.add("status", _STATUS.get(BookingState(booking.state), "CANCELLED"))
    event.add("class", "PRIVATE")
    if booking.state == BookingState.CONFIRMED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", resource.name)
        alarm.add("trigger", -BEFORE)
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Aia//Bookings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
