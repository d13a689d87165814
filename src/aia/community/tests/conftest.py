"""What the stories of the community begin with, and what they all end with: the ledger agrees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.commons.tests.conftest import gelsa, in_english, mary
from aia.community import actions
from aia.community.models import PlanLink, Project, Seat, Table
from aia.pathways import actions as pathways
from aia.pathways.models import Need, Pathway, Plan
from aia.pathways.tests.planning import Planning
from aia.pathways.tests.story import Story
from aia.people.models import Person
from aia.people.tests.conftest import browse, cooperative, demonstration, maria, meet, towns
from aia.trace.tests.agreement import ledger_agrees_with

__all__ = [
    "browse",
    "cooperative",
    "demonstration",
    "gelsa",
    "in_english",
    "maria",
    "mary",
    "meet",
    "towns",
]

Meet = Callable[..., Person]
TODAY = MOMENT.date()

ledger_agrees = ledger_agrees_with("community")


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
