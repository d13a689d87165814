"""Locks: the notice first, then what hangs from it."""

from __future__ import annotations

from uuid import UUID

from aia.sensing.models import Notice, Sensor
from aia.trace.actions import lock


def locked_notice(notice_id: UUID, *, seen: int | None = None) -> Notice:
    """Return the notice, locked. Raises RowChanged, Notice.DoesNotExist."""
    return lock(Notice.objects.all(), notice_id, seen=seen)


def locked_sensor(sensor_id: UUID, *, seen: int | None = None) -> Sensor:
    """Return the sensor, locked. Raises RowChanged, Sensor.DoesNotExist."""
    return lock(Sensor.objects.all(), sensor_id, seen=seen)
