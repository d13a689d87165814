"""The pages of the floor: the public catalogue, a thing's page, and what its keeper does."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.terms import service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.commons.models import Resource
from aia.commons.rules.eligibility import ForWhom
from aia.commons.tests.conftest import Offer
from aia.people.models import Organisation, Person
from aia.territory.actions import load_district

pytestmark = pytest.mark.django_db
SignIn = Callable[[Persona], Client]


def page(name: str, resource: Resource | None = None) -> str:
    return reverse(f"commons:{name}", args=[resource.id] if resource else [])


def test_anybody_reads_the_catalogue_without_signing_in(offer: Offer, client: Client) -> None:
    van = offer(for_whom=ForWhom(audience=("older",), min_age=65))
    told = client.get(page("catalogue"), {"q": "pulmini"}).content.decode()
    assert van.name in told
    assert "Cooperativa Il Gelso" in told
    assert van.name not in client.get(page("catalogue"), {"kind": "space"}).content.decode()
    one = client.get(page("resource", van)).content.decode()
    assert "persone anziane" in one
    assert "Da 65 anni di età." in one
    assert page("change", van) not in one


@pytest.mark.parametrize("signed", [True, False])
def test_who_a_person_is_is_told_to_nobody(
    offer: Offer, mary: Persona, maria: Person, chiara: Persona, browse: SignIn, signed: bool
) -> None:
    hours = offer(by=mary, kind="hours", name="Due ore di cucina", person_id=maria.id)
    reader = browse(chiara) if signed else Client()
    for address in (page("catalogue"), page("resource", hours)):
        told = reader.get(address).content.decode()
        assert "una persona del distretto" in told
        assert "Rossi" not in told
        assert str(maria.id) not in told


def test_a_partner_puts_something_on_the_floor_and_says_when_it_is_open(
    gelsa: Persona, cooperative: Organisation, towns: tuple[str, str], listed: None, browse: SignIn
) -> None:
    browser = browse(gelsa)
    told = {
        "keeper": f"body:{cooperative.id}",
        "kind": "space",
        "name": "Sala grande",
        "sharing": "shared_cost",
        "municipality": towns[0],
        "capacity": "1",
    }
    refused = browser.post(page("offer"), told)
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    assert "Di’ come si divide il costo." in refused.content.decode()
    assert "Sala grande" in refused.content.decode()
    browser.post(page("offer"), told | {"cost_words": "5 euro a sera"})
    hall = Resource.objects.get()
    assert (hall.district, hall.organisation_id) == (DISTRICT, cooperative.id)
    hours = {"day_1": "9:00-12:30, 14-18", "day_2": "nine", "exceptions": "24/12/2026 chiuso"}
    wrong = browser.post(page("hours", hall), hours).content.decode()
    assert "«nine» non è un orario" in wrong
    browser.post(page("hours", hall), hours | {"day_2": ""})
    hall.refresh_from_db()
    assert hall.hours == ["1:0900-1230", "1:1400-1800"]
    assert hall.exceptions == ["2026-12-24:closed"]
    shown = browser.get(page("hours", hall)).content.decode()
    assert "9:00-12:30, 14:00-18:00" in shown
    assert "24/12/2026 chiuso" in shown
    assert "9:00-12:30" in Client().get(page("resource", hall)).content.decode()


@pytest.fixture
def listed(db: None) -> None:
    """The district's list of municipalities, without which its forms offer none."""
    load_district(actor=service_actor("installation"), source=DISTRICT, at=MOMENT)


def test_what_was_withdrawn_is_gone_for_all_but_its_keeper(
    offer: Offer, gelsa: Persona, browse: SignIn, client: Client
) -> None:
    van, browser = offer(), browse(gelsa)
    browser.post(page("pause", van), {"until": "2100-01-01"})
    assert van.name not in client.get(page("catalogue")).content.decode()
    browser.post(page("resume", van))
    assert van.name in client.get(page("catalogue")).content.decode()
    browser.post(page("withdraw", van), {"reason": "broken"})
    assert client.get(page("resource", van)).status_code == HTTPStatus.GONE
    assert van.name in browser.get(page("resource", van)).content.decode()


def test_the_list_of_what_one_keeps(
    offer: Offer, gelsa: Persona, sara: Persona, piero: Persona, browse: SignIn
) -> None:
    van = offer()
    for who in (gelsa, sara):
        assert van.name in browse(who).get(page("mine")).content.decode()
    assert browse(piero).get(page("mine")).status_code == HTTPStatus.FORBIDDEN


def test_a_wrong_address_is_not_found(client: Client) -> None:
    missing = reverse("commons:resource", args=[UUID(int=1)])
    assert client.get(missing).status_code == HTTPStatus.NOT_FOUND
