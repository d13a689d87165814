"""Give each record of a file at most one partner in the other, so that the total is greatest."""

from collections import defaultdict

import numpy as np

from aia.people.linkage.table import Floats, Ints

# Above this size a tangle of rivals is settled from the best pair down instead of exactly.
_EXACT_UP_TO = 300


def best_assignment(rows: Ints, columns: Ints, gains: Floats) -> Ints:
    """Return the numbers of the chosen pairs: no row or column twice, greatest sum of `gains`.

    Only pairs with a gain above zero are chosen. Exact within each group of pairs that compete
    for the same records; greedy where such a group is very large.
    """
    worthy = np.flatnonzero(gains > 0)
    chosen: list[int] = []
    for group in _rivals(rows[worthy], columns[worthy]):
        pairs = worthy[group]
        chosen.extend(_settled(pairs, rows[pairs], columns[pairs], gains[pairs]))
    return np.array(sorted(chosen), dtype=np.int64)


def _rivals(rows: Ints, columns: Ints) -> list[list[int]]:
    """Return the pairs grouped so that no record is in two groups (union-find over records)."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        parent[root(("row", row))] = root(("column", column))
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, row in enumerate(rows.tolist()):
        groups[root(("row", row))].append(number)
    return list(groups.values())


def _settled(pairs: Ints, rows: Ints, columns: Ints, gains: Floats) -> list[int]:
    if len(pairs) == 1:
        return [int(pairs[0])]
    ours, row_numbers = np.unique(rows, return_inverse=True)
    theirs, column_numbers = np.unique(columns, return_inverse=True)
    if max(len(ours), len(theirs)) > _EXACT_UP_TO:
        return _greedy(pairs, rows, columns, gains)
    size = max(len(ours), len(theirs))
    gain = np.zeros((size, size))
    gain[row_numbers, column_numbers] = gains
    number = np.full((size, size), -1, dtype=np.int64)
    number[row_numbers, column_numbers] = pairs
    matched = [number[row, column] for row, column in enumerate(_hungarian(-gain))]
    return [int(pair) for pair in matched if pair >= 0]


def _greedy(pairs: Ints, rows: Ints, columns: Ints, gains: Floats) -> list[int]:
    chosen, rows_taken, columns_taken = [], set(), set()
    for i in np.argsort(-gains, kind="stable"):
        row, column = int(rows[i]), int(columns[i])
        if row not in rows_taken and column not in columns_taken:
            chosen.append(int(pairs[i]))
            rows_taken.add(row)
            columns_taken.add(column)
    return chosen


def _hungarian(cost: Floats) -> list[int]:
    """Return the column of each row in the cheapest assignment of a square matrix.

    Shortest augmenting paths with potentials (R. Jonker, A. Volgenant, 1987), in n³ steps of which
    the innermost is vectorised.
    """
    size = len(cost)
    row_price, column_price = np.zeros(size + 1), np.zeros(size + 1)
    owner = np.full(size + 1, -1)
    for row in range(size):
        owner[size] = row
        _augment(cost, row_price, column_price, owner)
    columns = [0] * size
    for column in range(size):
        columns[owner[column]] = column
    return columns


def _augment(cost: Floats, row_price: Floats, column_price: Floats, owner: Ints) -> None:
    """Find a place for the row at `owner[-1]` along the shortest path, moving others if need be."""
    size = len(cost)
    slack, came_from = np.full(size, np.inf), np.full(size, size)
    visited = np.zeros(size + 1, dtype=bool)
    column = size
    while owner[column] != -1:
        visited[column] = True
        row = owner[column]
        free = ~visited[:size]
        reduced = cost[row] - row_price[row] - column_price[:size]
        better = free & (reduced < slack)
        slack[better], came_from[better] = reduced[better], column
        nearest = int(np.argmin(np.where(free, slack, np.inf)))
        step = slack[nearest]
        row_price[owner[visited]] += step
        column_price[visited] -= step
        slack[free] -= step
        column = nearest
    while column != size:
        previous = int(came_from[column])
        owner[column] = owner[previous]
        column = previous
