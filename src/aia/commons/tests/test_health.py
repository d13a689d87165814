"""How the floor is doing: who plans sees what is used, who gives, and what hangs on one body."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, MakePersona, Persona
from aia.commons import actions
from aia.commons.queries.health import BodyHealth, floor_health, health_seen
from aia.commons.rules.eligibility import ForWhom
from aia.commons.tests.conftest import Offer
from aia.people.actions import register_organisation
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db

LATER = MOMENT + timedelta(days=3)


@pytest.fixture
def parish(sara: Persona) -> Organisation:
    return register_organisation(
        actor=sara.actor, district=DISTRICT, name="Parrocchia", kind="parish", at=MOMENT
    )


def of(name: str) -> BodyHealth:
    [found] = [one for one in floor_health(DISTRICT, at=LATER).bodies if one.name == name]
    return found


def test_what_is_booked_is_used_and_who_took_it_is_told(
    offer: Offer, gelsa: Persona, sara: Persona, parish: Organisation, cooperative: Organisation
) -> None:
    van, _idle = offer(), offer(name="Carrello")
    for thing in (van, _idle):
        actions.set_booking_rules(actor=gelsa.actor, resource_id=thing.id, bookable=True, at=MOMENT)
    actions.book_resource(
        actor=sara.actor,
        resource_id=van.id,
        organisation_id=parish.id,
        starts_at=MOMENT + timedelta(days=1),
        ends_at=MOMENT + timedelta(days=1, hours=2),
        at=MOMENT,
    )
    [vehicles] = floor_health(DISTRICT, at=LATER).kinds
    assert (vehicles.things, vehicles.booked_here) == (2, 2)
    assert (vehicles.used, vehicles.unused) == (1, 1)
    assert (of(cooperative.name).given, of(cooperative.name).taken) == (1, 0)
    assert (of(parish.name).things, of(parish.name).taken) == (0, 1)


def test_what_one_body_alone_keeps_would_be_missed(
    offer: Offer,
    parish: Organisation,
    cooperative: Organisation,
    sara: Persona,
    mary: Persona,
    maria: Person,
    towns: tuple[str, str],
) -> None:
    offer()
    assert of(cooperative.name).lost == 1
    offer(name="Auto di Maria", by=mary, person_id=maria.id)
    assert of(cooperative.name).lost == 0
    older = ForWhom(audience=("older",))
    offer(name="Sala anziani", kind="space", for_whom=older, municipality=towns[1])
    offer(name="Sala giovani", kind="space", for_whom=ForWhom(audience=("young",)))
    gone = of(cooperative.name)
    assert (gone.things, gone.lost, gone.bare_towns) == (3, 2, (towns[1],))
    persons = of("")
    assert (persons.body, persons.things, persons.lost) == (None, 1, 0)


def test_the_page_is_for_who_plans(
    offer: Offer,
    mary: Persona,
    maria: Person,
    dino: Persona,
    gelsa: Persona,
    carla: Persona,
    persona: MakePersona,
    browse: Callable[[Persona], Client],
) -> None:
    offer()
    offer(name="Ore di Maria", kind="hours", by=mary, person_id=maria.id)
    planner = persona("Pia Piani", "planner")
    for reader in (planner, carla):
        told = browse(reader).get(reverse("commons:health")).content.decode()
        assert "Cooperativa Il Gelso" in told
        assert "Persone, tutte insieme" in told
        assert "Rossi" not in told
    refused = browse(gelsa).get(reverse("commons:health"))
    assert refused.status_code == HTTPStatus.FORBIDDEN
    with pytest.raises(Forbidden):
        health_seen(gelsa.actor, DISTRICT, at=MOMENT)


def test_the_command_tells_it_as_json(offer: Offer, capsys: pytest.CaptureFixture[str]) -> None:
    offer()
    call_command("commons", "health", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["things"] == 1
    assert told["bodies"][0]["lost"] == 1
    call_command("commons", "health")
    assert "Il Gelso" in capsys.readouterr().out
