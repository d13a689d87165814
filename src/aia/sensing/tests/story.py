"""A short way to send notices in tests: each from the pharmacy's page unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from aia.access.terms import Actor, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.sensing import actions
from aia.sensing.actions import Received
from aia.sensing.models import Notice, Sensor

WORDS = "La signora del terzo piano non esce da due settimane e non ritira più le medicine."


@dataclass
class Noticing:
    """A pharmacy's page and the office behind it. Every act happens at `at`."""

    sensor: Sensor
    worker: Persona
    coordinator: Persona
    at: datetime = MOMENT

    @property
    def actor(self) -> Actor:
        """Return Sara, who works in the office."""
        return self.worker.actor_at(self.at)

    @property
    def carla(self) -> Actor:
        """Return the coordinator."""
        return self.coordinator.actor_at(self.at)

    def later(self, days: int) -> Noticing:
        """Let days pass."""
        self.at += timedelta(days=days)
        return self

    def receive(self, **told: Any) -> Received:
        """Send a notice and return what came of it."""
        facts: dict[str, Any] = {
            "actor": service_actor("reporter"),
            "district": DISTRICT,
            "door": "sensor",
            "sensor_id": self.sensor.id,
            "client_key": uuid4().hex,
            "text": WORDS,
            "urgency": "soon",
            "at": self.at,
        }
        return actions.receive_notice(**{**facts, **told})

    def sent(self, **told: Any) -> Notice:
        """Send a notice and return it."""
        return self.receive(**told).notice
