"""The worker beside the server: `aia run` starts a keeper, which starts the worker anew if it ends.

The keeper is a process of its own, not a thread of the server: the server forks its web workers,
and a process that forks is better without threads. Each process is tied to the one above it.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from aia.config import lifeline

_KEEPER = (sys.executable, "-m", "aia.config.companion")
_WORKER = (sys.executable, "-c", "from aia.cli import main; main()", "work")
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_SECONDS_TO_STOP = 10


@contextmanager
def companion() -> Iterator[None]:
    """Keep a worker going meanwhile, in processes of its own that die with this one."""
    keeper = subprocess.Popen(_KEEPER)  # noqa: S603 our own command
    try:
        yield
    finally:
        _stop(keeper, within=2 * _SECONDS_TO_STOP)


def keep() -> None:
    """Keep one worker going until told to stop; one that ends is started again after a pause."""
    lifeline.hold()
    lifeline.begin()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, _leave)
    pause = _FIRST_PAUSE
    while True:
        worker = subprocess.Popen(_WORKER)  # noqa: S603 our own command
        try:
            ended = worker.wait()
        except SystemExit:
            _stop(worker, within=_SECONDS_TO_STOP)
            raise
        sys.stderr.write(f"aia: the worker ended ({ended}); starting it again\n")
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    sys.exit(0)


def _stop(process: subprocess.Popen[bytes], *, within: float) -> None:
    process.terminate()
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    keep()
