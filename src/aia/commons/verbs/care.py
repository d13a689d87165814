"""The verbs of the care of things."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from aia.trace.terms import Facts, verb


@verb("resource.cared_for", of="commons.Resource")
class ResourceCaredFor(Facts):
    """Who repairs it and who cleans it."""

    repairs_by: str | None
    cleans_by: str | None


@verb("care.done", of="commons.CareWork", cause="commons.Resource")
class CareDone(Facts):
    """Something was done for it; `spent` in euro."""

    resource: UUID
    kind: str
    by: str
    done_on: date
    minutes: int
    spent: Decimal
