"""The simulated network of sensors: who joins it, who knows whom, where their notices go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from aia.demo.noticing import Noticer, Noticing, Rule
from aia.demo.world import Someone, World
from aia.sensing import actions as sensing
from aia.territory.queries import place_list

if TYPE_CHECKING:
    from aia.sensing.models import Sensor
    from aia.territory.models import Municipality, Place

EDITION = 1
_FULL_MARKS = 100
_VOICES = 2


def found_sensors(
    world: World, told: Noticing, towns: Sequence[Municipality]
) -> list[tuple[Noticer, Sensor]]:
    """Register the sensors, tie them, train who speaks for them, and write the routing rules."""
    at = world.working(world.start + timedelta(days=1))
    places = {place.name: place for place in place_list(world.district)}
    bodies = {helper.name: helper for helper in world.helpers}
    office = world.coordinator.actor
    found = []
    for number, one in enumerate(told.sensors):
        place = places.get(one.place)
        sensor = sensing.register_sensor(
            actor=office,
            district=world.district,
            kind=one.kind,
            formality=one.formality,
            name=one.name,
            municipality=_town(place, towns, number),
            place_id=place.id if place else None,
            organisation_id=bodies[one.organisation].id if one.organisation else None,
            at=at,
        )
        if one.trained:
            sensing.record_training(
                actor=office, sensor_id=sensor.id, edition=EDITION, score=_FULL_MARKS, at=at
            )
        found.append((one, sensor))
    for tie in told.ties:
        sensing.tie_sensors(
            actor=office,
            sensor_id=found[tie.first][1].id,
            other_id=found[tie.second][1].id,
            kind=tie.kind,
            covers=tie.covers,
            parts=tie.parts,
            at=at,
        )
    for speaker, (_one, sensor) in zip(world.partners.values(), found[:_VOICES], strict=False):
        sensing.add_voice(actor=office, sensor_id=sensor.id, account=speaker.account.id, at=at)
    for rule in told.rules:
        _follow(world, rule)
    return found


def _town(place: Place | None, towns: Sequence[Municipality], number: int) -> str:
    if place is not None:
        return str(place.municipality_id)
    return towns[number % len(towns)].istat


def _follow(world: World, rule: Rule) -> None:
    sensing.add_routing_rule(
        actor=world.coordinator.actor,
        district=world.district,
        name=rule.name,
        urgencies=rule.urgencies,
        domains=rule.domains,
        categories=rule.categories,
        age_bands=rule.age_bands,
        to_account=_receiver(world, rule).account.id,
        at=world.working(world.start + timedelta(days=2)),
    )


def _receiver(world: World, rule: Rule) -> Someone:
    if isinstance(rule.to, int):
        return world.workers[rule.to % len(world.workers)]
    return world.coordinator
