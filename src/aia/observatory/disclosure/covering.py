"""Which cells to hide besides those at risk: first by looking at one line at a time.

A line that holds a hidden cell must hold another one, or the hidden one is found by subtraction;
what is hidden in it must add up to what must stay possible. A cell taken for one line also stands
in others, where it must not be alone: so the cheapest set is looked for over all lines at once.
On small grounds a program in whole numbers finds it; on large ones a line after the other takes
the cell that mends most for the least.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from aia.observatory.disclosure.attack import NEAR
from aia.observatory.disclosure.ground import Booleans, Floats, Ground, Integers


@dataclass(frozen=True)
class Needs:
    """What must stay possible of each cell of the ground: from `low` to `high`.

    Both are the cell's value where nothing must. `price` is what hiding a cell loses; infinite for
    what cannot be hidden any more.
    """

    low: Floats
    high: Floats
    price: Floats

    @property
    def at_risk(self) -> Booleans:
        """Say which cells have something that must stay possible."""
        return np.asarray(self.high > self.low + NEAR)


class Lines:
    """The ground's lines read from both sides."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.of_line: Any = ground.lines
        self.of_cell: Any = ground.lines.tocsc()

    def cells(self, line: int) -> tuple[Integers, Floats]:
        """Return the cells of a line with their signs."""
        part = slice(self.of_line.indptr[line], self.of_line.indptr[line + 1])
        return self.of_line.indices[part], self.of_line.data[part]

    def through(self, cell: int) -> Integers:
        """Return the lines through a cell."""
        found: Integers = self.of_cell.indices[
            self.of_cell.indptr[cell] : self.of_cell.indptr[cell + 1]
        ]
        return found


def alive(ground: Ground, hidden: Booleans) -> Booleans:
    """Return the hidden cells without the empty ones that give themselves away.

    An empty cell alone in a line is seen to be empty: it covers nothing anywhere else.
    """
    living: Booleans = hidden | ground.slack
    shape = abs(ground.lines)
    empty = (ground.values <= NEAR) & ~ground.slack
    while True:
        count = shape @ living.astype(float)
        alone = np.asarray(shape.T @ (count == 1).astype(float)) > 0
        dying = living & empty & alone
        if not dying.any():
            return living
        living = living & ~dying


def lacking(ground: Ground, needs: Needs, hidden: Booleans) -> Floats:
    """Return, for each line, how much more must be hidden in it; 0 where nothing.

    A hidden cell that is empty and not at risk asks for nothing.
    """
    hidden = alive(ground, hidden)
    lines = ground.lines
    row = np.repeat(np.arange(lines.shape[0]), np.diff(lines.indptr))
    cell, sign = lines.indices, lines.data
    inside = hidden[cell]
    count = np.bincount(row[inside], minlength=lines.shape[0])
    heavy = inside & (ground.values[cell] > NEAR) & ~ground.slack[cell]
    weighty = np.bincount(row[heavy], minlength=lines.shape[0])
    asked = np.zeros(lines.shape[0])
    for way in (1.0, -1.0):
        same = inside & (sign == way)
        other = np.bincount(row[inside & (sign == -way)], minlength=lines.shape[0]) > 0
        amount = np.bincount(row[same], ground.values[cell[same]], minlength=lines.shape[0])
        most = np.zeros(lines.shape[0])
        risky = same & needs.at_risk[cell]
        np.maximum.at(most, row[risky], needs.high[cell[risky]])
        asked = np.maximum(asked, np.where(other, 0.0, np.maximum(most - amount, 0.0)))
    alone = (count == 1) & (weighty == 1)
    return np.asarray(np.where(alone, np.maximum(asked, 1.0), asked))


