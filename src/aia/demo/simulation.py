"""The default simulation: a year of acts, one by one, through the actions of a click."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aia.access.terms import service_actor
from aia.demo.clockwork import Journey
from aia.demo.events import (
    body_journey,
    community_journey,
    doubles,
    emergencies,
    find_doubles,
    open_places,
    worker_leaves,
)
from aia.demo.floor import floor
from aia.demo.households import draw_families
from aia.demo.journeys import household_journey
from aia.demo.meeting import look_on_the_floor
from aia.demo.notices import cluster_of_notices, year_of_notices
from aia.demo.noticing import noticing
from aia.demo.passing import passages
from aia.demo.scenario import scenario
from aia.demo.sensors import found_sensors
from aia.demo.showcase import showcase
from aia.demo.skills import skills
from aia.demo.together import together
from aia.demo.world import World, found_world
from aia.sensing.actions import look_in
from aia.territory.queries import age_sex_structure, municipalities_of
from aia.trace.terms import Origin

if TYPE_CHECKING:
    from aia.territory.models import Municipality

DAYS_A_MONTH = 30.4
_TOWNS_WITH_PLACES = 4
_COMMUNITIES_FROM = 0.25


def simulate(
    *,
    district: str,
    people: int,
    months: int,
    seed: int,
    now: datetime,
    tell: Callable[[float], None],
) -> World:
    """Simulate `months` months that end `now`, of about `people` invented people.

    The same seed draws the same people and the same chances. `tell` hears the share (0 to 1) of
    simulated time that has passed.
    """
    start = now - timedelta(days=months * DAYS_A_MONTH)
    world = found_world(district, scenario(), seed=seed, start=start, end=now)
    towns = sorted(municipalities_of(district), key=_residents, reverse=True)
    open_places(world, towns[:_TOWNS_WITH_PLACES])
    structure = {town.istat: age_sex_structure(town.istat) for town in towns}
    for family in draw_families(structure, people, world.scenario.households, world.rng):
        world.clock.spawn(household_journey(world, family))
    for journey in (
        *_journeys(world, towns[0].istat),
        *_noticed(world, towns),
        *floor(world, towns[0].istat),
    ):
        world.clock.spawn(journey)
    length = (now - start).total_seconds()
    world.clock.run(until=now, tell=lambda at: tell((at - start).total_seconds() / length))
    look_on_the_floor(world, now)
    find_doubles(world)
    look_in(district, actor=service_actor("nightly", origin=Origin.SIMULATED), at=now)
    return world


def _noticed(world: World, towns: Sequence[Municipality]) -> list[Journey]:
    """Found the network of sensors, and return the journeys of what they notice."""
    told = noticing()
    sensors = found_sensors(world, told, towns)
    planted = cluster_of_notices(world, told, sensors, towns)
    return [*year_of_notices(world, told, sensors), *planted]


def _journeys(world: World, seat: str) -> Iterator[Journey]:
    """Yield what happens besides the households' own lines."""
    yield showcase(world, seat)
    for number, need in enumerate(world.scenario.communities):
        yield community_journey(world, need, _COMMUNITIES_FROM + number * _COMMUNITIES_FROM)
    yield body_journey(world, world.scenario.body_in_need)
    yield emergencies(world)
    yield doubles(world)
    yield worker_leaves(world)
    yield from skills(world)
    yield from together(world)
    yield from passages(world)


def _residents(town: Municipality) -> int:
    return int(age_sex_structure(town.istat).sum())
