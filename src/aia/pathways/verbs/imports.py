"""The verb of an event that an archive brought in."""

from datetime import datetime
from uuid import UUID

from aia.trace.terms import Facts, verb


@verb("source_event.imported", of="pathways.SourceEvent")
class SourceEventImported(Facts):
    """An archive told that something happened; whether the line allowed the act it stands for."""

    pathway: UUID
    activity: str
    happened_at: datetime
    occurrence: int
    act: str
    applied: bool


@verb("source_event.redacted", of="pathways.SourceEvent")
class SourceEventRedacted(Facts):
    """The detail of an imported event was blanked."""

    redacted_for: str
