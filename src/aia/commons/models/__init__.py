"""The tables of the floor."""

from aia.commons.models.bookings import Booking
from aia.commons.models.care import CareWork
from aia.commons.models.competences import Badge, Competence, Endorsement
from aia.commons.models.directories import DirectoryRow
from aia.commons.models.hours import HourAccount, HourTransfer
from aia.commons.models.loans import Loan
from aia.commons.models.meeting import Proposal
from aia.commons.models.resources import Resource, ResourceWord
from aia.commons.models.stock import StockMove

__all__ = [
    "Badge",
    "Booking",
    "CareWork",
    "Competence",
    "DirectoryRow",
    "Endorsement",
    "HourAccount",
    "HourTransfer",
    "Loan",
    "Proposal",
    "Resource",
    "ResourceWord",
    "StockMove",
]
