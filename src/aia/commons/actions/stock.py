"""A stock of goods becomes more or less; what is wrong is mended by counting anew."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.actions.locking import locked
from aia.commons.models import StockMove
from aia.commons.rules import values
from aia.commons.rules.stock import MOST, after
from aia.commons.terms import Refused, ResourceKind, ResourceState, StockMoveKind, StockUnit
from aia.commons.verbs import stock as verbs
from aia.people import queries as people
from aia.trace.actions import record


@transaction.atomic
def move_stock(
    *,
    actor: Actor,
    resource_id: UUID,
    kind: str,
    quantity: int,
    unit: str | None = None,
    organisation_id: UUID | None = None,
    seen: int | None = None,
    at: datetime,
) -> StockMove:
    """Say that so much came in, was given out or spoilt, or that so much was counted.

    The stock is held meanwhile: what two give out at once never comes to more than there is.
    Raises Forbidden, RowChanged, Refused.
    """
    resource = locked(resource_id, seen=seen)
    permissions.demand(actor, "stock.moved", resource, at=at)
    if resource.kind != ResourceKind.STOCK or resource.state == ResourceState.WITHDRAWN:
        raise Refused(_("Only a stock of goods that is on the floor has movements."))
    told = values.code(kind, StockMoveKind, "kind")
    least = 0 if told == StockMoveKind.COUNTED else 1
    values.count(quantity, "quantity", least=least, most=MOST)
    there = resource.in_stock or 0
    left = after(told, there, quantity)
    if organisation_id is not None:
        people.get_organisation(actor, organisation_id)
    moved = verbs.StockMoved(
        resource=resource.id,
        kind=told,
        change=left - there,
        left=left,
        organisation=organisation_id,
        moved_at=at,
    )
    move = record(StockMove(district=resource.district), moved, actor=actor, at=at)
    counted_in = values.code(unit or resource.unit or StockUnit.PIECES, StockUnit, "unit")
    stocked = verbs.ResourceStocked(in_stock=left, unit=counted_in)
    record(resource, stocked, actor=actor, at=at, caused_by=move)
    return move
