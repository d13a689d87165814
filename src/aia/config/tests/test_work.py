"""The worker: `aia work`, the nightly duties, and the one that `aia run` starts beside itself."""

import json
import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aia.background.models import Night, QueuedTask
from aia.config import duties
from aia.config.tests.stories import grant_roles
from aia.config.tests.test_run import served
from tests.installation import Installation

_FAILING = (
    "from aia.background.models import QueuedTask\n"
    "from aia.kit.clock import now\n"
    "QueuedTask.objects.create(name='aia.nothing.at_all', enqueued_at=now(), due_at=now(),"
    " attempts=3)"
)
_COUNT = (
    "from aia.background.models import Night, QueuedTask\n"
    "print(Night.objects.filter(done_at__isnull=False).count(), QueuedTask.objects.count())"
)


def test_the_night_of_a_moment_is_the_last_that_has_begun() -> None:
    assert str(duties.night_of(datetime(2026, 1, 10, 0, 59, tzinfo=UTC))) == "2026-01-09"
    assert str(duties.night_of(datetime(2026, 1, 10, 1, 0, tzinfo=UTC))) == "2026-01-10"
    # Two in the morning of Rome's summer is midnight UTC.
    assert str(duties.night_of(datetime(2026, 7, 10, 0, 0, tzinfo=UTC))) == "2026-07-10"


def test_every_duty_has_a_name_of_its_own() -> None:
    names = [duty.name for duty in duties.DUTIES]
    assert len(set(names)) == len(names)


def test_each_duty_is_done_once_a_night_and_missed_nights_are_made_up_once(db: None) -> None:
    wednesday = datetime(2026, 3, 4, 12, tzinfo=UTC)
    every = [duty.name for duty in duties.DUTIES]
    assert duties.begin_night(at=wednesday) == every
    assert duties.begin_night(at=wednesday) == []
    after_a_week_off = datetime(2026, 3, 11, 12, tzinfo=UTC)
    assert duties.begin_night(at=after_a_week_off) == every
    assert Night.objects.filter(done_at__isnull=False).count() == 2 * len(every)
    assert not QueuedTask.objects.exists()


def test_work_does_what_waits_and_the_night_once(installation: Installation) -> None:
    installation.python(grant_roles(1))
    told = installation.aia("work", "--once").stderr
    assert told.count("nightly duty: ") == len(duties.DUTIES)
    assert "nightly duty" not in installation.aia("work", "--once").stderr
    assert installation.python(_COUNT) == f"{len(duties.DUTIES)} 0"
    listed = json.loads(installation.aia("work", "--nights", "--json").stdout)
    assert all(one["done"] for one in listed)


def test_what_was_given_up_is_listed_and_can_be_tried_again(installation: Installation) -> None:
    assert "nothing was given up" in installation.aia("work", "--failed").stdout
    installation.python(_FAILING)
    told = installation.aia("work", "--once").stderr
    assert "given up (see `aia work --failed`)" in told
    (failed,) = json.loads(installation.aia("work", "--failed", "--json").stdout)
    assert (failed["task"], failed["attempts"]) == ("aia.nothing.at_all", 4)
    assert "1 tasks are tried again" in installation.aia("work", "--retry").stdout
    assert "nothing was given up" in installation.aia("work", "--failed").stdout


def test_ctrl_c_stops_it_at_once(installation: Installation) -> None:
    worker = installation.start("work")
    assert worker.stdout is not None
    while "waiting for work" not in worker.stdout.readline():
        assert worker.poll() is None
    worker.send_signal(signal.SIGINT)
    told, _ = worker.communicate(timeout=60)
    assert "stopped" in told
    assert "Traceback" not in told
    assert worker.returncode == 0


def test_a_second_worker_waits_until_the_first_is_gone(installation: Installation) -> None:
    first = installation.start("work")
    assert first.stdout is not None
    while "waiting for work" not in first.stdout.readline():
        assert first.poll() is None
    second = installation.start("work")
    assert second.stdout is not None
    assert "another process works for this installation" in second.stdout.readline()
    first.kill()
    first.communicate()
    assert "waiting for work" in second.stdout.readline()
    second.kill()
    second.communicate()


def seen(happens: Callable[[], bool]) -> None:
    """Wait until it is so."""
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.1)


def children(parent: int) -> list[int]:
    """Return the processes that this one started."""
    try:
        return [
            int(pid)
            for path in Path(f"/proc/{parent}/task").glob("*/children")
            for pid in path.read_text().split()
        ]
    except OSError:
        return []


def workers_beside(server: int) -> list[int]:
    """Return the workers that the server's keeper has started and that are at work."""
    return [
        worker
        for keeper in children(server)
        for worker in children(keeper)
        if b"\0work\0" in Path(f"/proc/{worker}/cmdline").read_bytes()
    ]


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("last", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_worker_beside_the_server_goes_with_it(
    installation: Installation, last: signal.Signals
) -> None:
    with served(installation) as (server, _):
        seen(lambda: len(workers_beside(server.pid)) == 1)
        (worker,) = workers_beside(server.pid)
        server.send_signal(last)
        seen(lambda: not alive(worker))


def test_a_worker_that_was_killed_is_started_again(installation: Installation) -> None:
    with served(installation) as (server, _):
        seen(lambda: len(workers_beside(server.pid)) == 1)
        (worker,) = workers_beside(server.pid)
        os.kill(worker, signal.SIGKILL)
        seen(lambda: workers_beside(server.pid) not in ([], [worker]))


def test_a_server_can_be_asked_to_start_no_worker(installation: Installation) -> None:
    with served(installation, "--no-work") as (server, _):
        assert workers_beside(server.pid) == []
