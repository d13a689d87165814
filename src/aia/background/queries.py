"""Reading the queue: what waits, what was given up, which duties were done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from aia.background.models import Night, QueuedTask
from aia.background.terms import TaskState


@dataclass(frozen=True)
class Queue:
    """How many tasks wait, and how many were given up."""

    waiting: int
    failed: int


def queue() -> Queue:
    """Return how the queue stands."""
    tasks = QueuedTask.objects.all()
    return Queue(
        waiting=tasks.exclude(state=TaskState.FAILED).count(),
        failed=tasks.filter(state=TaskState.FAILED).count(),
    )


def failed_tasks() -> QuerySet[QueuedTask]:
    """Return the tasks that were given up, the oldest first."""
    return QueuedTask.objects.filter(state=TaskState.FAILED).order_by("enqueued_at", "id")


def last_nights(duties: Iterable[str]) -> list[Night]:
    """Return the last night of each duty that was ever put in the queue."""
    latest = Night.objects.filter(duty__in=list(duties)).values("duty").annotate(last=Max("night"))
    return [Night.objects.get(duty=one["duty"], night=one["last"]) for one in latest]
