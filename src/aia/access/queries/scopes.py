"""Who may open which file at a moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from aia.access.models import Account, Scope
from aia.access.permissions import FILE_ROLES
from aia.access.terms import Actor, Role, ScopeKind


def scopes_in_force(at: datetime) -> QuerySet[Scope]:
    """Return every scope open at that moment, whoever holds it."""
    return Scope.objects.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


def _held_by(actor: Actor) -> Q | None:
    """Return which scopes count for the actor: a scope without its role opens nothing."""
    arms = []
    working = actor.districts(*FILE_ROLES)
    if working:
        kinds = (ScopeKind.TEAM, ScopeKind.BREAK_GLASS)
        arms.append(Q(account=actor.id, kind__in=kinds, district__in=working))
    if actor.has(Role.CITIZEN):
        arms.append(Q(account=actor.id, kind=ScopeKind.SELF))
    if actor.organisations():
        arms.append(Q(organisation__in=actor.organisations(), kind=ScopeKind.REFERRAL))
    if not arms:
        return None
    held = arms[0]
    for arm in arms[1:]:
        held |= arm
    return held


def scopes_of(actor: Actor, *, at: datetime) -> QuerySet[Scope]:
    """Return the scopes by which the actor may open files at that moment."""
    held = _held_by(actor)
    return Scope.objects.none() if held is None else scopes_in_force(at).filter(held)


_STRONGEST_FIRST = (
    ScopeKind.TEAM,
    ScopeKind.REFERRAL,
    ScopeKind.SELF,
    ScopeKind.BREAK_GLASS,
)


def scope_kind(actor: Actor, subject: UUID, *, at: datetime) -> str | None:
    """Return why the actor may open this subject's file, None when no scope is in force.

    With several scopes, the first of team, referral, self, break-glass.
    """
    kinds = set(scopes_of(actor, at=at).filter(subject=subject).values_list("kind", flat=True))
    if subject in actor.persons():
        kinds.add(ScopeKind.SELF)
    return next((kind.value for kind in _STRONGEST_FIRST if kind in kinds), None)


def subjects_in_scope(actor: Actor, *, at: datetime) -> QuerySet[Scope, Any]:
    """Return the subjects whose file the actor may open, to be used as `id__in=` subquery."""
    return scopes_of(actor, at=at).values("subject")


def team_of(subject: UUID, *, at: datetime) -> list[Scope]:
    """Return the team scopes in force on the subject, with their accounts."""
    team = scopes_in_force(at).filter(subject=subject, kind=ScopeKind.TEAM)
    return list(team.select_related("account").order_by("since", "id"))


def files_followed(account: Account, district: str, *, at: datetime) -> int:
    """Return how many files the account follows in the district."""
    team = scopes_in_force(at).filter(account=account, district=district, kind=ScopeKind.TEAM)
    return team.values("subject").distinct().count()
