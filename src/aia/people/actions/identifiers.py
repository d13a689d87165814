"""The codes by which others know a person."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from aia.access.terms import Actor
from aia.people import identifiers, permissions, rules, verbs
from aia.people.actions.keys import renew_tokens
from aia.people.actions.rows import PersonRef, locked, standing
from aia.people.models import Identifier
from aia.people.queries.naming import identifier_values, identity_of, keyring
from aia.people.terms import IdentifierKind
from aia.people.tokens import identifier_forms
from aia.trace.actions import record


@transaction.atomic
def add_identifier(
    *,
    actor: Actor,
    person: PersonRef,
    kind: str,
    value: str,
    since: date | None = None,
    until: date | None = None,
    at: datetime,
) -> Identifier:
    """Add a code by which the person is known; one that they already have is returned as it is.

    Raises Forbidden; Unacceptable saying what is wrong in the code.
    """
    row = standing(person)
    permissions.demand(actor, "identifier.added", row, at=at)
    rules.check_code("kind", kind, IdentifierKind.values)
    identity = identity_of(row)
    code = identifiers.check_identifier(
        kind, value, on=localdate(at), identity=identity, sex=row.sex
    )
    rules.check_period(since, until)
    known = identifier_values([row.id])[row.id]
    same = _same_code(known, kind, code)
    if same is not None:
        return same
    added = Identifier(district=row.district, person=row)
    added.sealed_value = keyring(row.id).seal(row.id, added, "sealed_value", code)
    facts = verbs.IdentifierAdded(person=row.id, kind=kind, since=since, until=until)
    record(added, facts, actor=actor, at=at)
    renew_tokens(row, identity, [*(its for _row, its in known), code])
    return added


def _same_code(known: list[tuple[Identifier, str]], kind: str, code: str) -> Identifier | None:
    """Return the code among those known, however it is written."""
    forms = identifier_forms([code])
    return next(
        (row for row, its in known if row.kind == kind and identifier_forms([its]) == forms), None
    )


@transaction.atomic
def end_identifier(
    *, actor: Actor, identifier: Identifier | UUID, until: date, at: datetime
) -> Identifier:
    """Say that a code is no longer in use; the person is still found by it.

    Raises Forbidden, Unacceptable.
    """
    row = locked(Identifier, identifier)
    person = standing(row.person_id)
    permissions.demand(actor, "identifier.ended", person, at=at)
    rules.check_period(row.since, until)
    return record(row, verbs.IdentifierEnded(until=until), actor=actor, at=at)
