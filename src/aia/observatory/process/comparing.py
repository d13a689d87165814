"""Two readings of the same process, side by side: two periods, two areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aia.observatory.process.alignment import Departure
from aia.observatory.process.flows import Flow
from aia.observatory.process.log import Ints, Log
from aia.observatory.process.mined import Process


@dataclass(frozen=True)
class Times:
    """Seconds from one step to a later one: how many cases have both, and their quartiles."""

    before: str
    after: str
    cases: int
    first_quartile_s: float
    median_s: float
    third_quartile_s: float


@dataclass(frozen=True)
class FlowChange:
    """One step directly after another in both logs; a side is None where it never happens.

    `share_change` is the change of the share of steps after `before` that are `after`, from -1
    to 1; `median_change_s` the change of the median time, None unless both sides have one.
    """

    before: str
    after: str
    first: Flow | None
    second: Flow | None
    share_change: float
    median_change_s: float | None


@dataclass(frozen=True)
class DepartureChange:
    """One departure in both logs: cases that depart so, as shares of all cases of each log."""

    kind: str
    step: str
    after: str | None
    first_share: float
    second_share: float


@dataclass(frozen=True)
class Comparison:
    """What changed from the first log to the second, the largest change first."""

    flows: tuple[FlowChange, ...]
    departures: tuple[DepartureChange, ...]
    fitting_change: float | None
    median_case_change_s: float


def times_between(log: Log, steps: Sequence[str]) -> list[Times]:
    """Return the times from each step to the next one of the list, in the order given.

    Counted from the first time a case does the one to the first time, not earlier, that it does
    the other; other steps may lie between. A pair that no case has is left out.
    """
    found = []
    for before, after in pairwise(steps):
        begun = _first(log, before, None)
        ended = _first(log, after, begun)
        both = (begun >= 0) & (ended >= 0)
        if before in log.names and bool(both.any()):
            spans = (log.times[ended[both]] - log.times[begun[both]]) / 1e6
            quartiles = np.quantile(spans, [0.25, 0.5, 0.75]).tolist()
            found.append(Times(before, after, int(both.sum()), *quartiles))
    return found


def compare(first: Process, second: Process) -> Comparison:
    """Return what changed from one reading to the other.

    Conformance is compared when both were read with a path.
    """
    fits = [_fitting(one) for one in (first, second)]
    return Comparison(
        flows=tuple(_flows(first, second)),
        departures=tuple(_departures(first, second)),
        fitting_change=None if fits[0] is None or fits[1] is None else fits[1] - fits[0],
        median_case_change_s=second.median_case_s - first.median_case_s,
    )


def _first(log: Log, step: str, since: Ints | None) -> Ints:
    """Return, for each case, the first event that does the step (after `since`), -1 for none."""
    found = np.full(log.cases, -1, dtype=np.int64)
    if step not in log.names:
        return found
    events = np.flatnonzero(log.acts == log.names.index(step))
    case = np.searchsorted(log.starts, events, side="right") - 1
    if since is not None:
        later = (since[case] >= 0) & (events > since[case])
        events, case = events[later], case[later]
    case, place = np.unique(case, return_index=True)
    found[case] = events[place]
    return found


def _flows(first: Process, second: Process) -> list[FlowChange]:
    sides = [{(one.before, one.after): one for one in p.directly_follows} for p in (first, second)]
    totals = [_leaving(list(side.values())) for side in sides]
    found = []
    for pair in {**sides[0], **sides[1]}:
        one, other = (side.get(pair) for side in sides)
        shares = [
            flow.count / total[pair[0]] if flow else 0.0
            for flow, total in zip((one, other), totals, strict=True)
        ]
        slower = other.median_s - one.median_s if one and other else None
        found.append(FlowChange(*pair, one, other, shares[1] - shares[0], slower))
    return sorted(found, key=lambda one: (-abs(one.share_change), one.before, one.after))


def _leaving(flows: Sequence[Flow]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for one in flows:
        totals[one.before] = totals.get(one.before, 0) + one.count
    return totals


def _departures(first: Process, second: Process) -> list[DepartureChange]:
    sides = [_shares(one) for one in (first, second)]
    found = [
        DepartureChange(*key, sides[0].get(key, 0.0), sides[1].get(key, 0.0))
        for key in {**sides[0], **sides[1]}
    ]
    return sorted(
        found,
        key=lambda one: (
            -abs(one.second_share - one.first_share), one.after or "", one.kind, one.step,
        ),
    )  # fmt: skip


def _shares(process: Process) -> dict[tuple[str, str, str | None], float]:
    departures: tuple[Departure, ...] = ()
    if process.conformance:
        departures = process.conformance.departures
    return {(one.kind, one.step, one.after): one.cases / process.cases for one in departures}


def _fitting(process: Process) -> float | None:
    return process.conformance.fitting_cases / process.cases if process.conformance else None
