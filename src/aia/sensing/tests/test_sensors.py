"""A sensor joins, learns, rests, is tied to others, leaves."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from aia.access.terms import Actor, Forbidden, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, MakePersona, Persona
from aia.pathways.terms import Refused
from aia.sensing import actions, queries
from aia.sensing.models import Sensor
from aia.sensing.tests.story import Noticing

pytestmark = pytest.mark.django_db


def barber(sara: Persona, town: str, **told: object) -> Sensor:
    facts: dict[str, Any] = {
        "kind": "person",
        "formality": "informal",
        "name": "Il barbiere",
        "municipality": town,
        "at": MOMENT,
    }
    return actions.register_sensor(actor=sara.actor, district=DISTRICT, **{**facts, **told})


def test_a_sensor_is_found_by_the_code_on_its_poster(pharmacy: Sensor) -> None:
    told = f" {pharmacy.code[:4].upper()} {pharmacy.code[4:]}"
    assert queries.sensor_by_code(told) == pharmacy
    assert queries.sensor_by_code("nothing") is None


def test_a_home_area_is_on_earth(sara: Persona, towns: tuple[str, str]) -> None:
    corners = [(45.13, 10.02), (45.14, 10.02), (45.14, 10.03)]
    sensor = barber(sara, towns[0], area=corners)
    assert tuple(sensor.area) == (
        "45.13:10.02",
        "45.14:10.02",
        "45.14:10.03",
    )
    for wrong in ([(95.0, 10.0)] * 3, [(45.0, 10.0)] * 2, [(float("nan"), 1.0)] * 3):
        with pytest.raises(Refused) as refusal:
            barber(sara, towns[0], area=wrong)
        assert refusal.value.field == "area"


def test_a_sensor_rests_and_comes_back(noticing: Noticing) -> None:
    sensor = actions.pause_sensor(
        actor=noticing.actor, sensor_id=noticing.sensor.id, until=date(2026, 3, 20), at=MOMENT
    )
    assert (sensor.state, sensor.paused_until) == ("paused", date(2026, 3, 20))
    # The poster is still on the wall: what is noticed is not lost.
    assert noticing.sent().sensor == sensor
    back = actions.resume_sensor(actor=noticing.actor, sensor_id=sensor.id, at=MOMENT)
    assert (back.state, back.paused_until) == ("active", None)
    with pytest.raises(Refused, match="still to come"):
        actions.pause_sensor(
            actor=noticing.actor, sensor_id=sensor.id, until=date(2026, 3, 2), at=MOMENT
        )


def test_who_speaks_for_a_sensor_lets_it_rest_and_does_no_more(
    pharmacy: Sensor, sara: Persona, persona: MakePersona, chiara: Persona
) -> None:
    rita = persona("Rita Neri", "citizen", person=uuid4())
    actions.add_voice(actor=sara.actor, sensor_id=pharmacy.id, account=rita.id, at=MOMENT)
    assert queries.sensors_spoken_for(rita.actor, at=MOMENT) == [pharmacy]
    actions.pause_sensor(actor=rita.actor, sensor_id=pharmacy.id, at=MOMENT)
    actions.resume_sensor(actor=rita.actor, sensor_id=pharmacy.id, at=MOMENT)
    with pytest.raises(Forbidden):
        actions.close_sensor(actor=rita.actor, sensor_id=pharmacy.id, reason="wish", at=MOMENT)
    with pytest.raises(Forbidden) as refusal:
        actions.pause_sensor(actor=chiara.actor, sensor_id=pharmacy.id, at=MOMENT)
    assert refusal.value.hidden
    [voice] = queries.voices_of(pharmacy.id)
    actions.remove_voice(actor=sara.actor, voice_id=voice.id, at=MOMENT)
    assert queries.sensors_spoken_for(rita.actor, at=MOMENT) == []


def test_a_signed_link_does_as_much_as_a_voice(pharmacy: Sensor) -> None:
    holder = service_actor("voice")
    actions.pause_sensor(actor=holder, sensor_id=pharmacy.id, at=MOMENT)
    actions.resume_sensor(actor=holder, sensor_id=pharmacy.id, at=MOMENT)
    with pytest.raises(Forbidden):
        actions.close_sensor(actor=holder, sensor_id=pharmacy.id, reason="wish", at=MOMENT)


def test_the_training_counts_from_eighty_and_for_two_years(
    pharmacy: Sensor, reporter: Actor
) -> None:
    holder = service_actor("voice")
    tried = actions.record_training(
        actor=holder, sensor_id=pharmacy.id, edition=1, score=60, at=MOMENT
    )
    assert (tried.passed, tried.valid_until) == (False, None)
    passed = actions.record_training(
        actor=holder, sensor_id=pharmacy.id, edition=1, score=80, at=MOMENT
    )
    assert passed.valid_until == date(2028, 3, 2)
    actions.record_training(actor=holder, sensor_id=pharmacy.id, edition=1, score=10, at=MOMENT)
    assert queries.trainings_of(pharmacy.id)[0].score == 10
    pharmacy.refresh_from_db()
    assert pharmacy.trained_until == date(2028, 3, 2)
    with pytest.raises(Refused):
        actions.record_training(
            actor=holder, sensor_id=pharmacy.id, edition=1, score=101, at=MOMENT
        )
    with pytest.raises(Forbidden):
        actions.record_training(
            actor=reporter, sensor_id=pharmacy.id, edition=1, score=90, at=MOMENT
        )


def test_sensors_are_tied_into_a_network(
    pharmacy: Sensor, sara: Persona, towns: tuple[str, str]
) -> None:
    other = barber(sara, towns[0])
    tie = actions.tie_sensors(
        actor=sara.actor,
        sensor_id=pharmacy.id,
        other_id=other.id,
        kind="hours",
        covers="via Dante",
        parts=["evening", "morning"],
        at=MOMENT,
    )
    assert list(tie.parts) == ["morning", "evening"]
    assert queries.ties_of(other.id) == [tie]
    assert queries.network_of(DISTRICT) == [tie]
    with pytest.raises(Refused, match="already tied"):
        actions.tie_sensors(
            actor=sara.actor, sensor_id=pharmacy.id, other_id=other.id, kind="hours", at=MOMENT
        )
    with pytest.raises(Refused, match="to itself"):
        actions.tie_sensors(
            actor=sara.actor, sensor_id=other.id, other_id=other.id, kind="hours", at=MOMENT
        )
    actions.untie_sensors(actor=sara.actor, tie_id=tie.id, at=MOMENT)
    assert queries.ties_of(pharmacy.id) == []


def test_a_sensor_that_left_can_come_back_with_another_poster(
    noticing: Noticing,
) -> None:
    old = noticing.sensor.code
    actions.close_sensor(
        actor=noticing.actor, sensor_id=noticing.sensor.id, reason="moved", at=MOMENT
    )
    with pytest.raises(Refused, match="left the network"):
        actions.pause_sensor(actor=noticing.actor, sensor_id=noticing.sensor.id, at=MOMENT)
    actions.resume_sensor(actor=noticing.actor, sensor_id=noticing.sensor.id, at=MOMENT)
    renewed = actions.renew_sensor_code(
        actor=noticing.actor, sensor_id=noticing.sensor.id, at=MOMENT
    )
    assert renewed.code != old
    assert queries.sensor_by_code(old) is None


def test_what_is_known_of_a_sensor_changes(
    noticing: Noticing, towns: tuple[str, str], piero: Persona, dino: Persona
) -> None:
    changed = actions.change_sensor(
        actor=noticing.actor,
        sensor_id=noticing.sensor.id,
        name="Farmacia nuova",
        formality="formal",
        municipality=towns[1],
        at=MOMENT,
    )
    assert (changed.name, changed.municipality_id) == ("Farmacia nuova", towns[1])
    assert list(queries.sensors_of(piero.actor, municipality=towns[1])) == [changed]
    assert not queries.sensors_of(dino.actor).exists()
    with pytest.raises(Forbidden):
        queries.get_sensor(dino.actor, changed.id, at=MOMENT)
