"""Households and who is in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.people import permissions, rules, verbs
from aia.people.actions.keys import ensure_key
from aia.people.actions.rows import PersonRef, check_residence, locked, standing
from aia.people.models import Household, HouseholdMember
from aia.people.queries.visible import members_on
from aia.people.terms import HouseholdRole, Unacceptable
from aia.trace.actions import record


@transaction.atomic
def form_household(
    *,
    actor: Actor,
    district: str,
    since: date,
    municipality: str | None = None,
    members: Iterable[tuple[PersonRef, str]] = (),
    at: datetime,
) -> Household:
    """Write down a household that began on `since`, with its first members and their roles.

    Raises Forbidden, Unacceptable.
    """
    household = Household(district=district)
    permissions.demand(actor, "household.formed", household, at=at)
    rules.check_period(since, None, on=localdate(at))
    check_residence(None, municipality)
    ensure_key(household.id)
    facts = verbs.HouseholdFormed(municipality=municipality, since=since)
    record(household, facts, actor=actor, at=at)
    for person, role in members:
        _join(household, person, role, since, actor=actor, at=at)
    return household


@transaction.atomic
def join_household(
    *,
    actor: Actor,
    household: Household | UUID,
    person: PersonRef,
    role: str,
    since: date,
    at: datetime,
) -> HouseholdMember:
    """Add a person to a household from a day on.

    Raises Forbidden; Unacceptable when they are in it already or it has its reference person.
    """
    row = locked(Household, household)
    permissions.demand(actor, "household.joined", row, at=at)
    return _join(row, person, role, since, actor=actor, at=at)


@transaction.atomic
def leave_household(
    *, actor: Actor, member: HouseholdMember | UUID, until: date, at: datetime
) -> HouseholdMember:
    """Say that a person left the household; `until` is their last day in it.

    Raises Forbidden, Unacceptable.
    """
    row = locked(HouseholdMember, member)
    permissions.demand(actor, "household.left", row.household, at=at)
    rules.check_period(row.since, until)
    return record(row, verbs.HouseholdLeft(until=until), actor=actor, at=at)


@transaction.atomic
def close_household(
    *, actor: Actor, household: Household | UUID, until: date, at: datetime
) -> Household:
    """Say that the household is no more; everybody still in it leaves on that day.

    Raises Forbidden, Unacceptable.
    """
    row = locked(Household, household)
    permissions.demand(actor, "household.closed", row, at=at)
    rules.check_period(row.since, until)
    for member in HouseholdMember.objects.filter(household=row, until=None):
        rules.check_period(member.since, until)
        record(member, verbs.HouseholdLeft(until=until), actor=actor, at=at, caused_by=row)
    return record(row, verbs.HouseholdClosed(until=until), actor=actor, at=at)


def _join(
    household: Household,
    person: PersonRef,
    role: str,
    since: date,
    *,
    actor: Actor,
    at: datetime,
) -> HouseholdMember:
    who = standing(person)
    permissions.demand(actor, "person.seen", who, at=at)
    rules.check_code("role", role, HouseholdRole.values)
    rules.check_period(since, None, on=localdate(at))
    rules.check_period(household.since, since)
    there = members_on(since).filter(household=household)
    if there.filter(person=who).exists():
        raise Unacceptable({"person": _("This person is already in the household.")})
    if role == HouseholdRole.REFERENCE and there.filter(role=role).exists():
        raise Unacceptable({"role": _("The household already has its reference person.")})
    facts = verbs.HouseholdJoined(household=household.id, person=who.id, role=role, since=since)
    member = HouseholdMember(district=household.district, household=household, person=who)
    return record(member, facts, actor=actor, at=at, caused_by=household)
