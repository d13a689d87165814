"""What the floor knows about a person, for their own copy (GDPR art. 15 and 20)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from aia.commons.models import Booking, HourTransfer, Resource
from aia.trace.terms import encode

_CODED = (
    *("kind", "sharing", "audience", "min_age", "max_age", "towns", "municipality_id", "capacity"),
    *("hours", "exceptions", "state", "offered_at", "withdrawn_at"),
)
_BOOKED = ("resource_id", "starts_at", "ends_at", "places", "state", "asked_at", "reason")
_WORDS = ("name", "about", "for_words", "cost_words")


def export_section(person_ids: tuple[UUID, ...], at: datetime) -> dict[str, Any]:
    """Return what the person put on the floor, what was booked for them, hours given and taken."""
    rows = Resource.objects.filter(person__in=person_ids).order_by("offered_at", "id")
    booked = Booking.objects.filter(person__in=person_ids).order_by("asked_at", "id")
    return {
        "offered": [_offered(one) for one in rows],
        "booked": [{name: encode(getattr(one, name)) for name in _BOOKED} for one in booked],
        "hours": [_passed(one, person_ids) for one in _transfers(person_ids)],
    }


def _transfers(person_ids: tuple[UUID, ...]) -> QuerySet[HourTransfer]:
    own = Q(payer__person__in=person_ids) | Q(payee__person__in=person_ids)
    return HourTransfer.objects.filter(own).select_related("payee").order_by("made_at", "id")


def _passed(row: HourTransfer, person_ids: tuple[UUID, ...]) -> dict[str, Any]:
    received = row.payee.person_id in person_ids
    return {
        "minutes": row.minutes if received else -row.minutes,
        "reason": row.reason,
        "resource_id": encode(row.resource_id),
        "made_at": encode(row.made_at),
    }


def _offered(row: Resource) -> dict[str, Any]:
    coded = {name: encode(getattr(row, name)) for name in _CODED}
    return coded | {name: getattr(row, name) for name in _WORDS}
