"""The same booking week after week, by the clock on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from aia.access.terms import Actor
from aia.commons.actions.bookings import book_resource, cancel_booking
from aia.commons.models import Booking
from aia.commons.rules import booking as rules
from aia.commons.rules import values
from aia.commons.terms import Refused
from aia.kit.ids import new_id

MOST_WEEKS = 52


@dataclass(frozen=True)
class Series:
    """What came of asking for many: those that were made, and why the others were not."""

    made: list[Booking]
    refused: list[tuple[datetime, str]]


@transaction.atomic
def book_weekly(
    *,
    actor: Actor,
    starts_at: datetime,
    ends_at: datetime,
    weeks: int,
    at: datetime,
    **told: Any,
) -> Series:
    """Book the same hours of so many weeks; `told` is what `book_resource` takes besides.

    A week that cannot be had is left out and said; when none can be had, the first one's reason
    is raised. Raises Forbidden, Refused.
    """
    values.count(weeks, "weeks", most=MOST_WEEKS)
    made: list[Booking] = []
    refused: list[tuple[datetime, Refused]] = []
    series = new_id()
    for start, end in rules.weekly(starts_at, ends_at, weeks):
        try:
            booking = book_resource(
                actor=actor, starts_at=start, ends_at=end, series=series, at=at, **told
            )
        except Refused as refusal:
            refused.append((start, refusal))
        else:
            made.append(booking)
    if not made:
        raise refused[0][1]
    return Series(made, [(start, str(refusal)) for start, refusal in refused])


@transaction.atomic
def cancel_following(
    *, actor: Actor, booking_id: UUID, seen: int | None = None, at: datetime
) -> Booking:
    """Cancel a booking and those of its series that come after it. Raises Forbidden, Refused."""
    first = cancel_booking(actor=actor, booking_id=booking_id, seen=seen, at=at)
    if first.series is not None:
        later = Booking.objects.filter(series=first.series, starts_at__gt=first.starts_at)
        still = later.filter(state__in=rules.MOVES["cancelled"], ends_at__gt=at)
        for one in still.order_by("starts_at").values_list("pk", flat=True):
            cancel_booking(actor=actor, booking_id=one, at=at)
    return first
