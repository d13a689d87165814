"""Many small trees that vote, kept as plain arrays: learnt with scikit-learn, read without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
TREES = 60
_LEAST_IN_LEAF = 3
_OF_COLUMNS = 0.3
_ARRAYS = ("column", "limit", "left", "right", "share", "root", "label")


@dataclass
class Forest:
    """Every node of every tree: which column it asks, the limit, and where it leads.

    A leaf leads to itself; `share` is the share of its texts that have the tree's label.
    """

    column: NDArray[np.int16]
    limit: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    share: Floats
    root: NDArray[np.int32]
    label: NDArray[np.int16]

    def votes(self, rows: Floats) -> NDArray[np.float64]:
        """Return, for each row and label, the mean share over the label's trees."""
        found = np.zeros((len(rows), int(self.label.max()) + 1))
        for start in range(0, len(rows), 256):
            part = rows[start : start + 256]
            at = np.tile(self.root, (len(part), 1))
            here = np.arange(len(part))[:, None]
            while True:
                below = part[here, self.column[at]] <= self.limit[at]
                onward = np.where(below, self.left[at], self.right[at])
                if (onward == at).all():
                    break
                at = onward
            share = self.share[at]
            for label in range(found.shape[1]):
                found[start : start + 256, label] = share[:, self.label == label].mean(axis=1)
        return found

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name, to be stored."""
        return {f"forest-{name}": getattr(self, name) for name in _ARRAYS}

    @classmethod
    def of_arrays(cls, arrays: dict[str, NDArray[Any]]) -> Forest:
        """Return the forest that was stored. Raises KeyError when a part is missing."""
        found = cls(**{name: arrays[f"forest-{name}"] for name in _ARRAYS})
        size = len(found.column)
        for onward in (found.left, found.right, found.root):
            if len(onward) and not (onward.min() >= 0 and onward.max() < size):
                raise KeyError("forest")
        return found


def grow(rows: Floats, true: NDArray[np.bool_]) -> Forest:
    """Grow trees for each label, its rare side weighed up (extremely randomised trees)."""
    from sklearn.ensemble import ExtraTreesClassifier

    parts: dict[str, list[Any]] = {name: [] for name in _ARRAYS}
    size = 0
    for number, wanted in enumerate(true.T):
        grown = ExtraTreesClassifier(
            TREES,
            min_samples_leaf=_LEAST_IN_LEAF,
            max_features=_OF_COLUMNS,
            class_weight="balanced",
            random_state=0,
        ).fit(rows, wanted)
        yes = np.flatnonzero(grown.classes_)
        for one in grown.estimators_:
            tree = one.tree_
            own, leaf = np.arange(tree.node_count), tree.children_left < 0
            value = tree.value[:, 0, :]
            parts["column"].append(np.where(leaf, 0, tree.feature))
            parts["limit"].append(tree.threshold)
            parts["left"].append(size + np.where(leaf, own, tree.children_left))
            parts["right"].append(size + np.where(leaf, own, tree.children_right))
            parts["share"].append(value[:, yes].sum(axis=1) / value.sum(axis=1))
            parts["root"].append([size])
            parts["label"].append([number])
            size += tree.node_count
    whole = {name: np.concatenate(part) for name, part in parts.items()}
    kinds = {"column": np.int16, "label": np.int16, "limit": np.float32, "share": np.float32}
    return Forest(**{name: a.astype(kinds.get(name, np.int32)) for name, a in whole.items()})
