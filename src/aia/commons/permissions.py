"""Who may do what on the floor. One policy for every door.

A verb is the ledger's name of the act ("resource.paused"). Everybody stands somewhere towards a
row; a verb says which standings allow it. What is on the floor is public: nothing here is hidden
but what was withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden, Role
from aia.commons.models import Booking, CareWork, HourAccount, Loan, Resource, StockMove

Row = Resource | Booking | Loan | StockMove | CareWork | HourAccount
_Row = TypeVar("_Row", Resource, Booking, Loan, HourAccount)

OFFICE_ROLES = (Role.SOCIAL_WORKER, Role.COORDINATOR)
OFFERING = (*OFFICE_ROLES, Role.PARTNER_OPERATOR, Role.CITIZEN)
"""Roles that put things on the floor: for their own part, or for who has no account."""


class Standing(Enum):
    """How an actor stands towards something on the floor."""

    KEEPER = "keeper"
    OFFICE = "office"
    USER = "user"


_S = Standing
_KEPT = frozenset({_S.KEEPER, _S.OFFICE})
_USED = frozenset({_S.USER, _S.OFFICE})
_POLICY: Mapping[str, frozenset[Standing]] = {
    "booking.asked": _USED,
    "booking.known": _KEPT | _USED,
    "booking.cancelled": _KEPT | _USED,
    "hour_account.limited": frozenset({_S.OFFICE}),
}


def may(actor: Actor, verb: str, row: Row, *, at: datetime) -> bool:
    """Say whether the actor may do `verb` to `row` (a new, unsaved row for what creates one)."""
    return bool(actor.service) or bool(allowing(verb) & standings(actor, row, at=at))


def demand(actor: Actor, verb: str, row: Row, *, at: datetime) -> None:
    """Raise Forbidden when the actor may not do `verb` to `row`."""
    if not may(actor, verb, row, at=at):
        raise Forbidden(_("This is not yours to do: ask who keeps it, or the social services."))


def near(actor: Actor, rows: QuerySet[_Row]) -> QuerySet[_Row]:
    """Return the rows of the actor's districts: to act upon, the others do not exist."""
    return rows if actor.service else rows.filter(district__in=actor.districts())


def allowing(verb: str) -> frozenset[Standing]:
    """Return the standings that allow a verb: the keeper's and the office's unless told."""
    return _POLICY.get(verb, _KEPT)


def standings(actor: Actor, row: Row, *, at: datetime) -> frozenset[Standing]:
    """Return every way in which the actor stands towards something on the floor."""
    kept = row if isinstance(row, Resource | HourAccount) else row.resource
    found = set()
    if _is(actor, kept):
        found.add(Standing.KEEPER)
    if isinstance(row, Booking | Loan) and uses(actor, row):
        found.add(Standing.USER)
    if row.district in actor.districts(*OFFICE_ROLES):
        found.add(Standing.OFFICE)
    return frozenset(found)


def uses(actor: Actor, row: Booking | Loan) -> bool:
    """Say whether it is for the actor, for a body of theirs, or was booked by them."""
    booked = isinstance(row, Booking) and row.account is not None and row.account == actor.id
    return booked or _is(actor, row)


def _is(actor: Actor, row: Resource | Booking | Loan | HourAccount) -> bool:
    body = row.organisation_id is not None and row.organisation_id in actor.organisations()
    return body or (row.person_id is not None and row.person_id in actor.persons())
