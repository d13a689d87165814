"""Sensors: by the code of their page, by district, by who speaks for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from aia.access.terms import Actor, Role
from aia.sensing import permissions
from aia.sensing.models import Sensor, SensorTie, SensorTraining, SensorVoice
from aia.sensing.terms import SensorState

_MAY_KNOW = (*permissions.OFFICE_ROLES, Role.PLANNER)


def sensor_by_code(code: str) -> Sensor | None:
    """Return the sensor whose page has that code, whatever its state; None when there is none.

    Capitals and spaces do not count: the code is also copied by hand from a poster.
    """
    rows = Sensor.objects.select_related("municipality", "place", "organisation")
    return rows.filter(code="".join(code.lower().split())[:12]).first()


def sensors_of(
    actor: Actor,
    *,
    state: str | None = None,
    municipality: str | None = None,
    kind: str | None = None,
) -> QuerySet[Sensor]:
    """Return the sensors of the actor's districts by name; nothing for who may not know of them."""
    rows = Sensor.objects.select_related("municipality")
    if not permissions.works_for_all(actor):
        rows = rows.filter(district__in=actor.districts(*_MAY_KNOW))
    asked = {"state": state, "municipality": municipality, "kind": kind}
    return rows.filter(**{k: v for k, v in asked.items() if v}).order_by("name", "id")


def get_sensor(actor: Actor, sensor_id: UUID, *, at: datetime) -> Sensor:
    """Return one sensor. Raises Forbidden, Sensor.DoesNotExist."""
    sensor = Sensor.objects.select_related("municipality", "place", "organisation").get(
        pk=sensor_id
    )
    permissions.demand(actor, "sensor.known", sensor, at=at)
    return sensor


def sensors_spoken_for(actor: Actor, *, at: datetime) -> list[Sensor]:
    """Return the sensors that the actor's own account speaks for now, by name."""
    day = timezone.localdate(at)
    held = SensorVoice.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    mine = held.filter(account=actor.id).values("sensor")
    rows = Sensor.objects.filter(pk__in=mine).exclude(state=SensorState.CLOSED)
    return list(rows.select_related("municipality").order_by("name", "id"))


def voices_of(sensor_id: UUID) -> list[SensorVoice]:
    """Return who speaks for a sensor, or did, the earliest first."""
    return list(SensorVoice.objects.filter(sensor=sensor_id).order_by("since", "id"))


def ties_of(sensor_id: UUID) -> list[SensorTie]:
    """Return the sensor's ties in force, whichever side it stands on, both sensors at hand."""
    rows = SensorTie.objects.filter(Q(sensor=sensor_id) | Q(other=sensor_id), until=None)
    return list(rows.select_related("sensor", "other").order_by("kind", "since", "id"))


def network_of(district: str) -> list[SensorTie]:
    """Return every tie in force among the sensors of a district."""
    rows = SensorTie.objects.filter(district=district, until=None)
    return list(rows.select_related("sensor", "other").order_by("sensor", "other"))


def trainings_of(sensor_id: UUID) -> list[SensorTraining]:
    """Return the trainings of who speaks for a sensor, the latest first."""
    return list(SensorTraining.objects.filter(sensor=sensor_id).order_by("-taken_at", "-id"))
