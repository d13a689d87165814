"""Machine clients of the API and the answers they were given."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from aia.access import messages, permissions, queries, rules, verbs
from aia.access.durations import durations
from aia.access.models import Account, Client, IdempotencyKey
from aia.access.terms import Actor
from aia.kit import crypto
from aia.trace.actions import lock, record

TOKEN_PREFIX = "aia_"  # noqa: S105 - tells secret scanners what a leaked token is
TOKEN_BYTES = 32


@transaction.atomic
def create_client(
    *,
    actor: Actor,
    district: str,
    account: Account,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime,
    at: datetime,
) -> tuple[Client, str]:
    """Create a machine client that acts for `account`. Returns it and its token, shown only now.

    The account's owner is told by e-mail when the transaction commits. Raises Forbidden; Refused
    for unknown scopes, too long a life, or an account without a role in the district.
    """
    asked = tuple(sorted(set(scopes)))
    rules.check_client(asked, expires_at=expires_at, at=at, longest=durations().client_longest_days)
    token = TOKEN_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    client = Client(
        district=district,
        account=account,
        name=name.strip(),
        digest=crypto.fingerprint(token.encode()),
    )
    permissions.demand(actor, "client.created", client, at=at)
    if not client.name:
        raise rules.Refused(_("Give the client a name, so that people know what it is."))
    if district not in queries.actor_for(account, at=at).districts():
        raise rules.Refused(_("This account has no role in the district."))
    facts = verbs.ClientCreated(account=account.id, scopes=asked, expires_at=expires_at)
    record(client, facts, actor=actor, at=at)
    messages.tell_owner_of_client(client)
    return client, token


@transaction.atomic
def revoke_client(*, actor: Actor, client: Client, at: datetime, seen: int | None = None) -> Client:
    """Make a client's token useless at once; one already revoked stays as it is.

    Raises Forbidden, RowChanged.
    """
    client = lock(Client.objects.all(), client.id, seen=seen)
    permissions.demand(actor, "client.revoked", client, at=at)
    if client.revoked_at is not None:
        return client
    return record(client, verbs.ClientRevoked(revoked_at=at), actor=actor, at=at)


def remember_answer(
    *, client: Client, key: str, fingerprint: bytes, status: int, body: Any, at: datetime
) -> IdempotencyKey:
    """Keep the answer given to a write, in the same transaction as the write.

    Answers older than two days (`durations.yaml`) are forgotten on the way. Raises
    IntegrityError when another request with the same key was answered in the meantime.
    """
    oldest = at - durations().answer_kept_hours
    IdempotencyKey.objects.filter(client=client, at__lt=oldest).delete()
    return IdempotencyKey.objects.create(
        client=client, key=key, fingerprint=fingerprint, status=status, body=body, at=at
    )


def hold_key(*, client: Client, key: str) -> None:
    """Make whoever repeats a write with the same key wait until this transaction ends."""
    if connection.vendor == "postgresql":
        # SQLite needs no lock: its immediate transactions already stand in line.
        half = int.from_bytes(crypto.fingerprint(client.id.bytes + key.encode())[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [half])
