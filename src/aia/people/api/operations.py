"""The API of people and organisations: parse, call one query or action, answer."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from aia.access.actions import note_reading
from aia.access.terms import Actor, ClientScope, ReadingKind
from aia.kit.clock import now
from aia.people import actions, permissions, queries
from aia.people.api.shapes import (
    AddIdentifier,
    ChangeIdentity,
    EndIdentifier,
    GiveConsent,
    OrganisationOut,
    PersonLine,
    PersonOut,
    RegisterOrganisation,
    RegisterPerson,
    WithdrawConsent,
)
from aia.people.models import Organisation, Person
from aia.people.queries.search import lines
from aia.people.terms import Identity, Sex
from aia.trace.traced import Traced
from aia.web.api import cursors
from aia.web.api.operations import Found, actor_of, reads, writes
from aia.web.api.schemas import Asked, Cursor, Limit, PageOf, Told

router = Router(tags=["people"])
_READ, _WRITE = ClientScope.PEOPLE_READ, ClientScope.PEOPLE_WRITE
# What an organisation that was asked for one answer is not told.
_NOT_ASKED = {"birth_date": None, "birth_place": "", "citizenship": "", "sex": Sex.UNKNOWN}
_IDENTITY = tuple(field.name for field in fields(Identity))


@reads(router, "/people", scope=_READ, answer=PageOf[PersonLine])
def people(
    request: HttpRequest,
    text: Asked = "",
    cursor: Cursor = None,
    limit: Limit = 25,
) -> dict[str, Any]:
    """List the persons who may be seen, or the first who fit a text."""
    actor, at = actor_of(request), now()
    if text.strip():
        return {"items": queries.search_people(actor, text, at=at, limit=limit)}
    rows = queries.persons_visible_to(actor, at=at).order_by("id")
    after = cursors.read(cursor, of="people")
    if after is not None:
        rows = rows.filter(id__gt=UUID(after))
    found = list(rows[: limit + 1])
    shown = found[:limit]
    known = queries.identities_of(shown)
    more = str(shown[-1].id) if len(found) > limit else None
    return {
        "items": lines([(person, known[person.id]) for person in shown], at=at),
        "next": cursors.told(more, of="people"),
    }


@reads(router, "/people/{person_id}", scope=_READ, answer=PersonOut, single=True)
def person(request: HttpRequest, person_id: UUID) -> Found:
    """Read who a person is; the person can see that it was read."""
    actor, at = actor_of(request), now()
    row = queries.get_person(actor, queries.kept_person_id(person_id), at=at)
    why = queries.grounds(actor, row.id, row.district, at=at)
    note_reading(
        actor=actor, subject=row.id, district=row.district, kind=ReadingKind.FILE, why=why, at=at
    )
    known = _person(row, whole=permissions.may(actor, "consent.given", row, at=at))
    if not permissions.may(actor, "person.known_whole", row, at=at):
        known |= _NOT_ASKED
    return Found(row, known)


@reads(router, "/organisations", scope=_READ, answer=PageOf[OrganisationOut])
def organisations(
    request: HttpRequest,
    text: Asked = "",
    cursor: Cursor = None,
    limit: Limit = 25,
) -> dict[str, Any]:
    """List the open organisations of the district, by name."""
    after = cursors.read(cursor, of="organisations") or ""
    rows = queries.organisations_page(actor_of(request), text=text, after=after, limit=limit + 1)
    found = list(rows)
    shown = found[:limit]
    more = str(shown[-1].id) if len(found) > limit else None
    return {
        "items": [_organisation(row) for row in shown],
        "next": cursors.told(more, of="organisations"),
    }


@reads(router, "/organisations/{organisation_id}", scope=_READ, answer=OrganisationOut, single=True)
def organisation(request: HttpRequest, organisation_id: UUID) -> Found:
    """Read one organisation of the district."""
    row = queries.get_organisation(actor_of(request), organisation_id)
    return Found(row, _organisation(row))


def _person(row: Person, *, whole: bool) -> dict[str, Any]:
    """Return who a person is; their codes and consents only to workers and to the person."""
    identity = queries.identity_of(row)
    codes = queries.identifier_values([row.id])[row.id] if whole else []
    consents = queries.consents_of(row.id) if whole else ()
    return {
        **_of(row),
        **{name: getattr(identity, name) for name in _IDENTITY},
        "birth_year": identity.birth_date.year if identity.birth_date else None,
        "name": queries.called(row, identity),
        "identifiers": [{**_of(code), "value": value} for code, value in codes],
        "consents": [_of(consent) for consent in consents],
    }


def _organisation(row: Organisation) -> dict[str, Any]:
    return {**_of(row), **{name: getattr(row, name) for name in row.APART}}


def _of(row: Traced) -> dict[str, Any]:
    """Return a row's coded fields, its id and its version."""
    coded = row.coded_fields()
    told = {
        f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name in coded
    }
    return {**told, "id": row.id, "version": row.last_entry_id}


