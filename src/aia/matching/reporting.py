"""An answer read by group, and what each fairness constraint costs.

A group is whatever a need tells in `groups` (area, sex, age band; citizenship only where the law
lets it be told). The report counts what the proposals would do; whoever publishes it passes it
through the observatory's release rules first, because small groups show people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from aia.matching.actions import solve
from aia.matching.answers import cost_of
from aia.matching.siding import groups
from aia.matching.terms import UNSERVED, URGENCIES, Ints, NoAnswer, Problem


@dataclass(frozen=True)
class Line:
    """One value of one group: needs, served, mean days waiting of both, mean kilometres."""

    group: str
    value: str
    needs: int
    served: int
    waited_served: float | None
    waited_unserved: float | None
    distance_km: float | None


@dataclass(frozen=True)
class Price:
    """What one constraint changes: served by urgency (5 … 1), days waited by served, cost.

    Each is "with the constraint" less "without it, all others kept"; None when the constraints
    cannot all be met together.
    """

    constraint: str
    served: tuple[int, ...] | None
    waiting_days: int | None
    cost: float | None


def by_group(problem: Problem, chosen: Ints) -> list[Line]:
    """Return a line for each value of each group that the needs tell."""
    waiting = np.array([one.waiting_days for one in problem.needs], dtype=np.float64)
    names = sorted({name for need in problem.needs for name in need.groups})
    return [
        _line(problem, chosen, waiting, name, value, np.array(members))
        for name in names
        for value, members in groups(problem, name).items()
    ]


def _line(
    problem: Problem, chosen: Ints, waiting: Any, name: str, value: str, members: Ints
) -> Line:
    served = members[chosen[members] != UNSERVED]
    without = members[chosen[members] == UNSERVED]
    far = problem.pairs.distance
    return Line(
        group=name,
        value=value,
        needs=len(members),
        served=len(served),
        waited_served=_mean(waiting[served]),
        waited_unserved=_mean(waiting[without]),
        distance_km=None if far is None else _mean(far[chosen[served]]),
    )


def _mean(told: Any) -> float | None:
    known = told[~np.isnan(told)]
    return round(float(known.mean()), 1) if len(known) else None


def prices_of_fairness(problem: Problem, *, seed: int = 0) -> list[Price]:
    """Return what each share and each "apart" of the problem costs, by solving without it."""
    told = [
        (f"{one.group} ≥ {one.at_least:.0%}", replace(problem, shares=_but(problem.shares, one)))
        for one in problem.shares
    ]
    told += [
        (
            "apart: " + ", ".join(str(problem.needs[at].id) for at in one.needs),
            replace(problem, aparts=_but(problem.aparts, one)),
        )
        for one in problem.aparts
    ]
    if not told:
        return []
    try:
        held = _measures(problem, seed)
    except NoAnswer:
        return [Price(name, None, None, None) for name, _ in told]
    return [_price(name, held, _measures(free, seed)) for name, free in told]


def _but(constraints: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    return tuple(other for other in constraints if other is not one)


def _measures(problem: Problem, seed: int) -> tuple[tuple[int, ...], int, float]:
    chosen = solve(problem, seed=seed).chosen
    served = [one for at, one in enumerate(problem.needs) if chosen[at] != UNSERVED]
    counts = tuple(sum(one.urgency == level for one in served) for level in reversed(URGENCIES))
    return counts, sum(one.waiting_days for one in served), cost_of(problem, chosen)


def _price(
    name: str,
    held: tuple[tuple[int, ...], int, float],
    free: tuple[tuple[int, ...], int, float],
) -> Price:
    return Price(
        constraint=name,
        served=tuple(one - other for one, other in zip(held[0], free[0], strict=True)),
        waiting_days=held[1] - free[1],
        cost=round(held[2] - free[2], 6),
    )
