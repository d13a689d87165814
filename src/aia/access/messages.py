"""The messages this module sends, each when its transaction commits. None names a person helped."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from aia.access import queries
from aia.access.models import BreakGlass, Client, Invitation
from aia.access.terms import EmergencyReason, Role
from aia.kit.mail import send_on_commit


def send_invitation(invitation: Invitation, secret: str, *, inviter: str, language: str) -> None:
    """Send the link by which the invitation is accepted."""
    told = {
        "name": invitation.name,
        "inviter": inviter,
        "role": Role(invitation.role).label,
        "link": _address("access:open_invitation", secret),
        "expires_at": invitation.expires_at,
    }
    _send("invitation", told, to=invitation.email, language=language)


def tell_coordinators(glass: BreakGlass, *, at: datetime) -> None:
    """Tell the district's coordinators that a file was opened in an emergency."""
    told = {
        "who": glass.account.name,
        "reason": EmergencyReason(glass.reason).label,
        "opened_at": glass.opened_at,
        "until": glass.until,
        "link": _address("access:emergencies"),
    }
    for account in queries.accounts_by_role(glass.district, Role.COORDINATOR, at=at):
        if account.id != glass.account_id:
            _send("emergency", told, to=account.email, language=account.language)


def tell_owner_of_client(client: Client) -> None:
    """Tell an account's owner that a machine may now act in their name."""
    told = {
        "name": client.account.name,
        "client": client.name,
        "expires_at": client.expires_at,
        "link": _address("access:account"),
    }
    _send("client", told, to=client.account.email, language=client.account.language)


def _address(name: str, *args: str) -> str:
    return settings.PUBLIC_ADDRESS + reverse(name, args=args)


def _send(kind: str, told: dict[str, Any], *, to: str, language: str) -> None:
    """Write `access/mail/<kind>.txt` (its first line is the subject) and send it on commit."""
    with override(language):
        text = render_to_string(f"access/mail/{kind}.txt", told)
    send_on_commit(text, to=to)