def _identity(told: dict[str, Any]) -> Identity:
    """Take what an identity is made of out of what was told."""
    return Identity(**{name: told.pop(name) for name in _IDENTITY})


def register_person(*, actor: Actor, district: str, at: datetime, **told: Any) -> Person:
    """Make somebody known to the district; one name is enough."""
    identity = _identity(told)
    return actions.register_person(actor=actor, district=district, identity=identity, at=at, **told)


def change_identity(
    *, actor: Actor, person_id: UUID, at: datetime, seen: int | None, **told: Any
) -> Person:
    """Write who the person is anew: every part, what is left out is forgotten."""
    queries.get_person(actor, person_id, at=at)
    identity = _identity(told)
    return actions.change_identity(
        actor=actor, person=person_id, identity=identity, at=at, seen=seen, **told
    )


def protect_person(*, actor: Actor, person_id: UUID, at: datetime, seen: int | None) -> Person:
    """Make the person invisible outside their team; with no team, who asks becomes it."""
    queries.get_person(actor, person_id, at=at)
    return actions.protect_person(actor=actor, person=person_id, at=at, seen=seen)


def unprotect_person(*, actor: Actor, person_id: UUID, at: datetime, seen: int | None) -> Person:
    """Make the person visible to the district's workers again."""
    queries.get_person(actor, person_id, at=at)
    return actions.unprotect_person(actor=actor, person=person_id, at=at, seen=seen)


def add_identifier(*, actor: Actor, person_id: UUID, at: datetime, **told: Any) -> Traced:
    """Add a code by which the person is known; one that they already have stays as it is."""
    queries.get_person(actor, person_id, at=at)
    return actions.add_identifier(actor=actor, person=person_id, at=at, **told)


def end_identifier(*, actor: Actor, identifier_id: UUID, until: date, at: datetime) -> Traced:
    """Say until when a code was good."""
    return actions.end_identifier(actor=actor, identifier=identifier_id, until=until, at=at)


def give_consent(
    *, actor: Actor, person_id: UUID, organisation_id: UUID | None, at: datetime, **told: Any
) -> Traced:
    """Record that the person agreed; the consent already in force stays as it is."""
    queries.get_person(actor, person_id, at=at)
    return actions.give_consent(
        actor=actor, person=person_id, organisation=organisation_id, at=at, **told
    )


def withdraw_consent(
    *, actor: Actor, consent_id: UUID, channel: str, at: datetime, seen: int | None
) -> Traced:
    """Record that the person changed their mind; nobody has to say why."""
    return actions.withdraw_consent(
        actor=actor, consent=consent_id, channel=channel, at=at, seen=seen
    )


def register_organisation(*, actor: Actor, district: str, at: datetime, **told: Any) -> Traced:
    """Write down a body of the district."""
    return actions.register_organisation(actor=actor, district=district, at=at, **told)


def _register(path: str, action: Any, told: type[Told] | None = None, **more: Any) -> None:
    writes(router, path, action, told, scope=_WRITE, **more)


_register("/people", register_person, RegisterPerson, created=True, district=True)
_register("/people/{person_id}/identity", change_identity, ChangeIdentity, sees="person")
_register("/people/{person_id}/protect", protect_person, sees="person")
_register("/people/{person_id}/unprotect", unprotect_person, sees="person")
_register("/people/{person_id}/identifiers", add_identifier, AddIdentifier, created=True)
_register("/identifiers/{identifier_id}/end", end_identifier, EndIdentifier)
_register("/people/{person_id}/consents", give_consent, GiveConsent, created=True)
_register("/consents/{consent_id}/withdraw", withdraw_consent, WithdrawConsent, sees="consent")
_register(
    "/organisations", register_organisation, RegisterOrganisation, created=True, district=True
)
