"""The ground of an attack: every cell of linked tables, and the sums that tie them together.

A cell is a variable; a line says that some cells add up to another one. Whoever attacks knows the
lines, the shown cells, and that nothing is below zero. What they can still imagine is the truth
plus a *move*: a change of hidden cells alone under which every line still holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.observatory.disclosure.tables import Key

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Integers = NDArray[np.int64]

MOST_CELLS = 400_000
QUARTER = "quarter"
_NEARLY = 1e-6


@dataclass(frozen=True)
class Counted:
    """One table of one part: what is counted in each cell; cells that are not there are empty.

    `until` sets apart tables of different moments: only tables of one moment are linked.
    `known` names the cells whose number is seen, when others were only put there to have one:
    then a sum is believed unless what is seen refutes it.
    """

    breakdown: tuple[str, ...]
    numbers: Mapping[Key, float]
    until: str = ""
    known: frozenset[Key] | None = None


@dataclass
class Ground:
    """Cells and lines.

    - `places`: for each cell its table (place among the tables; -1 for a slack) and its key;
    - `values`: what is really there; `floors`, `caps`: the least and the most that it can be as
      far as anybody knows;
    - `lines`: one row a line, one column a cell: 1 for a part of the sum, -1 for the sum;
    - `slack`: cells that stand for what a line leaves open; always hidden, never at risk;
    - `within`: one row for each part that is no more than its sum, though the parts do not add up
      to it: 1 for the part, -1 for the sum; `room` tells by how much it is less.
    """

    places: list[tuple[int, Key]]
    values: Floats
    floors: Floats
    caps: Floats
    slack: Booleans
    lines: Any
    within: Any
    room: Floats

    @property
    def size(self) -> int:
        """Return how many cells there are."""
        return len(self.places)

    def index(self) -> dict[tuple[int, Key], int]:
        """Return where each cell stands."""
        return {place: at for at, place in enumerate(self.places)}


Nesting = Mapping[tuple[str, str], Mapping[str, str]]
"""For a finer and a coarser dimension, the coarser code of each finer one."""


def ground_of(
    tables: Sequence[Counted],
    *,
    nesting: Nesting | None = None,
    between: Mapping[tuple[int, Key], tuple[float, float]] | None = None,
    grown: Sequence[tuple[int, int, int]] = (),
    zeros_known: bool = False,
) -> Ground:
    """Return the ground on which the tables lie.

    Tables are linked where one is the sum of another over a dimension, or over finer codes of one
    (`nesting`). A sum that does not hold exactly for every cell (distinct counts) only bounds.
    `between` tells what is known of single cells: their least and their most. With `zeros_known`
    empty cells are no cover. `grown` names three tables each: what there was, what came, and what
    there is.
    """
    codes = _codes(tables)
    places: list[tuple[int, Key]] = []
    at: list[dict[Key, int]] = []
    values: list[float] = []
    for number, table in enumerate(tables):
        standing: dict[Key, int] = {}
        for key in _keys(table, codes, zeros_known=zeros_known):
            standing[key] = len(places)
            places.append((number, key))
            values.append(float(table.numbers.get(key, 0.0)))
        at.append(standing)
    ties = _Ties(np.array(values), _seen(tables, at, len(places)))
    for coarse, fine, lift in _links(tables, nesting or {}):
        ties.link(at[coarse], at[fine], lift)
    for before, came, after in grown:
        for key in at[before]:
            if key in at[came] and key in at[after]:
                ties.grow(at[before][key], at[came][key], at[after][key])
    for place, (least, most) in (between or {}).items():
        where = at[place[0]].get(place[1])
        if where is not None:
            ties.floors[where] = max(ties.floors[where], least)
            ties.caps[where] = min(ties.caps[where], most)
    return ties.ground(places)


def _seen(tables: Sequence[Counted], at: Sequence[Mapping[Key, int]], size: int) -> Booleans:
    """Return which cells' numbers are to be believed."""
    seen = np.ones(size, dtype=bool)
    for table, standing in zip(tables, at, strict=True):
        if table.known is not None:
            for key, where in standing.items():
                seen[where] = key in table.known
    return seen


def _codes(tables: Iterable[Counted]) -> dict[str, list[str]]:
    """Return every code that any table uses, by dimension."""
    found: dict[str, set[str]] = {}
    for table in tables:
        for place, name in enumerate(table.breakdown):
            found.setdefault(name, set()).update(key[place] for key in table.numbers)
    return {name: sorted(codes) for name, codes in found.items()}


def _keys(table: Counted, codes: Mapping[str, list[str]], *, zeros_known: bool) -> Iterable[Key]:
    """Return the cells of a table: also the empty ones, when they may be taken for hidden."""
    sizes = [codes[name] for name in table.breakdown]
    if zeros_known or prod(map(len, sizes)) > MOST_CELLS:
        return (key for key, number in table.numbers.items() if number)
    return product(*sizes)


def _links(tables: Sequence[Counted], nesting: Nesting) -> Iterable[tuple[int, int, Any]]:
    """Give each pair of a sum and its parts, with the way from a part's key to the sum's."""
    for coarse, upper in enumerate(tables):
        for fine, lower in enumerate(tables):
            if coarse == fine:
                continue
            if upper.until == lower.until:
                lift = _lift(upper.breakdown, lower.breakdown, nesting)
            else:
                lift = _quarters_until(upper, lower)
            if lift is not None:
                yield coarse, fine, lift


