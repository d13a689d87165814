"""Work of the floor that is done later."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from aia.background.tasks import task
from aia.commons import messages
from aia.commons.models import Booking
from aia.commons.terms import BookingState
from aia.kit.clock import now

BEFORE = timedelta(days=1)
"""How long before it begins who booked is reminded."""


@task
def remind_of(booking_id: str) -> None:
    """Remind who booked of what begins soon, unless it was cancelled or has begun meanwhile."""
    booking = Booking.objects.select_related("resource").get(pk=UUID(booking_id))
    soon = now() < booking.starts_at <= now() + BEFORE
    if booking.state == BookingState.CONFIRMED and soon:
        messages.remind_user(booking)


def remind_later(booking: Booking) -> None:
    """Have who booked reminded, when there is still time; called inside the transaction."""
    due = booking.starts_at - BEFORE
    if due > now():
        remind_of.enqueue(due_at=due, booking_id=booking.id.hex)
