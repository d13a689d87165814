"""Which step follows which, how often and after how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.observatory.process.log import Ints, Log, follows

_DENSE = 1 << 22
_WORD = 63


@dataclass(frozen=True)
class Flow:
    """One step directly after another: how often, and the seconds between the two."""

    before: str
    after: str
    count: int
    first_quartile_s: float
    median_s: float
    third_quartile_s: float


def directly_follows(log: Log) -> list[Flow]:
    """Return every pair of steps that follow each other in a case, the most frequent first.

    Quartiles are exact, with linear interpolation between the two nearest times.
    """
    inside = follows(log)
    if not bool(inside.any()):
        return []
    width = len(log.names)
    kind: Any = np.int32 if width * width < 1 << 31 else np.int64
    pairs = log.acts[:-1].astype(kind) * kind(width) + log.acts[1:]
    pairs = pairs[inside]
    gaps = np.diff(log.times)[inside]
    del inside
    codes, ranks, counts = _ranked(pairs, width)
    del pairs
    gaps = _by_rank(ranks, gaps)
    ends = np.cumsum(counts)
    quartiles = [_quantile(gaps, ends - counts, counts, share) for share in (0.25, 0.5, 0.75)]
    flows = [
        Flow(log.names[code // width], log.names[code % width], count, *times)
        for code, count, *times in zip(
            codes.tolist(), counts.tolist(), *(one.tolist() for one in quartiles), strict=True
        )
    ]
    return sorted(flows, key=lambda flow: (-flow.count, flow.before, flow.after))


def median_case_seconds(log: Log) -> float:
    """Return the median of the seconds from each case's first event to its last."""
    spans = np.sort(log.times[log.starts[1:] - 1] - log.times[log.starts[:-1]])
    whole = np.array([log.cases])
    return float(_quantile(spans, np.zeros(1, dtype=np.int64), whole, 0.5)[0])


def case_seconds(log: Log) -> NDArray[np.float64]:
    """Return the seconds from each case's first event to its last."""
    spans: NDArray[np.float64] = (log.times[log.starts[1:] - 1] - log.times[log.starts[:-1]]) / 1e6
    return spans


def counted(log: Log, acts: NDArray[Any]) -> dict[str, int]:
    """Return how often each activity occurs among the codes, the most frequent first."""
    counts = np.bincount(acts, minlength=len(log.names)).tolist()
    found = [(name, count) for name, count in zip(log.names, counts, strict=True) if count]
    return dict(sorted(found, key=lambda one: (-one[1], one[0])))


def _ranked(pairs: NDArray[Any], width: int) -> tuple[Ints, NDArray[Any], Ints]:
    """Return the pairs that occur, for each event the rank of its pair, and the counts."""
    if width * width > _DENSE:
        codes, ranks, counts = np.unique(pairs, return_inverse=True, return_counts=True)
        return codes, ranks, counts
    every = np.bincount(pairs, minlength=width * width)
    codes = np.flatnonzero(every)
    rank = np.zeros(width * width, dtype=np.int32)
    rank[codes] = np.arange(len(codes), dtype=np.int32)
    return codes, rank[pairs], every[codes]


def _by_rank(ranks: NDArray[Any], gaps: Ints) -> Ints:
    """Return the gaps sorted by rank, then by size: one fast sort when both fit one integer."""
    bits = int(gaps.max()).bit_length()
    if int(ranks.max()).bit_length() + bits > _WORD:
        return gaps[np.lexsort((gaps, ranks))]
    keys = ranks.astype(np.int64)
    keys <<= bits
    keys |= gaps
    keys.sort()
    keys &= (1 << bits) - 1
    return keys


def _quantile(sorted_gaps: Ints, begins: Ints, counts: Ints, share: float) -> NDArray[np.float64]:
    """Return, in seconds, one quantile of each group of sorted gaps."""
    places = (counts - 1) * share
    low = np.floor(places).astype(np.int64)
    high = np.minimum(low + 1, counts - 1)
    below, above = sorted_gaps[begins + low], sorted_gaps[begins + high]
    found: NDArray[np.float64] = (below + (above - below) * (places - low)) / 1e6
    return found
