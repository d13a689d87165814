"""Hiding what must be hidden besides the cells at risk, until no attack narrows any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from aia.observatory.disclosure.attack import NEAR, Attack, Found, Goals
from aia.observatory.disclosure.covering import Needs, cover, cover_exactly
from aia.observatory.disclosure.ground import Booleans, Floats, Ground

_SMALL = 3_000
# Counted in steps and not in seconds: the same numbers hide the same cells on a busy machine too.
_MOST_STEPS = 100
_MOST_ROUNDS = 8


class Unprotectable(ValueError):
    """No set of cells was found whose hiding protects those at risk."""

    def __init__(self, cells: Sequence[int]) -> None:
        super().__init__(f"{len(cells)} cells stay open to attack whatever is hidden")
        self.cells = tuple(cells)


@dataclass(frozen=True)
class Hidden:
    """The cells to hide, and the moves that prove that nothing at risk can be narrowed.

    `whole` tells how many of the goals (each way counted) are proved in whole numbers.
    """

    cells: Booleans
    moves: tuple[Floats, ...]
    whole: int
    goals: int


class Suppressor(Protocol):
    """Whatever says which cells to hide besides those that are hidden already."""

    def __call__(self, ground: Ground, needs: Needs, hidden: Booleans) -> Booleans: ...


def by_lines(ground: Ground, needs: Needs, hidden: Booleans) -> Booleans:
    """Ask the lines: the cheapest set on a small ground, one cell after the other on a large."""
    if ground.size <= _SMALL:
        exact = cover_exactly(ground, needs, hidden, steps=_MOST_STEPS)
        if exact is not None:
            return exact
    return cover(ground, needs, hidden)


def suppress(
    ground: Ground, needs: Needs, hidden: Booleans, *, suppressor: Suppressor = by_lines
) -> Hidden:
    """Return which cells to hide, beginning with those that are hidden already.

    First whatever `suppressor` says; then attacks, and what each goal that stays open needs, until
    none is open. Raises Unprotectable.
    """
    goals = goals_of(ground, needs)
    taken = hidden.copy()
    for _ in range(3):
        more = suppressor(ground, needs, taken)
        if (more == taken).all():
            break
        taken = more
    found = Attack(ground, taken).prove(goals)
    price = needs.price
    for attempt in range(_MOST_ROUNDS):
        if not found.open.any():
            return Hidden(taken, *_proofs(found))
        widened, move = _mend(ground, price, taken, goals, found, most=4.0 ** (attempt + 1))
        attack = Attack(ground, widened)
        found = attack.prove(goals, seed=attempt + 1, known=(*_moves(found), move))
        if (widened == taken).all() or attempt > 1:
            failed = attack.settle(found, goals, most=1)
            if failed and (widened == taken).all() and attempt + 1 == _MOST_ROUNDS:
                raise Unprotectable([int(goals.cells[one]) for one in failed])
        taken = widened
    if found.open.any():
        raise Unprotectable([int(one) for one in goals.cells[found.open]])
    return Hidden(taken, *_proofs(found))


def goals_of(ground: Ground, needs: Needs) -> Goals:
    """Return the goals of the cells at risk."""
    cells = np.flatnonzero(needs.at_risk & ~ground.slack)
    return Goals.between(ground, cells, needs.low[cells], needs.high[cells])


def _proofs(found: Found) -> tuple[tuple[Floats, ...], int, int]:
    used = np.unique(np.concatenate([found.up, found.down]))
    whole = np.array([*found.whole, False])
    proved = int(whole[found.up].sum() + whole[found.down].sum())
    return tuple(found.moves[one] for one in used if one >= 0), proved, 2 * len(found.up)


def _moves(found: Found) -> tuple[Floats, ...]:
    return _proofs(found)[0]


def _mend(
    ground: Ground, price: Floats, taken: Booleans, goals: Goals, found: Found, *, most: float
) -> tuple[Booleans, Floats]:
    """Return the hidden cells with those through which the open goals move at the least price.

    One program moves all open goals as far as they must, each its way, and may move shown cells
    too, at their price for each person moved; the shown cells that it moves are hidden. Cells
    dearer than `most` times the largest need are left out of account. The move comes with them.
    """
    from scipy.optimize import linprog
    from scipy.sparse import hstack

    reach = most * max(float(goals.up.max()), float(goals.down.max()), 1.0)
    cells = ~taken & ~ground.slack & (price <= reach) & (ground.values > NEAR)
    attack, through = Attack(ground, taken), np.flatnonzero(cells)
    own = len(attack.columns)

    def both_ways(rows: Any) -> Any:
        return hstack([rows[:, attack.columns], rows[:, through], -rows[:, through]]).tocsr()

    matrix, within = both_ways(ground.lines), both_ways(ground.within)
    matrix = matrix[np.diff(matrix.indptr) > 0]
    bound = np.diff(within.indptr) > 0
    low = np.concatenate([attack.low, np.zeros(2 * len(through))])
    high = np.concatenate([attack.high, np.full(len(through), reach), ground.values[through]])
    cost = np.concatenate([np.zeros(own), price[through], price[through]])
    at = attack.place[goals.cells]
    upward = found.up < 0
    high[at] = np.where(found.open & upward, np.minimum(high[at], goals.up), high[at])
    low[at] = np.where(found.open & ~upward, np.maximum(low[at], -goals.down), low[at])
    gain = 8.0 * max(1.0, float(price[through].max(initial=1.0)))
    cost[at] -= np.where(found.open, np.where(upward, gain, -gain), 0.0)
    bounds = np.column_stack([low, high])
    method = "highs-ds" if len(cost) < _SMALL else "highs-ipm"
    done = linprog(
        cost,
        A_ub=within[bound] if bound.any() else None,
        b_ub=ground.room[bound] if bound.any() else None,
        A_eq=matrix,
        b_eq=np.zeros(matrix.shape[0]),
        bounds=bounds,
        method=method,
    )
    if done.x is None:
        return taken, np.zeros(ground.size)
    moved = done.x[own : own + len(through)] + done.x[own + len(through) :]
    widened = taken.copy()
    widened[through[moved > NEAR]] = True
    move = np.zeros(ground.size)
    move[attack.columns] = done.x[:own]
    move[through] = done.x[own : own + len(through)] - done.x[own + len(through) :]
    move[~(widened | ground.slack)] = 0.0
    return widened, move
