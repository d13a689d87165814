"""What every story of a module ends with: its rows are exactly what their entries say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps

from aia.trace.replay import differences
from aia.trace.traced import Traced


def ledger_agrees_with(module: str) -> Any:
    """Return the fixture that looks at each traced row of a module after each of its tests."""

    @pytest.fixture(autouse=True)
    def ledger_agrees(request: pytest.FixtureRequest) -> Iterator[None]:
        kept = "db" in request.fixturenames
        if kept:
            request.getfixturevalue("db")
        yield
        for model in apps.get_app_config(module).get_models() if kept else ():
            if issubclass(model, Traced):
                rows = model._default_manager.all()
                assert [fault for row in rows for fault in differences(row)] == []

    return ledger_agrees
