"""Folds for cross-validation: texts that repeat stay together, rare labels are spread. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_TELLING = 15  # letters under which two equal texts say nothing of being the same


def groups(*columns: Sequence[str]) -> Ints:
    """Return a number for each row, the same for rows that share a text in any column.

    The columns hold plain texts (`texts.plain`). Very short ones do not tie rows together.
    """
    size = len(columns[0])
    above = list(range(size))

    def top(row: int) -> int:
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row

    for column in columns:
        first: dict[str, int] = {}
        for row, text in enumerate(column):
            if len(text) > _TELLING:
                above[top(row)] = top(first.setdefault(text, row))
    return np.array([top(row) for row in range(size)], np.int64)


def folds(labels: NDArray[np.bool_], group: Ints, count: int, seed: int = 0) -> Ints:
    """Return the fold (0 … count-1) of each row: whole groups, every label spread evenly.

    Iterative stratification (Sechidis, Tsoumakas, Vlahavas 2011): the rarest label that is left
    is dealt first, each group to the fold that still wants most of it.
    """
    random = np.random.default_rng(seed)
    members: dict[int, list[int]] = defaultdict(list)
    for row, number in enumerate(group):
        members[int(number)].append(row)
    dealt = list(members.values())
    random.shuffle(dealt)
    held = np.array([labels[rows].sum(axis=0) for rows in dealt], float)
    sizes = np.array([len(rows) for rows in dealt], float)
    wanted = np.tile(labels.sum(axis=0) / count, (count, 1)).astype(float)
    room = np.full(count, len(labels) / count)
    fold = np.full(len(dealt), -1)
    while (fold < 0).any():
        for one, label in _rarest(held, fold):
            want = room if label is None else wanted[:, label]
            best = np.flatnonzero(want >= want.max() - 1e-9)
            best = best[room[best] >= room[best].max() - 1e-9]
            fold[one] = chosen = int(random.choice(best))
            wanted[chosen] -= held[one]
            room[chosen] -= sizes[one]
    found = np.empty(len(labels), np.int64)
    for rows, number in zip(dealt, fold, strict=True):
        found[rows] = number
    return found


def _rarest(held: NDArray[np.float64], fold: Ints) -> list[tuple[int, int | None]]:
    """Return the groups still to deal that hold the rarest label left, with that label."""
    waiting = np.flatnonzero(fold < 0)
    left = held[waiting].sum(axis=0)
    if not left.any():
        return [(int(one), None) for one in waiting]
    label = int(np.where(left > 0, left, np.inf).argmin())
    return [(int(one), label) for one in waiting if held[one, label] > 0]
