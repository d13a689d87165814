"""The words of the floor."""

from aia.commons.terms.bookings import HOLDING, BookingState, CancelReason
from aia.commons.terms.care import CareBy, CareKind
from aia.commons.terms.competences import LearntFrom, Relation
from aia.commons.terms.hours import TransferReason
from aia.commons.terms.loans import LENDABLE, Condition, LoanState
from aia.commons.terms.resources import (
    Audience,
    Intensity,
    ResourceKind,
    ResourceState,
    Sharing,
    WithdrawReason,
)
from aia.commons.terms.stock import StockMoveKind, StockUnit
from aia.kit.refusals import Refused

__all__ = [
    "HOLDING",
    "LENDABLE",
    "Audience",
    "BookingState",
    "CancelReason",
    "CareBy",
    "CareKind",
    "Condition",
    "Intensity",
    "LearntFrom",
    "LoanState",
    "Refused",
    "Relation",
    "ResourceKind",
    "ResourceState",
    "Sharing",
    "StockMoveKind",
    "StockUnit",
    "TransferReason",
    "WithdrawReason",
]
