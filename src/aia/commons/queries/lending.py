"""What is out, what is in stock, what was done for a thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.queries import account_names
from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.models import CareWork, Loan, Resource, StockMove
from aia.commons.terms import LoanState
from aia.people.queries import names_of

_MOST = 100
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class LoanSeen:
    """A thing that is out, to whom in words, and whether it should be back already."""

    row: Loan
    who: str
    late: bool


@dataclass(frozen=True)
class Care:
    """What was last done for a thing, and what a year of its care came to (euro, minutes)."""

    works: list[CareWork]
    spent_in_a_year: Decimal
    minutes_in_a_year: int


def loans_to_keep(actor: Actor, *, at: datetime) -> list[LoanSeen]:
    """Return what is out of what the actor keeps or the office looks after, the first due first."""
    kept = (
        Q(resource__organisation__in=actor.organisations())
        | Q(resource__person__in=actor.persons())
        | Q(district__in=actor.districts(*permissions.OFFICE_ROLES))
    )
    return _seen(actor, kept, at)


def own_loans(actor: Actor, *, at: datetime) -> list[LoanSeen]:
    """Return what the actor or a body of theirs has in hand, the first due first."""
    own = Q(organisation__in=actor.organisations()) | Q(person__in=actor.persons())
    return _seen(actor, own, at)


def get_loan(actor: Actor, loan_id: UUID, verb: str, *, at: datetime) -> Loan:
    """Return one loan to act upon: those of other districts are not there.

    Raises Forbidden, Loan.DoesNotExist.
    """
    rows = Loan.objects.select_related("resource__municipality", "resource__organisation")
    loan = permissions.near(actor, rows).get(pk=loan_id)
    permissions.demand(actor, verb, loan, at=at)
    return loan


def stock_moves(resource: Resource) -> list[StockMove]:
    """Return the last movements of a stock, the newest first."""
    rows = StockMove.objects.filter(resource=resource).select_related("organisation")
    return list(rows.order_by("-moved_at", "-id")[:_MOST])


def care_of(resource: Resource, *, at: datetime) -> Care:
    """Return what was done for a thing, the newest first, and what the last year came to."""
    rows = CareWork.objects.filter(resource=resource)
    since = timezone.localdate(at) - _YEAR
    year = rows.filter(done_on__gt=since).aggregate(spent=Sum("spent"), minutes=Sum("minutes"))
    return Care(
        works=list(rows.order_by("-done_on", "-id")[:_MOST]),
        spent_in_a_year=year["spent"] or Decimal(0),
        minutes_in_a_year=year["minutes"] or 0,
    )


def _seen(actor: Actor, which: Q, at: datetime) -> list[LoanSeen]:
    rows = Loan.objects.filter(which, state=LoanState.OUT)
    rows = rows.select_related("resource__municipality", "resource__organisation", "booking")
    found = list(rows.order_by("due_at", "id")[:_MOST])
    bodies = names_of(
        organisation_ids=[one.organisation_id for one in found if one.organisation_id]
    )
    accounts = account_names(one.booking.account for one in found if one.booking)
    return [LoanSeen(one, _who(actor, one, bodies, accounts), one.due_at < at) for one in found]


def _who(actor: Actor, row: Loan, bodies: dict[UUID, str], accounts: dict[UUID, str]) -> str:
    """Return to whom: who booked told their name to who keeps the thing, and to nobody else."""
    if row.organisation_id is not None:
        return bodies.get(row.organisation_id, "")
    keeps = permissions.Standing.KEEPER in permissions.standings(actor, row, at=row.lent_at)
    own = row.booking is not None and row.booking.account == actor.id
    if row.booking is not None and (keeps or own):
        return accounts.get(row.booking.account, "")
    return _("a person")
