"""Things are handed over, stay longer, come back in some state, or do not come back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.actions.bookings import advance
from aia.commons.actions.locking import locked
from aia.commons.actions.room import is_free
from aia.commons.models import Booking, Loan, Resource
from aia.commons.rules import booking as rules
from aia.commons.rules import values
from aia.commons.terms import (
    LENDABLE,
    BookingState,
    Condition,
    LoanState,
    Refused,
    ResourceState,
)
from aia.commons.verbs import bookings as booking_verbs
from aia.commons.verbs import loans as verbs
from aia.people import queries as people
from aia.trace.actions import lock, record


@transaction.atomic
def lend_resource(
    *,
    actor: Actor,
    resource_id: UUID,
    due_at: datetime,
    condition: str = Condition.GOOD,
    places: int = 1,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    seen: int | None = None,
    at: datetime,
) -> Loan:
    """Hand something over that nobody had booked. Raises Forbidden, RowChanged, Refused."""
    resource = locked(resource_id, seen=seen)
    permissions.demand(actor, "loan.made", resource, at=at)
    if (organisation_id is None) == (person_id is None):
        raise Refused(_("Say for whom it is: a person or a body."), field="user")
    if person_id is not None:
        people.get_person(actor, person_id, at=at)
    values.count(places, "places", most=resource.capacity)
    loan = Loan(district=resource.district, resource=resource)
    loan.person_id, loan.organisation_id, loan.places = person_id, organisation_id, places
    return _hand_over(loan, due_at, condition, actor, at)


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    booking_id: UUID,
    condition: str = Condition.GOOD,
    seen: int | None = None,
    at: datetime,
) -> Loan:
    """Hand over what was booked, until the booking ends. Raises Forbidden, RowChanged, Refused."""
    resource = locked(Booking.objects.values_list("resource", flat=True).get(pk=booking_id))
    booking = lock(Booking.objects.all(), booking_id, seen=seen)
    booking.resource = resource
    permissions.demand(actor, "loan.made", resource, at=at)
    if booking.state != BookingState.CONFIRMED or Loan.objects.filter(booking=booking).exists():
        raise Refused(_("Only a confirmed booking is handed over, and only once."))
    loan = Loan(district=resource.district, resource=resource, booking=booking)
    loan.person_id, loan.organisation_id = booking.person_id, booking.organisation_id
    loan.places = booking.places
    return _hand_over(loan, booking.ends_at, condition, actor, at)


@transaction.atomic
def extend_loan(
    *, actor: Actor, loan_id: UUID, due_at: datetime, seen: int | None = None, at: datetime
) -> Loan:
    """Let it stay longer, when nobody else has it then. Raises Forbidden, RowChanged, Refused."""
    loan = _locked(actor, loan_id, "extended", seen, at)
    if due_at <= max(loan.due_at, at):
        raise Refused(_("Choose a moment later than the one agreed."), field="due_at")
    _check_free(loan, due_at, at)
    return record(loan, verbs.LoanExtended(due_at=due_at), actor=actor, at=at)


@transaction.atomic
def return_loan(
    *, actor: Actor, loan_id: UUID, condition: str, seen: int | None = None, at: datetime
) -> Loan:
    """Say that it is back, and in what state; its booking took place. Who waits comes next.

    Raises Forbidden, RowChanged, Refused.
    """
    loan = _locked(actor, loan_id, "returned", seen, at)
    back = values.code(condition, Condition, "condition")
    facts = verbs.LoanReturned(settled_at=at, condition_back=back)
    loan = record(loan, facts, actor=actor, at=at)
    if loan.booking_id is not None:
        booking = lock(Booking.objects.all(), loan.booking_id)
        if booking.state == BookingState.CONFIRMED:
            kept = booking_verbs.BookingKept(settled_at=at)
            record(booking, kept, actor=actor, at=at, caused_by=loan)
    advance(loan.resource, actor, at)
    return loan


@transaction.atomic
def lose_loan(*, actor: Actor, loan_id: UUID, seen: int | None = None, at: datetime) -> Loan:
    """Say that it does not come back; how many are left is for its keeper to say.

    Raises Forbidden, RowChanged, Refused.
    """
    loan = _locked(actor, loan_id, "lost", seen, at)
    return record(loan, verbs.LoanLost(settled_at=at), actor=actor, at=at)


def _hand_over(loan: Loan, due_at: datetime, condition: str, actor: Actor, at: datetime) -> Loan:
    resource = loan.resource
    if resource.kind not in LENDABLE or resource.state == ResourceState.WITHDRAWN:
        raise Refused(_("Only a thing or a vehicle that is on the floor is lent."))
    out = values.code(condition, Condition, "condition")
    if out == Condition.BROKEN:
        raise Refused(_("Have it repaired first: it is not lent broken."), field="condition")
    if due_at <= at:
        raise Refused(_("Choose a moment that is still to come."), field="due_at")
    if due_at > at + rules.LONGEST_AHEAD:
        raise Refused(_("Lend for at most a year."), field="due_at")
    _check_free(loan, due_at, at)
    facts = verbs.LoanMade(
        resource=resource.id,
        booking=loan.booking_id,
        person=loan.person_id,
        organisation=loan.organisation_id,
        places=loan.places,
        lent_at=at,
        due_at=due_at,
        condition_out=out,
    )
    return record(loan, facts, actor=actor, at=at, caused_by=resource)


def _check_free(loan: Loan, due_at: datetime, at: datetime) -> None:
    resource: Resource = loan.resource
    if not is_free(resource, at, due_at, loan.places, booking=loan.booking, loan=loan):
        raise Refused(
            _("Somebody else has it before then: choose an earlier moment."), field="due_at"
        )


def _locked(actor: Actor, loan_id: UUID, act: str, seen: int | None, at: datetime) -> Loan:
    """Return the loan, locked after its resource, when the act is allowed and it is still out."""
    resource = locked(Loan.objects.values_list("resource", flat=True).get(pk=loan_id))
    loan = lock(Loan.objects.all(), loan_id, seen=seen)
    loan.resource = resource
    permissions.demand(actor, f"loan.{act}", loan, at=at)
    if loan.state != LoanState.OUT:
        raise Refused(_("This loan is already over."))
    return loan
