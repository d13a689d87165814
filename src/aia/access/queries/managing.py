"""What coordinators and administrators see: accounts, roles, invitations, emergencies, clients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from aia.access import ports, rules
from aia.access.models import (
    Account,
    BreakGlass,
    Client,
    IdempotencyKey,
    Invitation,
    RoleGrant,
)
from aia.access.permissions import MANAGER_ROLES
from aia.access.queries.actors import account_names, actor_for, grants_in_force
from aia.access.terms import Actor, Role
from aia.kit.crypto import fingerprint


def invitation_of(secret: str) -> Invitation | None:
    """Return the invitation whose link holds `secret`, in whatever state, if any."""
    return Invitation.objects.filter(digest=fingerprint(secret.encode())).first()


def usable_invitation(secret: str, *, at: datetime) -> Invitation:
    """Return the invitation that the link's secret still opens. Raises LinkUnusable."""
    invitation = invitation_of(secret)
    if invitation is None:
        raise rules.LinkUnusable(_("This link is not valid. Copy it whole from the message."))
    rules.check_invitation(
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        expires_at=invitation.expires_at,
        at=at,
    )
    return invitation


def is_waiting(invitation: Invitation, *, at: datetime) -> bool:
    """Say whether an invitation can still be accepted."""
    closed = invitation.accepted_at or invitation.withdrawn_at
    return closed is None and at < invitation.expires_at


def account_called(email: str) -> Account | None:
    """Return the account with this e-mail address."""
    return Account.objects.filter(email=email).first()


@dataclass(frozen=True)
class Colleague:
    """An account with its roles in the districts that the reader manages."""

    account: Account
    grants: tuple[RoleGrant, ...]


@dataclass(frozen=True)
class ColleaguePage:
    """Some colleagues by name, and where the next page begins (empty on the last)."""

    colleagues: tuple[Colleague, ...]
    next: str


_PAGE = 50
_SEPARATOR = "|"


def colleagues(
    actor: Actor, *, text: str = "", role: str = "", after: str = "", at: datetime
) -> ColleaguePage:
    """Return a page of who has, had or will have a role in the districts the actor manages.

    `text` is part of a name or address; `role` keeps who holds it at that moment; without either,
    citizens alone are left out (there may be thousands). `after` comes from the page before.
    """
    rows = accounts_managed_by(actor)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text))
    held = grants_managed_by(actor)
    if role:
        now_held = grants_in_force(at).filter(
            role=role, district__in=actor.districts(*MANAGER_ROLES)
        )
        rows = rows.filter(id__in=now_held.values("account"))
    elif not text:
        rows = rows.filter(id__in=held.exclude(role=Role.CITIZEN).order_by().values("account"))
    place = _place(after)
    if place is not None:
        name, last = place
        rows = rows.filter(Q(name__gt=name) | Q(name=name, id__gt=last))
    found = list(rows[: _PAGE + 1])
    shown = found[:_PAGE]
    grants: dict[UUID, list[RoleGrant]] = {}
    for grant in held.filter(account__in=shown):
        grants.setdefault(grant.account_id, []).append(grant)
    return ColleaguePage(
        colleagues=tuple(Colleague(a, tuple(grants.get(a.id, ()))) for a in shown),
        next=f"{shown[-1].name}{_SEPARATOR}{shown[-1].id.hex}" if len(found) > _PAGE else "",
    )


def _place(after: str) -> tuple[str, UUID] | None:
    """Return the name and id after which a page begins; None for the first, or a forged place."""
    name, _sep, last = after.rpartition(_SEPARATOR)
    try:
        return name, UUID(hex=last)
    except ValueError:
        return None


def grants_managed_by(actor: Actor) -> QuerySet[RoleGrant]:
    """Return the roles, also ended, in the districts that the actor manages; by name."""
    rows = RoleGrant.objects.filter(district__in=actor.districts(*MANAGER_ROLES))
    return rows.select_related("account").order_by("account__name", "account", "-since", "-id")


