"""Exact alignment of every distinct variant with the declared path.

The cost of a case is the least number of moves that make it fit: a step of the case that has no
place in the path costs one, a step of the path that did not happen costs one. The table of costs
has a row for each place of the path and a column for each event; a row is computed for all
variants at once, so the work grows with (places of the path) × (events of distinct variants).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aia.observatory.process.log import Codes, Flags, Ints
from aia.observatory.process.paths import DeclaredPath
from aia.observatory.process.variants import Variants, blocks

_EXTRA, _DONE, _SKIPPED = 0, 1, 2
_NOWHERE = -1
_CELLS = 1 << 23

Moves = NDArray[np.uint8]


@dataclass(frozen=True)
class Departure:
    """Where cases leave the path, and in which way.

    `kind` is "missing" (the path's step did not happen), "extra" (a step that the path knows
    happened where it has no place) or "unknown" (a step that the path does not know). What is
    missing is told after the path's last step before it that must happen, what is too much after
    the last step that did (None: at the start). `times` counts occurrences, `cases` the cases
    with at least one.
    """

    kind: str
    step: str
    after: str | None
    cases: int
    times: int


@dataclass(frozen=True)
class Conformance:
    """How far the cases keep to the path. `costs` has one cost for each variant, in their order."""

    fitting_cases: int
    mean_cost: float
    departures: tuple[Departure, ...]
    costs: Ints


def conformance(variants: Variants, path: DeclaredPath) -> Conformance:
    """Return the exact cost of each variant and every departure, the most frequent first.

    With a path that says so, a variant that does not end with the path's last step is aligned
    with the part of the path up to where it has best come.

    Where several alignments cost the same, steps are matched as early as possible, and an extra
    step is told after the last step that was really done.
    """
    table = _Table(variants, path)
    costs = np.zeros(len(variants), dtype=np.int64)
    tally = _Tally(variants, path, table)
    # The table of moves of one block is kept whole: long paths go in smaller blocks.
    for begin, end in blocks(variants.starts, max(1, _CELLS // (len(path.steps) + 1))):
        block = _Block(variants, begin, end)
        moves, ends, costs[begin:end] = table.fill(block)
        tally.add(block, moves, ends)
    cases = variants.cases
    return Conformance(
        fitting_cases=int(cases[costs == 0].sum()),
        mean_cost=float((costs * cases).sum() / cases.sum()),
        departures=tuple(sorted(tally.departures(), key=_rank)),
        costs=costs,
    )


def _rank(one: Departure) -> tuple[int, str, str, str]:
    return -one.cases, one.after or "", one.kind, one.step


class _Block:
    """Some variants, each with one cell before its first step and one after each step."""

    def __init__(self, variants: Variants, begin: int, end: int) -> None:
        starts = variants.starts[begin : end + 1]
        self.begin, self.count = begin, end - begin
        self.lengths = np.diff(starts)
        self.firsts = starts[:-1] - starts[0] + np.arange(self.count)
        self.lasts = self.firsts + self.lengths
        cells = int(self.lasts[-1]) + 1
        self.events = np.ones(cells, dtype=np.bool_)
        self.events[self.firsts] = False
        # The cell before the first step holds a code that no activity has.
        self.acts: Codes = np.full(cells, len(variants.names), dtype=np.int32)
        self.acts[self.events] = variants.acts[starts[0] : starts[-1]]
        self.places = np.arange(cells) - np.repeat(self.firsts, self.lengths + 1)


class _Table:
    """The table of costs, filled row by row."""

    def __init__(self, variants: Variants, path: DeclaredPath) -> None:
        self.steps, self.on_the_way = path.steps, path.on_the_way
        codes = {name: code for code, name in enumerate(variants.names)}
        self.fills = np.zeros((len(path.steps), len(variants.names) + 1), dtype=np.bool_)
        for place, step in enumerate(path.steps):
            self.fills[place, [codes[name] for name in step.names if name in codes]] = True

    def fill(self, block: _Block) -> tuple[Moves, Ints, Ints]:
        """Return how each cell is best reached at each place of the path, and for each variant
        the place where it ends and the cost there.
        """
        wall = int(block.lengths.max()) + len(self.steps) + 2
        steady = np.where(block.events, 1, wall)
        moves = np.empty((len(self.steps), len(block.acts)), dtype=np.uint8)
        costs: Ints = block.places
        ends = [costs[block.lasts]]
        for place, step in enumerate(self.steps):
            filled = self.fills[place][block.acts]
            each = np.where(filled, 0, steady) if step.repeatable else steady
            costs = _row(costs, filled, each, 0 if step.optional else 1, moves[place])
            ends.append(costs[block.lasts])
        places = self._ends(block, np.array(ends))
        return moves, places, np.array(ends)[places, np.arange(block.count)]

    def _ends(self, block: _Block, ends: Ints) -> Ints:
        """Return the place where each variant ends: the path's end, or where it is on its way."""
        whole = np.full(block.count, len(self.steps))
        if not self.on_the_way:
            return whole
        ended = self.fills[-1][block.acts[block.lasts]]
        # The furthest of the best: a step that was jumped over is missing, not the next one extra.
        furthest = len(self.steps) - ends[::-1].argmin(axis=0)
        places: Ints = np.where(ended, whole, furthest)
        return places


