"""Making a function a task: `@task`, then `function.enqueue(…)` inside the caller's transaction.

    @task
    def suggest_for(notice_id: str) -> None: ...

    suggest_for.enqueue(notice_id=str(notice.id))

The queue is a table of the same database, so the task is there exactly when the change that asks
for it is. It may be done twice (a machine that stops between the work and its end), so a task must
find out by itself what is done already.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, ParamSpec, TypeVar

from django.conf import settings
from django.utils.module_loading import import_string

from aia.background.models import QueuedTask
from aia.background.terms import TaskUnknown
from aia.kit.clock import now

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Task(Generic[_P, _T]):
    """A function of a module that can be called at once, or be put in the queue."""

    def __init__(self, function: Callable[_P, _T]) -> None:
        self.function = function
        self.name = f"{function.__module__}.{function.__qualname__}"
        self.__doc__ = function.__doc__

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return self.function(*args, **kwargs)

    def enqueue(self, *, due_at: datetime | None = None, **arguments: Any) -> None:
        """Have it done by the worker, not before `due_at` (default: as soon as possible).

        `arguments` are the function's own, by name: ids as text, codes, numbers, lists of them;
        never a name or a text of somebody. Where `settings.AIA_TASKS_AT_ONCE` is set (in tests) it
        is done here and now. Raises TypeError for what JSON cannot hold.
        """
        plain = json.loads(json.dumps(arguments))
        if settings.AIA_TASKS_AT_ONCE:
            run(self.name, plain)
            return
        moment = now()
        QueuedTask.objects.create(
            name=self.name, arguments=plain, enqueued_at=moment, due_at=due_at or moment
        )


def task(function: Callable[_P, _T]) -> Task[_P, _T]:
    """Make a module's function a task."""
    return Task(function)


def run(name: str, arguments: dict[str, Any]) -> Any:
    """Do the task of this dotted name now. Raises TaskUnknown; whatever the task raises."""
    try:
        found = import_string(name)
    except ImportError as error:
        raise TaskUnknown(f"there is no task {name}") from error
    if not isinstance(found, Task):
        raise TaskUnknown(f"{name} is not a task")
    return found(**arguments)
