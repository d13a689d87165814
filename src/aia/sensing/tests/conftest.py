"""What the stories of sensing begin with, and what they all end with: the ledger agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from aia.access.terms import Actor, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people.tests.conftest import cooperative, demonstration, lucia, maria, meet, towns
from aia.sensing import actions
from aia.sensing.models import Sensor
from aia.sensing.recognition import Reading
from aia.sensing.tests.story import Noticing
from aia.trace.replay import differences
from aia.trace.traced import Traced

__all__ = ["cooperative", "demonstration", "lucia", "maria", "meet", "towns"]


@pytest.fixture(autouse=True)
def ledger_agrees(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every story, each row of sensing is exactly what its entries say."""
    kept = "db" in request.fixturenames
    if kept:
        request.getfixturevalue("db")
    yield
    for model in apps.get_app_config("sensing").get_models() if kept else ():
        if issubclass(model, Traced):
            found = [fault for row in model._default_manager.all() for fault in differences(row)]
            assert found == []


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are read as they are written in the code."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def own_home(settings: Any, tmp_path: Path) -> None:
    """Photos and voice notes of a story lie in a folder of its own."""
    settings.HOME = tmp_path


class Silent:
    """Stands for the recogniser in stories that are not about it: reads, and abstains."""

    version = "silent"

    def suggest(self, texts: Sequence[str]) -> list[Reading]:
        return [SILENCE for _text in texts]


SILENCE = Reading((), True, False, (), None, 1)


@pytest.fixture(autouse=True)
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """No story but the recogniser's own waits for its model."""
    monkeypatch.setattr("aia.sensing.recognition.recogniser", lambda district=None: Silent())


@pytest.fixture
def at() -> datetime:
    """When the story happens: Monday 2 March 2026."""
    return MOMENT


@pytest.fixture
def reporter() -> Actor:
    """Whoever sends a notice without an account."""
    return service_actor("reporter")


@pytest.fixture
def pharmacy(sara: Persona, towns: tuple[str, str]) -> Sensor:
    """The pharmacy of the square, registered by Sara."""
    return actions.register_sensor(
        actor=sara.actor,
        district=DISTRICT,
        kind="place",
        formality="informal",
        name="Farmacia della piazza",
        municipality=towns[0],
        at=MOMENT,
    )


@pytest.fixture
def noticing(pharmacy: Sensor, sara: Persona, carla: Persona) -> Noticing:
    """Notices come in from the pharmacy's page: `noticing.sent()` sends one."""
    return Noticing(sensor=pharmacy, worker=sara, coordinator=carla)
