"""Things are put on the floor, rest, come back, are taken away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.commons import actions, queries
from aia.commons.actions import Said
from aia.commons.models import Resource, ResourceWord
from aia.commons.queries import Asked
from aia.commons.rules.eligibility import ForWhom
from aia.commons.terms import Refused
from aia.commons.tests.conftest import Offer
from aia.people.actions import erase_person
from aia.people.models import Organisation, Person
from aia.people.queries import export_of

pytestmark = pytest.mark.django_db


def found(**asked: str) -> list[Resource]:
    return queries.catalogue(Asked(**asked), at=MOMENT).items


def test_a_cooperative_puts_a_van_on_the_floor_and_anybody_finds_it(offer: Offer) -> None:
    van = offer(about="Con pedana per le carrozzine, per gite e visite.", capacity=1)
    assert (van.state, van.kind, van.capacity) == ("offered", "vehicle", 1)
    assert found(text="pulmini") == [van]
    assert found(text="carrozzina") == [van]
    assert found(text="GELSO visita") == [van]
    assert found(text="carrozzina chitarra") == []
    assert found(kind="vehicle", sharing="free") == [van]
    assert found(kind="space") == []


def test_who_works_for_a_body_offers_for_it_alone(
    offer: Offer, paola: Persona, dino: Persona, piero: Persona
) -> None:
    for stranger in (paola, dino, piero):
        with pytest.raises(Forbidden):
            offer(by=stranger)
    van = offer()
    for act in (actions.resume_resource, actions.pause_resource):
        with pytest.raises(Forbidden):
            act(actor=paola.actor, resource_id=van.id, at=MOMENT)


def test_the_office_offers_for_who_has_no_account(
    offer: Offer, sara: Persona, maria: Person
) -> None:
    hall = offer(by=sara, kind="space", name="Salone dell’oratorio")
    hours = offer(by=sara, kind="hours", name="Un’ora di cucito", person_id=maria.id)
    assert (hall.person_id, hours.person_id) == (None, maria.id)
    assert {one.name for one in queries.looked_after(sara.actor)} == {hall.name, hours.name}


def test_a_person_offers_their_own_hours_and_tells_no_address(
    offer: Offer, mary: Persona, maria: Person, chiara: Persona
) -> None:
    hours = offer(by=mary, kind="hours", name="Due ore di cucina", person_id=maria.id)
    assert list(queries.kept_by(mary.actor)) == [hours]
    assert found(text="rossi") == []
    with pytest.raises(Refused) as refusal:
        offer(by=mary, kind="hours", person_id=maria.id, address="Via Dante 12")
    assert refusal.value.field == "address"
    with pytest.raises(Forbidden):
        offer(by=chiara, kind="hours", person_id=maria.id)


def test_when_a_person_is_erased_what_they_offered_loses_its_words(
    offer: Offer, mary: Persona, maria: Person, carla: Persona
) -> None:
    hours = offer(by=mary, kind="hours", name="Cucito", about="Orli.", person_id=maria.id)
    [told] = export_of(maria.id, at=MOMENT)["commons"]["offered"]
    assert (told["name"], told["about"], told["kind"]) == ("Cucito", "Orli.", "hours")
    erase_person(actor=carla.actor, person=maria, at=MOMENT)
    hours.refresh_from_db()
    assert (hours.name, hours.about, hours.state) == ("—", "", "withdrawn")
    assert not ResourceWord.objects.filter(resource=hours).exists()
    with pytest.raises(Refused, match="has left"):
        actions.resume_resource(actor=carla.actor, resource_id=hours.id, at=MOMENT)


def test_it_rests_and_comes_back_by_itself(offer: Offer, gelsa: Persona) -> None:
    van = offer()
    actions.pause_resource(actor=gelsa.actor, resource_id=van.id, until=date(2026, 3, 9), at=MOMENT)
    assert found() == []
    later = MOMENT.replace(day=9)
    assert queries.catalogue(Asked(), at=later).items == [van]
    assert actions.resume_resource(actor=gelsa.actor, resource_id=van.id, at=MOMENT) == van
    assert found() == [van]
    with pytest.raises(Refused, match="still to come"):
        actions.pause_resource(
            actor=gelsa.actor, resource_id=van.id, until=date(2026, 3, 2), at=MOMENT
        )


def test_it_is_withdrawn_and_can_come_back(offer: Offer, gelsa: Persona) -> None:
    van = offer()
    act: dict[str, Any] = {"actor": gelsa.actor, "resource_id": van.id, "at": MOMENT}
    assert actions.withdraw_resource(reason="broken", **act).withdraw_reason == "broken"
    assert found() == []
    with pytest.raises(Refused, match="any more"):
        actions.pause_resource(**act)
    assert actions.resume_resource(**act).withdrawn_at is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"capacity": -1}, "capacity"),
        ({"capacity": 1.5}, "capacity"),
        ({"name": " "}, "name"),
        ({"sharing": "sold"}, "sharing"),
        ({"sharing": "shared_cost"}, "cost_words"),
        ({"intensity": "light"}, "intensity"),
        ({"kind": "service"}, "intensity"),
        ({"municipality": "999999"}, "municipality"),
        ({"for_whom": ForWhom(min_age=30, max_age=18)}, "max_age"),
        ({"for_whom": ForWhom(towns=("058091",))}, "towns"),
        ({"for_whom": ForWhom(audience=("rich",))}, "audience"),
        ({"kind": "spaceship"}, "kind"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_wrong(
    offer: Offer, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        offer(**wrong)
    assert refusal.value.field == field
    assert not Resource.objects.exists()


def test_a_change_is_found_under_its_new_words(
    offer: Offer, gelsa: Persona, towns: tuple[str, str]
) -> None:
    van = offer()
    said = Said(name="Furgone", sharing="reciprocity", municipality=towns[1], capacity=2)
    actions.change_resource(actor=gelsa.actor, resource_id=van.id, said=said, at=MOMENT)
    assert found(text="pulmino") == []
    assert found(text="furgoni", municipality=towns[1]) == [van]
    assert dict(queries.towns_with_some(Asked(), at=MOMENT)) == {towns[1]: 1}


def test_for_whom_it_is_is_asked_and_told(offer: Offer) -> None:
    older = offer(name="Ginnastica dolce", for_whom=ForWhom(audience=("older",), min_age=65))
    everybody = offer(name="Cineforum")
    offer(name="Doposcuola", for_whom=ForWhom(audience=("young", "families")))
    assert found(audience="older") == [everybody, older]


def test_the_catalogue_is_read_page_by_page(offer: Offer, cooperative: Organisation) -> None:
    things = [offer(name=f"Sala {number}") for number in (1, 1, 2, 3)]
    read, after = [], ""
    while True:
        page = queries.catalogue(Asked(), district=DISTRICT, after=after, limit=2, at=MOMENT)
        read += page.items
        if page.following is None:
            break
        after = page.following
    assert sorted(read, key=str) == sorted(things, key=str)
    assert len(read) == len(things)
