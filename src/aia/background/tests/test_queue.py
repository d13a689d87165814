"""Tasks wait in the database, are tried a bounded number of times, and are never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import Settings

from aia.background import actions, queries
from aia.background.models import Night, QueuedTask
from aia.background.tasks import run, task
from aia.background.terms import MOST_ATTEMPTS, PAUSES, TaskState, TaskUnknown

DONE: list[str] = []
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@task
def greet(name: str) -> None:
    """Say whom it met."""
    DONE.append(name)


@task
def stumble() -> None:
    """Fail with somebody's words in the message."""
    raise ValueError("Maria said that she is afraid")


@task
def keep_house(duty: str, night: str) -> None:
    """Stand for the task that does a night's duty."""
    DONE.append(f"{duty} {night}")


@pytest.fixture(autouse=True)
def waiting(db: None, settings: Settings) -> None:
    settings.AIA_TASKS_AT_ONCE = False
    DONE.clear()


def failed_once(at: datetime) -> QueuedTask:
    found = actions.take_task(at=at)
    assert found is not None
    try:
        run(found.name, found.arguments)
    except ValueError as error:
        actions.fail_task(found, actions.failure_of(error), at=at)
    return found


def test_a_task_can_be_called_like_any_function() -> None:
    greet("Ada")
    assert DONE == ["Ada"]
    assert not QueuedTask.objects.exists()


def test_an_enqueued_task_waits_and_leaves_the_queue_when_done() -> None:
    greet.enqueue(name="Ada")
    assert DONE == []
    found = actions.take_task(at=LATER)
    assert found is not None
    run(found.name, found.arguments)
    actions.end_task(found)
    assert DONE == ["Ada"]
    assert queries.queue() == queries.Queue(waiting=0, failed=0)


def test_in_tests_it_is_done_at_once(settings: Settings) -> None:
    settings.AIA_TASKS_AT_ONCE = True
    greet.enqueue(name="Ada")
    assert DONE == ["Ada"]


def test_a_change_that_is_taken_back_leaves_no_task() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        greet.enqueue(name="Ada")
        raise RuntimeError("the change failed")
    assert queries.queue().waiting == 0


def test_what_json_cannot_hold_is_refused_when_it_is_asked_for() -> None:
    with pytest.raises(TypeError):
        greet.enqueue(name=object())


def test_the_oldest_goes_first_and_nobody_takes_one_twice() -> None:
    greet.enqueue(name="first")
    greet.enqueue(name="second")
    greet.enqueue(name="much later", due_at=LATER + timedelta(days=1))
    taken = [actions.take_task(at=LATER) for _ in range(3)]
    assert [one.arguments["name"] if one else None for one in taken] == ["first", "second", None]


def test_a_task_that_fails_is_tried_again_later_and_given_up_in_the_end() -> None:
    stumble.enqueue()
    at = LATER
    for pause in PAUSES:
        failed = failed_once(at)
        assert (failed.state, failed.due_at) == (TaskState.WAITING, at + pause)
        assert actions.take_task(at=at) is None
        at += pause
    assert failed_once(at).state == TaskState.FAILED
    assert actions.take_task(at=LATER + timedelta(days=9)) is None
    (given_up,) = queries.failed_tasks()
    assert given_up.attempts == MOST_ATTEMPTS


def test_the_failure_tells_where_in_the_code_and_never_what_somebody_said() -> None:
    stumble.enqueue()
    failed = failed_once(LATER)
    failed.refresh_from_db()
    assert "ValueError at background/tests/test_queue.py:" in failed.error
    assert failed.error_places[-1].endswith(" stumble")
    assert "Maria" not in f"{failed.error} {failed.error_places}"


def test_what_was_given_up_can_be_tried_anew() -> None:
    stumble.enqueue()
    QueuedTask.objects.update(state=TaskState.FAILED, attempts=MOST_ATTEMPTS)
    assert actions.retry_tasks(at=LATER) == 1
    again = actions.take_task(at=LATER)
    assert again is not None
    assert again.attempts == 1


def test_a_task_whose_worker_was_killed_waits_again_until_it_killed_too_many() -> None:
    greet.enqueue(name="Ada")
    at = LATER
    for pause in PAUSES:
        assert actions.take_task(at=at) is not None
        assert actions.recover_tasks(at=at) == 1
        at += pause
    assert actions.take_task(at=at) is not None
    actions.recover_tasks(at=at)
    assert queries.queue() == queries.Queue(waiting=0, failed=1)


def test_a_worker_asked_to_stop_puts_its_task_back_as_if_never_begun() -> None:
    greet.enqueue(name="Ada")
    found = actions.take_task(at=LATER)
    assert found is not None
    actions.put_back(found)
    again = actions.take_task(at=LATER)
    assert again is not None
    assert again.attempts == 1


@pytest.mark.parametrize("name", ["aia.background.nothing", "aia.background.tests.test_queue.DONE"])
def test_a_name_that_is_no_task_is_told(name: str) -> None:
    with pytest.raises(TaskUnknown, match="task"):
        run(name, {})


def test_a_duty_stands_in_the_queue_once_a_night() -> None:
    night = date(2026, 3, 1)
    assert actions.enqueue_night(["a", "b"], keep_house, night=night) == ["a", "b"]
    assert actions.enqueue_night(["a", "b", "c"], keep_house, night=night) == ["c"]
    assert queries.queue().waiting == 3
    assert actions.enqueue_night(["a"], keep_house, night=date(2026, 3, 2)) == ["a"]


def test_a_duty_is_recorded_with_what_it_tells() -> None:
    night = date(2026, 3, 1)
    actions.enqueue_night(["a"], keep_house, night=night)
    actions.end_night(duty="a", night=night, told="3 things done", at=LATER)
    (last,) = queries.last_nights(["a", "never"])
    assert (last.told, last.done_at) == ("3 things done", LATER)
    assert Night.objects.count() == 1