def accounts_managed_by(actor: Actor) -> QuerySet[Account]:
    """Return the accounts with a role, also ended, in the districts that the actor manages."""
    held = RoleGrant.objects.filter(district__in=actor.districts(*MANAGER_ROLES))
    return Account.objects.filter(id__in=held.values("account")).order_by("name", "id")


def invitations_managed_by(actor: Actor) -> QuerySet[Invitation]:
    """Return the invitations of the districts that the actor manages, the newest first."""
    rows = Invitation.objects.filter(district__in=actor.districts(*MANAGER_ROLES))
    return rows.order_by("-expires_at", "-id")


def emergencies_seen_by(actor: Actor) -> QuerySet[BreakGlass]:
    """Return the emergency openings of the coordinator's districts: first those to be reviewed."""
    rows = BreakGlass.objects.filter(district__in=actor.districts(Role.COORDINATOR))
    waiting_first = F("reviewed_at").asc(nulls_first=True)
    return rows.select_related("account").order_by(waiting_first, "-opened_at", "-id")


@dataclass(frozen=True)
class Emergency:
    """An emergency opening as its coordinator reads it."""

    glass: BreakGlass
    subject_name: str
    note: str
    reviewer: str
    is_own: bool


_SHOWN_EMERGENCIES = 100


def emergencies(actor: Actor, *, at: datetime) -> list[Emergency]:
    """Return the newest emergency openings of the coordinator's districts, unseen ones first.

    A subject that the coordinator may not know of (protected since) has no name and no note.
    """
    rows = list(emergencies_seen_by(actor)[:_SHOWN_EMERGENCIES])
    subjects = {row.subject for row in rows}
    names = ports.subject_names(actor, subjects, at=at) if rows else {}
    keys = ports.keyring(*names) if names else None
    reviewers = account_names(row.reviewed_by for row in rows if row.reviewed_by)
    return [
        Emergency(
            glass=row,
            subject_name=names.get(row.subject, ""),
            note=keys.open(row.subject, row, "note") if keys and row.subject in names else "",
            reviewer=reviewers.get(row.reviewed_by, "") if row.reviewed_by else "",
            is_own=row.account_id == actor.id,
        )
        for row in rows
    ]


def clients_managed_by(actor: Actor) -> QuerySet[Client]:
    """Return the machine clients of the districts that the actor administers."""
    rows = Client.objects.filter(district__in=actor.districts(Role.ADMINISTRATOR))
    return rows.select_related("account").order_by("name", "id")


def clients_of(account: Account) -> QuerySet[Client]:
    """Return the machine clients that act in the account's name."""
    return Client.objects.filter(account=account).order_by("name", "id")


def client_of(token: str, *, at: datetime) -> Client | None:
    """Return the client whose token this is, None when unknown, expired, revoked or shut."""
    client = (
        Client.objects.select_related("account")
        .filter(digest=fingerprint(token.encode()), revoked_at=None, expires_at__gt=at)
        .first()
    )
    return client if client is not None and client.account.is_active else None


def client_actor(client: Client, *, at: datetime) -> Actor:
    """Return who the client acts as: its account, with its roles in the client's district alone."""
    actor = actor_for(client.account, at=at)
    here = tuple(grant for grant in actor.grants if grant.district == client.district)
    return Actor(id=actor.id, name=actor.name, grants=here, origin=actor.origin)


def answer_given(client: Client, *, key: str, fingerprint: bytes) -> IdempotencyKey | None:
    """Return the answer already given to the write with this idempotency key, None when it is new.

    Raises KeyReused when the key came before with another request.
    """
    known = IdempotencyKey.objects.filter(client=client, key=key).first()
    if known is not None and bytes(known.fingerprint) != fingerprint:
        raise rules.KeyReused(key)
    return known
