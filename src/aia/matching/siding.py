"""Solving under side constraints: shares of groups that must be served, people to keep apart.

These break the structure that prices prove, so that the whole is a mixed-integer programme, solved
aim by aim in HiGHS (`highs`, a process of its own): needs served by urgency, most urgent first;
days waited by those served, by urgency; cost; and a draw of one turn. Waiting is compared as the
sum of days: without a matroid the two ways of comparing it can differ. There is no certificate by
duality; `verify` checks the constraints and solves again.
"""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from aia.matching.faces import whole
from aia.matching.proof import Flaw, too_many
from aia.matching.solving import numbers
from aia.matching.terms import UNSERVED, URGENCIES, Floats, Ints, NoAnswer, Problem, Solved

_DRAW_BITS = 16
_OF_A_NUMBER = 32


@dataclass(frozen=True)
class _Rows:
    """The constraints, a row at a time: over which pairs, from how many, to how many."""

    over: list[Ints]
    low: list[float]
    high: list[float]

    def add(self, pairs: Ints, low: float, high: float) -> None:
        """Add one: of these pairs, at least `low` and at most `high` are chosen."""
        self.over.append(pairs)
        self.low.append(low)
        self.high.append(high)


def solve_with_sides(problem: Problem, *, seed: int = 0) -> Solved:
    """Return the best assignment within the side constraints. Raises NoAnswer when none is."""
    began = time.perf_counter()
    rows, aims = _rows(problem), _aims(problem, seed)
    x, _ = _ask(rows, aims)
    if not len(x) and len(problem.pairs.need):
        raise NoAnswer("no assignment meets all the side constraints: lower a share, or free one")
    chosen = np.full(len(problem.needs), UNSERVED, dtype=np.int64)
    used = np.flatnonzero(x > 0)
    chosen[problem.pairs.need[used]] = used
    return Solved(chosen, (), seed, round(time.perf_counter() - began, 3))


def values(problem: Problem, chosen: Ints) -> Floats:
    """Return the value of each aim but the draw: what two answers are compared by."""
    x = np.zeros(len(problem.pairs.need))
    x[chosen[chosen != UNSERVED]] = 1
    told: Floats = _aims(problem, 0)[:-1] @ x
    return told


def check(problem: Problem, chosen: Ints) -> list[Flaw]:
    """Return what does not hold under side constraints; solves anew in HiGHS."""
    found = [*too_many(problem, chosen), *_shares(problem, chosen), *_aparts(problem, chosen)]
    if found:
        return found
    best = values(problem, solve_with_sides(problem).chosen)
    mine = values(problem, chosen)
    if not np.array_equal(best, mine):
        return [Flaw("better", {"found": best.tolist(), "said": mine.tolist()})]
    return []


def _rows(problem: Problem) -> _Rows:
    rows = _Rows([], [], [])
    need, resource = problem.pairs.need, problem.pairs.resource
    for one in range(len(problem.needs)):
        rows.add(np.flatnonzero(need == one), 0, 1)
    for at, room in enumerate(problem.capacity):
        rows.add(np.flatnonzero(resource == at), 0, float(room))
    for share in problem.shares:
        for members in groups(problem, share.group).values():
            least = math.ceil(share.at_least * len(members) - 1e-9)
            rows.add(np.flatnonzero(np.isin(need, members)), least, float(len(members)))
    for apart in problem.aparts:
        together = np.flatnonzero(np.isin(need, apart.needs))
        for at in np.unique(resource[together]):
            rows.add(together[resource[together] == at], 0, 1)
    return rows


def _aims(problem: Problem, seed: int) -> Floats:
    urgency = np.array([one.urgency for one in problem.needs])[problem.pairs.need]
    waiting = np.array([one.waiting_days for one in problem.needs])[problem.pairs.need]
    aims = [-(urgency == level).astype(np.float64) for level in reversed(URGENCIES)]
    aims += [-np.where(urgency == level, waiting, 0) for level in reversed(URGENCIES)]
    face = whole(problem)
    drawn, _ = numbers(problem, face, seed, 1)
    drawn >>= _OF_A_NUMBER - _DRAW_BITS
    return np.array([*aims, problem.pairs.cost, drawn], dtype=np.float64)


def _ask(rows: _Rows, aims: Floats) -> tuple[Floats, Floats]:
    column = np.concatenate([*rows.over, np.empty(0, dtype=np.int64)]).astype(np.int64)
    row = np.repeat(np.arange(len(rows.over)), [len(one) for one in rows.over])
    asked = BytesIO()
    np.savez(
        asked,
        row=row,
        column=column,
        value=np.ones(len(row)),
        low=np.array(rows.low),
        high=np.array(rows.high),
        aims=aims,
    )
    if not aims.shape[1]:
        return np.zeros(0), np.zeros(0)
    command = [sys.executable, "-m", "aia.matching.highs"]
    done = subprocess.run(command, input=asked.getvalue(), capture_output=True, check=False)  # noqa: S603 (our own interpreter and module)
    if done.returncode:
        raise NoAnswer(f"HiGHS ended badly: {done.stderr.decode(errors='replace')[-500:]}")
    told = np.load(BytesIO(done.stdout))
    return told["x"], told["values"]


def groups(problem: Problem, name: str) -> dict[str, list[int]]:
    """Return the needs of each value of a group, by position."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, need in enumerate(problem.needs):
        if name in need.groups:
            found[need.groups[name]].append(at)
    return dict(sorted(found.items()))


def _shares(problem: Problem, chosen: Ints) -> list[Flaw]:
    found = []
    for share in problem.shares:
        for value, members in groups(problem, share.group).items():
            served = sum(chosen[at] != UNSERVED for at in members)
            if served < math.ceil(share.at_least * len(members) - 1e-9):
                told = {"group": share.group, "value": value, "least": share.at_least}
                found.append(Flaw("share", {**told, "found": served / len(members)}))
    return found


def _aparts(problem: Problem, chosen: Ints) -> list[Flaw]:
    found = []
    for apart in problem.aparts:
        holders: dict[int, int] = {}
        for need in apart.needs:
            if chosen[need] == UNSERVED:
                continue
            at = int(problem.pairs.resource[chosen[need]])
            if at in holders:
                first, second = problem.needs[holders[at]].id, problem.needs[need].id
                told: dict[str, object] = {
                    "first": first,
                    "second": second,
                    "resource": problem.resources[at].id,
                }
                found.append(Flaw("apart", told))
            holders[at] = need
    return found
