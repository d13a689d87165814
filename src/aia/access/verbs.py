"""What can happen to roles, scopes, invitations and clients, as the ledger tells it."""

from datetime import date, datetime
from uuid import UUID

from aia.trace.terms import Facts, verb


@verb("role.granted", of="access.RoleGrant")
class RoleGranted(Facts):
    """An account was given a role in a district."""

    account: UUID
    role: str
    organisation: UUID | None = None
    person: UUID | None = None
    competences: tuple[str, ...] = ()
    families: int | None = None
    since: date
    until: date | None = None


@verb("role.capacity_declared", of="access.RoleGrant")
class CapacityDeclared(Facts):
    """It was said what the worker is good at and how many families they can follow."""

    competences: tuple[str, ...]
    families: int | None


@verb("role.ended", of="access.RoleGrant")
class RoleEnded(Facts):
    """The role ends: `until` is the first day without it."""

    until: date


@verb("scope.opened", of="access.Scope")
class ScopeOpened(Facts):
    """Somebody may now open one file."""

    account: UUID | None = None
    organisation: UUID | None = None
    subject: UUID
    kind: str
    source: UUID | None = None
    since: datetime
    until: datetime | None = None


@verb("scope.closed", of="access.Scope")
class ScopeClosed(Facts):
    """They may no longer open it."""

    until: datetime


@verb("glass.broken", of="access.BreakGlass")
class GlassBroken(Facts):
    """A file outside one's scope was opened in an emergency."""

    account: UUID
    subject: UUID
    reason: str
    opened_at: datetime
    until: datetime


@verb("glass.reviewed", of="access.BreakGlass")
class GlassReviewed(Facts):
    """A coordinator has looked at the emergency opening."""

    reviewed_by: UUID
    reviewed_at: datetime


@verb("invitation.sent", of="access.Invitation")
class InvitationSent(Facts):
    """A role was offered by a link."""

    role: str
    organisation: UUID | None = None
    person: UUID | None = None
    expires_at: datetime


@verb("invitation.accepted", of="access.Invitation")
class InvitationAccepted(Facts):
    """The link was used."""

    accepted_at: datetime


@verb("invitation.withdrawn", of="access.Invitation")
class InvitationWithdrawn(Facts):
    """The link was made useless."""

    withdrawn_at: datetime


@verb("client.created", of="access.Client")
class ClientCreated(Facts):
    """A machine received a token."""

    account: UUID
    scopes: tuple[str, ...]
    expires_at: datetime


@verb("client.revoked", of="access.Client")
class ClientRevoked(Facts):
    """The token no longer opens anything."""

    revoked_at: datetime
