"""A model learnt from labelled texts: any labels, several to a text.

Each view (`views`) has one straight boundary for each label (linear support vectors). A second
step hears all boundaries of all labels together, so that labels which go together or exclude each
other tell of one another, and turns them into calibrated confidences. Cut-off points are chosen
for the best F1, all on texts that the first step had not seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.sensing.recognition import measures, stores
from aia.sensing.recognition.folds import folds, groups
from aia.sensing.recognition.ngrams import CHARACTERS, LONG_WORDS, WORDS, Grams, Sparse
from aia.sensing.recognition.texts import plain
from aia.sensing.recognition.views import NAMES, Seen, Told, Views

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Rows = NDArray[np.int64]
KIND = "labelled"
PRECISION = 0.9  # of the first label, among the texts that are answered
_INNER = 5
_SPARSE = ("all", "words")
_MARGIN, _RIDGE, _SECOND = 0.3, 0.3, 0.05
_KINDS = {
    "title-pieces": CHARACTERS,
    "title-words": LONG_WORDS,
    "body-pieces": CHARACTERS,
    "body-words": WORDS,
}

Tell = Callable[[int, int], None]


@dataclass
class Labelled:
    """The labels, the views, one boundary per view and label, and how these are heard together."""

    labels: list[str]
    views: Views
    weights: dict[str, Floats]
    offsets: dict[str, Floats]
    heard: Floats
    start: Floats
    cuts: Floats
    least: float

    def sure(self, told: Told) -> NDArray[np.float64]:
        """Return how sure each label is for each text, between 0 and 1."""
        return self.judged(self.boundaries(self.views.of_new(told)))

    def boundaries(self, views: dict[str, Any]) -> Floats:
        """Return the distance from each boundary: a column for each view and label."""
        return _distances(views, self.weights, self.offsets)

    def judged(self, boundaries: Floats) -> NDArray[np.float64]:
        """Return the confidences that go with these distances."""
        return _odds(boundaries.astype(float) @ self.heard.T + self.start)

    def given(self, sure: NDArray[np.float64]) -> Bools:
        """Return which labels are given to each text."""
        chosen: Bools = sure >= self.cuts
        return chosen


def learn(seen: Seen, labels: list[str], true: Bools, rows: Rows, group: Rows) -> Labelled:
    """Learn from these rows. The inner folds make what the second step and the cuts learn from."""
    within = folds(true[rows], group[rows], _INNER, seed=1)
    distances = np.zeros((len(rows), len(NAMES) * len(labels)), np.float32)
    for fold in range(_INNER):
        kept, apart = rows[within != fold], rows[within == fold]
        views = Views.learn(seen, kept)
        first = _boundaries(views.of_seen(seen, kept), true[kept])
        distances[within == fold] = _distances(views.of_seen(seen, apart), *first)
    heard, start, sure = _hear(distances, true[rows], within)
    cuts = np.array([measures.best_cut(true[rows, i], sure[:, i]) for i in range(len(labels))])
    right = np.take_along_axis(true[rows], sure.argmax(axis=1)[:, None], axis=1)[:, 0]
    least = measures.least_for(right, sure.max(axis=1), PRECISION)
    views = Views.learn(seen, rows)
    first = _boundaries(views.of_seen(seen, rows), true[rows])
    return Labelled(labels, views, *first, heard, start, cuts.astype(np.float32), least)


def _distances(
    views: dict[str, Any], weights: dict[str, Floats], offsets: dict[str, Floats]
) -> Floats:
    rows = [np.asarray(views[name] @ weights[name]) + offsets[name] for name in NAMES]
    return np.hstack(rows).astype(np.float32)


def _boundaries(
    views: dict[str, Sparse], true: Bools
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    weights, offsets = {}, {}
    for name in NAMES:
        fitted = _support_vectors if name in _SPARSE else _ridge
        weights[name], offsets[name] = fitted(views[name], true)
    return weights, offsets


def _support_vectors(rows: Sparse, true: Bools) -> tuple[Floats, Floats]:
    """Return one boundary for each label with the widest margin, rare labels weighed up."""
    from sklearn.svm import LinearSVC

    found = [
        LinearSVC(C=_MARGIN, class_weight="balanced", random_state=0).fit(rows, column)
        for column in true.T
    ]
    weights = np.vstack([one.coef_[0] for one in found]).T.astype(np.float32)
    return weights, np.array([one.intercept_[0] for one in found], np.float32)


def _ridge(rows: Floats, true: Bools) -> tuple[Floats, Floats]:
    """Return the least-squares boundaries of all labels at once, through the texts' own angles.

    Rows are the texts, wanted values +1 and -1; the ridge is a share of the mean squared length.
    """
    wanted = np.where(true, 1.0, -1.0)
    middle, mean = rows.mean(axis=0, dtype=float), wanted.mean(axis=0)
    even = rows - middle
    angles = even @ even.T
    angles[np.diag_indices_from(angles)] += _RIDGE * angles.trace() / len(angles)
    weights = even.T @ np.linalg.solve(angles, wanted - mean)
    return weights.astype(np.float32), (mean - middle @ weights).astype(np.float32)


def _hear(distances: Floats, true: Bools, within: Rows) -> tuple[Floats, Floats, Any]:
    """Return the second step learnt from all rows, and confidences by rows it had not seen."""
    sure = np.zeros(true.shape)
    for fold in range(_INNER):
        heard, start = _listener(distances[within != fold], true[within != fold])
        sure[within == fold] = _odds(distances[within == fold] @ heard.T + start)
    return *_listener(distances, true), sure


def _listener(distances: Floats, true: Bools) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    found = [LogisticRegression(C=_SECOND, max_iter=500).fit(distances, col) for col in true.T]
    heard = np.vstack([one.coef_[0] for one in found]).astype(np.float32)
    return heard, np.array([one.intercept_[0] for one in found], np.float32)


def _odds(scores: Any) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float64)


def tied(told: Told) -> Rows:
    """Return the groups of rows that repeat a title or a body."""
    return groups([plain(t) for t in told.titles], [plain(b)[:200] for b in told.bodies])


def save(model: Labelled, path: Path) -> None:
    """Write the model. No text is in it, only grams that at least two texts share."""
    arrays: dict[str, NDArray[Any]] = {"heard": model.heard, "start": model.start}
    arrays |= {"middle": model.views.middle, "spread": model.views.spread, "cuts": model.cuts}
    for name in NAMES:
        arrays |= {f"w-{name}": model.weights[name], f"o-{name}": model.offsets[name]}
    for name, grams in model.views.grams.items():
        arrays |= {f"t-{name}": stores.as_text(grams.terms), f"r-{name}": grams.rarity}
    stores.save(path, KIND, {"labels": model.labels, "least": model.least}, arrays)


def load(path: Path) -> Labelled:
    """Return the model of a file. Raises ModelBroken."""
    told, arrays = stores.load(path, KIND)
    try:
        grams = {
            name: Grams(kind, stores.as_terms(arrays[f"t-{name}"]), arrays[f"r-{name}"])
            for name, kind in _KINDS.items()
        }
        return Labelled(
            labels=list(told["labels"]),
            views=Views(grams, arrays["middle"], arrays["spread"]),
            weights={name: arrays[f"w-{name}"] for name in NAMES},
            offsets={name: arrays[f"o-{name}"] for name in NAMES},
            heard=arrays["heard"],
            start=arrays["start"],
            cuts=arrays["cuts"],
            least=float(told["least"]),
        )
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        raise stores.ModelBroken(f"{path}: parts of the model are missing") from error
