"""Every write of the floor."""

from aia.commons.actions.bookings import (
    book_resource,
    cancel_booking,
    confirm_booking,
    decline_booking,
    mark_kept,
    mark_missed,
)
from aia.commons.actions.hours import (
    give_hours,
    limit_hours,
    open_hour_account,
    reverse_transfer,
    thank_keeper,
    transfer_hours,
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
    "give_hours",
    "limit_hours",
    "mark_kept",
    "mark_missed",
    "offer_resource",
    "open_hour_account",
    "pause_resource",
    "resume_resource",
    "reverse_transfer",
    "set_booking_rules",
    "set_calendar",
    "thank_keeper",
    "transfer_hours",
    "withdraw_resource",
]
