"""The record of who opened which file."""

from datetime import datetime
from uuid import UUID

from aia.access import rules
from aia.access.models import Reading
from aia.access.terms import Actor


def note_reading(
    *, actor: Actor, subject: UUID, district: str, kind: str, why: str, at: datetime
) -> Reading:
    """Record that the actor opened a personal file: what (`ReadingKind`), why (`ReadingWhy`).

    Every opening is a row of its own; `queries.openings_of` shows close ones together. The door
    calls it when the policy has said yes, before it shows anything.
    """
    rules.check_why(why)
    return Reading.objects.create(
        district=district, account=actor.id, subject=subject, kind=kind, why=why, at=at
    )
