"""What the stories of the community begin with, and what they all end with: the ledger agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.utils import translation

from aia.access.tests.personas import DISTRICT, MOMENT, MakePersona, Persona
from aia.community import actions
from aia.community.models import PlanLink, Project, Seat, Table
from aia.pathways import actions as pathways
from aia.pathways.models import Need, Pathway, Plan
from aia.pathways.tests.planning import Planning
from aia.pathways.tests.story import Story
from aia.people.models import Organisation, Person
from aia.people.tests.conftest import browse, cooperative, demonstration, maria, meet, towns
from aia.trace.replay import differences
from aia.trace.traced import Traced

__all__ = ["browse", "cooperative", "demonstration", "maria", "meet", "towns"]

Meet = Callable[..., Person]
TODAY = MOMENT.date()


@pytest.fixture(autouse=True)
def ledger_agrees(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every story, each row of the community is exactly what its entries say."""
    kept = "db" in request.fixturenames
    if kept:
        request.getfixturevalue("db")
    yield
    for model in apps.get_app_config("community").get_models() if kept else ():
        if issubclass(model, Traced):
            found = [fault for row in model._default_manager.all() for fault in differences(row)]
            assert found == []


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
def table(gelsa: Persona) -> Table:
    """The cooperative opens a table, and sits there at once."""
    return actions.open_a_table(
        actor=gelsa.actor,
        district=DISTRICT,
        title="Pomeriggi in compagnia",
        theme="ties",
        purpose="Che nessuno resti solo.",
        at=MOMENT,
    )


@pytest.fixture
def seat(table: Table) -> Seat:
    """The cooperative's seat."""
    return table.seats.get()


@pytest.fixture
def project(gelsa: Persona, table: Table) -> Project:
    """The table starts a project."""
    return actions.start_project(
        actor=gelsa.actor,
        table_id=table.id,
        title="Il cortile aperto",
        aim="Due pomeriggi la settimana in compagnia.",
        sign="Dieci persone tornano ogni settimana.",
        starts_on=TODAY,
        ends_on=date(2026, 12, 31),
        at=MOMENT,
    )


@pytest.fixture
def plan(sara: Persona, carla: Persona, maria: Person) -> Plan:
    """Maria's plan, signed: Sara follows her."""
    opened = pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)
    return Planning(story=Story(worker=sara, pathway=opened), coordinator=carla).signed()


@pytest.fixture
def link(sara: Persona, plan: Plan, project: Project) -> PlanLink:
    """Maria's plan takes part in the project."""
    return actions.join_plan(actor=sara.actor, project_id=project.id, plan_id=plan.id, at=MOMENT)


def needing(sara: Persona, person: Person, category: str = "ties.solitude") -> Need:
    """Recognise a need of a person, on their pathway of today or on a new one."""
    pathway = Pathway.objects.filter(person=person).first() or pathways.open_pathway(
        actor=sara.actor, person_id=person.id, at=MOMENT
    )
    return pathways.recognise_need(
        actor=sara.actor,
        pathway_id=pathway.id,
        category=category,
        severity=2,
        words_of="person",
        expressed=True,
        words="Il pomeriggio è lungo.",
        at=MOMENT,
    )


def undertaken(who: Persona, table: Table, seat: UUID, **told: Any) -> dict[str, Any]:
    """Return what undertaking something in ten days takes."""
    return {
        "actor": who.actor,
        "table_id": table.id,
        "seat_id": seat,
        "words": "Chiedere la sala.",
        "due_on": TODAY + timedelta(days=10),
        "at": MOMENT,
        **told,
    }
