"""Attacking a ground by linear programming: what can still be imagined of each hidden cell.

Asking for the least and the most of every cell takes two programs a cell. Instead one program
pushes many cells at once, each as far as must stay possible; a solution is a *move*, and proves
for every cell that it pushed far enough that the attacker cannot tell. What no move reaches is
asked by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from aia.observatory.disclosure.ground import Booleans, Floats, Ground, Integers

NEAR = 1e-6
_FAR = 1e9
_MANY = 1_000
# Another program for all is worth it while it proves this share of what is open.
_PAYS = 0.2
# Of a large ground, what is left when so few goals are open is better mended than asked for.
_FEW = 0.02


@dataclass(frozen=True)
class Goals:
    """How far each cell at risk must be movable: `up` and `down` from its value, in `cells`."""

    cells: Integers
    down: Floats
    up: Floats

    @classmethod
    def between(cls, ground: Ground, cells: Integers, low: Floats, high: Floats) -> Goals:
        """Return the goals of cells that must look like anything from `low` to `high`."""
        values = ground.values[cells]
        return cls(cells, np.maximum(values - low, 0.0), np.maximum(high - values, 0.0))


@dataclass
class Found:
    """What an attack found: moves, and for each goal the move that proves it (-1: none).

    `moves` are over all cells of the ground. `whole` says which moves are in whole numbers, so
    that they hold against somebody who knows that people are not divided.
    """

    down: Integers
    up: Integers
    moves: list[Floats] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)

    @property
    def open(self) -> Booleans:
        """Say which cells lack a proof."""
        return np.asarray((self.down < 0) | (self.up < 0))

    @property
    def proved(self) -> int:
        """Return how many goals, each way counted, have a proof."""
        return int((self.down >= 0).sum() + (self.up >= 0).sum())


class Attack:
    """The programs of one ground with one set of hidden cells."""

    def __init__(self, ground: Ground, hidden: Booleans) -> None:
        self.ground = ground
        self.columns = np.flatnonzero(hidden | ground.slack)
        self.place = np.full(ground.size, -1)
        self.place[self.columns] = np.arange(len(self.columns))
        lines = ground.lines[:, self.columns]
        self.lines = lines[np.diff(lines.indptr) > 0]
        within = ground.within[:, self.columns]
        bound = np.diff(within.indptr) > 0
        self.within, self.room = within[bound], ground.room[bound]
        values = ground.values[self.columns]
        self.low: Floats = ground.floors[self.columns] - values
        self.high: Floats = np.minimum(ground.caps[self.columns] - values, _FAR)

    def prove(self, goals: Goals, *, seed: int = 0, known: Sequence[Floats] = ()) -> Found:
        """Look for moves that prove the goals, many at once, for as long as it pays.

        `known` are moves that may prove some already. What is open afterwards may still be
        movable: `settle` asks for each by itself.
        """
        found = self.begun(goals, known)
        random = np.random.default_rng(seed)
        paid = True
        while paid and found.open.any():
            before, left = found.proved, 2 * len(goals.cells) - found.proved
            upward = np.where(
                (found.up < 0) & (found.down < 0),
                random.integers(0, 2, len(goals.cells)) == 1,
                found.up < 0,
            )
            weight = np.where(found.open, 0.5 + random.random(len(goals.cells)), 0.0)
            self.push(found, goals, upward, weight)
            paid = found.proved - before > left * _PAYS
            if len(self.columns) >= _MANY and found.open.sum() < _FEW * len(goals.cells):
                paid = False
        return found

    def settle(self, found: Found, goals: Goals, *, most: int) -> list[int]:
        """Ask for every open goal by itself; return those that cannot be reached, `most` at most.

        Goals are told by their place. What comes along on the way is proved too.
        """
        failed: list[int] = []
        for one in np.flatnonzero(found.open):
            for upward, proofs in ((True, found.up), (False, found.down)):
                if proofs[one] < 0 and len(failed) < most:
                    weight = np.where(found.open, 0.1 / max(1, found.open.sum()), 0.0)
                    weight[one] = 1.0
                    ways = np.where(found.open, found.up < 0, False)
                    ways[one] = upward
                    self.push(found, goals, ways, weight)
                    if proofs[one] < 0:
                        failed.append(int(one))
                        break
        return failed

    def begun(self, goals: Goals, known: Sequence[Floats]) -> Found:
        """Return what is proved before any program is solved: by known moves, and by standing."""
        count = len(goals.cells)
        found = Found(np.full(count, -1), np.full(count, -1))
        for move in (np.zeros(self.ground.size), *known):
            if self._holds(move):
                self._note(found, goals, move)
        return found

    def _holds(self, move: Floats) -> bool:
        """Say whether a move changes hidden cells alone, within bounds, and keeps every line."""
        outside = np.ones(self.ground.size, dtype=bool)
        outside[self.columns] = False
        if len(move) != self.ground.size or np.abs(move[outside]).max(initial=0.0) > NEAR:
            return False
        inside = move[self.columns]
        within = (inside >= self.low - NEAR).all() and (inside <= self.high + NEAR).all()
        held = np.abs(self.lines @ inside).max(initial=0.0) <= NEAR * 10
        small = (self.within @ inside - self.room).max(initial=0.0) <= NEAR * 10
        return bool(within and held and small)

    def push(self, found: Found, goals: Goals, upward: Booleans, weight: Floats) -> None:
        """Push every cell with a weight its way, no further than it must, and keep the move."""
        usable = self.place[goals.cells] >= 0
        at = self.place[goals.cells[usable]]
        up, pushed = upward[usable], weight[usable] > 0
        low, high, push = self.low.copy(), self.high.copy(), np.zeros(len(self.columns))
        high[at] = np.where(pushed & up, np.minimum(high[at], goals.up[usable]), high[at])
        low[at] = np.where(pushed & ~up, np.maximum(low[at], -goals.down[usable]), low[at])
        push[at] = np.where(up, weight[usable], -weight[usable])
        self._note(found, goals, self._spread(self.solve(push, low, high)))

    def _note(self, found: Found, goals: Goals, move: Floats) -> None:
        """Keep a move, and what it proves."""
        rounded = np.rint(move)
        whole = bool(np.abs(move - rounded).max(initial=0.0) < NEAR)
        kept = rounded if whole else move
        number = len(found.moves)
        found.moves.append(kept)
        found.whole.append(whole)
        here = kept[goals.cells]
        found.up[(found.up < 0) & (here >= goals.up - NEAR)] = number
        found.down[(found.down < 0) & (here <= -goals.down + NEAR)] = number

    def _spread(self, move: Floats) -> Floats:
        whole: Floats = np.zeros(self.ground.size)
        whole[self.columns] = move
        return whole

    def solve(self, push: Floats, low: Floats | None = None, high: Floats | None = None) -> Floats:
        """Return the move of the hidden cells that goes furthest along `push`."""
        from scipy.optimize import linprog

        if not len(self.columns) or not push.any():
            return np.zeros(len(self.columns))
        bounds = np.column_stack(
            [self.low if low is None else low, self.high if high is None else high]
        )
        method = "highs-ds" if len(self.columns) < _MANY else "highs-ipm"
        nothing = np.zeros(self.lines.shape[0])
        done = linprog(
            -push,
            A_ub=self.within if len(self.room) else None,
            b_ub=self.room if len(self.room) else None,
            A_eq=self.lines,
            b_eq=nothing,
            bounds=bounds,
            method=method,
        )
        if done.x is None:
            raise RuntimeError(f"the attack's program was not solved: {done.message}")
        return np.asarray(done.x, dtype=np.float64)

    def bounds(self, cell: int) -> tuple[float, float]:
        """Return the least and the most that a cell can be as far as the attacker knows."""
        value = float(self.ground.values[cell])
        at = int(self.place[cell])
        if at < 0:
            return value, value
        push = np.zeros(len(self.columns))
        push[at] = 1.0
        up = float(self.solve(push)[at])
        down = float(self.solve(-push)[at])
        return value + down, value + up
