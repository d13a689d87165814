"""Data keys and search tokens: what the bulk writer builds in memory and the acts write one by one.

The key of a subject is the only thing here that is ever deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from aia.kit import crypto
from aia.people import sealing, tokens
from aia.people.models import Identifier, Person, SearchToken, SubjectKey
from aia.people.terms import Identity, PersonStatus
from aia.trace.traced import Traced

KEY_LOCK = 0x6169615F6B6579
"""Held (shared) while a new key is wrapped, so that the master key is not replaced meanwhile."""


class Erased(ValueError):
    """The person was erased: nothing can be sealed for them any more."""


@transaction.atomic
def ensure_key(subject: UUID) -> None:
    """Make the subject's data key if there is none. Raises Erased for an erased person."""
    if SubjectKey.objects.filter(pk=subject).exists():
        return
    if Person.objects.filter(pk=subject, status=PersonStatus.ERASED).exists():
        raise Erased(_("This person was erased at their request: nothing can be added."))
    hold_master_key()
    SubjectKey.objects.bulk_create([subject_key(subject, crypto.new_key())], ignore_conflicts=True)


@transaction.atomic
def ensure_keys(subjects: Collection[UUID]) -> None:
    """Make the data keys that are missing among subjects that are no persons, all at once."""
    there = set(SubjectKey.objects.filter(pk__in=subjects).values_list("pk", flat=True))
    save_keys({one: crypto.new_key() for one in subjects if one not in there})


@transaction.atomic
def save_keys(keys: Mapping[UUID, bytes]) -> None:
    """Keep new data keys by subject, wrapped under the master key in use."""
    hold_master_key()
    SubjectKey.objects.bulk_create(sealing.wrapped_all(keys), ignore_conflicts=True)


@transaction.atomic
def hold_master_key() -> None:
    """Keep the master key from being replaced until the transaction ends.

    SQLite needs nothing: there a transaction that writes is alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [KEY_LOCK])


def subject_key(subject: UUID, key: bytes) -> SubjectKey:
    """Return the unsaved row that keeps a new data key, wrapped under the master key in use."""
    return sealing.wrapped(subject, key)


def sealed_identity(key: bytes, person: Person, identity: Identity) -> bytes:
    """Return what `person.sealed_identity` holds, sealed under the person's data key."""
    text = sealing.identity_text(identity)
    return sealing.seal_with(key, person, "sealed_identity", text)


def sealed_identifier(key: bytes, identifier: Identifier, value: str) -> bytes:
    """Return what `identifier.sealed_value` holds, sealed under the person's data key."""
    return sealing.seal_with(key, identifier, "sealed_value", value)


def sealed_text(key: bytes, row: Traced, column: str, text: str) -> bytes:
    """Return what a sealed column of a row holds, sealed under its subject's data key."""
    return sealing.seal_with(key, row, column, text)


def sealed_content(key: bytes, row: Traced, column: str, content: bytes) -> bytes:
    """Return a file's content sealed for that row, under its subject's data key."""
    return sealing.seal_bytes_with(key, row, column, content)


def identity_tokens(
    identity: Identity, identifiers: Iterable[str] = (), *, sex: str = "U", town: str = ""
) -> list[bytes]:
    """Return the tokens by which the person is found: one `SearchToken` row each."""
    return tokens.identity_tokens(identity, identifiers, sex=sex, town=town)


def renew_tokens(person: Person, identity: Identity, identifiers: Iterable[str]) -> None:
    """Write the person's tokens anew, leaving alone those that stay."""
    town = person.municipality.name if person.municipality else ""
    wanted = set(identity_tokens(identity, identifiers, sex=person.sex, town=town))
    kept = SearchToken.objects.filter(person=person)
    there = {bytes(token): pk for pk, token in kept.values_list("pk", "token")}
    stale = [pk for token, pk in there.items() if token not in wanted]
    SearchToken.objects.filter(pk__in=stale).delete()
    SearchToken.objects.bulk_create(
        SearchToken(person=person, token=token) for token in sorted(wanted - there.keys())
    )
