"""The process that does what waits in the queue, and each night's duties. One per installation."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from aia.background import actions
from aia.background.models import QueuedTask
from aia.background.tasks import run
from aia.background.terms import MOST_ATTEMPTS, TaskState
from aia.config.duties import begin_night
from aia.kit.clock import now

_PAUSE = 1.0
_BETWEEN_LOOKS_AT_THE_CLOCK = 60.0
_ADVISORY_LOCK = 0x414942
_POLITE = 5

Tell = Callable[[str], None]


class AskedToStop(BaseException):
    """SIGINT or SIGTERM came: leave what is being done, to be begun again next time."""


def work(*, once: bool, tell: Tell) -> None:
    """Do what waits, and go on until asked to stop; with `once`, until nothing waits any more.

    A task that is interrupted goes back to the queue: its open transaction is rolled back.
    Raises OperationalError when the database goes away.
    """
    os.nice(_POLITE)
    with _stoppable():
        try:
            with _alone(tell):
                if left := actions.recover_tasks(at=now()):
                    tell(f"{left} tasks were left half done: they are tried again")
                tell("waiting for work")
                _go_on(once=once, tell=tell)
        except AskedToStop:
            tell("stopped")


def _go_on(*, once: bool, tell: Tell) -> None:
    looked = -_BETWEEN_LOOKS_AT_THE_CLOCK
    while True:
        if time.monotonic() - looked >= _BETWEEN_LOOKS_AT_THE_CLOCK:
            looked = time.monotonic()
            for duty in begin_night(at=now()):
                tell(f"nightly duty: {duty}")
        if _do_next(tell):
            continue
        if once:
            return
        time.sleep(_PAUSE)


def _do_next(tell: Tell) -> bool:
    """Do the task that has waited longest; return False when nothing waits."""
    task = actions.take_task(at=now())
    if task is None:
        return False
    begun = time.monotonic()
    try:
        run(task.name, task.arguments)
    except AskedToStop:
        actions.put_back(task)
        raise
    except Exception as error:
        _give_up_for_now(task, error, tell)
        return True
    actions.end_task(task)
    tell(f"done in {time.monotonic() - begun:.1f} s: {_named(task)}")
    return True


def _give_up_for_now(task: QueuedTask, error: Exception, tell: Tell) -> None:
    actions.fail_task(task, actions.failure_of(error), at=now())
    what_next = (
        "given up (see `aia work --failed`)"
        if task.state == TaskState.FAILED
        else f"attempt {task.attempts} of {MOST_ATTEMPTS}, again at {task.due_at:%H:%M:%S} UTC"
    )
    tell(f"FAILED: {_named(task)}: {task.error}; {what_next}")


def _named(task: QueuedTask) -> str:
    told = " ".join(f"{key}={value}" for key, value in task.arguments.items())
    return f"{task.name.removeprefix('aia.')} {told}".strip()


@contextmanager
def _stoppable() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        # Only once: what puts the task back in the queue must not be interrupted itself.
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)
        raise AskedToStop

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def _alone(tell: Tell) -> Iterator[None]:
    """Wait until no other process works for this installation; the lock dies with its holder."""
    with (settings.HOME / ".working").open("w") as file:
        take = _taker(file.fileno(), connection)
        if not take():
            tell("another process works for this installation: waiting to take its place")
            while not take():
                time.sleep(_PAUSE)
        yield


def _taker(file: int, database: BaseDatabaseWrapper) -> Callable[[], bool]:
    def of_the_file() -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def of_the_database() -> bool:
        # Held by the session: several machines may serve one database.
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ADVISORY_LOCK])
            return bool(cursor.fetchone()[0])

    return of_the_database if database.vendor == "postgresql" else of_the_file
