"""Reading accounts, roles, scopes and the reading log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.durations import durations
from aia.access.models import Account, Invitation, Reading, RoleGrant, Scope
from aia.access.permissions import FILE_ROLES
from aia.access.rules import Load
from aia.access.terms import SERVICES, Actor, Forbidden, Grant, Role, ScopeKind, service_actor
from aia.kit.clock import now
from aia.kit.crypto import fingerprint


def actor_for(account: Account, *, at: datetime) -> Actor:
    """Return the account as an actor, with the roles that it has at that moment."""
    grants = grants_in_force(at).filter(account=account) if account.is_active else ()
    return Actor(
        id=account.id,
        name=account.name,
        grants=tuple(
            Grant(role=g.role, district=g.district, organisation=g.organisation, person=g.person)
            for g in grants
        ),
    )


def request_actor(request: HttpRequest) -> Actor:
    """Return the signed-in account's actor, read once a request.

    Raises Forbidden when nobody is signed in.
    """
    known: Actor | None = getattr(request, "actor", None)
    if known is not None:
        return known
    account = request.user
    if not isinstance(account, Account):
        raise Forbidden(_("Sign in first."))
    actor = actor_for(account, at=now())
    request.actor = actor  # type: ignore[attr-defined]
    return actor


def day_of(at: datetime) -> date:
    """Return the day of a moment in the district's time zone: roles count by days."""
    return timezone.localdate(at)


def grants_in_force(at: datetime) -> QuerySet[RoleGrant]:
    """Return the roles held on that day (in the district's time zone): `until` is already out."""
    day = day_of(at)
    held = Q(until__isnull=True) | Q(until__gt=day)
    return RoleGrant.objects.filter(held, since__lte=day).order_by("since", "id")


def grants_of(account: Account) -> QuerySet[RoleGrant]:
    """Return every role the account has, had or will have, the newest first."""
    return RoleGrant.objects.filter(account=account).order_by("-since", "-id")


def has_role(account_id: UUID, roles: Iterable[str], district: str, *, at: datetime) -> bool:
    """Say whether the account holds one of the roles in the district at that moment."""
    held = grants_in_force(at).filter(account=account_id, role__in=list(roles), district=district)
    return held.exists()


def accounts_by_role(district: str, role: str, *, at: datetime) -> QuerySet[Account]:
    """Return the active accounts that hold the role in the district, by name."""
    held = grants_in_force(at).filter(district=district, role=role).values("account")
    return Account.objects.filter(is_active=True, id__in=held).order_by("name", "id")


def account_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of accounts and of Aia's own services, by id; unknown ids are left out."""
    wanted = set(ids)
    own = {service_actor(name).id: str(label) for name, label in SERVICES.items()}
    known = {id_: name for id_, name in own.items() if id_ in wanted}
    rest = wanted - known.keys()
    if rest:
        known |= dict(Account.objects.filter(id__in=rest).values_list("id", "name"))
    return known


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


def workload(district: str, *, at: datetime) -> list[Load]:
    """Return each social worker's figures: files followed, capacity and competences declared."""
    grants = grants_in_force(at).filter(
        district=district, role=Role.SOCIAL_WORKER, account__is_active=True
    )
    team = scopes_in_force(at).filter(district=district, kind=ScopeKind.TEAM)
    followed: dict[UUID | None, set[UUID]] = {}
    for account, subject in team.values_list("account", "subject"):
        followed.setdefault(account, set()).add(subject)
    return [
        Load(
            account=grant.account_id,
            name=grant.account.name,
            files=len(followed.get(grant.account_id, ())),
            capacity=grant.families,
            competences=frozenset(grant.competences),
        )
        for grant in grants.select_related("account")
    ]


def invitation_of(secret: str) -> Invitation | None:
    """Return the invitation whose link holds `secret`, in whatever state, if any."""
    return Invitation.objects.filter(digest=fingerprint(secret.encode())).first()


def readings_of(subject: UUID) -> QuerySet[Reading]:
    """Return every recorded opening of the subject's file, the newest first."""
    return Reading.objects.filter(subject=subject).order_by("-at", "-id")


@dataclass(frozen=True)
class Opening:
    """One or more openings of a file by the same person, close in time, shown as one."""

    account: UUID
    name: str
    roles: tuple[str, ...]
    kind: str
    why: str
    first_at: datetime
    last_at: datetime
    times: int


def openings_of(subject: UUID, *, since: date | None = None) -> list[Opening]:
    """Return who opened the subject's file, newest first, for the person to read.

    Every opening is recorded; here those of one account, of one kind and on the same grounds,
    each within ten minutes (`durations.yaml`) of the next, are shown as one with their number.
    """
    rows = readings_of(subject)
    if since is not None:
        rows = rows.filter(at__date__gte=since)
    groups = _grouped(rows)
    accounts = {group[0].account for group in groups}
    names, roles = account_names(accounts), _roles_of(accounts)
    return [
        Opening(
            account=newest.account,
            name=names.get(newest.account, ""),
            roles=roles.get(newest.account, ()),
            kind=newest.kind,
            why=newest.why,
            first_at=oldest.at,
            last_at=newest.at,
            times=times,
        )
        for newest, oldest, times in groups
    ]


def _grouped(rows: Iterable[Reading]) -> list[tuple[Reading, Reading, int]]:
    """Return (newest, oldest, how many) of each run of openings; `rows` are newest first."""
    gap = durations().opening_group_minutes
    open_runs: dict[tuple[UUID, str, str], list[Any]] = {}
    runs: list[list[Any]] = []
    for row in rows:
        key = (row.account, row.kind, row.why)
        run = open_runs.get(key)
        if run is not None and run[1].at - row.at <= gap:
            run[1] = row
            run[2] += 1
            continue
        run = [row, row, 1]
        open_runs[key] = run
        runs.append(run)
    return [(newest, oldest, times) for newest, oldest, times in runs]


def _roles_of(accounts: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the roles each account ever held: an old opening still says whose it is."""
    held: dict[UUID, dict[str, None]] = {}
    for account, role in RoleGrant.objects.filter(account__in=list(accounts)).values_list(
        "account", "role"
    ):
        held.setdefault(account, {})[role] = None
    return {account: tuple(sorted(roles)) for account, roles in held.items()}
