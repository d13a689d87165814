"""Whom an actor may see: the one policy on identities, as a query that every door shares."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from aia.access.queries import scope_kind, subjects_in_scope
from aia.access.terms import Actor, Forbidden, ReadingWhy, Role
from aia.people.models import Household, HouseholdMember, Organisation, Person

WORKERS = (Role.SOCIAL_WORKER, Role.COORDINATOR)
"""The roles that meet people: they see whoever is not protected in their district."""


def persons_visible_to(actor: Actor, *, at: datetime) -> QuerySet[Person]:
    """Return the persons whose identity the actor may see, merged and erased rows included.

    Workers of the district see everybody there who is not protected; whoever has a scope in force
    on the person, or on a household the person is an active member of, sees them; citizens see
    themselves. For everybody else a person does not exist. Named services see all.
    """
    persons = Person.objects.all()
    if actor.service:
        return persons
    scoped = subjects_in_scope(actor, at=at)
    mates = members_on(localdate(at)).filter(household__in=scoped).values("person")
    # Behind a function, so that SQLite never answers "which of these ten may be seen" by walking
    # the index of a whole district.
    persons = persons.alias(here=Coalesce("district", Value("")))
    return persons.filter(
        Q(here__in=actor.districts(*WORKERS), protected=False)
        | Q(id__in=actor.persons())
        | Q(id__in=scoped)
        | Q(id__in=mates)
    )


def person_visible(actor: Actor, *, at: datetime, column: str = "person") -> Exists:
    """Return the condition that the person in `column` of a row is one whom the actor may see.

    Asked row by row: `person__in=persons_visible_to(…)` would list a whole district first.
    """
    return Exists(persons_visible_to(actor, at=at).filter(pk=OuterRef(column)))


def get_person(actor: Actor, person_id: UUID, *, at: datetime) -> Person:
    """Return the person. Raises Forbidden(hidden=True) when the actor may not know of them."""
    person = persons_visible_to(actor, at=at).filter(pk=person_id).first()
    if person is None:
        raise Forbidden(_("There is no such person."), hidden=True)
    return person


def households_visible_to(actor: Actor, *, at: datetime) -> QuerySet[Household]:
    """Return the households in scope and those with an active member whom the actor may see.

    One that everybody has left is seen by the workers who may see somebody of its members.
    """
    if actor.service:
        return Household.objects.all()
    mine = HouseholdMember.objects.filter(person_visible(actor, at=at), household=OuterRef("pk"))
    now = members_on(localdate(at)).filter(household=OuterRef("pk"))
    nobody = ~Exists(HouseholdMember.objects.filter(household=OuterRef("pk")))
    left = Q(district__in=actor.districts(*WORKERS)) & ~Exists(now) & (nobody | Exists(mine))
    return Household.objects.filter(
        Q(id__in=subjects_in_scope(actor, at=at)) | Exists(now & mine) | left
    )


def get_household(actor: Actor, household_id: UUID, *, at: datetime) -> Household:
    """Return the household. Raises Forbidden(hidden=True) when the actor may not know of it."""
    household = households_visible_to(actor, at=at).filter(pk=household_id).first()
    if household is None:
        raise Forbidden(_("There is no such household."), hidden=True)
    return household


def members_on(day: date) -> QuerySet[HouseholdMember]:
    """Return the places in households that are held on that day."""
    return HouseholdMember.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


def organisations(district: str, *, closed: bool = False) -> QuerySet[Organisation]:
    """Return the organisations of a district by name; those closed too when asked."""
    found = Organisation.objects.filter(district=district).order_by("name", "id")
    return found if closed else found.filter(closed_on=None)


def organisations_visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations of the actor's districts: bodies are public there."""
    if actor.service:
        return Organisation.objects.all()
    return Organisation.objects.filter(district__in=actor.districts())


def organisations_page(
    actor: Actor, *, text: str = "", after: str = "", limit: int = 50
) -> QuerySet[Organisation]:
    """Return the open bodies of the actor's districts whose name holds `text`, by name.

    `after` is the id of the last one already shown.
    """
    rows = organisations_visible_to(actor).filter(closed_on=None)
    if text:
        rows = rows.filter(name__icontains=text[:100])
    last = _organisation(after)
    if last is not None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, id__gt=last.id))
    return rows.select_related("municipality").order_by("name", "id")[:limit]


def _organisation(text: str) -> Organisation | None:
    try:
        return Organisation.objects.filter(pk=UUID(text)).first()
    except ValueError:
        return None


def get_organisation(actor: Actor, organisation_id: UUID) -> Organisation:
    """Return the organisation. Raises Forbidden(hidden=True) outside the actor's districts."""
    found = organisations_visible_to(actor).filter(pk=organisation_id).first()
    if found is None:
        raise Forbidden(_("There is no such organisation."), hidden=True)
    return found


def grounds(actor: Actor, subject: UUID, district: str, *, at: datetime) -> ReadingWhy:
    """Return on what grounds somebody who may see a subject opens it, for the reading log."""
    if actor.service:
        return ReadingWhy.SERVICE
    kind = scope_kind(actor, subject, at=at)
    if kind is not None:
        return ReadingWhy(kind)
    coordinates = actor.has(Role.COORDINATOR, district)
    return ReadingWhy.COORDINATOR if coordinates else ReadingWhy.DISTRICT
