"""The API against its own schema: whatever is asked, no crash and no undocumented answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from aia.config.api import api
from aia.config.wsgi import application
from tests.matrix.fixtures import world
from tests.matrix.people import World

__all__ = ["world"]

DESCRIPTION: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
schema = schemathesis.openapi.from_dict(DESCRIPTION)
schema.app = application
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
pytestmark = pytest.mark.django_db
EXAMPLES = 8


def test_the_schema_is_openapi_3_1() -> None:
    validate(DESCRIPTION)
    assert DESCRIPTION["openapi"].startswith("3.1")


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's own connection open after each answer, as Django's test client does."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_crash_and_no_undocumented_answer(case: schemathesis.Case[Any], world: World) -> None:
    """Sara's program asks for whatever the schema allows, and for what it does not."""
    _aim(case, world)
    with transaction.atomic():
        case.call_and_validate(
            checks=CHECKS,
            headers={
                "Authorization": f"Bearer {world.people['sara'].token}",
                # Schemathesis does not unpack what it is sent packed.
                "Accept-Encoding": "identity",
            },
        )
        transaction.set_rollback(True)


def _aim(case: schemathesis.Case[Any], world: World) -> None:
    """Point most questions at rows that exist: a random id is nearly always of nothing."""
    rows = world.subjects["own"].rows
    for name, value in (case.path_parameters or {}).items():
        known = rows.get(name.removesuffix("_id"))
        if known is not None and _is_id(value) and UUID(str(value)).int % 8:
            case.path_parameters[name] = str(known)


def _is_id(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True
