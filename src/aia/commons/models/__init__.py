"""The tables of the floor."""

from aia.commons.models.bookings import Booking
from aia.commons.models.hours import HourAccount, HourTransfer
from aia.commons.models.resources import Resource, ResourceWord

__all__ = ["Booking", "HourAccount", "HourTransfer", "Resource", "ResourceWord"]
