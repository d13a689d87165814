"""Acts on the floor, each by the action that a page's button calls too.

A page finds the row first, by a query that asks the policy: so does each act here, so that what is
of another district is not there either.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from aia.access.terms import Actor, ClientScope
from aia.commons import actions, permissions, queries
from aia.commons.api.routing import router
from aia.commons.api.shapes import BookResource, MoveStock, ReturnLoan
from aia.commons.models import Resource
from aia.trace.traced import Traced
from aia.web.api.operations import writes
from aia.web.api.schemas import Told

_Act = Callable[..., Traced]


def _found(act: _Act, find: Callable[..., Any], id_name: str, verb: str) -> _Act:
    """Return the action, asked for only where the row is found for that verb."""

    @wraps(act)
    def found(*, actor: Actor, at: datetime, **told: Any) -> Traced:
        find(actor, told[id_name], verb, at=at)
        return act(actor=actor, at=at, **told)

    return found


def _near(actor: Actor, resource_id: UUID, _verb: str, *, at: datetime) -> Resource:
    """Return a resource of the actor's districts; who may book it is for the action to say."""
    return permissions.near(actor, Resource.objects.all()).get(pk=resource_id)


def _register(path: str, act: _Act, body: type[Told] | None = None, **more: Any) -> None:
    writes(router, path, act, body, scope=ClientScope.FLOOR_WRITE, **more)


_register(
    "/floor/{resource_id}/bookings",
    _found(actions.book_resource, _near, "resource_id", ""),
    BookResource,
    created=True,
)
_register(
    "/floor/{resource_id}/stock",
    _found(actions.move_stock, queries.get_resource, "resource_id", "stock.moved"),
    MoveStock,
    sees="resource",
    created=True,
)
for _name, _act, _verb in (
    ("confirm", actions.confirm_booking, "booking.confirmed"),
    ("decline", actions.decline_booking, "booking.declined"),
    ("cancel", actions.cancel_booking, "booking.cancelled"),
    ("kept", actions.mark_kept, "booking.kept"),
    ("missed", actions.mark_missed, "booking.missed"),
):
    _register(
        f"/bookings/{{booking_id}}/{_name}",
        _found(_act, queries.get_booking, "booking_id", _verb),
        sees="booking",
    )
_register(
    "/loans/{loan_id}/return",
    _found(actions.return_loan, queries.get_loan, "loan_id", "loan.returned"),
    ReturnLoan,
    sees="loan",
)
