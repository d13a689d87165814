"""Small readings of roles and clients for this module's templates. None asks the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template

from aia.access import permissions
from aia.access.models import RoleGrant
from aia.access.terms import Actor, ClientScope, Role
from aia.trace.traced import Traced

register = template.Library()


@register.filter
def named(names: Mapping[Any, str], key: Any) -> str:
    """Return the name of `key`, or the key itself when it has none."""
    return names.get(key, str(key))


@register.filter
def grant_state(grant: RoleGrant, today: date) -> str:
    """Say whether a role is past, in force or still to come."""
    if grant.until is not None and grant.until <= today:
        return "past"
    return "in_force" if grant.since <= today else "to_come"


@register.filter
def coordinates(actor: Actor) -> bool:
    """Say whether the actor coordinates a district."""
    return actor.has(Role.COORDINATOR)


@register.filter
def administers(actor: Actor) -> bool:
    """Say whether the actor administers a district."""
    return actor.has(Role.ADMINISTRATOR)


@register.filter
def gives(actor: Actor, grant: RoleGrant) -> bool:
    """Say whether the actor may give, and so end, a role like this one."""
    return permissions.gives_role(actor, grant.role, grant.district)


@register.filter
def all_given_by(grants: Iterable[RoleGrant], actor: Actor) -> bool:
    """Say whether all these roles are the actor's to give and end."""
    return all(permissions.gives_role(actor, grant.role, grant.district) for grant in grants)


@register.filter
def scope_name(code: str) -> str:
    """Return what a scope of the API allows, in words."""
    return str(ClientScope(code).label)


@register.filter
def unlocal(number: int) -> str:
    """Return a number as machines read it: a form sends it back."""
    return str(number)


@register.filter
def seen_field(row: Traced) -> list[tuple[str, str]]:
    """Return the hidden field that tells which state of the row the reader had before them."""
    return [("seen", str(row.last_entry_id))]
