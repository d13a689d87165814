"""Things are put on the floor, change, rest, are taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.actions.bookings import cancel_all
from aia.commons.actions.finding import forget, index
from aia.commons.actions.locking import locked
from aia.commons.models import Booking, Resource
from aia.commons.rules import calendar, values
from aia.commons.rules.eligibility import EVERYBODY, ForWhom, checked
from aia.commons.terms import (
    CancelReason,
    Intensity,
    Refused,
    ResourceKind,
    ResourceState,
    Sharing,
    WithdrawReason,
)
from aia.commons.verbs import resources as verbs
from aia.people import queries as people
from aia.territory.queries import (
    UnknownMunicipality,
    current_code,
    municipalities_of,
    place_list,
)
from aia.trace.actions import record


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of something on the floor; `municipality` is an ISTAT code."""

    name: str
    sharing: str
    municipality: str
    about: str = ""
    intensity: str | None = None
    cost_words: str = ""
    for_whom: ForWhom = EVERYBODY
    for_words: str = ""
    place_id: UUID | None = None
    address: str = ""
    capacity: int = 1


@transaction.atomic
def offer_resource(
    *,
    actor: Actor,
    district: str,
    kind: str,
    said: Said,
    organisation_id: UUID | None = None,
    person_id: UUID | None = None,
    at: datetime,
) -> Resource:
    """Put something on the floor, kept by an organisation or by a person.

    Raises Forbidden, Refused.
    """
    resource = Resource(district=district)
    if (organisation_id is None) == (person_id is None):
        raise Refused(_("Say who keeps it: a body or a person."), field="keeper")
    resource.organisation_id, resource.person_id = organisation_id, person_id
    permissions.demand(actor, "resource.offered", resource, at=at)
    kind = values.code(kind, ResourceKind, "kind")
    facts = verbs.ResourceOffered(
        kind=kind,
        organisation=_body(actor, organisation_id, district),
        person=people.get_person(actor, person_id, at=at).id if person_id else None,
        offered_at=at,
        **_coded(said, kind, district),
    )
    _write_words(resource, said)
    resource = record(resource, facts, actor=actor, at=at)
    index(resource)
    return resource


@transaction.atomic
def change_resource(
    *, actor: Actor, resource_id: UUID, said: Said, seen: int | None = None, at: datetime
) -> Resource:
    """Change what is said of it. Raises Forbidden, RowChanged, Refused."""
    resource = locked(resource_id, seen=seen)
    permissions.demand(actor, "resource.changed", resource, at=at)
    _write_words(resource, said)
    facts = verbs.ResourceChanged(**_coded(said, resource.kind, resource.district))
    resource = record(resource, facts, actor=actor, at=at)
    index(resource)
    return resource


@transaction.atomic
def set_calendar(
    *,
    actor: Actor,
    resource_id: UUID,
    hours: Iterable[str],
    exceptions: Iterable[str] = (),
    open_on_holidays: bool = False,
    seen: int | None = None,
    at: datetime,
) -> Resource:
    """Say when it is open, as `rules.calendar` writes it. Raises Forbidden, RowChanged, Refused."""
    resource = locked(resource_id, seen=seen)
    permissions.demand(actor, "resource.timed", resource, at=at)
    weekly, days = calendar.checked(hours, exceptions)
    facts = verbs.ResourceTimed(hours=weekly, exceptions=days, open_on_holidays=open_on_holidays)
    return record(resource, facts, actor=actor, at=at)


@transaction.atomic
def set_booking_rules(
    *,
    actor: Actor,
    resource_id: UUID,
    bookable: bool,
    approval: bool = False,
    longest_minutes: int | None = None,
    cap_minutes: int | None = None,
    cap_days: int | None = None,
    seen: int | None = None,
    at: datetime,
) -> Resource:
    """Say how it is booked, and how much of it one user has in how many days.

    Raises Forbidden, RowChanged, Refused.
    """
    resource = locked(resource_id, seen=seen)
    permissions.demand(actor, "resource.ruled", resource, at=at)
    for name, told in (("longest_minutes", longest_minutes), ("cap_minutes", cap_minutes)):
        if told is not None:
            values.count(told, name, most=values.MOST_MINUTES)
    if (cap_minutes is None) != (cap_days is None):
        raise Refused(
            _("A cap needs both: how many hours, and in how many days."), field="cap_days"
        )
    if cap_days is not None:
        values.count(cap_days, "cap_days", most=366)
    facts = verbs.ResourceRuled(
        bookable=bookable,
        approval=approval,
        longest_minutes=longest_minutes,
        cap_minutes=cap_minutes,
        cap_days=cap_days,
    )
    return record(resource, facts, actor=actor, at=at)


@transaction.atomic
def pause_resource(
    *,
    actor: Actor,
    resource_id: UUID,
    until: date | None = None,
    seen: int | None = None,
    at: datetime,
) -> Resource:
    """Let it rest until a day, or until somebody says so. Raises Forbidden, RowChanged, Refused."""
    resource = locked(resource_id, seen=seen)
    permissions.demand(actor, "resource.paused", resource, at=at)
    _demand_there(resource)
    if until is not None and until <= timezone.localdate(at):
        raise Refused(_("Choose a day that is still to come."), field="until")
    return record(resource, verbs.ResourcePaused(paused_until=until), actor=actor, at=at)


