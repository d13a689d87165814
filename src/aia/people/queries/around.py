"""What stands around a person: households, consents, memberships."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from aia.people.models import (
    Consent,
    Household,
    HouseholdMember,
    Membership,
    Person,
)
from aia.people.queries.naming import same_person_ids
from aia.people.queries.visible import members_on


def household_of(person_id: UUID, on: date) -> Household | None:
    """Return the household the person belongs to on that day: the one joined last, if several."""
    place = members_on(on).filter(person=person_id).order_by("-since", "-id").first()
    return place.household if place else None


def members_of(household_id: UUID, on: date | None = None) -> QuerySet[HouseholdMember]:
    """Return a household's members, those of one day or of all time, in the order of joining."""
    places = members_on(on) if on else HouseholdMember.objects.all()
    return places.filter(household=household_id).select_related("person").order_by("since", "id")


def households_of(person_ids: Collection[UUID]) -> QuerySet[HouseholdMember]:
    """Return every place in a household that the person has or had, latest first."""
    places = HouseholdMember.objects.filter(person__in=person_ids)
    return places.select_related("household").order_by("-since", "-id")


def consent_in_force(
    person_id: UUID, purpose: str, *, organisation: UUID | None = None, at: datetime
) -> Consent | None:
    """Return the consent of the person (or of a row merged with theirs) for that purpose, or None.

    With `organisation`, the consent must be towards it.
    """
    given = Consent.objects.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gt=at),
        person__in=same_person_ids(person_id),
        purpose=purpose,
        given_at__lte=at,
    )
    if organisation is not None:
        given = given.filter(organisation=organisation)
    return given.order_by("-given_at", "-id").first()


def consents_of(person_id: UUID) -> QuerySet[Consent]:
    """Return every consent the person gave, those in force first, then the latest."""
    rows = Consent.objects.filter(person__in=same_person_ids(person_id))
    return rows.select_related("organisation").order_by("withdrawn_at", "-given_at", "-id")


def memberships_of(
    *, person_ids: Collection[UUID] | None = None, organisation_id: UUID | None = None
) -> QuerySet[Membership]:
    """Return what somebody is in organisations, or who is in one."""
    rows = Membership.objects.select_related("organisation").order_by("-since", "-id")
    if person_ids is not None:
        rows = rows.filter(person__in=person_ids)
    return rows.filter(organisation=organisation_id) if organisation_id else rows


def merged_into(person_id: UUID) -> QuerySet[Person]:
    """Return the rows that were merged directly into this one."""
    return Person.objects.filter(merged_into=person_id).order_by("id")
