"""What the community knows about a person, for their own copy (GDPR art. 15 and 20)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from aia.community.models import PlanLink, PooledNeed, RoleHolder, Seat
from aia.trace.terms import encode


def export_section(person_ids: tuple[UUID, ...], at: datetime) -> dict[str, Any]:
    """Return the person's seats, the parts that they play, the projects of their plans."""
    seats = Seat.objects.filter(person__in=person_ids).select_related("table").order_by("id")
    parts = RoleHolder.objects.filter(person__in=person_ids).select_related("role", "project")
    links = PlanLink.objects.filter(plan__pathway__person__in=person_ids)
    pooled = PooledNeed.objects.filter(need__pathway__person__in=person_ids)
    return {
        "seats": [
            {"table": one.table.title, "mandate": one.mandate, **_coded(one, _SEAT)}
            for one in seats
        ],
        "parts": [
            {"project": one.project.title, "role": one.role.words, **_coded(one, _PART)}
            for one in parts.order_by("id")
        ],
        "plans": [
            {"project": one.project.title, **_coded(one, ("plan_id", "joined_at", "left_at"))}
            for one in links.select_related("project").order_by("id")
        ],
        "pooled": [
            {"title": one.collective.title, **_coded(one, ("need_id", "agreed"))}
            for one in pooled.select_related("collective").order_by("id")
        ],
    }


_SEAT = ("state", "since", "until")
_PART = ("hours", "taken_at", "left_at")


def _coded(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: encode(getattr(row, name)) for name in names}
