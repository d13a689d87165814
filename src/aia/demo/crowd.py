"""The persons of a large simulation: invented in order, made ready in a process of their own."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing import get_context

import numpy as np

from aia.demo.families import STREETS, tax_code
from aia.demo.households import Family
from aia.demo.readying import Ready, Sketch, make_ready, prepare
from aia.demo.world import World
from aia.people.terms import HouseholdRole, Identity

_YEAR = 365.25
_AHEAD = 3


def sketch(world: World, family: Family, town: str, day: date) -> list[Sketch]:
    """Invent the people of a household as they are on that day."""
    origin = world.names.origin(world.scenario.people["from_abroad"], world.rng)
    surname = world.names.family(origin, world.rng)
    address = f"{world.pick(STREETS)}, {int(world.rng.integers(1, 400))}"
    chance = world.rng.random((len(family.members), 2))
    phones = world.rng.integers(10**6, 10**7, len(family.members))
    found = []
    for drawn, (within, coded), phone in zip(family.members, chance, phones, strict=True):
        own = drawn.role in (HouseholdRole.PARTNER, HouseholdRole.RELATIVE)
        identity = Identity(
            given_name=world.names.given(origin, drawn.sex, world.rng),
            family_name=world.names.family(origin, world.rng) if own else surname,
            birth_date=day - timedelta(days=int((drawn.age + within) * _YEAR)),
            address=address,
            phone=f"000 {phone}",
        )
        has_code = coded < world.scenario.people["with_tax_code"]
        code = tax_code(identity, drawn.sex, world.birthplace) if has_code else ""
        found.append(Sketch(identity, drawn.sex, drawn.role, family.municipality, town, code))
    return found


@contextmanager
def made_ready(groups: Iterator[list[Sketch]]) -> Iterator[Iterator[list[Ready]]]:
    """Give the groups made ready in their order, a few ahead of whoever reads them."""
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=prepare) as pool:
        waiting: list[Future[list[Ready]]] = []

        def ready() -> Iterator[list[Ready]]:
            for group in groups:
                waiting.append(pool.submit(make_ready, group))
                if len(waiting) > _AHEAD:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()

        try:
            yield ready()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def shares_of(total: int, among: int, rng: np.random.Generator) -> list[int]:
    """Return how many each of `among` gets: one at least where there are enough, `total` in all."""
    if total < among:
        return [1] * total + [0] * (among - total)
    extra = rng.multinomial(total - among, [1 / among] * among)
    return [1 + int(number) for number in extra]
