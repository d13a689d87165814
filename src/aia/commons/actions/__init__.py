"""Every write of the floor."""

from aia.commons.actions.bookings import (
    book_resource,
    cancel_booking,
    confirm_booking,
    decline_booking,
    mark_kept,
    mark_missed,
)
from aia.commons.actions.resources import (
    Said,
    change_resource,
    clear_person,
    offer_resource,
    pause_resource,
    resume_resource,
    set_booking_rules,
    set_calendar,
    withdraw_resource,
)

__all__ = [
    "Said",
    "book_resource",
    "cancel_booking",
    "change_resource",
    "clear_person",
    "confirm_booking",
    "decline_booking",
    "mark_kept",
    "mark_missed",
    "offer_resource",
    "pause_resource",
    "resume_resource",
    "set_booking_rules",
    "set_calendar",
    "withdraw_resource",
]