def _lift(upper: tuple[str, ...], lower: tuple[str, ...], nesting: Nesting) -> Any:
    gone = [name for name in lower if name not in upper]
    come = [name for name in upper if name not in lower]
    if len(gone) != 1 or len(come) > 1 or len(upper) + 1 - len(come) != len(lower):
        return None
    if not come:
        order = [lower.index(name) for name in upper]
        return lambda key: tuple(key[place] for place in order)
    within = nesting.get((gone[0], come[0]))
    if within is None:
        return None
    places = [lower.index(name if name in lower else gone[0]) for name in upper]
    renamed = upper.index(come[0])
    return lambda key: tuple(
        within.get(key[place], "") if to == renamed else key[place]
        for to, place in enumerate(places)
    )


def _quarters_until(upper: Counted, lower: Counted) -> Any:
    """The quarters up to a moment add up to what there was until then."""
    until = upper.until
    rest = tuple(name for name in lower.breakdown if name != QUARTER)
    if lower.until or QUARTER not in lower.breakdown or sorted(rest) != sorted(upper.breakdown):
        return None
    at = lower.breakdown.index(QUARTER)
    order = [lower.breakdown.index(name) for name in upper.breakdown]

    def lift(key: Key) -> Key | None:
        return tuple(key[place] for place in order) if key[at] <= quarter_of(until) else None

    return lift


def quarter_of(day: str) -> str:
    """Return the code of the quarter of a day written as ISO 8601 says."""
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


class _Ties:
    """Gathers lines, a link of two tables at a time."""

    def __init__(self, values: Floats, seen: Booleans) -> None:
        self.values = values
        self.seen = seen
        self.size = size = len(values)
        self.floors: Floats = np.zeros(size)
        self.caps: Floats = np.full(size, np.inf)
        self.rows: list[Integers] = []
        self.columns: list[Integers] = []
        self.signs: list[Floats] = []
        self.count = 0
        self.slacks = 0
        self.left_open: list[float] = []
        self.smaller: list[Integers] = []
        self.larger: list[Integers] = []

    def link(self, upper: Mapping[Key, int], lower: Mapping[Key, int], lift: Any) -> None:
        """Tie each cell above to the cells below that add up to it."""
        parts, sums = [], []
        for key, where in lower.items():
            above = upper.get(lift(key))
            if above is not None:
                parts.append(where)
                sums.append(above)
        if not parts:
            return
        part, whole = np.array(parts), np.array(sums)
        added = np.zeros(self.size)
        np.add.at(added, whole, self.values[part])
        tied, row = np.unique(whole, return_inverse=True)
        rest = added[tied] - self.values[tied]
        self._lines(row + self.count, part, 1.0)
        self._lines(np.arange(len(tied)) + self.count, tied, -1.0)
        blind = np.zeros(self.size, dtype=bool)
        np.logical_or.at(blind, whole, ~self.seen[part])
        refuted = np.where(blind[tied] | ~self.seen[tied], 0.0, np.abs(rest))
        if refuted.max() > _NEARLY:
            self._leave_open(rest, part, whole)
        self.count += len(tied)

    def grow(self, before: int, came: int, after: int) -> None:
        """What there was and what came are what there is."""
        line = np.array([self.count, self.count])
        self._lines(line, np.array([before, came]), 1.0)
        self._lines(line[:1], np.array([after]), -1.0)
        self.count += 1

    def _lines(self, rows: Integers, columns: Integers, sign: float) -> None:
        self.rows.append(rows)
        self.columns.append(columns)
        self.signs.append(np.full(len(columns), sign))

    def _leave_open(self, rest: Floats, part: Integers, whole: Integers) -> None:
        """The parts do not add up: they may overlap, or some may be nowhere. They only bound."""
        for line, amount in enumerate(rest):
            where = np.array([self.size + self.slacks])
            self._lines(np.array([self.count + line]), where, -1.0 if amount > 0 else 1.0)
            self.left_open.append(abs(float(amount)))
            self.slacks += 1
        self.smaller.append(part)
        self.larger.append(whole)

    def ground(self, places: list[tuple[int, Key]]) -> Ground:
        """Return what was gathered."""
        from scipy.sparse import csr_array

        columns = self.size + self.slacks
        if self.rows:
            where = (np.concatenate(self.rows), np.concatenate(self.columns))
            lines = csr_array((np.concatenate(self.signs), where), shape=(self.count, columns))
        else:
            lines = csr_array((0, columns))
        values = np.concatenate([self.values, np.array(self.left_open)])
        caps = np.concatenate([self.caps, np.full(self.slacks, np.inf)])
        floors = np.concatenate([self.floors, np.zeros(self.slacks)])
        return Ground(
            places=[*places, *((-1, ()) for _ in range(self.slacks))],
            values=values,
            floors=np.minimum(floors, values),
            caps=np.maximum(caps, values),
            slack=np.arange(columns) >= self.size,
            lines=lines,
            **self._within(columns),
        )

    def _within(self, columns: int) -> dict[str, Any]:
        """Return which part is no more than which sum, and by how much it is less."""
        from scipy.sparse import csr_array

        nothing: Integers = np.zeros(0, dtype=np.int64)
        part = np.concatenate([nothing, *self.smaller])
        whole = np.concatenate([nothing, *self.larger])
        rows = np.arange(len(part))
        signs = np.concatenate([np.ones(len(part)), -np.ones(len(part))])
        where = (np.concatenate([rows, rows]), np.concatenate([part, whole]))
        room = np.maximum(self.values[whole] - self.values[part], 0.0)
        return {"within": csr_array((signs, where), shape=(len(part), columns)), "room": room}
