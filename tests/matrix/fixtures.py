"""The world of the matrix, made once for a module and undone at its end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from aia.config.api import api
from tests.matrix.people import World
from tests.matrix.world import build

_NO_LIMIT = 10**9


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Return everybody and everything. What a test asks for is undone after each question."""
    files: Path = tmp_path_factory.mktemp("attachments")
    throttles: list[Any] = [
        throttle
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
        for throttle in operation.throttle_objects
    ]
    limits = [throttle.num_requests for throttle in throttles]
    for throttle in throttles:
        throttle.num_requests = _NO_LIMIT
    logging.disable(logging.CRITICAL)
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=files),
        transaction.atomic(),
    ):
        yield build()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    for throttle, limit in zip(throttles, limits, strict=True):
        throttle.num_requests = limit
