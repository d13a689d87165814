"""Whether something can be booked or lent then: open, free, within everybody's share, for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from aia.commons.models import Booking, Loan, Resource
from aia.commons.rules import booking as rules
from aia.commons.rules import calendar, values
from aia.commons.rules.eligibility import restricted
from aia.commons.terms import HOLDING, BookingState, LoanState, Refused, ResourceState


def check_bookable(
    resource: Resource,
    booking: Booking,
    start: datetime,
    end: datetime,
    places: int,
    *,
    declared: bool,
    at: datetime,
) -> None:
    """Raise Refused when the resource cannot be booked so, room apart."""
    if not resource.bookable or resource.state == ResourceState.WITHDRAWN:
        raise Refused(_("This is not booked here: ask who keeps it."))
    if restricted(resource) and not declared:
        raise Refused(
            _("Read for whom it is, and say that it is so: who keeps it looks at it then."),
            field="declared",
        )
    values.count(places, "places", most=resource.capacity)
    rules.check_stretch(start, end, longest=resource.longest_minutes, at=at)
    if resource.state == ResourceState.PAUSED:
        until = resource.paused_until
        if until is None or start.astimezone(calendar.ROME).date() < until:
            raise Refused(_("It is resting then: choose a later day."), field="day")
    if not calendar.is_open(calendar.of(resource, resource.municipality.province), start, end):
        raise Refused(
            _("It is not open for the whole of that time: look at its hours."), field="day"
        )
    check_share(resource, booking, start, end)


def check_share(resource: Resource, booking: Booking, start: datetime, end: datetime) -> None:
    """Raise Refused when with this stretch the same user had more than their share."""
    stretches = [*_stretches_of(resource, booking), (start, end)]
    rules.check_share(stretches, resource.cap_minutes, resource.cap_days)


def state_for(resource: Resource, start: datetime, end: datetime, places: int) -> BookingState:
    """Return how a booking of that stretch begins: it waits, is asked for, or is confirmed."""
    if not is_free(resource, start, end, places):
        return BookingState.WAITING
    asks = resource.approval or restricted(resource)
    return BookingState.ASKED if asks else BookingState.CONFIRMED


def is_free(
    resource: Resource,
    start: datetime,
    end: datetime,
    places: int,
    *,
    booking: Booking | None = None,
    loan: Loan | None = None,
) -> bool:
    """Say whether so many places are free then, whatever the booking or the loan itself holds."""
    held = [*_booked(resource, start, end, booking), *_lent(resource, start, end, loan)]
    return rules.has_room(held, start=start, end=end, places=places, capacity=resource.capacity)


def _booked(
    resource: Resource, start: datetime, end: datetime, besides: Booking | None
) -> Iterator[rules.Held]:
    rows = Booking.objects.filter(
        resource=resource, state__in=HOLDING, starts_at__lt=end, ends_at__gt=start
    )
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    for one in rows.values_list("starts_at", "ends_at", "places"):
        yield rules.Held(*one)


def _lent(
    resource: Resource, start: datetime, end: datetime, besides: Loan | None
) -> Iterator[rules.Held]:
    """Yield what is out; while its own booking holds the places, that is enough."""
    rows = Loan.objects.filter(
        resource=resource, state=LoanState.OUT, lent_at__lt=end, due_at__gt=start
    )
    for one in rows.select_related("booking"):
        since = one.lent_at if one.booking is None else max(one.lent_at, one.booking.ends_at)
        if one != besides and since < one.due_at:
            yield rules.Held(since, one.due_at, one.places)


def _stretches_of(resource: Resource, booking: Booking) -> list[tuple[datetime, datetime]]:
    """Return when the same user already has the resource, or had it."""
    counted = (*HOLDING, BookingState.KEPT, BookingState.MISSED)
    rows = Booking.objects.filter(
        resource=resource,
        person=booking.person_id,
        organisation=booking.organisation_id,
        state__in=counted,
    )
    return list(rows.values_list("starts_at", "ends_at"))
