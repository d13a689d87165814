"""Offering a role by a link that works once."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access import messages, permissions, queries, rules, verbs
from aia.access.actions.accounts import give_role, new_account
from aia.access.durations import durations
from aia.access.models import Account, Invitation, RoleGrant
from aia.access.terms import Actor, Forbidden
from aia.kit.crypto import fingerprint
from aia.trace.actions import lock, record

SECRET_BYTES = 32


@transaction.atomic
def invite(
    *,
    actor: Actor,
    email: str,
    name: str,
    role: str,
    district: str,
    organisation: UUID | None = None,
    person: UUID | None = None,
    language: str = "it",
    at: datetime,
) -> tuple[Invitation, str]:
    """Offer a role by e-mail. Returns the invitation and the link's secret, kept nowhere else.

    The message leaves when the transaction commits. Raises Forbidden; Refused when role,
    organisation and person do not fit together.
    """
    rules.check_role(role, organisation, person)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    invitation = Invitation(
        district=district,
        role=role,
        email=email.strip().lower(),
        name=name.strip(),
        digest=fingerprint(secret.encode()),
    )
    permissions.demand(actor, "invitation.sent", invitation, at=at)
    facts = verbs.InvitationSent(
        role=role,
        organisation=organisation,
        person=person,
        expires_at=at + durations().invitation_days,
    )
    record(invitation, facts, actor=actor, at=at)
    messages.send_invitation(invitation, secret, inviter=actor.name, language=language)
    return invitation, secret


@transaction.atomic
def withdraw_invitation(
    *, actor: Actor, invitation: Invitation, at: datetime, seen: int | None = None
) -> Invitation:
    """Make an invitation's link useless. Raises Forbidden, LinkUnusable, RowChanged."""
    invitation = lock(Invitation.objects.all(), invitation.id, seen=seen)
    permissions.demand(actor, "invitation.withdrawn", invitation, at=at)
    _check(invitation, at)
    return record(invitation, verbs.InvitationWithdrawn(withdrawn_at=at), actor=actor, at=at)


@transaction.atomic
def accept_invitation(
    *,
    secret: str,
    name: str = "",
    password: str | None = None,
    language: str = "it",
    account: Account | None = None,
    at: datetime,
) -> Account:
    """Use an invitation's link: makes the account with its password, and gives it the role.

    Somebody who already has an account passes it as `account` (signed in) and gains the role.
    Raises LinkUnusable; AccountExists when the address has an account and none was passed;
    Forbidden when the account passed is another's.
    """
    found = queries.invitation_of(secret)
    if found is None:
        raise rules.LinkUnusable(_("This link is not valid. Copy it whole from the message."))
    invitation = lock(Invitation.objects.all(), found.id)
    _check(invitation, at)
    if account is None:
        account = new_account(
            email=invitation.email,
            name=name or invitation.name,
            password=password,
            language=language,
            at=at,
        )
    elif account.email != invitation.email:
        raise Forbidden(_("This invitation is for another e-mail address."))
    _take_role(invitation, account, at)
    return account


def _take_role(invitation: Invitation, account: Account, at: datetime) -> None:
    actor = queries.actor_for(account, at=at)
    record(invitation, verbs.InvitationAccepted(accepted_at=at), actor=actor, at=at)
    facts = verbs.RoleGranted(
        account=account.id,
        role=invitation.role,
        organisation=invitation.organisation,
        person=invitation.person,
        since=queries.day_of(at),
    )
    grant = RoleGrant(district=invitation.district, account=account)
    give_role(actor=actor, grant=grant, facts=facts, at=at, caused_by=invitation)


def _check(invitation: Invitation, at: datetime) -> None:
    rules.check_invitation(
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        expires_at=invitation.expires_at,
        at=at,
    )
