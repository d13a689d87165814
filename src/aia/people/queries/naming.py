"""From opaque ids to names: for whoever has already been allowed to see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from aia.people import rules, sealing
from aia.people.models import HouseholdMember, Identifier, Organisation, Person
from aia.people.terms import AgeBand, HouseholdRole, Identity, PersonStatus

NOBODY = Identity()


def keyring(*subjects: UUID) -> sealing.Keyring:
    """Return the data keys of these subjects, to seal and open what is theirs."""
    return sealing.Keyring(subjects)


def identity_of(person: Person) -> Identity:
    """Return who the person is; an empty identity once they are erased."""
    return identities_of([person])[person.id]


def identities_of(
    persons: Collection[Person], keys: sealing.Keyring | None = None
) -> dict[UUID, Identity]:
    """Return who the persons are, by id, in one query (none when their keys are at hand)."""
    keys = keys or sealing.Keyring(person.id for person in persons)
    return {
        person.id: sealing.identity_from(keys.open(person.id, person, "sealed_identity"))
        for person in persons
    }


def identifier_values(
    person_ids: Collection[UUID], keys: sealing.Keyring | None = None
) -> dict[UUID, list[tuple[Identifier, str]]]:
    """Return each person's identifiers with their codes in the clear, oldest first."""
    found: dict[UUID, list[tuple[Identifier, str]]] = {one: [] for one in person_ids}
    rows = list(Identifier.objects.filter(person__in=person_ids).order_by("id"))
    keys = keys or sealing.Keyring(row.person_id for row in rows)
    for row in rows:
        found[row.person_id].append((row, keys.open(row.person_id, row, "sealed_value")))
    return found


def names_of(
    *,
    person_ids: Iterable[UUID] = (),
    household_ids: Iterable[UUID] = (),
    organisation_ids: Iterable[UUID] = (),
) -> dict[UUID, str]:
    """Return names for lists, by id, in a number of queries that does not grow with the list.

    Somebody merged into another is called as the one who is kept; a household by its reference
    person.
    """
    households = _references(set(household_ids))
    persons = _person_names({*person_ids, *households.values()})
    names = {
        household: _("Household of %(name)s") % {"name": persons.get(reference, "")}
        for household, reference in households.items()
    }
    wanted = set(organisation_ids)
    bodies = Organisation.objects.filter(pk__in=wanted).values_list("id", "name") if wanted else ()
    return {**persons, **names, **dict(bodies)}


def kept_person_id(person_id: UUID) -> UUID:
    """Return the row that stands for the person: itself, or the one it was merged into."""
    while True:
        into = Person.objects.filter(pk=person_id).values_list("merged_into", flat=True).first()
        if into is None:
            return person_id
        person_id = into


def same_person_ids(person_id: UUID) -> tuple[UUID, ...]:
    """Return every row that is this person, the kept one first, then those merged into it."""
    rows = Person.objects.filter(Q(pk=person_id) | Q(merged_into=person_id))
    found = dict(rows.values_list("id", "merged_into"))
    if not found.get(person_id) and len(found) <= 1:
        return (person_id,)
    everybody = [kept_person_id(person_id)]
    level = list(everybody)
    while level:
        merged = Person.objects.filter(merged_into__in=level).order_by("id")
        level = list(merged.values_list("id", flat=True))
        everybody += level
    return tuple(everybody)


def age_band(identity: Identity, on: date) -> AgeBand:
    """Return the band of the person's age on that day, as the ledger keeps it."""
    return rules.age_band(identity, on)


def called(person: Person, identity: Identity) -> str:
    """Return what to call a person on a page."""
    if person.status == PersonStatus.ERASED:
        return _("Erased person")
    return identity.full_name or _("Person without a name")


def _person_names(wanted: set[UUID]) -> dict[UUID, str]:
    if not wanted:
        return {}
    rows = {row.id: row for row in _named().filter(pk__in=wanted)}
    while missing := {r.merged_into_id for r in rows.values() if r.merged_into_id} - rows.keys():
        rows |= {row.id: row for row in _named().filter(pk__in=missing)}
    kept = {one: _kept(rows, one) for one in wanted if one in rows}
    identities = identities_of({row.id: row for row in kept.values()}.values())
    return {one: called(row, identities[row.id]) for one, row in kept.items()}


def _named() -> QuerySet[Person]:
    return Person.objects.only("id", "sealed_identity", "status", "merged_into_id")


def _kept(rows: dict[UUID, Person], person_id: UUID) -> Person:
    row = rows[person_id]
    while row.merged_into_id:
        row = rows[row.merged_into_id]
    return row


def _references(households: set[UUID]) -> dict[UUID, UUID]:
    """Return the reference person of each household, or its first member if none is told."""
    found: dict[UUID, UUID] = {}
    if not households:
        return found
    members = HouseholdMember.objects.filter(household__in=households).order_by("-id")
    for household, person, role in members.values_list("household", "person", "role"):
        found.setdefault(household, person)
        if role == HouseholdRole.REFERENCE or found[household] == person:
            found[household] = person
    return found
