"""Registering persons, changing who they are, protecting them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.timezone import localdate

from aia.access import queries as access
from aia.access.actions import open_scope
from aia.access.terms import Actor, ScopeKind
from aia.kit import crypto
from aia.kit.ids import new_id
from aia.people import permissions, rules, verbs
from aia.people.actions.keys import hold_master_key, renew_tokens, sealed_identity, subject_key
from aia.people.actions.rows import PersonRef, check_residence, standing
from aia.people.models import Person
from aia.people.queries.naming import identifier_values, keyring
from aia.people.sealing import identity_text
from aia.people.terms import Identity, Sex
from aia.trace.actions import record


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    district: str,
    identity: Identity,
    sex: str = Sex.UNKNOWN,
    municipality: str | None = None,
    protected: bool = False,
    row_id: UUID | None = None,
    at: datetime,
) -> Person:
    """Make somebody known to the district; one name is enough. `municipality` is an ISTAT code.

    `row_id` is for imports: the same source row always makes the same person.

    A protected person is followed from the start by whoever registers them: nobody else sees them.
    Raises Forbidden; Unacceptable naming each field that cannot be kept.
    """
    person = Person(id=row_id or new_id(), district=district)
    permissions.demand(actor, "person.registered", person, at=at)
    identity = rules.check_identity(identity, on=localdate(at))
    check_residence(sex, municipality)
    _seal_first(person, identity)
    facts = verbs.PersonRegistered(sex=sex, municipality=municipality, protected=protected)
    record(person, facts, actor=actor, at=at)
    renew_tokens(person, identity, ())
    if protected:
        _keep_followed(person, actor=actor, at=at)
    return person


@transaction.atomic
def change_identity(
    *,
    actor: Actor,
    person: PersonRef,
    identity: Identity,
    sex: str,
    municipality: str | None,
    at: datetime,
    seen: int | None = None,
) -> Person:
    """Write who the person is anew: every part, what is left out is forgotten.

    Raises Forbidden, RowChanged, Unacceptable.
    """
    row = standing(person, seen=seen)
    permissions.demand(actor, "person.changed", row, at=at)
    identity = rules.check_identity(identity, on=localdate(at))
    check_residence(sex, municipality)
    row.sealed_identity = keyring(row.id).seal(
        row.id, row, "sealed_identity", identity_text(identity)
    )
    record(row, verbs.PersonChanged(sex=sex, municipality=municipality), actor=actor, at=at)
    values = [value for _, value in identifier_values([row.id])[row.id]]
    renew_tokens(row, identity, values)
    return row


@transaction.atomic
def protect_person(
    *, actor: Actor, person: PersonRef, at: datetime, seen: int | None = None
) -> Person:
    """Make the person invisible outside their team; with no team, the actor becomes it.

    Raises Forbidden, RowChanged, Unacceptable.
    """
    row = standing(person, seen=seen)
    permissions.demand(actor, "person.protected", row, at=at)
    if row.protected:
        return row
    _keep_followed(row, actor=actor, at=at)
    return record(row, verbs.PersonProtected(), actor=actor, at=at)


@transaction.atomic
def unprotect_person(
    *, actor: Actor, person: PersonRef, at: datetime, seen: int | None = None
) -> Person:
    """Make the person visible to the district's workers again.

    Raises Forbidden, RowChanged, Unacceptable.
    """
    row = standing(person, seen=seen)
    permissions.demand(actor, "person.unprotected", row, at=at)
    if not row.protected:
        return row
    return record(row, verbs.PersonUnprotected(), actor=actor, at=at)


@transaction.atomic
def set_term(
    *,
    actor: Actor,
    person: PersonRef,
    keep_until: date | None,
    at: datetime,
    seen: int | None = None,
) -> Person:
    """Decide until when the person's data are kept; None lifts the term.

    Raises Forbidden, RowChanged, Unacceptable.
    """
    row = standing(person, seen=seen)
    permissions.demand(actor, "person.term_set", row, at=at)
    return record(row, verbs.PersonTermSet(keep_until=keep_until), actor=actor, at=at)


def _seal_first(person: Person, identity: Identity) -> None:
    """Make the person's data key and seal their identity under it."""
    hold_master_key()
    key = crypto.new_key()
    subject_key(person.id, key).save(force_insert=True)
    person.sealed_identity = sealed_identity(key, person, identity)


def _keep_followed(person: Person, *, actor: Actor, at: datetime) -> None:
    """See that somebody can still find the person: a service has no account and follows nobody."""
    if actor.service or access.team_of(person.id, at=at):
        return
    open_scope(
        actor=actor,
        subject=person.id,
        district=person.district,
        kind=ScopeKind.TEAM,
        account=get_user_model().objects.get(pk=actor.id),
        at=at,
    )
