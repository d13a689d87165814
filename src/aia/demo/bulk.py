"""A large simulated district: the same rows and ledger as acts one by one, written in batches.

One process invents persons and their keys, this one writes their files into batches, a thread
saves them: the database is never waited for. Nobody else may use the installation meanwhile.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from queue import Queue
from threading import Thread
from typing import TypeVar

from django.db import connection, transaction

from aia.access import actions as access
from aia.access.terms import Actor, Grant, Role
from aia.demo.crowd import made_ready, shares_of, sketch
from aia.demo.filing import Filing, Written
from aia.demo.households import draw_families
from aia.demo.indexes import without_indexes
from aia.demo.ledgers import Book, Follower
from aia.demo.readying import Ready, Sketch
from aia.demo.scenario import scenario
from aia.demo.simulation import DAYS_A_MONTH
from aia.demo.world import Someone, World, demo_actor, found_world
from aia.kit.crypto import new_key
from aia.people.actions import save_keys, save_tokens
from aia.territory.queries import age_sex_structure, municipalities_of
from aia.trace.actions import Batch, own_sequences, sequences_used
from aia.trace.terms import Origin

_HOMES_A_BATCH = 400
_BATCHES_WAITING = 2
_FILES_A_WORKER = 490

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
    groups = _batches(_homes(world, people), _HOMES_A_BATCH)
    needs = iter(shares_of(round(people * needs_a_person), people, world.rng))
    with without_indexes(), _Saver(done, people, tell) as put:
        sizes: list[list[int]] = []
        with made_ready(_flat(groups, sizes)) as ready:
            maker = _Maker(world, followers, random.Random(seed))  # noqa: S311
            for group in ready:
                put(maker.written(group, sizes.pop(0), needs))
    sequences_used()
    return done


class _Maker:
    """Turns persons made ready into full batches."""

    def __init__(self, world: World, followers: Sequence[Follower], rng: random.Random) -> None:
        self._world, self._followers, self._rng = world, followers, rng
        self._sequences = own_sequences()
        self._turn = 0
        self._coordinator = _follower(world.coordinator)

    def written(
        self, group: Sequence[Ready], sizes: Sequence[int], needs: Iterator[int]
    ) -> Written:
        batch = Batch(self._sequences)
        filing = Filing(
            book=Book(batch, self._world.district),
            rng=self._rng,
            scenario=self._world.scenario,
            bodies=[helper.id for helper in self._world.helpers],
            coordinator=self._coordinator,
            start=self._world.start,
            end=self._world.end,
        )
        keys = {one.id: one.key for one in group}
        people, followed, told = iter(group), 0, 0
        for size in sizes:
            home = list(islice(people, size))
            shares = list(islice(needs, size))
            told += sum(shares)
            followed += sum(share > 0 for share in shares)
            follower = self._followers[self._turn % len(self._followers)]
            self._turn += 1
            keys[filing.write(home, shares, follower)] = new_key()
        tokens = [(one.id, token) for one in group for token in one.tokens]
        return Written(batch, keys, tokens, len(group), followed, told)


def _homes(world: World, people: int) -> Iterator[list[Sketch]]:
    """Yield the invented people of one household after another."""
    towns = {town.istat: town.name for town in municipalities_of(world.district)}
    structure = {istat: age_sex_structure(istat) for istat in towns}
    day = world.day(world.start)
    families = list(draw_families(structure, people, world.scenario.households, world.rng))
    world.rng.shuffle(families)
    for family in families:
        yield sketch(world, family, towns[family.municipality], day)


def _flat(groups: Iterator[list[list[Sketch]]], sizes: list[list[int]]) -> Iterator[list[Sketch]]:
    """Yield each group's people in a row, keeping in `sizes` how many live in each household."""
    for homes in groups:
        sizes.append([len(home) for home in homes])
        yield [one for home in homes for one in home]


def _batches(things: Iterator[_T], size: int) -> Iterator[list[_T]]:
    while group := list(islice(things, size)):
        yield group


def _followers(world: World, people: int) -> list[Follower]:
    """Return the demonstration workers, and as many more as make plausible caseloads."""
    found = [_follower(one) for one in world.workers]
    more = max(round(people / _FILES_A_WORKER) - len(found), 0)
    with transaction.atomic():
        found += [_worker(world, number) for number in range(1, more + 1)]
    return found


def _follower(someone: Someone) -> Follower:
    return Follower(someone.account.id, someone.actor)


def _worker(world: World, number: int) -> Follower:
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
        families=_FILES_A_WORKER,
        at=world.start,
    )
    grant = Grant(role=Role.SOCIAL_WORKER, district=world.district)
    actor = Actor(id=account.id, name=account.name, grants=(grant,), origin=Origin.SIMULATED)
    return Follower(account.id, actor)


class _Saver:
    """Saves batches in a thread of its own, in order; what goes wrong there is raised here."""

    def __init__(self, done: Filled, people: int, tell: Callable[[float], None]) -> None:
        self._done, self._people, self._tell = done, people, tell
        self._waiting: Queue[Written | None] = Queue(_BATCHES_WAITING)
        self._failed: list[BaseException] = []
        self._thread = Thread(target=self._run, name="saver")

    def __enter__(self) -> Callable[[Written], None]:
        self._thread.start()
        return self._put

    def __exit__(self, *_: object) -> None:
        self._waiting.put(None)
        self._thread.join()
        if self._failed:
            raise self._failed[0]

    def _put(self, written: Written) -> None:
        if self._failed:
            raise self._failed[0]
        self._waiting.put(written)

    def _run(self) -> None:
        try:
            _unhurried()
            while (written := self._waiting.get()) is not None:
                self._save(written)
        except BaseException as error:
            self._failed.append(error)
            while self._waiting.get() is not None:
                continue
        finally:
            connection.close()

    def _save(self, written: Written) -> None:
        with transaction.atomic():
            save_keys(written.keys)
            written.batch.save()
            save_tokens(written.tokens)
        self._done.people += written.people
        self._done.pathways += written.pathways
        self._done.needs += written.needs
        self._tell(self._done.people / self._people)


def _unhurried() -> None:
    """Let this connection write without waiting for the disk: a stopped run is thrown away."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-262144")
