"""What the worker writes in the queue: taking, ending, giving up, and each night's duties."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from aia.background.models import Night, QueuedTask
from aia.background.tasks import Task
from aia.background.terms import MOST_ATTEMPTS, PAUSES, Failure, TaskState
from aia.kit.clock import now

_PACKAGE = Path(__file__).parent.parent
_LONGEST_TOLD = 200
_MOST_PLACES = 20


def take_task(*, at: datetime) -> QueuedTask | None:
    """Return the task that has waited longest, marked as being done; None when nothing waits."""
    waiting = QueuedTask.objects.filter(state=TaskState.WAITING, due_at__lte=at)
    found = waiting.order_by("due_at", "id").first()
    if found is None:
        return None
    taken = waiting.filter(pk=found.pk).update(state=TaskState.RUNNING, attempts=F("attempts") + 1)
    if not taken:
        return None
    found.refresh_from_db()
    return found


def end_task(task: QueuedTask) -> None:
    """Take a task that was done out of the queue."""
    QueuedTask.objects.filter(pk=task.pk).delete()


def fail_task(task: QueuedTask, failure: Failure, *, at: datetime) -> None:
    """Let a task that failed be tried again after a pause; after the last attempt, leave it there
    for somebody to look at."""
    task.error = failure.line[:_LONGEST_TOLD]
    task.error_places = list(failure.places)
    if task.attempts >= MOST_ATTEMPTS:
        task.state = TaskState.FAILED
    else:
        task.state = TaskState.WAITING
        task.due_at = at + PAUSES[task.attempts - 1]
    task.save(update_fields=["error", "error_places", "state", "due_at"])


def put_back(task: QueuedTask) -> None:
    """Let a task that the worker was asked to leave wait again, as if it had not been begun."""
    QueuedTask.objects.filter(pk=task.pk, state=TaskState.RUNNING).update(
        state=TaskState.WAITING, attempts=Greatest(F("attempts") - 1, 0)
    )


def recover_tasks(*, at: datetime) -> int:
    """Deal with the tasks that a worker left half done when it was killed; return how many.

    The attempt counts: a task that kills its worker each time is given up in the end.
    """
    left = list(QueuedTask.objects.filter(state=TaskState.RUNNING))
    for task in left:
        fail_task(task, Failure("the worker was stopped while at it", ()), at=at)
    return len(left)


def retry_tasks(*, at: datetime) -> int:
    """Let every task that was given up be tried anew; return how many."""
    return QueuedTask.objects.filter(state=TaskState.FAILED).update(
        state=TaskState.WAITING, due_at=at, attempts=0
    )


def enqueue_night(duties: Iterable[str], run: Task[..., Any], *, night: date) -> list[str]:
    """Put the duties of this night that are not there yet in the queue; return their names.

    A duty is recorded and put in the queue in one transaction: a restart neither repeats nor
    skips it. `run` is the task that does a duty by its name and night.
    """
    known = set(Night.objects.filter(night=night).values_list("duty", flat=True))
    put = []
    for duty in duties:
        if duty in known:
            continue
        with transaction.atomic():
            row, is_new = Night.objects.get_or_create(
                duty=duty, night=night, defaults={"enqueued_at": now()}
            )
            if is_new:
                run.enqueue(duty=row.duty, night=night.isoformat())
                put.append(duty)
    return put


def end_night(*, duty: str, night: date, told: str, at: datetime) -> None:
    """Record that a duty was done, with what it says of itself (counts, never persons)."""
    Night.objects.filter(duty=duty, night=night).update(done_at=at, told=told[:_LONGEST_TOLD])


def failure_of(error: BaseException) -> Failure:
    """Return what is kept of an error: its kind and the places in the code, not its message."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return Failure(kind, _places(error.__traceback__))


def _places(trace: TracebackType | None) -> tuple[str, ...]:
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    return tuple(
        f"{Path(frame.filename).relative_to(_PACKAGE)}:{frame.lineno} {frame.name}"
        for frame in ours[-_MOST_PLACES:]
    )
