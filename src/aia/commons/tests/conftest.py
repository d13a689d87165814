"""What the stories of the floor begin with, and what they all end with: the ledger agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from aia.access.tests.personas import DISTRICT, MOMENT, MakePersona, Persona
from aia.commons import actions
from aia.commons.actions import Said
from aia.commons.models import Resource
from aia.people.models import Organisation, Person
from aia.people.tests.conftest import (
    browse,
    cooperative,
    demonstration,
    lucia,
    maria,
    meet,
    towns,
)
from aia.trace.tests.agreement import ledger_agrees_with

__all__ = ["browse", "cooperative", "demonstration", "lucia", "maria", "meet", "towns"]

Offer = Callable[..., Resource]

ledger_agrees = ledger_agrees_with("commons")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are read as they are written in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def gelsa(persona: MakePersona, cooperative: Organisation) -> Persona:
    """Who works for the cooperative Il Gelso."""
    return persona("Gelsa Bini", "partner_operator", organisation=cooperative.id)


@pytest.fixture
def mary(persona: MakePersona, maria: Person) -> Persona:
    """Maria Rossi, with her own account."""
    return persona("Maria Rossi", "citizen", person=maria.id)


@pytest.fixture
def offer(gelsa: Persona, cooperative: Organisation, towns: tuple[str, str]) -> Offer:
    """The cooperative puts something on the floor: `offer(name="Pulmino", kind="vehicle")`."""

    def put(*, by: Persona = gelsa, kind: str = "vehicle", **told: Any) -> Resource:
        keeper = {name: told.pop(name) for name in ("person_id",) if name in told}
        said = {"name": "Pulmino a nove posti", "sharing": "free", "municipality": towns[0]}
        return actions.offer_resource(
            actor=by.actor,
            district=DISTRICT,
            kind=kind,
            said=Said(**{**said, **told}),
            at=MOMENT,
            **(keeper or {"organisation_id": cooperative.id}),
        )

    return put
