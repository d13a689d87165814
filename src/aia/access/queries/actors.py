"""Who acts: accounts, their roles, and their names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.models import Account, RoleGrant
from aia.access.terms import SERVICES, Actor, Forbidden, Grant, service_actor
from aia.kit.clock import now


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
