"""Resources are booked: asked for, confirmed, waited for, cancelled, kept or missed.

The resource's row is locked before a place is looked for, so that of many who ask at the same
moment exactly as many get a place as there are. SQLite's writers stand in line by themselves.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons import messages, permissions
from aia.commons.actions.locking import locked
from aia.commons.actions.room import check_bookable, check_share, state_for
from aia.commons.models import Booking, Resource
from aia.commons.rules import booking as rules
from aia.commons.tasks import remind_later
from aia.commons.terms import BookingState, CancelReason, Refused
from aia.commons.verbs import bookings as verbs
from aia.people import queries as people
from aia.trace.actions import lock, record


@transaction.atomic
def book_resource(
    *,
    actor: Actor,
    resource_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    places: int = 1,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    wait: bool = False,
    declared: bool = False,
    series: UUID | None = None,
    at: datetime,
) -> Booking:
    """Book a resource for a person or an organisation.

    It is confirmed at once, or asked for where its keeper wants to say yes. Without room it is
    refused, or put on the waiting list when `wait` says so. What is only for some asks that who
    books has `declared` to be of them, and its keeper looks at it. Raises Forbidden, Refused.
    """
    # By the clock on the wall, a night in which it jumps would last an hour too much.
    starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    resource = locked(resource_id)
    if (organisation_id is None) == (person_id is None):
        raise Refused(_("Say for whom it is: a person or a body."), field="user")
    booking = Booking(district=resource.district, resource=resource)
    booking.person_id, booking.organisation_id = person_id, organisation_id
    permissions.demand(actor, "booking.asked", booking, at=at)
    if person_id is not None:
        people.get_person(actor, person_id, at=at)
    check_bookable(resource, booking, starts_at, ends_at, places, declared=declared, at=at)
    state = state_for(resource, starts_at, ends_at, places)
    if state == BookingState.WAITING and not wait:
        raise Refused(
            _("It is already taken then. Choose another moment, or go on the waiting list."),
            field="wait",
        )
    facts = verbs.BookingAsked(
        resource=resource.id,
        account=actor.id,
        person=person_id,
        organisation=organisation_id,
        starts_at=starts_at,
        ends_at=ends_at,
        places=places,
        state=state,
        asked_at=at,
        declared=declared,
        series=series,
    )
    booking = record(booking, facts, actor=actor, at=at, caused_by=resource)
    _tell(booking)
    if state == BookingState.ASKED:
        messages.tell_keepers(booking, at=at)
    return booking


@transaction.atomic
def confirm_booking(
    *, actor: Actor, booking_id: UUID, seen: int | None = None, at: datetime
) -> Booking:
    """Say yes to who asked. Raises Forbidden, RowChanged, Refused."""
    booking = _locked(actor, booking_id, "confirmed", seen, at)
    booking = record(booking, verbs.BookingConfirmed(settled_at=at), actor=actor, at=at)
    _tell(booking)
    return booking


@transaction.atomic
def decline_booking(
    *, actor: Actor, booking_id: UUID, seen: int | None = None, at: datetime
) -> Booking:
    """Say no to who asked; whoever waits for that place gets it. Raises Forbidden, Refused."""
    booking = _locked(actor, booking_id, "declined", seen, at)
    booking = record(booking, verbs.BookingDeclined(settled_at=at), actor=actor, at=at)
    messages.tell_user(booking)
    advance(booking.resource, actor, at)
    return booking


@transaction.atomic
def cancel_booking(
    *, actor: Actor, booking_id: UUID, seen: int | None = None, at: datetime
) -> Booking:
    """Cancel a booking that has not ended; whoever waits for that place gets it.

    Raises Forbidden, RowChanged, Refused.
    """
    booking = _locked(actor, booking_id, "cancelled", seen, at)
    if booking.ends_at <= at:
        raise Refused(_("It is over: say whether it took place."))
    own = permissions.uses(actor, booking)
    reason = CancelReason.WISH if own else CancelReason.KEEPER
    _cancel(booking, reason, actor, at)
    if own:
        messages.tell_keepers(booking, at=at)
    advance(booking.resource, actor, at)
    return booking


@transaction.atomic
def mark_kept(*, actor: Actor, booking_id: UUID, seen: int | None = None, at: datetime) -> Booking:
    """Say that it took place. Raises Forbidden, RowChanged, Refused."""
    booking = _locked(actor, booking_id, "kept", seen, at)
    _check_begun(booking, at)
    return record(booking, verbs.BookingKept(settled_at=at), actor=actor, at=at)


@transaction.atomic
def mark_missed(
    *, actor: Actor, booking_id: UUID, seen: int | None = None, at: datetime
) -> Booking:
    """Say that nobody came: no sanction follows from it. Raises Forbidden, Refused."""
    booking = _locked(actor, booking_id, "missed", seen, at)
    _check_begun(booking, at)
    return record(booking, verbs.BookingMissed(settled_at=at), actor=actor, at=at)


def cancel_all(
    bookings: QuerySet[Booking], reason: CancelReason, *, actor: Actor, at: datetime
) -> int:
    """Cancel what has not ended among some bookings and tell everybody concerned.

    The caller holds the resource. Returns how many there were.
    """
    rows = bookings.filter(state__in=rules.MOVES["cancelled"], ends_at__gt=at).order_by("id")
    found = list(rows.select_related("resource"))
    for booking in found:
        _cancel(booking, reason, actor, at)
    return len(found)


def _cancel(booking: Booking, reason: CancelReason, actor: Actor, at: datetime) -> None:
    facts = verbs.BookingCancelled(settled_at=at, reason=reason)
    record(booking, facts, actor=actor, at=at)
    messages.tell_user(booking)


def _locked(actor: Actor, booking_id: UUID, act: str, seen: int | None, at: datetime) -> Booking:
    """Return the booking, locked after its resource, when the act is allowed and possible."""
    resource = locked(Booking.objects.values_list("resource", flat=True).get(pk=booking_id))
    booking = lock(Booking.objects.all(), booking_id, seen=seen)
    booking.resource = resource
    permissions.demand(actor, f"booking.{act}", booking, at=at)
    rules.check_move(booking.state, act)
    return booking


def advance(resource: Resource, actor: Actor, at: datetime) -> None:
    """Give the places that became free to who waits, in the order in which they asked.

    Who has had their share meanwhile goes on waiting: the next one comes first.
    """
    waiting = Booking.objects.filter(
        resource=resource, state=BookingState.WAITING, starts_at__gt=at
    )
    for booking in waiting.order_by("asked_at", "id"):
        state = state_for(resource, booking.starts_at, booking.ends_at, booking.places)
        if state != BookingState.WAITING and _has_share(resource, booking):
            booking.resource = resource
            record(booking, verbs.BookingAdvanced(state=state), actor=actor, at=at)
            _tell(booking)
            if state == BookingState.ASKED:
                messages.tell_keepers(booking, at=at)


def _has_share(resource: Resource, booking: Booking) -> bool:
    try:
        check_share(resource, booking, booking.starts_at, booking.ends_at)
    except Refused:
        return False
    return True


def _tell(booking: Booking) -> None:
    """Tell who booked, now and again shortly before."""
    messages.tell_user(booking)
    if booking.state == BookingState.CONFIRMED:
        remind_later(booking)


def _check_begun(booking: Booking, at: datetime) -> None:
    if booking.starts_at > at:
        raise Refused(_("It has not begun yet."))
