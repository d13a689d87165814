"""The default simulation: a year of acts, one by one, through the actions of a click."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from aia.access.terms import Role
from aia.demo.households import draw_families
from aia.demo.journeys import household_journey
from aia.demo.scenario import scenario
from aia.demo.world import Path, World, found, found_world
from aia.territory.queries import age_sex_structure, municipalities_of

DAYS_A_MONTH = 30.4
_ADULT = 18


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
    structure = {m.istat: age_sex_structure(m.istat) for m in municipalities_of(district)}
    for family in draw_families(structure, people, world.scenario.households, world.rng):
        world.clock.spawn(household_journey(world, family))
    length = (now - start).total_seconds()
    world.clock.run(until=now, tell=lambda at: tell((at - start).total_seconds() / length))
    with transaction.atomic():
        _invite_citizen(world)
    return world


def _invite_citizen(world: World) -> None:
    """Give one of the people followed an account of their own, to see their path."""
    adults = [path for path in world.paths if path.person.age >= _ADULT and not path.protected]
    if not adults:
        return
    chosen = max(adults, key=_richness)
    who = world.scenario.citizen.model_copy(update={"name": chosen.person.name})
    found(world, who, Role.CITIZEN, person=chosen.person.id)


def _richness(path: Path) -> tuple[int, int, UUID]:
    """Order paths by how much there is to see on them."""
    return len(path.threads), sum(len(thread.answers) for thread in path.threads), path.person.id
