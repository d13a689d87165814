"""Notices by who sent them: a sensor's, a citizen's own, another body's to answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from aia.access.terms import Actor
from aia.sensing import permissions
from aia.sensing.models import Notice, Sensor
from aia.sensing.queries.paging import (
    Page,
    after_day,
    before_moment,
    day_cursor,
    moment_cursor,
    page_size,
)
from aia.sensing.queries.queue import QueueRow, queue_rows
from aia.sensing.terms import NoticeState


def notices_of_sensor(
    actor: Actor, sensor_id: UUID, *, after: str | None = None, limit: int = 25, at: datetime
) -> Page[Notice]:
    """Return a page of the notices of a sensor, the latest first, words closed.

    For the office and for who speaks for the sensor. Raises Forbidden, Refused for a false cursor.
    """
    permissions.demand(actor, "sensor.known", Sensor.objects.get(pk=sensor_id), at=at)
    rows = Notice.objects.filter(sensor=sensor_id).select_related("municipality")
    return _latest(rows, after, limit)


def notices_of_reporter(actor: Actor, *, after: str | None = None, limit: int = 25) -> Page[Notice]:
    """Return a page of the notices that the actor's own account sent, the latest first.

    What the office divided one into is told under it, not beside it.
    """
    rows = Notice.objects.filter(reporter=actor.id, part_of=None).select_related("municipality")
    return _latest(rows, after, limit)


def notices_passed_to(
    actor: Actor, *, after: str | None = None, limit: int = 25, at: datetime
) -> Page[QueueRow]:
    """Return the notices that wait for the yes or no of the actor's own organisations."""
    limit = page_size(limit)
    rows = Notice.objects.filter(
        passed_to__in=actor.organisations(), state=NoticeState.PASSED_ON, due_on__isnull=False
    )
    rows = after_day(rows.select_related("sensor", "municipality"), after, "due_on")
    found = list(rows[: limit + 1])
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    cursor = day_cursor(last.due_on, last.id) if last and last.due_on else None
    return Page(queue_rows(shown, at=at), cursor)


def _latest(rows: QuerySet[Notice], after: str | None, limit: int) -> Page[Notice]:
    limit = page_size(limit)
    found = list(before_moment(rows, after, "received_at")[: limit + 1])
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return Page(shown, moment_cursor(last.received_at, last.id) if last else None)