def cover(ground: Ground, needs: Needs, hidden: Booleans) -> Booleans:
    """Return the hidden cells with those added that the lines ask for, a line after the other."""
    given = hidden
    hidden = alive(ground, hidden)
    lines = Lines(ground)
    lack = lacking(ground, needs, hidden)
    count = np.asarray(abs(ground.lines) @ hidden.astype(float))
    waiting = [int(line) for line in np.argsort(-lack, kind="stable") if lack[line] > 0]
    while waiting:
        line = waiting.pop()
        if lack[line] <= 0:
            continue
        cells, _ = lines.cells(line)
        free = cells[~hidden[cells] & np.isfinite(needs.price[cells]) & ~ground.slack[cells]]
        free = free[ground.values[free] > NEAR]
        if not len(free):
            continue
        chosen = min(free, key=lambda one: _burden(int(one), lines, needs, lack, count))
        hidden[chosen] = True
        touched = lines.through(int(chosen))
        count[touched] += 1
        for one in touched:
            lack[one] = _lack_of(int(one), lines, needs, hidden)
            if lack[one] > 0:
                waiting.append(int(one))
    return np.asarray((hidden | given) & ~ground.slack)


def _burden(cell: int, lines: Lines, needs: Needs, lack: Floats, count: Floats) -> float:
    """What a cell costs: its price, less what it mends elsewhere, more where it would be alone."""
    touched = lines.through(cell)
    mended = int((lack[touched] > 0).sum())
    alone = int((count[touched] == 0).sum())
    return float(needs.price[cell] * (1 + alone) / mended)


def _lack_of(line: int, lines: Lines, needs: Needs, hidden: Booleans) -> float:
    ground = lines.ground
    cells, signs = lines.cells(line)
    inside = hidden[cells]
    here, way = cells[inside], signs[inside]
    if len(here) == 1 and ground.values[here[0]] > NEAR and not ground.slack[here[0]]:
        return max(1.0, float(needs.high[here[0]] - ground.values[here[0]]))
    asked = 0.0
    for sign in (1.0, -1.0):
        if (way == -sign).any():
            continue
        same = here[way == sign]
        risky = same[needs.at_risk[same]]
        if len(risky):
            most = float(needs.high[risky].max()) - float(ground.values[same].sum())
            asked = max(asked, most)
    return asked


def cover_exactly(ground: Ground, needs: Needs, hidden: Booleans, *, steps: int) -> Booleans | None:
    """Return the cheapest such set, or None when none is found in so many steps."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    lack = lacking(ground, needs, hidden)
    free = np.flatnonzero(
        ~hidden & ~ground.slack & np.isfinite(needs.price) & (ground.values > NEAR)
    )
    if not (lack > 0).any() or not len(free):
        return hidden.copy()
    touching = abs(ground.lines[:, free]).tocsr()
    values = ground.values[free]
    asking = np.flatnonzero(lack > 0)
    amounts = touching[asking].multiply(values).tocsr()
    amounts.data = np.minimum(amounts.data, np.repeat(lack[asking], np.diff(amounts.indptr)))
    count = np.asarray(abs(ground.lines) @ alive(ground, hidden).astype(float))
    bare = touching[np.flatnonzero(count == 0)]
    rules = [LinearConstraint(amounts, lack[asking], np.inf)]
    if bare.nnz:
        # Whoever is taken in a bare line needs company there: taken ≤ the others of the line.
        row = np.repeat(np.arange(bare.shape[0]), np.diff(bare.indptr))
        each = csr_array(
            (np.full(bare.nnz, -2.0), (np.arange(bare.nnz), bare.indices)),
            shape=(bare.nnz, len(free)),
        )
        rules.append(LinearConstraint(bare[row] + each, 0.0, np.inf))
    done = milp(
        needs.price[free],
        integrality=np.ones(len(free)),
        bounds=Bounds(0, 1),
        constraints=rules,
        options={"node_limit": steps, "mip_rel_gap": 0.02},
    )
    if done.x is None:
        return None
    taken = hidden.copy()
    taken[free[np.rint(done.x) > 0]] = True
    return taken
