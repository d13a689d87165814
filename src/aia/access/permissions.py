"""Who may give roles, open scopes, invite and create clients. One policy for every door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from aia.access.models import BreakGlass, Client, Invitation, RoleGrant, Scope
from aia.access.terms import Actor, Forbidden, Role, ScopeKind
from aia.trace.traced import Traced

FILE_ROLES = (Role.SOCIAL_WORKER, Role.COORDINATOR)
MANAGER_ROLES = (Role.COORDINATOR, Role.ADMINISTRATOR)
# A coordinator gives the roles of daily work; only an administrator makes other managers.
_GIVEN_BY_COORDINATORS = frozenset(
    {Role.SOCIAL_WORKER, Role.PLANNER, Role.PARTNER_OPERATOR, Role.CITIZEN}
)


def may(actor: Actor, verb: str, row: Traced, *, at: datetime) -> bool:
    """Say whether the actor may do `verb` to `row` (a new, unsaved row for what creates one).

    Named services are the installation's own jobs: they may do what a person need not answer for.
    """
    if actor.service:
        return verb not in _ONLY_PEOPLE
    return _RULES[verb](actor, row)


def demand(actor: Actor, verb: str, row: Traced, *, at: datetime) -> None:
    """Raise Forbidden when the actor may not do `verb` to `row`."""
    if not may(actor, verb, row, at=at):
        raise Forbidden(str(_REFUSALS.get(verb, _("Your role does not allow this."))))


def gives_role(actor: Actor, role: str, district: str) -> bool:
    """Say whether the actor may give, or invite somebody to, this role in this district."""
    if actor.has(Role.ADMINISTRATOR, district):
        return True
    return actor.has(Role.COORDINATOR, district) and role in _GIVEN_BY_COORDINATORS


def _works_on_files(actor: Actor, row: Traced) -> bool:
    return any(actor.has(role, row.district) for role in FILE_ROLES)


def _manages_role(actor: Actor, row: RoleGrant | Invitation) -> bool:
    # Nobody gives a role to themselves: an administrator would read files in two clicks.
    own = isinstance(row, RoleGrant) and row.account_id == actor.id
    return not own and gives_role(actor, row.role, row.district)


def _opens_scope(actor: Actor, row: Scope) -> bool:
    if row.kind == ScopeKind.SELF:
        return any(actor.has(role, row.district) for role in (*FILE_ROLES, Role.ADMINISTRATOR))
    return _works_on_files(actor, row)


def _closes_scope(actor: Actor, row: Traced) -> bool:
    # Closing only narrows who may look, and always follows an act with a demand of its own
    # (a citizen withdrawing consent, a partner ending a referral).
    return row.district in actor.districts()


def _reviews_glass(actor: Actor, row: BreakGlass) -> bool:
    return actor.has(Role.COORDINATOR, row.district) and row.account_id != actor.id


def _coordinates(actor: Actor, row: Traced) -> bool:
    return actor.has(Role.COORDINATOR, row.district)


def _creates_client(actor: Actor, row: Traced) -> bool:
    return actor.has(Role.ADMINISTRATOR, row.district)


def _revokes_client(actor: Actor, row: Client) -> bool:
    return row.account_id == actor.id or actor.has(Role.ADMINISTRATOR, row.district)


_RULES: dict[str, Callable[[Actor, Any], bool]] = {
    "role.granted": _manages_role,
    "role.ended": _manages_role,
    "role.capacity_declared": _coordinates,
    "scope.opened": _opens_scope,
    "scope.closed": _closes_scope,
    "scope.handed_over": _coordinates,
    "glass.broken": _works_on_files,
    "glass.reviewed": _reviews_glass,
    "invitation.sent": _manages_role,
    "invitation.withdrawn": _manages_role,
    "client.created": _creates_client,
    "client.revoked": _revokes_client,
}

_ONLY_PEOPLE = frozenset({"glass.broken", "glass.reviewed"})

_REFUSALS = {
    "role.granted": _("You may not give this role. Ask an administrator of the district."),
    "role.ended": _("You may not end this role. Ask an administrator of the district."),
    "scope.handed_over": _("Only a coordinator of the district hands a caseload over."),
    "glass.broken": _("Only the district’s social workers may open a file in an emergency."),
    "glass.reviewed": _("An emergency opening is reviewed by another coordinator."),
    "invitation.sent": _("You may not invite to this role. Ask an administrator of the district."),
    "client.created": _("Only an administrator of the district creates machine clients."),
}
