"""The words of the floor."""

from aia.commons.terms.refusals import Refused
from aia.commons.terms.resources import (
    Audience,
    Intensity,
    ResourceKind,
    ResourceState,
    Sharing,
    WithdrawReason,
)

__all__ = [
    "Audience",
    "Intensity",
    "Refused",
    "ResourceKind",
    "ResourceState",
    "Sharing",
    "WithdrawReason",
]
