"""A large simulated district: the same rows and ledger as acts one by one, written in batches.

Processes write the files of groups of households (`readying`), this one invents the people and
saves what comes back. Nobody else may use the installation meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, islice
from typing import TypeVar

from django.db import transaction

from aia.access import actions as access
from aia.access.terms import Role
from aia.demo.crowd import written
from aia.demo.households import draw_families
from aia.demo.indexes import laid_open
from aia.demo.readying import Group, Setting
from aia.demo.scenario import scenario
from aia.demo.simulation import DAYS_A_MONTH
from aia.demo.sketches import Sketch, shares_of, sketch
from aia.demo.world import World, demo_actor, found_world
from aia.territory.queries import age_sex_structure, municipalities_of
from aia.trace.actions import load, own_sequences, sequences_used

_HOMES_A_GROUP = 200
# Every person of a family has a file; a family is two or three people.
_FAMILIES_A_WORKER, _FILES_A_WORKER = 40, 92

_T = TypeVar("_T")


@dataclass
class Filled:
    """How much was written."""

    world: World
    people: int = 0
    pathways: int = 0
    needs: int = 0
    workers: int = 0


def fill(
    *,
    district: str,
    people: int,
    needs_a_person: float,
    months: int,
    seed: int,
    now: datetime,
    tell: Callable[[float], None],
) -> Filled:
    """Write a district of `people` persons, all followed, with `needs_a_person` needs each (mean).

    `tell` hears the share (0 to 1) of people that are written.
    """
    start = now - timedelta(days=months * DAYS_A_MONTH)
    world = found_world(district, scenario(), seed=seed, start=start, end=now)
    followers = _followers(world, people)
    done = Filled(world, workers=len(followers))
    needs = iter(shares_of(round(people * needs_a_person), people, world.rng))
    groups = _groups(_homes(world, people), needs, followers)
    first = next(own_sequences())
    with laid_open(), written(groups, _setting(world, seed), first=first) as ready:
        for group in ready:
            with transaction.atomic():
                load(group.tables)
            done.people += group.people
            done.pathways += group.pathways
            done.needs += group.needs
            tell(done.people / people)
    sequences_used()
    return done


def _setting(world: World, seed: int) -> Setting:
    return Setting(
        district=world.district,
        bodies=tuple(helper.id.hex for helper in world.helpers),
        coordinator=world.coordinator.account.id.hex,
        start=world.start,
        end=world.end,
        seed=seed,
    )


def _groups(
    homes: Iterator[list[Sketch]], needs: Iterator[int], followers: Sequence[str]
) -> Iterator[Group]:
    """Yield households in groups; the workers take turns at following one."""
    turn = count()
    for number, group in enumerate(_batches(homes, _HOMES_A_GROUP)):
        yield Group(
            number=number,
            homes=group,
            needs=[list(islice(needs, len(home))) for home in group],
            followers=[followers[next(turn) % len(followers)] for _ in group],
        )


def _homes(world: World, people: int) -> Iterator[list[Sketch]]:
    """Yield the invented people of one household after another."""
    towns = {town.istat: town.name for town in municipalities_of(world.district)}
    structure = {istat: age_sex_structure(istat) for istat in towns}
    day = world.day(world.start)
    families = list(draw_families(structure, people, world.scenario.households, world.rng))
    world.rng.shuffle(families)
    for family in families:
        yield sketch(world, family, towns[family.municipality], day)


def _batches(things: Iterator[_T], size: int) -> Iterator[list[_T]]:
    while group := list(islice(things, size)):
        yield group


def _followers(world: World, people: int) -> list[str]:
    """Return the demonstration workers, and as many more as make plausible caseloads."""
    found = [one.account.id.hex for one in world.workers]
    more = max(round(people / _FILES_A_WORKER) - len(found), 0)
    with transaction.atomic():
        found += [_worker(world, number) for number in range(1, more + 1)]
    return found


def _worker(world: World, number: int) -> str:
    """Make an account without a password: nobody signs in to it."""
    account = access.create_account(
        actor=demo_actor(),
        email=f"assistente-{number}@aia.example",
        name=f"Assistente sociale {number}",
        at=world.start,
    )
    access.grant_role(
        actor=demo_actor(),
        account=account,
        role=Role.SOCIAL_WORKER,
        district=world.district,
        families=_FAMILIES_A_WORKER,
        at=world.start,
    )
    return account.id.hex
