"""What the stories of the pathways begin with, and what they all end with: the ledger agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.apps import apps
from django.utils import translation

from aia.access.tests.personas import MOMENT, MakePersona, Persona
from aia.pathways import actions
from aia.pathways.models import Pathway
from aia.pathways.tests.planning import Planning
from aia.pathways.tests.story import Story
from aia.people.actions import give_consent
from aia.people.models import Organisation, Person
from aia.people.terms import ConsentPurpose
from aia.people.tests.conftest import cooperative, home, lucia, maria, meet, towns
from aia.trace.replay import differences
from aia.trace.traced import Traced

__all__ = ["cooperative", "home", "lucia", "maria", "meet", "towns"]


@pytest.fixture(autouse=True)
def ledger_agrees(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every story, each row of the pathways is exactly what its entries say."""
    kept = "db" in request.fixturenames
    if kept:
        request.getfixturevalue("db")
    yield
    for model in apps.get_app_config("pathways").get_models() if kept else ():
        if issubclass(model, Traced):
            found = [fault for row in model._default_manager.all() for fault in differences(row)]
            assert found == []


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are read as they are written in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def at() -> datetime:
    """When the story happens."""
    return MOMENT


@pytest.fixture
def pathway(sara: Persona, maria: Person) -> Pathway:
    """Maria's pathway, opened and led by Sara."""
    return actions.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)


@pytest.fixture
def story(sara: Persona, pathway: Pathway) -> Story:
    """Sara walks the line with Maria: `story.demand()` does everything up to the demand."""
    return Story(worker=sara, pathway=pathway)


@pytest.fixture
def sheltered(sara: Persona, lucia: Person) -> Story:
    """Sara walks the line with Lucia, who is protected."""
    opened = actions.open_pathway(actor=sara.actor, person_id=lucia.id, at=MOMENT)
    return Story(worker=sara, pathway=opened)


@pytest.fixture
def sharing(sara: Persona, maria: Person, cooperative: Organisation) -> Organisation:
    """The cooperative with which Maria agreed to share her file."""
    give_consent(
        actor=sara.actor,
        person=maria.id,
        purpose=ConsentPurpose.SHARING,
        organisation=cooperative.id,
        at=MOMENT,
    )
    return cooperative


@pytest.fixture
def gelsomina(persona: MakePersona, cooperative: Organisation) -> Persona:
    """An operator of the cooperative."""
    return persona("Gelsomina Bini", "partner_operator", organisation=cooperative.id)


@pytest.fixture
def maria_herself(persona: MakePersona, maria: Person) -> Persona:
    """Maria's own account."""
    return persona("Mariarosa", "citizen", person=maria.id)


@pytest.fixture
def planning(story: Story, carla: Persona) -> Planning:
    """Sara writes a plan with Maria, Carla approves it: `planning.signed()` does it all."""
    return Planning(story=story, coordinator=carla)
