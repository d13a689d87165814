"""Every write of the observatory."""

from aia.observatory.actions.readings import (
    found_need,
    redact_reading,
    withdraw_reading,
    write_reading,
)
from aia.observatory.actions.releases import Refusal, release_tables, withdraw_release

__all__ = [
    "Refusal",
    "found_need",
    "redact_reading",
    "release_tables",
    "withdraw_reading",
    "withdraw_release",
    "write_reading",
]
