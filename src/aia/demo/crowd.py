"""Groups of invented households, written by processes side by side and given back in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context

from aia.demo.readying import Group, Setting, Written, prepare, write
from aia.demo.turns import Turns

_AHEAD = 2


@contextmanager
def written(
    groups: Iterator[Group], setting: Setting, *, first: int
) -> Iterator[Iterator[Written]]:
    """Give the groups written, in their order, their entries numbered from `first` on."""
    context = get_context("spawn")
    workers = os.cpu_count() or 1
    turns = Turns(context, first)
    with ProcessPoolExecutor(
        workers, context, initializer=prepare, initargs=(setting, turns)
    ) as pool:
        try:
            yield _in_order(pool, groups, workers + _AHEAD)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, groups: Iterator[Group], ahead: int) -> Iterator[Written]:
    waiting: deque[Future[Written]] = deque(
        pool.submit(write, one) for one in islice(groups, ahead)
    )
    while waiting:
        done = waiting.popleft().result()
        waiting.extend(pool.submit(write, one) for one in islice(groups, 1))
        yield done
