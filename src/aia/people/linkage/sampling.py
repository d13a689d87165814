"""What two tables hold by chance: random pairs of rows and exact probabilities of equality."""

from collections import Counter
from itertools import combinations

import numpy as np

from aia.people.linkage.attributes import EXCHANGEABLE, Schema
from aia.people.linkage.comparison import features_of
from aia.people.linkage.model import groups_of
from aia.people.linkage.table import Ints, Table


def chances_of_equality(
    left: Table, right: Table, schema: Schema, *, same: bool
) -> dict[tuple[int, ...], float]:
    """Return the exact probability that two random rows are equal in the features at these places.

    For each feature alone and for every choice of those weighed together. `same` says that the two
    tables are one, so that a row is never paired with itself.
    """
    features = features_of(schema)
    uncounted = {"identifiers", *EXCHANGEABLE}
    found = {}
    for group in groups_of(features):
        for size in range(1, len(group) + 1):
            for chosen in combinations(group, size):
                names = [features[position].name for position in chosen]
                if uncounted.isdisjoint(names):
                    found[chosen] = _chance(left, right, names, same=same)
    return found


def _chance(left: Table, right: Table, names: list[str], *, same: bool) -> float:
    ours = _counted(left, names)
    theirs = ours if same else _counted(right, names)
    itself = 1 if same else 0
    agreeing = sum(n * (theirs[values] - itself) for values, n in ours.items() if values in theirs)
    pairs = ours.total() * (theirs.total() - itself)
    return agreeing / pairs if pairs > 0 else 0.0


def _counted(table: Table, names: list[str]) -> Counter[tuple[str, ...]]:
    """Return how many rows have each combination of values, rows with a missing one left out."""
    columns = [table.columns[name] for name in names]
    counted = Counter(zip(*(column.values[column.codes] for column in columns), strict=True))
    return Counter({values: count for values, count in counted.items() if all(values)})


def random_pairs(
    rows: int, columns: int, *, same: bool, wanted: int = 200_000
) -> tuple[Ints, Ints]:
    """Return pairs of rows drawn evenly, the same on each run; all pairs when there are few."""
    if rows * columns <= wanted:
        left, right = (part.ravel() for part in np.indices((rows, columns)))
    else:
        draw = np.random.default_rng(1969)
        left, right = draw.integers(rows, size=wanted), draw.integers(columns, size=wanted)
    apart = left != right if same else np.ones(len(left), dtype=bool)
    return left[apart].astype(np.int64), right[apart].astype(np.int64)
