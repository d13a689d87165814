"""An attacker who has kept everything that was ever published of an indicator.

They lay all editions side by side: what a closed quarter had does not change, so what was shown
of it once is known for ever; what there was until one day, and what came after it, add up to what
there is; municipalities that merged add up to their heir. Where editions contradict each other
(a number that was kept as it was published, a mended definition) they let go of the fewest sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np

from aia.observatory.disclosure.attack import NEAR, Attack, Goals
from aia.observatory.disclosure.auditing import Breach
from aia.observatory.disclosure.editions import OLD, Edition, Told, with_heirs
from aia.observatory.disclosure.ground import QUARTER, Counted, Floats, Ground, Nesting, ground_of
from aia.observatory.disclosure.nested import usual_nesting
from aia.observatory.disclosure.parts import DENOMINATOR, PARTS
from aia.observatory.disclosure.rule import FREQUENCY
from aia.observatory.disclosure.tables import TOTAL, Guard, Key, breakdown_code


@dataclass
class _Table:
    """What is known of one table at one moment, from whichever editions."""

    breakdown: tuple[str, ...]
    until: str
    numbers: dict[Key, float] = field(default_factory=dict)
    spans: dict[Key, tuple[float, float]] = field(default_factory=dict)
    editions: set[int] = field(default_factory=set)
    codes: dict[Key, float] = field(default_factory=dict)
    most_of_missing: float = np.inf
    whole: bool = False


def attack(
    editions: Sequence[Edition],
    *,
    guards: Mapping[str, Sequence[Guard]] | None = None,
    heirs: Mapping[str, str] | None = None,
    nesting: Nesting | None = None,
) -> list[Breach]:
    """Return what can be worked out from all editions (oldest first) of one indicator's tables.

    Without `guards` a hidden number is told when it is sure that somebody is there and that they
    are few. With them (by breakdown code) also when one of them is narrowed beyond what must stay
    possible. `heirs` tells into which municipality others merged.
    """
    editions = [one for one in editions if one.told.get("kind", FREQUENCY) == FREQUENCY]
    if not editions:
        return []
    nesting = dict(usual_nesting() if nesting is None else nesting)
    told = with_heirs(editions, heirs or {}, nesting)
    found = list(_changed_by_few(told))
    for part in PARTS:
        if not found:
            found += _Outsider(told, part, nesting, guards or {}).breaches()
    return found


def _numbers(told: Told, part: str) -> Iterator[tuple[Key, float | None, tuple[float, float]]]:
    """Give what a published table tells of each cell: the number, or between which it lies."""
    names = told["breakdown"]
    for cell in told["cells"]:
        whole = cell["denominator"]
        number = cell["value"] if whole is None else cell["numerator"]
        if part == DENOMINATOR:
            number = None if told["unit"].startswith("per_") else whole
        if number is not None:
            key = tuple(cell["of"][name] for name in names)
            if told["rounded_to"] is None:
                yield key, float(number), (0.0, np.inf)
            else:
                yield key, None, (float(cell["low"] or 0), float(cell["high"] or 0))


def _until(told: Told) -> str:
    return "" if QUARTER in told["breakdown"] else str(told["as_of"])


def _changed_by_few(editions: Sequence[Edition]) -> Iterator[Breach]:
    """Give the numbers that two editions tell of the same cell and that differ by few."""
    seen: dict[tuple[Any, ...], tuple[float, int]] = {}
    for edition in editions:
        told = edition.told
        for part in PARTS:
            for key, number, _span in _numbers(told, part):
                where = (part, tuple(told["breakdown"]), _until(told), key)
                before, number_before = seen.get(where, (number, 0))
                if number is None:
                    continue
                change = abs(number - (before or 0.0)) if before is not None else 0.0
                if NEAR < change < told["threshold"]:
                    code = breakdown_code(told["breakdown"])
                    among = (number_before, edition.number)
                    yield Breach(told["indicator"], code, key, part, change, change, among)
                seen[where] = (number, edition.number)


class _Outsider:
    """The attack on one part."""

    def __init__(
        self,
        editions: Sequence[Edition],
        part: str,
        nesting: Nesting,
        guards: Mapping[str, Sequence[Guard]],
    ) -> None:
        self.part, self.nesting, self.guards = part, nesting, guards
        self.newest = editions[-1].told
        self.threshold = float(self.newest["threshold"])
        self.tables: dict[tuple[tuple[str, ...], str], _Table] = {}
        for edition in editions:
            self._lay(edition)
        for code, hidden in guards.items():
            names = () if code == TOTAL else tuple(code.split("."))
            until = "" if QUARTER in names else str(self.newest["as_of"])
            table = self._table(names, until)
            table.codes.update({one.of: one.value for one in hidden if one.part == part})
            table.whole = True
        self.flows = any(QUARTER in names for names, _until in self.tables)

    def _lay(self, edition: Edition) -> None:
        told = edition.told
        names = tuple(told["breakdown"])
        table = self._table(names, _until(told))
        table.editions.add(edition.number)
        if told["rounded_to"] is not None:
            table.most_of_missing = float((told["rounded_to"] - 1) // 2)
        for key, number, span in _numbers(told, self.part):
            if number is None:
                table.spans[key] = span
                table.codes[key] = 0.0
            else:
                table.numbers[key] = number
        plain = tuple(name.split(OLD)[0] for name in names)
        if plain != names:
            self._table(plain, _until(told)).editions.add(edition.number)

    def _table(self, names: tuple[str, ...], until: str) -> _Table:
        return self.tables.setdefault((names, until), _Table(names, until))

    def breaches(self) -> list[Breach]:
        """Return the hidden numbers that are found out."""
        tables = list(self.tables.values())
        if not any(table.numbers for table in tables):
            return []
        counted, grown = self._counted(tables)
        ground = ground_of(
            counted, nesting=self.nesting, between=dict(self._spans(tables)), grown=grown
        )
        hidden = np.ones(ground.size, dtype=bool)
        for at, (place, key) in enumerate(ground.places):
            table = tables[place] if 0 <= place < len(tables) else None
            if table is not None and key in table.numbers:
                hidden[at] = False
            elif table is not None and key not in table.spans:
                ground.caps[at] = min(ground.caps[at], table.most_of_missing)
        ground = _imagined(ground, hidden)
        return list(self._found(tables, counted, ground, hidden))

    def _counted(
        self, tables: Sequence[_Table]
    ) -> tuple[list[Counted], list[tuple[int, int, int]]]:
        """Return the tables as a ground takes them; what came between two moments is one more."""
        counted = [
            Counted(
                one.breakdown,
                {**one.codes, **one.numbers},
                one.until,
                # Whether parts add up is said in the definition: the truth tells it here.
                None if one.whole else frozenset(one.numbers),
            )
            for one in tables
        ]
        grown = []
        for names in sorted({one.breakdown for one in tables if one.until} if self.flows else ()):
            row = [at for at, one in enumerate(tables) if one.breakdown == names and one.until]
            row.sort(key=lambda at: tables[at].until)
            for before, after in pairwise(row):
                moment = f"{tables[before].until}/{tables[after].until}"
                grown.append((before, len(counted), after))
                counted.append(Counted(names, {}, moment, frozenset()))
        return counted, grown

    def _spans(
        self, tables: Sequence[_Table]
    ) -> Iterator[tuple[tuple[int, Key], tuple[float, float]]]:
        for place, table in enumerate(tables):
            for key, span in table.spans.items():
                if key not in table.numbers:
                    yield (place, key), span

    def _found(
        self,
        tables: Sequence[_Table],
        counted: Sequence[Counted],
        ground: Ground,
        hidden: Any,
    ) -> Iterator[Breach]:
        cells = np.flatnonzero(hidden & ~ground.slack)
        low, high = np.zeros(len(cells)), np.full(len(cells), self.threshold)
        guarded = self._guarded(counted, ground, cells)
        for at, guard in guarded.items():
            low[at], high[at] = guard.low, guard.high
        rough = ground.caps[cells] < high
        high = np.where(rough & ~np.isin(np.arange(len(cells)), list(guarded)), 0.0, high)
        goals = Goals.between(ground, cells, low, high)
        attack = Attack(ground, hidden)
        found = attack.prove(goals)
        for one in np.flatnonzero(found.open):
            least, most = attack.bounds(int(cells[one]))
            narrow = int(one) in guarded and (least > low[one] + NEAR or most < high[one] - NEAR)
            few = least > NEAR and most < self.threshold - NEAR
            if narrow or few:
                yield self._breach(tables, counted, ground.places[int(cells[one])], least, most)

    def _guarded(self, counted: Sequence[Counted], ground: Ground, cells: Any) -> dict[int, Guard]:
        wanted = {
            (code, guard.of): guard
            for code, guards in self.guards.items()
            for guard in guards
            if guard.part == self.part and guard.high > guard.low + NEAR
        }
        found = {}
        for at, cell in enumerate(cells):
            place, key = ground.places[int(cell)]
            table = counted[place]
            guard = wanted.get((breakdown_code(table.breakdown), key))
            if guard is not None and table.until in ("", self.newest["as_of"]):
                found[at] = guard
        return found

    def _breach(
        self,
        tables: Sequence[_Table],
        counted: Sequence[Counted],
        where: tuple[int, Key],
        least: float,
        most: float,
    ) -> Breach:
        place, key = where
        among = {number for table in tables for number in table.editions if number}
        code = breakdown_code(counted[place].breakdown)
        indicator = str(self.newest["indicator"])
        return Breach(indicator, code, key, self.part, least, most, tuple(sorted(among)))


def _imagined(ground: Ground, hidden: Any) -> Ground:
    """Return the ground with some numbers that fit in place of the hidden ones.

    Lines that cannot hold whatever is hidden are let go, as few of them as can be.
    """
    from scipy.optimize import linprog
    from scipy.sparse import eye_array, hstack, vstack

    free = np.flatnonzero(hidden | ground.slack)
    if not len(free) or not ground.lines.shape[0]:
        return ground
    values: Floats = ground.values.copy()
    values[free] = 0.0
    sums = vstack([ground.lines, ground.within]).tocsr()
    count, bounds = sums.shape[0], ground.within.shape[0]
    # A part that is no more than its sum lacks something of it; the last columns are let go.
    lacks = eye_array(count, bounds, k=bounds - count)
    matrix = hstack([sums[:, free], lacks, eye_array(count), -eye_array(count)]).tocsr()
    cost = np.concatenate([np.zeros(len(free) + bounds), np.ones(2 * count)])
    low = np.concatenate([ground.floors[free], np.zeros(bounds + 2 * count)])
    high = np.concatenate([ground.caps[free], np.full(bounds + 2 * count, np.inf)])
    done = linprog(cost, A_eq=matrix, b_eq=-(sums @ values), bounds=np.column_stack([low, high]))
    if done.x is None:
        raise RuntimeError(f"the attack's program was not solved: {done.message}")
    values[free] = done.x[: len(free)]
    off = np.flatnonzero(np.abs(ground.lines @ values) <= NEAR)
    room = -(ground.within @ values)
    small = np.flatnonzero(room >= -NEAR)
    return replace(
        ground,
        values=values,
        lines=ground.lines[off],
        within=ground.within[small],
        room=np.maximum(room[small], 0.0),
    )
