"""The words of the floor."""

from aia.commons.terms.bookings import HOLDING, BookingState, CancelReason
from aia.commons.terms.hours import TransferReason
from aia.commons.terms.resources import (
    Audience,
    Intensity,
    ResourceKind,
    ResourceState,
    Sharing,
    WithdrawReason,
)
from aia.kit.refusals import Refused

__all__ = [
    "HOLDING",
    "Audience",
    "BookingState",
    "CancelReason",
    "Intensity",
    "Refused",
    "ResourceKind",
    "ResourceState",
    "Sharing",
    "TransferReason",
    "WithdrawReason",
]
