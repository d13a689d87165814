"""The verbs of what is put on the floor. Its words stand apart."""

from datetime import date, datetime
from uuid import UUID

from aia.commons.terms import ResourceState
from aia.trace.terms import Facts, verb


@verb("resource.offered", of="commons.Resource")
class ResourceOffered(Facts):
    """Somebody put something on the floor."""

    kind: str
    intensity: str | None
    organisation: UUID | None
    person: UUID | None
    sharing: str
    audience: tuple[str, ...]
    min_age: int | None
    max_age: int | None
    towns: tuple[str, ...]
    municipality: str
    place: UUID | None
    capacity: int
    offered_at: datetime
    state: str = ResourceState.OFFERED


@verb("resource.changed", of="commons.Resource")
class ResourceChanged(Facts):
    """What is said of it changed."""

    intensity: str | None
    sharing: str
    audience: tuple[str, ...]
    min_age: int | None
    max_age: int | None
    towns: tuple[str, ...]
    municipality: str
    place: UUID | None
    capacity: int


@verb("resource.timed", of="commons.Resource")
class ResourceTimed(Facts):
    """When it is open."""

    hours: tuple[str, ...]
    exceptions: tuple[str, ...]
    open_on_holidays: bool


@verb("resource.ruled", of="commons.Resource")
class ResourceRuled(Facts):
    """How it is booked: lengths in minutes, the fair-use cap in any so many days."""

    bookable: bool
    approval: bool
    longest_minutes: int | None
    cap_minutes: int | None
    cap_days: int | None


@verb("resource.paused", of="commons.Resource")
class ResourcePaused(Facts):
    """It rests; without a day, until its keeper says so."""

    paused_until: date | None
    state: str = ResourceState.PAUSED


@verb("resource.resumed", of="commons.Resource")
class ResourceResumed(Facts):
    """It is on the floor again."""

    paused_until: None = None
    withdrawn_at: None = None
    withdraw_reason: None = None
    state: str = ResourceState.OFFERED


@verb("resource.withdrawn", of="commons.Resource")
class ResourceWithdrawn(Facts):
    """It is not on the floor any more."""

    withdrawn_at: datetime
    withdraw_reason: str
    paused_until: None = None
    state: str = ResourceState.WITHDRAWN


@verb("resource.blanked", of="commons.Resource")
class ResourceBlanked(Facts):
    """Its words were taken away: the person who wrote them was erased."""

    withdrawn_at: datetime
    withdraw_reason: str
    paused_until: None = None
    state: str = ResourceState.WITHDRAWN
