"""Who may do what on the floor. One policy for every door.

A verb is the ledger's name of the act ("resource.paused"). Everybody stands somewhere towards a
row; a verb says which standings allow it. What is on the floor is public: nothing here is hidden
but what was withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden, Role
from aia.commons.models import Resource

OFFICE_ROLES = (Role.SOCIAL_WORKER, Role.COORDINATOR)
OFFERING = (*OFFICE_ROLES, Role.PARTNER_OPERATOR, Role.CITIZEN)
"""Roles that put things on the floor: for their own part, or for who has no account."""


class Standing(Enum):
    """How an actor stands towards something on the floor."""

    KEEPER = "keeper"
    OFFICE = "office"


_S = Standing
_KEPT = frozenset({_S.KEEPER, _S.OFFICE})
_POLICY: Mapping[str, frozenset[Standing]] = {}


def may(actor: Actor, verb: str, row: Resource, *, at: datetime) -> bool:
    """Say whether the actor may do `verb` to `row` (a new, unsaved row for what creates one)."""
    return bool(actor.service) or bool(allowing(verb) & standings(actor, row, at=at))


def demand(actor: Actor, verb: str, row: Resource, *, at: datetime) -> None:
    """Raise Forbidden when the actor may not do `verb` to `row`."""
    if not may(actor, verb, row, at=at):
        raise Forbidden(_("This is not yours to do: ask who keeps it, or the social services."))


def allowing(verb: str) -> frozenset[Standing]:
    """Return the standings that allow a verb: the keeper's and the office's unless told."""
    return _POLICY.get(verb, _KEPT)


def standings(actor: Actor, row: Resource, *, at: datetime) -> frozenset[Standing]:
    """Return every way in which the actor stands towards something on the floor."""
    found = set()
    if row.organisation_id is not None and row.organisation_id in actor.organisations():
        found.add(Standing.KEEPER)
    if row.person_id is not None and row.person_id in actor.persons():
        found.add(Standing.KEEPER)
    if row.district in actor.districts(*OFFICE_ROLES):
        found.add(Standing.OFFICE)
    return frozenset(found)
