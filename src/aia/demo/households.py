"""Households drawn from a municipality's real age and sex structure. Pure and seeded.

Ages and sexes are the municipality's own; who lives with whom is a plausible guess (shares in
`scenario.yaml`), not a statistic.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aia.people.terms import HouseholdRole, Sex

_SEXES = (Sex.FEMALE, Sex.MALE)
_ADULT = 18
_LEAVES_HOME = 27
_PARENT_AGE = (20, 44)
_COUPLE_GAP = 9


@dataclass(frozen=True)
class Drawn:
    """One invented person: completed years of age, sex, place in the household; perhaps a name."""

    age: int
    sex: str
    role: str = HouseholdRole.REFERENCE
    name: str = ""


@dataclass
class Family:
    """One invented household in a municipality (ISTAT code)."""

    municipality: str
    members: list[Drawn] = field(default_factory=list)


def draw_families(
    structure: Mapping[str, NDArray[np.int64]],
    people: int,
    shares: Mapping[str, float],
    rng: np.random.Generator,
) -> Iterator[Family]:
    """Yield households holding `people` persons in all.

    `structure` maps an ISTAT code to an (101, 2) array of residents by age and sex (women, men);
    municipalities get persons in proportion to their residents.
    """
    codes = sorted(structure)
    weights = np.array([structure[code].sum() for code in codes], dtype=float)
    for code, count in zip(codes, rng.multinomial(people, weights / weights.sum()), strict=True):
        yield from _families_of(code, structure[code], int(count), shares, rng)


def _families_of(
    code: str,
    residents: NDArray[np.int64],
    count: int,
    shares: Mapping[str, float],
    rng: np.random.Generator,
) -> Iterator[Family]:
    cells = rng.choice(residents.size, size=count, p=(residents / residents.sum()).ravel())
    persons = [Drawn(int(cell) // 2, _SEXES[int(cell) % 2]) for cell in cells]
    adults = [person for person in persons if person.age >= _LEAVES_HOME]
    young = sorted((p for p in persons if p.age < _LEAVES_HOME), key=lambda person: -person.age)
    rng.shuffle(adults)
    while young and (parent := _take_parent(adults, young[-1].age)):
        children = [young.pop() for _ in range(min(len(young), _siblings(shares, rng)))]
        family = Family(code, [parent])
        if rng.random() > shares["single_parent"] and (partner := _take_partner(adults, parent)):
            family.members.append(_as(partner, HouseholdRole.PARTNER))
        family.members += [_as(child, HouseholdRole.CHILD) for child in children]
        yield family
    yield from _without_children(code, adults, young, shares, rng)


def _without_children(
    code: str,
    adults: list[Drawn],
    young: list[Drawn],
    shares: Mapping[str, float],
    rng: np.random.Generator,
) -> Iterator[Family]:
    """Couples and people alone; minors for whom no parent was drawn join the last household."""
    while adults:
        family = Family(code, [adults.pop()])
        if rng.random() < shares["couple"] and (
            partner := _take_partner(adults, family.members[0])
        ):
            family.members.append(_as(partner, HouseholdRole.PARTNER))
        if young and young[-1].age < _ADULT:
            family.members.append(_as(young.pop(), HouseholdRole.RELATIVE))
        yield family
    for person in young:
        yield Family(code, [person])


def _siblings(shares: Mapping[str, float], rng: np.random.Generator) -> int:
    draw = rng.random()
    if draw < shares["one_child"]:
        return 1
    return 2 if draw < shares["one_child"] + shares["two_children"] else 3


def _take_parent(adults: list[Drawn], child_age: int) -> Drawn | None:
    youngest, oldest = (child_age + years for years in _PARENT_AGE)
    return _take(adults, lambda person: youngest <= person.age <= oldest)


def _take_partner(adults: list[Drawn], person: Drawn) -> Drawn | None:
    return _take(
        adults,
        lambda other: other.sex != person.sex and abs(other.age - person.age) <= _COUPLE_GAP,
    )


def _take(adults: list[Drawn], fits: Callable[[Drawn], bool]) -> Drawn | None:
    for index in range(len(adults) - 1, -1, -1):
        if fits(adults[index]):
            return adults.pop(index)
    return None


def _as(person: Drawn, role: str) -> Drawn:
    return Drawn(person.age, person.sex, role)
