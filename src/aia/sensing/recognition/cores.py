"""One core: more threads on small matrices cost more than they give, and slow everybody else."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any


def one_core() -> AbstractContextManager[Any]:
    """Return a context in which linear algebra runs on one core."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(1)
    return limits
