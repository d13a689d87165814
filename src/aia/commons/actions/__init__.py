"""Every write of the floor."""

from aia.commons.actions.resources import (
    Said,
    change_resource,
    clear_person,
    offer_resource,
    pause_resource,
    resume_resource,
    set_calendar,
    withdraw_resource,
)

__all__ = [
    "Said",
    "change_resource",
    "clear_person",
    "offer_resource",
    "pause_resource",
    "resume_resource",
    "set_calendar",
    "withdraw_resource",
]
