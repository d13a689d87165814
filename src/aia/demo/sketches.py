"""People as the large simulation invents them, before and after they are registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from aia.demo.families import STREETS, tax_code
from aia.demo.households import Family
from aia.demo.world import World
from aia.people.actions import Sealer
from aia.people.terms import HouseholdRole, Identity

_YEAR = 365.25


@dataclass(frozen=True)
class Sketch:
    """An invented person before they are registered."""

    identity: Identity
    sex: str
    role: str
    municipality: str
    town: str
    code: str


@dataclass(frozen=True)
class Ready:
    """A registered person: their id (32 hexadecimal digits) and what seals for them."""

    sketch: Sketch
    id: str
    sealer: Sealer


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
        found.append(
            Sketch(identity, str(drawn.sex), str(drawn.role), family.municipality, town, code)
        )
    return found


def shares_of(total: int, among: int, rng: np.random.Generator) -> list[int]:
    """Return how many each of `among` gets: one at least where there are enough, `total` in all."""
    if total < among:
        return [1] * total + [0] * (among - total)
    extra = rng.multinomial(total - among, [1 / among] * among)
    return [1 + int(number) for number in extra]
