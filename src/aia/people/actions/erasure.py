"""Erasing a person: the key is destroyed, the ledger stays whole."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from aia.access.actions import close_scopes
from aia.access.terms import Actor
from aia.people import permissions, verbs
from aia.people.actions.rows import PersonRef, id_of, locked
from aia.people.models import (
    Consent,
    HouseholdMember,
    Membership,
    Person,
    SearchToken,
    SubjectKey,
)
from aia.people.queries.naming import same_person_ids
from aia.people.terms import ConsentChannel, PersonStatus
from aia.trace.actions import record
from aia.trace.traced import Traced

Keys = Callable[[tuple[UUID, ...]], Collection[UUID]]
"""Takes persons; returns whose other data keys seal words about them."""

_KEYS: dict[str, Keys] = {}

Clearing = Callable[[Actor, tuple[UUID, ...], datetime], None]
"""Takes who erases, the erased persons and the moment; clears what stands in the clear of them."""

_CLEARINGS: dict[str, Clearing] = {}


def register_keys(name: str, keys: Keys) -> None:
    """Let another module say which other keys go with a person's: those of what speaks of them.

    Called once, when the module is loaded (its `apps.ready`); a name that is there is replaced.
    """
    _KEYS[name] = keys


def register_clearing(name: str, clearing: Clearing) -> None:
    """Let another module clear words that a person had made public, when they are erased.

    Called once, when the module is loaded (its `apps.ready`); a name that is there is replaced.
    """
    _CLEARINGS[name] = clearing


@transaction.atomic
def erase_person(*, actor: Actor, person: PersonRef, at: datetime) -> Person:
    """Destroy the data key and the search tokens of the person and of every row merged with theirs.

    What was sealed under the key, here and in the layers above, cannot be read again. Codes without
    a name, the ledger and the record of consents stay: see `queries.what_stays`. Raises Forbidden.
    """
    same = same_person_ids(id_of(person))
    rows = [locked(Person, one) for one in same]
    for row in rows:
        permissions.demand(actor, "person.erased", row, at=at)
    around = {key for keys in _KEYS.values() for key in keys(tuple(same))}
    SubjectKey.objects.filter(pk__in=around).delete()
    for row in rows:
        if row.status != PersonStatus.ERASED:
            _erase(row, actor=actor, at=at)
    for clearing in _CLEARINGS.values():
        clearing(actor, tuple(same), at)
    return rows[0]


def _erase(row: Person, *, actor: Actor, at: datetime) -> None:
    close_scopes(actor=actor, subject=row.id, at=at)
    SearchToken.objects.filter(person=row).delete()
    SubjectKey.objects.filter(pk=row.id).delete()
    row.sealed_identity = b""
    record(row, verbs.PersonErased(), actor=actor, at=at)
    day = localdate(at)
    withdrawn = verbs.ConsentWithdrawn(withdrawn_at=at, withdrawn_by=ConsentChannel.SIGNED)
    for consent in Consent.objects.filter(person=row, withdrawn_at=None):
        record(consent, withdrawn, actor=actor, at=at, caused_by=row)
    ended: list[tuple[Traced, verbs.HouseholdLeft | verbs.MembershipEnded]] = [
        *((m, verbs.HouseholdLeft(until=day)) for m in _open(HouseholdMember, row)),
        *((m, verbs.MembershipEnded(until=day)) for m in _open(Membership, row)),
    ]
    for member, facts in ended:
        record(member, facts, actor=actor, at=at, caused_by=row)


def _open(model: type[HouseholdMember] | type[Membership], row: Person) -> list[Traced]:
    return list(model._default_manager.filter(person=row, until=None))
