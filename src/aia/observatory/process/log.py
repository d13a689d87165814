"""A log in memory: four arrays, sorted by case and moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.observatory.process.problems import LogProblem

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Log:
    """Events by case, then moment, then their order in the file.

    `acts` holds a code for each event (an index of `names`), `times` its moment in microseconds
    since 1970 UTC. Events of case number `c` are `starts[c]` to `starts[c + 1]`, at least one;
    cases stand in the order in which the file first names them. `notes` say what a reader must
    know.
    """

    names: tuple[str, ...]
    acts: Codes
    times: Ints
    starts: Ints
    notes: tuple[str, ...] = ()

    @property
    def cases(self) -> int:
        """Return how many cases there are."""
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        """Return how many events each case has."""
        return np.diff(self.starts)


def arrange(
    cases: NDArray[Any],
    acts: NDArray[Any],
    times: Ints,
    names: Sequence[str],
    notes: Sequence[str] = (),
) -> Log:
    """Return the log of these events: three arrays of one length, codes from 0.

    Sorting is stable: events of one case at the same moment keep the order in which they came.
    Raises LogProblem when there is no event at all.
    """
    if not len(cases):
        raise LogProblem("the log has no event: expected one event a row under the header")
    if bool((cases[1:] < cases[:-1]).any()):
        order = _grouped(cases)
        cases, acts, times = cases[order], acts[order], times[order]
        del order
    if _unsorted(cases, times):
        order = np.argsort(times, kind="stable")
        order = order[_grouped(cases[order])]
        cases, acts, times = cases[order], acts[order], times[order]
    firsts = np.flatnonzero(cases[1:] != cases[:-1]) + 1
    starts = np.concatenate(([0], firsts, [len(cases)])).astype(np.int64)
    return Log(tuple(names), acts.astype(np.int32, copy=False), times, starts, tuple(notes))


def selected(log: Log, chosen: Flags) -> Log:
    """Return the log of the chosen cases only (one flag a case). Raises LogProblem when none is."""
    if not bool(chosen.any()):
        raise LogProblem("no case is left: choose a longer period or another area")
    events = np.repeat(chosen, log.lengths)
    starts = np.concatenate(([0], np.cumsum(log.lengths[chosen])))
    return Log(log.names, log.acts[events], log.times[events], starts, log.notes)


def started_between(log: Log, since: int, until: int) -> Log:
    """Return the cases whose first event lies in [since, until), in microseconds since 1970."""
    first = log.times[log.starts[:-1]]
    return selected(log, (first >= since) & (first < until))


def repeated_events(log: Log) -> int:
    """Return how many events repeat another one: same case, activity and moment."""
    same = (log.times[1:] == log.times[:-1]) & follows(log)
    if not bool(same.any()):
        return 0
    # Only runs of one moment within a case can hold repetitions; the rest is left out.
    tied = np.concatenate(([False], same)) | np.concatenate((same, [False]))
    run = np.cumsum(np.concatenate(([True], ~same)))[tied]
    keys = run * len(log.names) + log.acts[tied]
    return int(len(keys) - len(np.unique(keys)))


def follows(log: Log) -> Flags:
    """Return for each event but the last whether the next one is of the same case."""
    inside = np.ones(max(len(log.acts) - 1, 0), dtype=np.bool_)
    inside[log.starts[1:-1] - 1] = False
    return inside


def _grouped(cases: NDArray[Any]) -> Ints:
    """Return the order that brings each case together and changes nothing within a case.

    Case and row share one integer, so that a fast unstable sort gives a stable result.
    """
    bits = len(cases).bit_length()
    keys = cases.astype(np.int64)
    keys <<= bits
    keys |= np.arange(len(cases), dtype=np.int64)
    keys.sort()
    keys &= (1 << bits) - 1
    return keys


def _unsorted(cases: NDArray[Any], times: Ints) -> bool:
    return bool(((times[1:] < times[:-1]) & (cases[1:] == cases[:-1])).any())