def _row(costs: Ints, filled: Flags, each: Ints, skip: int, moves: Moves) -> Ints:
    """Return the next row of costs and write how each of its cells is reached.

    `each` is what one more event costs at this place; where a variant begins it is a wall that
    no cost can cross, so that one running minimum serves all variants.
    """
    skipped = costs + skip
    done = np.where(filled[1:], costs[:-1], np.iinfo(np.int32).max)
    best = skipped.copy()
    np.minimum(best[1:], done, out=best[1:])
    run = np.cumsum(each)
    best -= run
    np.minimum.accumulate(best, out=best)
    best += run
    moves[:] = _DONE
    moves[1:][best[1:] == best[:-1] + each[1:]] = _EXTRA
    moves[best == skipped] = _SKIPPED
    return best


class _Tally:
    """Counts departures while alignments are walked backwards, all variants at once."""

    def __init__(self, variants: Variants, path: DeclaredPath, table: _Table) -> None:
        self.variants, self.path, self.table = variants, path, table
        size = (len(path.steps) + 1, len(variants.names))
        self.missing = np.zeros(len(path.steps), dtype=np.int64)
        self.extra_cases = np.zeros(size, dtype=np.int64)
        self.extra_times = np.zeros(size, dtype=np.int64)

    def add(self, block: _Block, moves: Moves, ends: Ints) -> None:
        """Walk back from the place where every variant in the block ends, and count."""
        cases = self.variants.cases[block.begin : block.begin + block.count]
        where = np.full(len(block.acts), _NOWHERE, dtype=np.int32)
        at = block.lasts
        index = np.arange(len(block.acts))
        for place in range(len(self.path.steps) - 1, -1, -1):
            row = moves[place]
            came = np.maximum.accumulate(np.where(row == _EXTRA, 0, index))[at]
            # Who is still on the way has not come to this place: nothing is walked there.
            came = np.where(ends > place, came, at)
            _span(where, came, at, place + 1)
            skipped = (row[came] == _SKIPPED) & (ends > place)
            if not self.path.steps[place].optional:
                self.missing[place] += int(cases[skipped].sum())
            at = came - ((ends > place) & ~skipped)
        _span(where, block.firsts, at, 0)
        self._count(block, where, cases)

    def _count(self, block: _Block, where: Codes, cases: Ints) -> None:
        cells = np.flatnonzero(where > _NOWHERE)
        variant = np.repeat(np.arange(block.count), block.lengths + 1)[cells]
        places, acts = where[cells].astype(np.int64), block.acts[cells]
        repeat = self._repeats(places, acts)
        variant, places, acts = variant[~repeat], places[~repeat], acts[~repeat]
        keys = places * self.extra_times.shape[1] + acts
        np.add.at(self.extra_times.reshape(-1), keys, cases[variant])
        once = np.unique(variant * self.extra_times.size + keys)
        weights = cases[once // self.extra_times.size]
        np.add.at(self.extra_cases.reshape(-1), once % self.extra_times.size, weights)

    def _repeats(self, places: Ints, acts: Codes) -> Flags:
        """Say which of the events that stay at a place fill it once more."""
        again = np.array([False, *(step.repeatable for step in self.path.steps)])
        found: Flags = again[places] & self.table.fills[np.maximum(places - 1, 0), acts]
        return found

    def departures(self) -> Iterator[Departure]:
        """Give what was counted."""
        labels = [None, *map(str, self.path.steps)]
        needed: str | None = None
        for step, cases in zip(self.path.steps, self.missing.tolist(), strict=True):
            if cases:
                yield Departure("missing", str(step), needed, cases, cases)
            needed = needed if step.optional else str(step)
        known = self.path.names
        for place, act in np.argwhere(self.extra_cases).tolist():
            name = self.variants.names[act]
            kind = "extra" if name in known else "unknown"
            cases, times = self.extra_cases[place, act], self.extra_times[place, act]
            yield Departure(kind, name, labels[place], int(cases), int(times))


def _span(where: Codes, before: Ints, upto: Ints, place: int) -> None:
    """Write the place into the cells after `before` up to `upto`, for every variant."""
    longer = upto > before
    edges = np.zeros(len(where) + 1, dtype=np.int32)
    edges[before[longer] + 1] += 1
    edges[upto[longer] + 1] -= 1
    where[np.cumsum(edges[:-1]) > 0] = place
