"""Reading the floor: the catalogue, one thing, one's bookings, one's hours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from aia.access.terms import ClientScope, Forbidden
from aia.commons import permissions, queries
from aia.commons.api.routing import router
from aia.commons.api.shapes import BookingOut, HoursOut, ResourceOut
from aia.commons.models import Resource
from aia.commons.queries import Asked as AskedOfFloor
from aia.commons.terms import ResourceKind, ResourceState
from aia.kit.clock import now
from aia.web.api import cursors
from aia.web.api.operations import Found, actor_of, reads
from aia.web.api.schemas import Asked, Cursor, Limit, PageOf

_READ = ClientScope.FLOOR_READ


@reads(router, "/floor", scope=_READ, answer=PageOf[ResourceOut])
def floor(
    request: HttpRequest,
    q: Asked = "",
    kind: ResourceKind | None = None,
    municipality: Asked = "",
    cursor: Cursor = None,
    limit: Limit = 25,
) -> dict[str, Any]:
    """List what is on the floor of the program's district, by name."""
    page = queries.catalogue(
        AskedOfFloor(text=q, kind=kind or "", municipality=municipality),
        district=min(actor_of(request).districts(), default=""),
        after=cursors.read(cursor, of="floor") or "",
        limit=limit,
        at=now(),
    )
    return {
        "items": [_told(row) for row in page.items],
        "next": cursors.told(page.following, of="floor"),
    }


@reads(router, "/floor/{resource_id}", scope=_READ, answer=ResourceOut, single=True)
def resource(request: HttpRequest, resource_id: UUID) -> Found:
    """Read one thing of the program's districts; a withdrawn one is its keeper's."""
    actor = actor_of(request)
    row = permissions.near(actor, Resource.objects.all()).get(pk=resource_id)
    if row.state == ResourceState.WITHDRAWN:
        permissions.demand(actor, "resource.changed", row, at=now())
    return Found(row, _told(row))


@reads(router, "/bookings", scope=_READ, answer=list[BookingOut])
def bookings(request: HttpRequest, kept: bool = False) -> list[dict[str, Any]]:
    """List one's own bookings; with `kept`, those of what one keeps that wait for a word."""
    actor = actor_of(request)
    _demand_user(request)
    listed = queries.bookings_to_keep if kept else queries.own_bookings
    same = ("id", "resource_id", "starts_at", "ends_at", "places", "state", "reason")
    return [
        {
            **{name: getattr(one.row, name) for name in (*same, "declared", "series")},
            "version": one.row.last_entry_id,
            "who": one.who,
            "acts": sorted(one.acts),
        }
        for one in listed(actor, at=now())
    ]


@reads(router, "/hours", scope=_READ, answer=list[HoursOut])
def hours(request: HttpRequest) -> list[dict[str, Any]]:
    """List one's own accounts of hours and those of one's bodies, in minutes."""
    _demand_user(request)
    return [
        {
            **{name: getattr(one.row, name) for name in ("id", "balance", "least", "most")},
            "version": one.row.last_entry_id,
            "holder": one.holder,
        }
        for one in queries.own_accounts(actor_of(request))
    ]


def _demand_user(request: HttpRequest) -> None:
    if not actor_of(request).districts(*permissions.OFFERING):
        raise Forbidden(_("Here is what bodies and people book on the floor."))


def _told(row: Resource) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ResourceOut.model_fields if name != "version"}
    return {**told, "version": row.last_entry_id}