@transaction.atomic
def resume_resource(
    *, actor: Actor, resource_id: UUID, seen: int | None = None, at: datetime
) -> Resource:
    """Put it on the floor again after a rest, or after it was withdrawn.

    Raises Forbidden, RowChanged, Refused.
    """
    resource = locked(resource_id, seen=seen)
    permissions.demand(actor, "resource.resumed", resource, at=at)
    if resource.withdraw_reason == WithdrawReason.LEFT:
        raise Refused(_("Who offered this has left: its words are gone. Put a new one there."))
    if resource.state == ResourceState.OFFERED:
        return resource
    return record(resource, verbs.ResourceResumed(), actor=actor, at=at)


@transaction.atomic
def withdraw_resource(
    *, actor: Actor, resource_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Resource:
    """Take it away from the floor; whoever had booked it is told. Raises Forbidden, Refused."""
    resource = locked(resource_id, seen=seen)
    permissions.demand(actor, "resource.withdrawn", resource, at=at)
    _demand_there(resource)
    facts = verbs.ResourceWithdrawn(
        withdrawn_at=at, withdraw_reason=values.code(reason, WithdrawReason, "reason")
    )
    resource = record(resource, facts, actor=actor, at=at)
    cancel_all(resource.bookings.all(), CancelReason.WITHDRAWN, actor=actor, at=at)
    return resource


def clear_person(actor: Actor, person_ids: tuple[UUID, ...], at: datetime) -> None:
    """Take away what erased persons had offered, with its words: those were theirs."""
    for row in Resource.objects.filter(person__in=person_ids).order_by("id"):
        resource = locked(row.id)
        resource.name, resource.about, resource.for_words, resource.cost_words = "—", "", "", ""
        forget(resource)
        facts = verbs.ResourceBlanked(
            withdrawn_at=resource.withdrawn_at or at, withdraw_reason=WithdrawReason.LEFT
        )
        record(resource, facts, actor=actor, at=at)
        cancel_all(resource.bookings.all(), CancelReason.WITHDRAWN, actor=actor, at=at)
    own = Booking.objects.filter(person__in=person_ids)
    for resource_id in sorted(set(own.values_list("resource", flat=True)), key=str):
        locked(resource_id)
        cancel_all(own.filter(resource=resource_id), CancelReason.LEFT, actor=actor, at=at)


def _demand_there(resource: Resource) -> None:
    if resource.state == ResourceState.WITHDRAWN:
        raise Refused(_("This is not on the floor any more: put it there again first."))


def _coded(said: Said, kind: str, district: str) -> dict[str, Any]:
    """Return the coded facts of what is said. Raises Refused."""
    intensity = said.intensity or None
    if kind == ResourceKind.SERVICE:
        intensity = values.code(intensity or "", Intensity, "intensity")
    elif intensity is not None:
        raise Refused(_("Only a service has an intensity."), field="intensity")
    towns = set(municipalities_of(district).values_list("istat", flat=True))
    for_whom = checked(said.for_whom, towns)
    return {
        "intensity": intensity,
        "sharing": values.code(said.sharing, Sharing, "sharing"),
        "audience": for_whom.audience,
        "min_age": for_whom.min_age,
        "max_age": for_whom.max_age,
        "towns": for_whom.towns,
        "municipality": _municipality(said.municipality, towns),
        "place": _place(said.place_id, district),
        "capacity": values.count(said.capacity, "capacity"),
    }


def _write_words(resource: Resource, said: Said) -> None:
    """Set the words of a resource. Raises Refused; a person's own offer says no address."""
    resource.name = values.text(said.name, "name", required=True, longest=values.LONGEST_NAME)
    resource.about = values.text(said.about, "about", longest=values.LONGEST_ABOUT)
    resource.for_words = values.text(said.for_words, "for_words", longest=values.LONGEST_LINE)
    resource.cost_words = values.text(said.cost_words, "cost_words", longest=200)
    address = values.text(said.address, "address", longest=200)
    if resource.person_id is not None and (address or said.place_id):
        raise Refused(
            _("What a person offers tells the municipality alone: an address would say who it is."),
            field="address",
        )
    resource.address = address
    if said.sharing == Sharing.SHARED_COST and not resource.cost_words:
        raise Refused(_("Say how the cost is shared."), field="cost_words")


def _body(actor: Actor, organisation_id: UUID | None, district: str) -> UUID | None:
    if organisation_id is None:
        return None
    body = people.get_organisation(actor, organisation_id)
    if body.district != district or body.closed_on is not None:
        raise Refused(_("Choose a body of the district that is still open."), field="keeper")
    return body.id


def _municipality(istat: str, towns: Collection[str]) -> str:
    """Return the code of today. A district without a list of its own takes any of Italy's."""
    try:
        code = current_code(istat)
    except UnknownMunicipality as error:
        raise Refused(_("Choose a municipality from the list."), field="municipality") from error
    if towns and code not in towns:
        raise Refused(_("Choose a municipality of the district."), field="municipality")
    return code


def _place(place_id: UUID | None, district: str) -> UUID | None:
    if place_id is not None and not place_list(district).filter(pk=place_id).exists():
        raise Refused(_("Choose a place from the list."), field="place_id")
    return place_id
