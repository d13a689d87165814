"""The verbs of what is published, and of those who read it together."""

from datetime import date, datetime
from uuid import UUID

from aia.observatory.terms import ReadingState, ReleaseState
from aia.trace.terms import Facts, verb


@verb("release.made", of="observatory.Release")
class ReleaseMade(Facts):
    """A table was published; `digest` is the SHA-256 of its canonical JSON."""

    indicator: str
    version: int
    breakdown: str
    edition: int
    as_of: date
    facts_upto: int
    digest: str
    cells: int
    simulated: bool
    released_at: datetime
    state: str = ReleaseState.CURRENT


@verb("release.superseded", of="observatory.Release")
class ReleaseSuperseded(Facts):
    """A newer edition takes its place."""

    state: str = ReleaseState.SUPERSEDED


@verb("release.withdrawn", of="observatory.Release")
class ReleaseWithdrawn(Facts):
    """An edition was taken back. It was seen, so it still counts among the earlier ones."""

    withdrawn_at: datetime
    withdrawn_for: str
    state: str = ReleaseState.WITHDRAWN


@verb("reading.written", of="observatory.Reading", cause="observatory.Release")
class ReadingWritten(Facts):
    """A partner wrote what they read in an edition."""

    release: UUID
    organisation: UUID | None
    author: UUID
    written_at: datetime
    state: str = ReadingState.SHOWN


@verb("reading.ended", of="observatory.Reading")
class ReadingEnded(Facts):
    """A reading was taken back by who wrote it, or blanked by the coordinator."""

    state: str
    ended_at: datetime


@verb("reading.became_need", of="observatory.Reading", cause="pathways.Need")
class ReadingBecameNeed(Facts):
    """A need of the community was recognised from what was read."""

    need: UUID
