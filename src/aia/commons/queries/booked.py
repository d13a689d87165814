"""Bookings: one's own, those of what one keeps, and when a resource is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from aia.access.queries import account_names
from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.models import Booking
from aia.commons.terms import HOLDING, LENDABLE, BookingState
from aia.people.queries import names_of

_MOST = 100
_OPEN = (*HOLDING, BookingState.WAITING)


@dataclass(frozen=True)
class BookingSeen:
    """A booking, for whom it is in words, and what the reader may do with it."""

    row: Booking
    who: str
    acts: frozenset[str]


def own_bookings(actor: Actor, *, at: datetime) -> list[BookingSeen]:
    """Return what the actor booked, or what was booked for them or their bodies: the next first."""
    own = (
        Q(account=actor.id)
        | Q(organisation__in=actor.organisations())
        | Q(person__in=actor.persons())
    )
    rows = _rows().filter(own)
    coming = rows.filter(ends_at__gt=at).order_by("starts_at", "id")[:_MOST]
    past = rows.filter(ends_at__lte=at).order_by("-starts_at", "-id")[:20]
    return _seen(actor, [*coming, *past], at)


def bookings_to_keep(actor: Actor, *, at: datetime) -> list[BookingSeen]:
    """Return the bookings of what the actor keeps or the office looks after that wait for a word:

    to be confirmed, coming, or over and not yet told how they went.
    """
    kept = (
        Q(resource__organisation__in=actor.organisations())
        | Q(resource__person__in=actor.persons())
        | Q(district__in=actor.districts(*permissions.OFFICE_ROLES))
    )
    rows = (
        _rows().filter(kept, state__in=_OPEN).exclude(state=BookingState.WAITING, ends_at__lte=at)
    )
    return _seen(actor, rows.order_by("starts_at", "id")[:_MOST], at)


def get_booking(actor: Actor, booking_id: UUID, verb: str, *, at: datetime) -> Booking:
    """Return one booking to act upon: those of other districts are not there.

    Raises Forbidden, Booking.DoesNotExist.
    """
    booking = permissions.near(actor, _rows()).get(pk=booking_id)
    permissions.demand(actor, verb, booking, at=at)
    return booking


def taken(resource_id: UUID, start: datetime, end: datetime) -> list[Booking]:
    """Return what holds places of a resource in a stretch, the earliest first."""
    rows = Booking.objects.filter(resource=resource_id, state__in=HOLDING)
    rows = rows.filter(starts_at__lt=end, ends_at__gt=start)
    return list(rows.order_by("starts_at", "id"))


def _rows() -> QuerySet[Booking]:
    near = ("resource__municipality", "resource__organisation", "loan")
    return Booking.objects.select_related(*near)


def _seen(actor: Actor, rows: Iterable[Booking], at: datetime) -> list[BookingSeen]:
    found = list(rows)
    bodies = names_of(
        organisation_ids=[one.organisation_id for one in found if one.organisation_id]
    )
    accounts = account_names(one.account for one in found)
    return [
        BookingSeen(one, _who(actor, one, bodies, accounts), _acts(actor, one, at)) for one in found
    ]


def _who(actor: Actor, row: Booking, bodies: dict[UUID, str], accounts: dict[UUID, str]) -> str:
    """Return for whom it is, or who booked it for them.

    Who booked told their name to who keeps the thing; the office reads it in nobody's list.
    """
    if row.organisation_id is not None:
        return bodies.get(row.organisation_id, "")
    keeper = permissions.Standing.KEEPER in permissions.standings(actor, row, at=row.starts_at)
    if keeper or row.account == actor.id:
        return accounts.get(row.account, "")
    return _("a person")


def _acts(actor: Actor, row: Booking, at: datetime) -> frozenset[str]:
    """Return which acts the state of the booking and the policy allow."""
    possible = set()
    if row.state == BookingState.ASKED:
        possible |= {"confirmed", "declined"}
    if row.state in _OPEN and row.ends_at > at:
        possible.add("cancelled")
    if row.state == BookingState.CONFIRMED and row.starts_at <= at:
        possible |= {"kept", "missed"}
    handed = row.resource.kind in LENDABLE and row.state == BookingState.CONFIRMED
    if handed and row.ends_at > at and not hasattr(row, "loan"):
        possible.add("handed_over")
    return frozenset(
        act for act in possible if permissions.may(actor, f"booking.{act}", row, at=at)
    )
