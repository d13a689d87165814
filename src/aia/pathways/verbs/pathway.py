"""The verbs of a whole pathway."""

from datetime import datetime
from uuid import UUID

from aia.pathways.terms import State
from aia.trace.terms import Facts, verb


@verb("pathway.opened", of="pathways.Pathway")
class PathwayOpened(Facts):
    """A path begins for a person, household, organisation or community."""

    kind: str
    subject: UUID
    person: UUID | None = None
    household: UUID | None = None
    organisation: UUID | None = None
    municipality: str | None = None
    lead: UUID | None = None
    protected: bool = False
    opened_at: datetime
    source_key: str | None = None
    state: str = State.OPEN


@verb("pathway.lead_changed", of="pathways.Pathway")
class PathwayLeadChanged(Facts):
    """Somebody else now leads."""

    lead: UUID


@verb("pathway.handed_over", of="pathways.Pathway")
class PathwayHandedOver(Facts):
    """The lead passed on with the whole caseload of a colleague who leaves."""

    lead: UUID


@verb("pathway.renamed", of="pathways.Pathway")
class PathwayRenamed(Facts):
    """The title changed, which stands apart from the ledger."""


@verb("pathway.protection_followed", of="pathways.Pathway")
class PathwayProtectionFollowed(Facts):
    """The pathway became as protected as its person is."""

    protected: bool


@verb("pathway.suspended", of="pathways.Pathway")
class PathwaySuspended(Facts):
    """It rests for a while."""

    suspend_reason: str
    state: str = State.SUSPENDED


@verb("pathway.resumed", of="pathways.Pathway")
class PathwayResumed(Facts):
    """It goes on."""

    suspend_reason: None = None
    state: str = State.OPEN


@verb("pathway.closed", of="pathways.Pathway")
class PathwayClosed(Facts):
    """It ends, with the reason and what the person can count on."""

    closed_at: datetime
    close_reason: str
    final_resources: tuple[str, ...]
    suspend_reason: None = None
    state: str = State.CLOSED


@verb("pathway.reopened", of="pathways.Pathway")
class PathwayReopened(Facts):
    """It goes on after having been closed."""

    lead: UUID | None
    closed_at: None = None
    close_reason: None = None
    final_resources: tuple[str, ...] = ()
    state: str = State.OPEN
