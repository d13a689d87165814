"""One need held against every resource: what speaks for each and what speaks against it.

This is what a page asks that puts options before one person. Nothing is assigned: the resources
come in the order in which they fit, ties by the public lottery, and each says its own reasons as
values, for whoever shows them in their own words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aia.matching import lottery
from aia.matching.checking import INTENSITIES
from aia.matching.pairing import Floor, Why, by_need, row_of
from aia.matching.rules import first_unmet
from aia.matching.terms import Id, Need, Problem, Resource, Rule


@dataclass(frozen=True)
class Weighed:
    """A resource as it is for one need.

    `why` is a name of `pairing.Why` in small letters; "possible" with a `cost` in kilometres'
    worth, and "full" when nothing else is against it but that no place is left. `km` and `covered`
    (the part of the wanted hours) are None where one side does not tell them; `steps` is how much
    more (or, below zero, less) intense it is than wanted.
    """

    resource: Id
    why: str
    cost: float
    km: float | None
    covered: float | None
    steps: int | None
    shares_language: bool | None
    unmet: Rule | None


def weighed(problem: Problem, need: Id, *, seed: int = 0) -> list[Weighed]:
    """Return every resource of the problem for a need, what fits best first.

    Raises KeyError for a need that the problem does not have.
    """
    at = {one.id: number for number, one in enumerate(problem.needs)}[need]
    mine = problem.needs[at]
    floor = Floor(problem.resources)
    row = row_of(floor, at, mine, by_need(problem.declined))
    covered = floor.covered(mine)
    found = [
        Weighed(
            resource=one.id,
            why=_why(Why(int(row.why[number])), one),
            cost=float(row.cost[number]),
            km=None if np.isnan(row.distance[number]) else float(row.distance[number]),
            covered=float(covered[number]) if mine.times and one.times else None,
            steps=_steps(mine, one),
            shares_language=_shares_language(mine, one),
            unmet=_unmet(mine, one),
        )
        for number, one in enumerate(problem.resources)
    ]
    drawn = lottery.seeds_of(seed, "resource", [one.id for one in problem.resources])
    order = sorted(range(len(found)), key=lambda number: (found[number].cost, drawn[number]))
    return [found[number] for number in order]


def _why(why: Why, one: Resource) -> str:
    return "full" if why == Why.POSSIBLE and one.capacity == 0 else why.name.lower()


def _steps(need: Need, one: Resource) -> int | None:
    if need.intensity is None or one.intensity is None:
        return None
    return INTENSITIES.index(one.intensity) - INTENSITIES.index(need.intensity)


def _shares_language(need: Need, one: Resource) -> bool | None:
    if not need.languages or not one.languages:
        return None
    return bool(set(need.languages) & set(one.languages))


def _unmet(need: Need, one: Resource) -> Rule | None:
    found = first_unmet(one.rules, need.facts)
    return found[0] if found else None
