"""Distinct sequences of steps, found by hashing and proved by comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.observatory.process.log import Codes, Ints, Log

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Variants:
    """Distinct sequences: `acts[starts[v]:starts[v + 1]]` are the steps of variant `v`.

    `cases[v]` counts the cases that went so. The most frequent come first; among equals, the one
    that the file names first.
    """

    names: tuple[str, ...]
    acts: Codes
    starts: Ints
    cases: Ints

    def __len__(self) -> int:
        return len(self.cases)

    def __iter__(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Give each variant's steps by name, and its cases."""
        for number, cases in enumerate(self.cases.tolist()):
            yield self.steps(number), cases

    def steps(self, number: int) -> tuple[str, ...]:
        """Return one variant's steps by name."""
        codes = self.acts[self.starts[number] : self.starts[number + 1]]
        return tuple(map(self.names.__getitem__, codes.tolist()))


def variants_of(log: Log) -> Variants:
    """Return the log's variants. Exact: cases are put together only when every step is equal."""
    for seed in count(1):
        hashes = _hashes(log, seed)
        _, first, group, cases = np.unique(
            hashes, return_index=True, return_inverse=True, return_counts=True
        )
        if _equal(log, first[group]):
            break
    order = np.lexsort((first, -cases))
    first, cases = first[order], cases[order]
    lengths = log.lengths[first]
    starts = np.concatenate(([0], np.cumsum(lengths)))
    acts = log.acts[np.repeat(log.starts[first] - starts[:-1], lengths) + np.arange(starts[-1])]
    return Variants(log.names, acts, starts, cases)


def blocks(starts: Ints, size: int = _BLOCK) -> Iterator[tuple[int, int]]:
    """Cut segments into blocks of about `size` items: gives first and last (excluded) segment."""
    begin, count = 0, len(starts) - 1
    while begin < count:
        end = int(np.searchsorted(starts, starts[begin] + size, side="right")) - 1
        end = min(max(end, begin + 1), count)
        yield begin, end
        begin = end


def _hashes(log: Log, seed: int) -> NDArray[np.uint64]:
    """Return one hash a case: the sum over its steps of a mixed word times one of the place."""
    words = _mixed(len(log.names) + int(log.lengths.max()), seed)
    word, weight = words[: len(log.names)], words[len(log.names) :] | np.uint64(1)
    found = np.empty(log.cases, dtype=np.uint64)
    for begin, end in blocks(log.starts):
        starts = log.starts[begin : end + 1]
        codes = log.acts[starts[0] : starts[-1]]
        products = word[codes]
        products *= weight[_places(starts)]
        found[begin:end] = np.add.reduceat(products, starts[:-1] - starts[0])
    return found


def _mixed(size: int, seed: int) -> NDArray[np.uint64]:
    """Return well mixed words: the finaliser of splitmix64 over a count."""
    words = np.arange(1, size + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15 * seed % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        words = (words ^ (words >> np.uint64(shift))) * np.uint64(factor)
    return words ^ (words >> np.uint64(31))


def _equal(log: Log, like: Ints) -> bool:
    """Say whether every case has exactly the steps of the case that stands for its group."""
    lengths = log.lengths
    if not np.array_equal(lengths, lengths[like]):
        return False
    for begin, end in blocks(log.starts):
        starts = log.starts[begin : end + 1]
        there = np.repeat(log.starts[like[begin:end]], lengths[begin:end]) + _places(starts)
        if not np.array_equal(log.acts[there], log.acts[starts[0] : starts[-1]]):
            return False
    return True


def _places(starts: NDArray[Any]) -> Ints:
    """Return 0, 1, 2 … within each segment."""
    begins = np.repeat(starts[:-1] - starts[0], np.diff(starts))
    places: Ints = np.arange(starts[-1] - starts[0]) - begins
    return places
